// cel-go's own answers (k8s.io/apiserver v0.35.4, environment of 1.35): type, value and every error text. cel.json has 126
// chosen expressions, recorded.json 900 made by combining operators, functions and macros with values of all types, messages.json
// messages of protobuf.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../src/cel/compile.js';
import { environment } from '../../src/cel/environment.js';
import { fromJson, toJson } from '../../src/cel/json-value.js';
import { formatDurationSeconds, formatTimestamp } from '../../src/cel/standard/time-text.js';
import { DYN, formatType } from '../../src/cel/type.js';
import { isDuration, isTimestamp, type Value } from '../../src/cel/value.js';
import type { Json } from '../../src/kube/json.js';

interface Case {
  readonly expr: string;
  readonly ok: boolean;
  readonly type?: string;
  readonly value?: Json;
  readonly compileError?: string;
  readonly evalError?: string;
}

// Trusted: both files are committed beside this test.
const cases = JSON.parse(read('cel.json').replace(/("value":)(-?\d{16,})/g, '$1"$2n"')) as Case[];
const recorded = JSON.parse(read('recorded.json')) as Case[];
const messages = JSON.parse(read('messages.json')) as Case[];
const object = JSON.parse(read('cel.object.json')) as Json;

function read(file: string): string {
  return readFileSync(new URL(`cases/${file}`, import.meta.url), 'utf8');
}

const variables = ['object', 'oldObject', 'self'];
const env = environment(35, { variables: new Map(variables.map((name) => [name, DYN])) });
const bindings = new Map<string, Value>([
  ['object', fromJson(object)],
  ['oldObject', null],
  ['self', fromJson({ replicas: 3, maxReplicas: 5 })],
]);

// The recorded type is cel-go's `Type.String()`, which names protobuf's types.
function typeText(text: string): string {
  return text.replace(
    /\b(timestamp|duration|any)\b/g,
    (name) => `google.protobuf.${name[0]?.toUpperCase()}${name.slice(1)}`,
  );
}

function jsonOf(value: Value): Json | undefined {
  if (isTimestamp(value)) return formatTimestamp(value);
  return isDuration(value) ? formatDurationSeconds(value.nanos) : toJson(value);
}

function answer(expr: string): Case {
  const compiled = compile(expr, env);
  if (compiled.kind === 'compile-error') return { expr, ok: false, compileError: compiled.message };
  const type = typeText(formatType(compiled.type));
  const outcome = compiled.run(bindings);
  if (outcome.kind === 'error') return { expr, ok: false, evalError: outcome.message, type };
  if (outcome.kind === 'not-supported') throw new Error(outcome.reason);
  const { value } = outcome;
  const json = jsonOf(value);
  return {
    expr,
    ok: true,
    type,
    ...(json === undefined ? {} : { value: typeof json === 'bigint' ? `${json}n` : json }),
  };
}

/** Recorded with the errors that only planning finds marked, and with types and wrappers as cel-go prints them. */
function messageAnswer(expr: string): Case {
  const compiled = compile(expr, env);
  if (compiled.kind === 'compile-error' && compiled.stage === 'program')
    return {
      expr,
      ok: false,
      type: typeText(formatType(compiled.type ?? DYN)),
      compileError: `PROGRAM ${compiled.message}`,
    };
  return answer(expr);
}

test('all cases are here', () => {
  expect([cases.length, recorded.length]).toEqual([126, 900]);
});

test.each(cases)('$expr', (expected) => {
  expect(answer(expected.expr)).toEqual(expected);
});

test('what the real library answered to made-up expressions', () => {
  // Through JSON, which has one zero only.
  const answers = JSON.parse(JSON.stringify(recorded.map(({ expr }) => answer(expr))));
  expect(answers).toEqual(recorded);
});

test('what the real library makes of the messages of protobuf', () => {
  const answers = JSON.parse(JSON.stringify(messages.map(({ expr }) => messageAnswer(expr))));
  expect(answers).toEqual(messages);
});
