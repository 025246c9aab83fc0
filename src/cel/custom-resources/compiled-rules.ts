// Compiles the rules of a custom resource's schema. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/cel/compilation.go.
import { type JsonObject, stringOf } from '../../kube/json.js';
import { type CompileError, compile, type Program } from '../compile.js';
import { type Environment, environment, languageLevel } from '../environment.js';
import { optionalOf } from '../type.js';
import type { RuleSchema } from './rule-schema.js';
import { type DeclaredType, declaredType } from './schema-type.js';

/** A rule ready to run, or why it does not compile (in the API server's words). An empty rule is neither. */
export interface CompiledRule {
  readonly rule: JsonObject;
  readonly program: Program | undefined;
  readonly error: string | undefined;
  readonly usesOldSelf: boolean;
  readonly optionalOldSelf: boolean;
  readonly message: Program | undefined;
  readonly messageError: string | undefined;
}

/** Where rules stand: the node whose rules they are, the node that gives values their types, the release. */
export interface RulePlace {
  readonly rules: RuleSchema;
  /** The same node, or the one that `rules` is a part of. */
  readonly schema: RuleSchema;
  readonly isRoot: boolean;
  /** The minor in whose environment the rules are compiled. */
  readonly minor: number;
}

/** The rules of one node (not of the nodes below), compiled; `undefined` where expressions cannot see values of the node. */
export function compiledRules(place: RulePlace): readonly CompiledRule[] | undefined {
  const { rules, schema, isRoot, minor } = place;
  const bySchema = compiled.get(rules) ?? new WeakMap<RuleSchema, Map<string, readonly CompiledRule[] | undefined>>();
  compiled.set(rules, bySchema);
  const bySetting = bySchema.get(schema) ?? new Map<string, readonly CompiledRule[] | undefined>();
  bySchema.set(schema, bySetting);
  const setting = `${languageLevel(minor)} ${isRoot}`;
  if (bySetting.has(setting)) return bySetting.get(setting);
  const declared = declaredType(schema, isRoot);
  const result = declared === undefined ? undefined : compileRules(rules.validations, declared, minor);
  bySetting.set(setting, result);
  return result;
}

// Rules are asked for when the definition is judged, and for each of its resources. Schemas that say the same are one object.
const compiled = new WeakMap<RuleSchema, WeakMap<RuleSchema, Map<string, readonly CompiledRule[] | undefined>>>();

function compileRules(rules: readonly JsonObject[], declared: DeclaredType, minor: number): CompiledRule[] {
  const environments = [false, true].map((optional) => lazily(() => ruleEnvironment(declared, optional, minor)));
  return rules.flatMap((rule) => {
    const optionalOldSelf = rule['optionalOldSelf'] === true;
    const env = environments[Number(optionalOldSelf)];
    return env === undefined ? [] : [compileRule(rule, optionalOldSelf, env())];
  });
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function ruleEnvironment({ type, structs }: DeclaredType, optional: boolean, minor: number): Environment {
  return environment(minor, {
    structs,
    variables: new Map([
      ['self', type],
      ['oldSelf', optional ? optionalOf(type) : type],
    ]),
  });
}

function compileRule(rule: JsonObject, optionalOldSelf: boolean, env: Environment): CompiledRule {
  const text = stringOf(rule['rule']) ?? '';
  const none = {
    rule,
    program: undefined,
    error: undefined,
    usesOldSelf: false,
    optionalOldSelf,
    message: undefined,
    messageError: undefined,
  };
  if (text.trim() === '') return none;
  const program = compile(text, env);
  const error = compileMessage(program, 'bool', '');
  if (program.kind === 'compile-error' || error !== undefined) return { ...none, error };
  const messageText = stringOf(rule['messageExpression']) ?? '';
  const message = messageText === '' ? undefined : compile(messageText, env);
  const messageError = message === undefined ? undefined : compileMessage(message, 'string', 'messageExpression ');
  return {
    ...none,
    program,
    usesOldSelf: program.variables.has('oldSelf'),
    message: message?.kind === 'program' && messageError === undefined ? message : undefined,
    messageError,
  };
}

function compileMessage(
  compiled: Program | CompileError,
  wanted: 'bool' | 'string',
  prefix: string,
): string | undefined {
  if (compiled.kind === 'compile-error') {
    if (compiled.stage === 'check') return `${prefix}compilation failed: ${compiled.message}`;
    return `${prefix === '' ? 'program ' : prefix}instantiation failed: ${compiled.message}`;
  }
  // Compared by identity upstream: a wrapper of protobuf is none.
  if (compiled.type.kind === wanted && !('nullable' in compiled.type)) return undefined;
  return wanted === 'bool' ? 'cel expression must evaluate to a bool' : 'messageExpression must evaluate to a string';
}
