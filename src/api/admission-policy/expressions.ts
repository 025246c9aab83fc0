// Compiles the expressions of a ValidatingAdmissionPolicy. Twin of validateCELCondition and its callers in Kubernetes
// v1.35.4 pkg/apis/admissionregistration/validation/validation.go and of k8s.io/apiserver v0.35.4
// pkg/admission/plugin/cel/{compile,composition}.go.
import { compile, type Program } from '../../cel/compile.js';
import { newExpressions } from '../../cel/environment.js';
import { DYN, formatType, type Type } from '../../cel/type.js';
import { type FieldError, type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { MatchCondition, ValidatingAdmissionPolicySpec } from '../../kube/types.generated.js';
import { type PolicyVariables, policyEnvironment } from './policy-environment.js';

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
  const types = new Map<string, Type>();
  const variables = spec.variables === undefined || spec.variables.length === 0 ? undefined : types;
  const seen = (authorizer: boolean): PolicyVariables => ({ params, authorizer, variables });
  return {
    conditions: (spec.matchConditions ?? []).map(({ expression }) =>
      conditionExpression(expression ?? '', params, minor),
    ),
    // A variable sees those before it.
    variables: (spec.variables ?? []).map(({ name = '', expression = '' }) => {
      const compiled = expressionOf(expression, seen(true), minor);
      // The server leaves a variable without an expression out.
      if (expression.trim() !== '') types.set(name, compiled.kind === 'program' ? compiled.program.type : DYN);
      return [name, compiled] as const;
    }),
    validations: (spec.validations ?? []).map(({ expression = '', messageExpression = '' }) => ({
      expression: expressionOf(expression, seen(true), minor, ['bool']),
      message:
        messageExpression.trim() === '' ? undefined : expressionOf(messageExpression, seen(false), minor, ['string']),
    })),
    annotations: (spec.auditAnnotations ?? []).map(({ valueExpression = '' }) =>
      expressionOf(valueExpression, seen(true), minor, ['string', 'null']),
    ),
  };
}

function conditionExpression(text: string, params: boolean, minor: number): Expression {
  return expressionOf(text.trim(), { params, authorizer: true, variables: undefined }, minor, ['bool']);
}

function expressionOf(
  text: string,
  seen: PolicyVariables,
  minor: number,
  wanted?: readonly Type['kind'][],
): Expression {
  const compiled = compile(text, policyEnvironment(seen, minor));
  if (compiled.kind === 'compile-error') {
    const internal = compiled.stage === 'program';
    const what = internal ? 'program instantiation failed' : 'compilation failed';
    return { kind: 'error', text, detail: `${what}: ${compiled.message}`, internal };
  }
  if (wanted === undefined || wanted.includes(compiled.type.kind)) return { kind: 'program', text, program: compiled };
  const names = wanted.map((kind) => (kind === 'null' ? 'null_type' : kind));
  const must = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  return {
    kind: 'error',
    text,
    detail: `must evaluate to ${must} but got ${formatType(compiled.type)}`,
    internal: false,
  };
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

/** The match conditions of a webhook that the API server refuses; `path` is their list. */
export function conditionCompileErrors(
  conditions: readonly MatchCondition[],
  path: FieldPath,
  minor: number,
): FieldErrors {
  return conditions.flatMap(({ expression = '' }, i) =>
    errorOf(conditionExpression(expression, false, newExpressions(minor)), child(index(path, i), 'expression')),
  );
}

function errorOf(expression: Expression, path: FieldPath): FieldError[] {
  if (expression.kind === 'program' || expression.text.trim() === '') return [];
  const { text, detail, internal } = expression;
  return internal ? [{ type: 'Internal', path, detail }] : [invalid(path, text, detail)];
}
