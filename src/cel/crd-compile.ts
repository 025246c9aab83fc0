// Compiles the rules of a custom resource's schema. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/cel/compilation.go.
// Not modelled: the estimate of costs, for which the API server refuses some rules over unbounded lists, maps and strings.
import { type FieldErrors, invalid } from '../kube/field-error.js';
import { child, type FieldPath, formatPath, index, key } from '../kube/field-path.js';
import { type JsonObject, stringOf } from '../kube/json.js';
import { type CompileError, compile, type Program } from './compile.js';
import { type Environment, environment, newExpressions } from './environment.js';
import type { RuleSchema } from './rule-schema.js';
import { type DeclaredType, declaredType } from './schema-type.js';
import { optionalOf } from './type.js';

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

/** Compiles the rules of one node (not of the nodes below) in the environment of the minor. */
export function compileRules(rules: readonly JsonObject[], declared: DeclaredType, minor: number): CompiledRule[] {
  const environments = [false, true].map((optional) => ruleEnvironment(declared, optional, minor));
  return rules.flatMap((rule) => {
    const optionalOldSelf = rule['optionalOldSelf'] === true;
    const env = environments[Number(optionalOldSelf)];
    return env === undefined ? [] : [compileRule(rule, optionalOldSelf, env)];
  });
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
  if (compiled.type.kind === wanted) return undefined;
  return wanted === 'bool' ? 'cel expression must evaluate to a bool' : 'messageExpression must evaluate to a string';
}

/**
 * The rules of a CRD's schema that the API server refuses because they do not compile, with the paths of the schema:
 * `spec.versions[0].schema.openAPIV3Schema` is `path`. Ask only for schemas that are valid otherwise.
 */
export function ruleCompileErrors(schema: RuleSchema, path: FieldPath, minor: number): FieldErrors {
  const errors: FieldErrors = [];
  walk({ schema, path, isRoot: true, uncorrelatable: undefined, minor: newExpressions(minor), errors });
  return errors;
}

interface Walk {
  readonly schema: RuleSchema;
  readonly path: FieldPath;
  readonly isRoot: boolean;
  /** The list above whose items cannot be told from their old ones. */
  readonly uncorrelatable: FieldPath | undefined;
  readonly minor: number;
  readonly errors: FieldErrors;
}

function walk(node: Walk): void {
  const { schema, path } = node;
  for (const [name, property] of schema.properties) {
    walk({
      ...node,
      schema: property,
      path: key(child(path, 'properties'), name),
      isRoot: property.isEmbeddedResource,
    });
  }
  if (typeof schema.additionalProperties === 'object') {
    const values = schema.additionalProperties;
    walk({ ...node, schema: values, path: child(path, 'additionalProperties'), isRoot: values.isEmbeddedResource });
  }
  if (schema.items !== undefined) {
    const uncorrelatable = node.uncorrelatable ?? (schema.listType === 'map' ? undefined : path);
    walk({
      ...node,
      schema: schema.items,
      path: child(path, 'items'),
      isRoot: schema.items.isEmbeddedResource,
      uncorrelatable,
    });
  }
  if (schema.validations.length > 0) nodeErrors(node);
}

function nodeErrors({ schema, path, isRoot, uncorrelatable, minor, errors }: Walk): void {
  const declared = declaredType(schema, isRoot);
  if (declared === undefined) return;
  compileRules(schema.validations, declared, minor).forEach((compiled, i) => {
    const at = index(child(path, 'x-kubernetes-validations'), i);
    const { rule, error, messageError } = compiled;
    if (error !== undefined) errors.push(invalid(child(at, 'rule'), stringOf(rule['rule']), error));
    if (messageError !== undefined) {
      errors.push(invalid(child(at, 'messageExpression'), stringOf(rule['messageExpression']), messageError));
    }
    if (compiled.usesOldSelf && uncorrelatable !== undefined) {
      const within = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${formatPath(uncorrelatable)}`;
      errors.push(invalid(child(at, 'rule'), stringOf(rule['rule']), within));
    }
    if (!compiled.usesOldSelf && Object.hasOwn(rule, 'optionalOldSelf')) {
      errors.push(
        invalid(child(at, 'optionalOldSelf'), rule['optionalOldSelf'], 'may not be set if oldSelf is not used in rule'),
      );
    }
  });
}

/** The path that a rule's `fieldPath` adds (`.spec['a.b']`), or `undefined` if the schema has no such field. */
export function fieldPathOf(text: string, schema: RuleSchema, from: FieldPath | undefined): FieldPath | undefined {
  const steps = [...text.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/gy)];
  if (steps.length === 0 || steps.reduce((length, step) => length + step[0].length, 0) !== text.length)
    return undefined;
  let path = from;
  let node = schema;
  for (const [, name, quoted] of steps) {
    const field = name ?? (quoted ?? '').replace(/\\(['\\])/g, '$1');
    const property = node.properties.get(field);
    if (property !== undefined) path = child(path, field);
    else if (node.properties.size === 0 && typeof node.additionalProperties === 'object') path = key(path, field);
    else return undefined;
    node = property ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : node);
  }
  return path;
}
