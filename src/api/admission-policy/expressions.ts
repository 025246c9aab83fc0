// Compiles the expressions of admission policies. Twin of validateCELCondition and its callers in Kubernetes
// v1.35.4 pkg/apis/admissionregistration/validation/validation.go and of k8s.io/apiserver v0.35.4
// pkg/admission/plugin/cel/{compile,composition}.go; mutations as k8s.io/apiserver v0.36.1 has them in
// pkg/admission/plugin/policy/mutating/patch/{smd,json_patch}.go.
import { compile, type Program } from '../../cel/compile.js';
import { newExpressions } from '../../cel/environment.js';
import { runtimeTypeName } from '../../cel/evaluation/runtime-type.js';
import { BOOL, DYN, isSameType, listOf, mapOf, NULL, parametersOf, STRING, type Type } from '../../cel/type.js';
import { type FieldError, type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type {
  MatchCondition,
  MutatingAdmissionPolicySpec,
  Mutation,
  ValidatingAdmissionPolicySpec,
  Variable,
} from '../../kube/types.generated.js';
import {
  areNamesValues,
  JSON_PATCH_TYPE,
  OBJECT_TYPE,
  type PolicyVariables,
  policyEnvironment,
} from './policy-environment.js';

/** An expression ready to run, or why it does not compile. */
export type Expression =
  | { readonly kind: 'program'; readonly text: string; readonly program: Program }
  | { readonly kind: 'error'; readonly text: string; readonly detail: string; readonly internal: boolean };

/** All expressions of a policy; audit annotations decide nothing and are only compiled. */
export interface PolicyExpressions {
  readonly conditions: readonly Expression[];
  readonly variables: readonly (readonly [string, Expression])[];
  readonly validations: readonly { readonly expression: Expression; readonly message: Expression | undefined }[];
  readonly annotations: readonly Expression[];
}

/** Compiles a policy in the environment of `minor`. */
export function policyExpressions(spec: ValidatingAdmissionPolicySpec, minor: number): PolicyExpressions {
  const params = spec.paramKind !== undefined;
  const hasVariables = spec.variables !== undefined && spec.variables.length > 0;
  const { variables, types } = variableExpressions(spec.variables ?? [], params, minor);
  const seen = (authorizer: boolean): PolicyVariables => ({
    params,
    authorizer,
    variables: hasVariables ? types : undefined,
  });
  return {
    conditions: (spec.matchConditions ?? []).map(({ expression }) =>
      conditionExpression(expression ?? '', params, minor),
    ),
    variables,
    validations: (spec.validations ?? []).map(({ expression = '', messageExpression = '' }) => ({
      expression: expressionOf(expression, seen(true), minor, [BOOL]),
      message:
        messageExpression.trim() === '' ? undefined : expressionOf(messageExpression, seen(false), minor, [STRING]),
    })),
    annotations: (spec.auditAnnotations ?? []).map(({ valueExpression = '' }) =>
      expressionOf(valueExpression, seen(true), minor, [STRING, NULL]),
    ),
  };
}

// A variable sees those before it.
function variableExpressions(all: readonly Variable[], params: boolean, minor: number) {
  const types = new Map<string, Type>();
  const variables = all.map(({ name = '', expression = '' }) => {
    const compiled = expressionOf(expression, { params, authorizer: true, variables: types }, minor);
    // The server leaves a variable without an expression out.
    if (expression.trim() !== '')
      types.set(name, compiled.kind === 'program' ? variableType(compiled.program.type) : DYN);
    return [name, compiled] as const;
  });
  return { variables, types };
}

// `convertCelTypeToDeclType`: plain values, lists and maps keep their types; objects, optionals and others become dyn.
function variableType(type: Type): Type {
  switch (type.kind) {
    case 'list':
      return listOf(variableType(type.element));
    case 'map':
      return mapOf(variableType(type.key), variableType(type.value));
    case 'struct':
    case 'opaque':
    case 'type':
      return DYN;
    default:
      return type;
  }
}

function conditionExpression(text: string, params: boolean, minor: number): Expression {
  return expressionOf(text.trim(), { params, authorizer: true, variables: undefined }, minor, [BOOL]);
}

function expressionOf(text: string, seen: PolicyVariables, minor: number, wanted?: readonly Type[]): Expression {
  const compiled = compile(text, policyEnvironment(seen, minor));
  const { type } = compiled;
  // Before 1.32 types were compared by identity: a wrapper of protobuf was none.
  const isOther = type !== undefined && 'nullable' in type && areNamesValues(minor);
  const fits = wanted === undefined || type === undefined || (!isOther && wanted.some((one) => isSameType(one, type)));
  if (!fits) return { kind: 'error', text, detail: unwantedType(type, wanted), internal: false };
  if (compiled.kind === 'program') return { kind: 'program', text, program: compiled };
  const internal = compiled.stage === 'program';
  const what = internal ? 'program instantiation failed' : 'compilation failed';
  return { kind: 'error', text, detail: `${what}: ${compiled.message}`, internal };
}

function unwantedType(type: Type, wanted: readonly Type[]): string {
  const names = wanted.map(typeText);
  const must = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  return `must evaluate to ${must} but got ${typeText(type)}`;
}

// cel-go's `Type.String()`: `null_type` and `google.protobuf.Timestamp`, unlike in the errors of its checker.
function typeText(type: Type): string {
  const inside = parametersOf(type).map(typeText).join(', ');
  return inside === '' ? runtimeTypeName(type) : `${runtimeTypeName(type)}(${inside})`;
}

/** The expressions that the API server refuses when it creates the policy. Empty ones have errors of their own. */
export function policyCompileErrors(spec: ValidatingAdmissionPolicySpec, path: FieldPath, minor: number): FieldErrors {
  const compiled = policyExpressions(spec, newExpressions(minor));
  const at = (list: string, i: number, field: string) => child(index(child(path, list), i), field);
  return [
    ...compiled.conditions.flatMap((condition, i) => errorOf(condition, at('matchConditions', i, 'expression'))),
    ...compiled.variables.flatMap(([, variable], i) => errorOf(variable, at('variables', i, 'expression'))),
    ...compiled.validations.flatMap(({ expression, message }, i) => [
      ...errorOf(expression, at('validations', i, 'expression')),
      ...(message === undefined ? [] : errorOf(message, at('validations', i, 'messageExpression'))),
    ]),
    ...compiled.annotations.flatMap((annotation, i) =>
      errorOf(annotation, at('auditAnnotations', i, 'valueExpression')),
    ),
  ];
}

/** The expressions of a mutating policy that the API server refuses when it creates the policy. */
export function mutatingPolicyCompileErrors(
  spec: MutatingAdmissionPolicySpec,
  path: FieldPath,
  minor: number,
): FieldErrors {
  const params = spec.paramKind !== undefined;
  const language = newExpressions(minor);
  const { variables, types } = variableExpressions(spec.variables ?? [], params, language);
  const seen: PolicyVariables = { params, authorizer: true, variables: types, patchTypes: true };
  const mutations = (spec.mutations ?? []).map((mutation) => {
    const [field, wanted] = patchOf(mutation);
    const expression = field === undefined ? '' : (mutation[field]?.expression ?? '').trim();
    return [field ?? '', expressionOf(expression, seen, language, [wanted])] as const;
  });
  const at = (list: string, i: number) => index(child(path, list), i);
  return [
    ...conditionErrors(spec.matchConditions ?? [], params, child(path, 'matchConditions'), minor),
    ...variables.flatMap(([, variable], i) => errorOf(variable, child(at('variables', i), 'expression'))),
    ...mutations.flatMap(([field, mutation], i) => errorOf(mutation, child(at('mutations', i), field, 'expression'))),
  ];
}

// The field that the patch type of a mutation chooses, and what its expression has to give.
function patchOf({ patchType }: Mutation): readonly ['applyConfiguration' | 'jsonPatch' | undefined, Type] {
  if (patchType === 'ApplyConfiguration') return ['applyConfiguration', OBJECT_TYPE];
  return [patchType === 'JSONPatch' ? 'jsonPatch' : undefined, listOf(JSON_PATCH_TYPE)];
}

/** The match conditions of a webhook that the API server refuses; `path` is their list. */
export function conditionCompileErrors(
  conditions: readonly MatchCondition[],
  path: FieldPath,
  minor: number,
): FieldErrors {
  return conditionErrors(conditions, false, path, minor);
}

function conditionErrors(
  conditions: readonly MatchCondition[],
  params: boolean,
  path: FieldPath,
  minor: number,
): FieldErrors {
  return conditions.flatMap(({ expression = '' }, i) =>
    errorOf(conditionExpression(expression, params, newExpressions(minor)), child(index(path, i), 'expression')),
  );
}

function errorOf(expression: Expression, path: FieldPath): FieldError[] {
  if (expression.kind === 'program' || expression.text.trim() === '') return [];
  const { text, detail, internal } = expression;
  return internal ? [{ type: 'Internal', path, detail }] : [invalid(path, text, detail)];
}
