// The one door to CEL: text in, program or errors out.
//
// Why an own engine and not @marcbachmann/cel-js 8.0.0 (dependencies are otherwise taken where they are right). Measured on
// the 126 cases of test/cel/cases, which hold cel-go's own answers:
// - the library gets 82; this engine gets all of them, with cel-go's words in every error.
// - what it lacks is not addable from outside: `{?k: v}` is no syntax, `has({'a': 1}.a)` and `-9223372036854775808` are
//   refused or wrong, `format`'s mixed lists do not pass its checker, macros with two variables have no types, and its
//   checker has no types with fields as structural schemas need them (`undefined field 'x'`), which is what a CRD's rules
//   are refused for.
// - names exist or not by Kubernetes minor (`cel.bind` must be an error, `sets.contains` only from 1.29 on).
// - its texts of errors differ, and those are what the API server prints.
// Our regular expressions are RE2's, in linear time; the library hands patterns from manifests to JavaScript's engine.
// The price: about 2,500 lines to keep. Not modelled: the limit of costs at run time, objects made by expressions.
import { type ExpressionError, formatErrors } from './ast.js';
import { check } from './checking/check.js';
import type { Checked } from './checking/checked.js';
import { literalErrors } from './checking/literal-checks.js';
import type { Environment } from './environment.js';
import { constantError } from './evaluation/constants.js';
import { prepare } from './evaluation/evaluate.js';
import type { Bindings } from './evaluation/frame.js';
import { undefinedTypeError } from './evaluation/undefined-types.js';
import { parse } from './parsing/parse.js';
import type { Type } from './type.js';
import { isFailure, type Value } from './value.js';

/** What running an expression gives. `not-supported`: rollcast cannot tell, so the rule counts as not checked. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'not-supported'; readonly reason: string };

/** An expression ready to run. */
export interface Program {
  readonly kind: 'program';
  readonly type: Type;
  /** For estimates of the cost. */
  readonly checked: Checked;
  /** The variables of the environment that it names. */
  readonly variables: ReadonlySet<string>;
  readonly run: (bindings: Bindings) => Outcome;
}

/**
 * Why an expression does not compile; `message` is what cel-go prints. Stage `program`: it parses and its types fit, but a
 * constant or the name of a type in it cannot work, and the error has no place.
 */
export interface CompileError {
  readonly kind: 'compile-error';
  readonly stage: 'check' | 'program';
  readonly message: string;
  readonly errors: readonly ExpressionError[];
  /** In stage `program`: what the expression would give. */
  readonly type?: Type;
}

/** Parses, checks and prepares an expression. */
export function compile(text: string, environment: Environment): Program | CompileError {
  const parsed = parse(text, environment.macros);
  if ('errors' in parsed) return compileError(text, parsed.errors);
  const checked = check(parsed.expr, environment);
  if ('errors' in checked) return compileError(text, checked.errors);
  const errors = literalErrors(checked, environment.checksLiterals);
  if (errors.length > 0) return compileError(text, errors);
  const constant = constantError(checked);
  const impossible = constant ?? undefinedTypeError(checked, environment);
  if (impossible !== undefined)
    return { kind: 'compile-error', stage: 'program', message: impossible, errors: [], type: checked.type };
  return program(checked, environment);
}

function compileError(text: string, errors: readonly ExpressionError[]): CompileError {
  return { kind: 'compile-error', stage: 'check', message: formatErrors(text, errors), errors };
}

function program(checked: Checked, environment: Environment): Program {
  const run = prepare(checked);
  return {
    kind: 'program',
    type: checked.type,
    checked,
    variables: variablesOf(checked, environment),
    run: (bindings) => outcome(run(bindings)),
  };
}

function variablesOf({ references }: Checked, environment: Environment): ReadonlySet<string> {
  const names = new Set<string>();
  for (const reference of references.values()) {
    if (reference.kind === 'variable' && environment.variables.has(reference.name)) names.add(reference.name);
  }
  return names;
}

function outcome(value: Value): Outcome {
  if (!isFailure(value)) return { kind: 'value', value };
  return value.unsupported
    ? { kind: 'not-supported', reason: value.message }
    : { kind: 'error', message: value.message };
}
