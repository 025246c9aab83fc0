// What a v1.36.3 API server said of the expressions of mutating policies, and of some of validating ones
// (cases/policy-expressions.jsonl, recorded with the oracle's `verdict`; no error is an accepted policy). `texts` are the
// server's own; they are not kept where they list the tokens that a parser expects, nor of protobuf's own messages.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { compile } from '../../src/cel/compile.js';
import { environment } from '../../src/cel/environment.js';
import { JSON_PATCH } from '../../src/cel/libraries/json-patch.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';

interface Case {
  readonly kind: 'Mutating' | 'Validating';
  /** Without what all of them have in common: see `policy`. */
  readonly spec: JsonObject;
  readonly errors?: readonly string[];
  readonly texts?: readonly string[];
}

// Trusted: the file is committed beside this test.
const cases = readFileSync(new URL('cases/policy-expressions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

const VERSION = { minor: 36, patch: 3 };
const RULE = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };

function policy({ kind, spec }: Case): JsonObject {
  const common = { failurePolicy: 'Fail', matchConstraints: { resourceRules: [RULE] } };
  const own = kind === 'Mutating' ? { reinvocationPolicy: 'Never' } : {};
  return { metadata: { name: 'p' }, spec: { ...common, ...own, ...spec } };
}

function verdict({ kind, spec, errors, texts }: Case): Case {
  const created = policy({ kind, spec });
  const found = validateCreate('admissionregistration.k8s.io/v1', `${kind}AdmissionPolicy`, created, VERSION);
  return {
    kind,
    spec,
    ...(errors !== undefined || found.length > 0
      ? { errors: found.map(({ type, path }) => `${type} ${formatPath(path)}`).sort() }
      : {}),
    ...(texts === undefined
      ? {}
      : {
          texts: found
            .map(({ detail }) => detail)
            .filter(isOfExpression)
            .sort(),
        }),
  };
}

function isOfExpression(detail: string): boolean {
  return /^(compilation failed|must evaluate to|program instantiation failed)/.test(detail);
}

function sorted({ errors, texts, ...asked }: Case): Case {
  return {
    ...asked,
    ...(errors === undefined ? {} : { errors: [...errors].sort() }),
    ...(texts === undefined ? {} : { texts: [...texts].sort() }),
  };
}

test('expressions of admission policies are judged as the API server judges them', () => {
  expect(cases.length).toBeGreaterThan(400);
  expect(cases.map(verdict)).toEqual(cases.map(sorted));
});

test.each([
  ['k8s.io/my~label', 'k8s.io~1my~0label'],
  ['plain', 'plain'],
  ['~1', '~01'],
])('jsonpatch.escapeKey(%s) is %s', (key, escaped) => {
  const compiled = compile(
    `jsonpatch.escapeKey('${key}')`,
    environment(35, { variables: new Map(), functions: JSON_PATCH }),
  );
  expect(compiled.kind === 'program' ? compiled.run(new Map()) : compiled).toEqual({ kind: 'value', value: escaped });
});
