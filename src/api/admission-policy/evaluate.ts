// What ValidatingAdmissionPolicies say of a request. Twin of k8s.io/apiserver v0.35.4
// pkg/admission/plugin/policy/validating/{dispatcher,validator}.go and policy/generic/policy_dispatcher.go (params).
// Not modelled: audit annotations (they decide nothing), cost budgets, who the user is, the authorizer.
import { fromJson } from '../../cel/json-value.js';
import { failure, mapFrom, unsupported, type Value } from '../../cel/value.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type {
  ParamRef,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from '../../kube/types.generated.js';
import { storedValue } from './encoded-object.js';
import { type Expression, type PolicyExpressions, policyExpressions } from './expressions.js';
import { matchesResources } from './match.js';
import { type Param, paramsOf } from './params.js';
import type { BoundPolicy, PolicySet } from './policy-set.js';
import { type AdmissionRequest, isExempt } from './request.js';

/** One decision against a request. */
export interface PolicyProblem {
  readonly policy: string;
  readonly binding: string;
  /** What the binding asks for: deny refuses the request, warn only says so, audit writes it down. */
  readonly actions: readonly string[];
  /** The server's words: `ValidatingAdmissionPolicy 'p' with binding 'b' denied request: …`. */
  readonly message: string;
  /** The validation's own message. */
  readonly detail: string;
  readonly reason: string;
  /** The expression in the policy. */
  readonly source: FieldPath;
}

/** What the policies say, and what could not be told. */
export interface PolicyVerdict {
  readonly problems: readonly PolicyProblem[];
  readonly notChecked: readonly string[];
}

/** What surrounds a request in the manifests. */
export interface PolicyContext {
  readonly minor: number;
  /** The Namespace of the request, if the manifests have it. */
  readonly namespace: JsonObject | undefined;
  /** The objects of a kind that may be params. */
  readonly objects: (apiVersion: string, kind: string) => readonly Param[];
}

/** Judges a request by all policies in force. */
export function evaluatePolicies(set: PolicySet, request: AdmissionRequest, context: PolicyContext): PolicyVerdict {
  if (isExempt(request)) return { problems: [], notChecked: [] };
  const verdicts = set.policies.map((bound) => evaluatePolicy(bound, request, context));
  return {
    problems: verdicts.flatMap(({ problems }) => problems),
    notChecked: verdicts.flatMap(({ notChecked }) => notChecked),
  };
}

function evaluatePolicy(
  { policy, bindings }: BoundPolicy,
  request: AdmissionRequest,
  context: PolicyContext,
): PolicyVerdict {
  const name = policy.metadata?.name ?? '';
  const constraints = policy.spec?.matchConstraints;
  if (constraints === undefined || bindings.length === 0) return NOTHING;
  const matching = matchesResources(constraints, request, context.namespace);
  if (matching === 'no') return NOTHING;
  if (matching !== 'yes') return notChecked(name, matching.unknown);
  const verdicts = bindings.map((binding) => evaluateBinding(policy, binding, request, context));
  return {
    problems: verdicts.flatMap(({ problems }) => problems),
    notChecked: [...new Set(verdicts.flatMap((verdict) => verdict.notChecked))],
  };
}

const NOTHING: PolicyVerdict = { problems: [], notChecked: [] };

function notChecked(policy: string, reason: string): PolicyVerdict {
  return { problems: [], notChecked: [`ValidatingAdmissionPolicy ${policy}: ${reason}`] };
}

function evaluateBinding(
  policy: ValidatingAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  request: AdmissionRequest,
  context: PolicyContext,
): PolicyVerdict {
  const name = policy.metadata?.name ?? '';
  const { matchResources, paramRef, validationActions = [] } = binding.spec ?? {};
  const matching = matchResources === undefined ? 'yes' : matchesResources(matchResources, request, context.namespace);
  if (matching === 'no') return NOTHING;
  if (matching !== 'yes') return notChecked(name, matching.unknown);
  const params = boundParams(policy, paramRef, request, context);
  if (typeof params === 'string') return notChecked(name, params);
  const run: Run = {
    policy,
    name,
    binding: binding.metadata?.name ?? '',
    actions: validationActions,
    request,
    context,
  };
  const decisions = params.flatMap((param) => decisionsOf(run, param));
  return {
    problems: decisions.flatMap((decision) => ('message' in decision ? [decision] : [])),
    notChecked: decisions.flatMap((decision) =>
      'unknown' in decision ? [`ValidatingAdmissionPolicy ${name}: ${decision.unknown}`] : [],
    ),
  };
}

// Without a paramKind or a paramRef the policy runs once, `params` being null.
function boundParams(
  policy: ValidatingAdmissionPolicy,
  paramRef: ParamRef | undefined,
  request: AdmissionRequest,
  context: PolicyContext,
): readonly (JsonObject | null)[] | string {
  const paramKind = policy.spec?.paramKind;
  if (paramKind === undefined || paramRef === undefined) return [null];
  const { apiVersion = '', kind = '' } = paramKind;
  return paramsOf(paramRef, context.objects(apiVersion, kind), { kind, namespace: request.namespace });
}

interface Run {
  readonly policy: ValidatingAdmissionPolicy;
  readonly name: string;
  readonly binding: string;
  readonly actions: readonly string[];
  readonly request: AdmissionRequest;
  readonly context: PolicyContext;
}

type Decision = PolicyProblem | { readonly unknown: string };

const compiled = new WeakMap<ValidatingAdmissionPolicy, Map<number, PolicyExpressions>>();

function expressionsOf(policy: ValidatingAdmissionPolicy, minor: number): PolicyExpressions {
  const byMinor = compiled.get(policy) ?? new Map<number, PolicyExpressions>();
  compiled.set(policy, byMinor);
  const expressions = byMinor.get(minor) ?? policyExpressions(policy.spec ?? {}, minor);
  byMinor.set(minor, expressions);
  return expressions;
}

function decisionsOf(run: Run, param: JsonObject | null): readonly Decision[] {
  const expressions = expressionsOf(run.policy, run.context.minor);
  const bindings = bindingsOf(run, param, expressions);
  const applies = conditionsHold(run, expressions, bindings);
  if (applies === 'no') return [];
  if (applies !== 'yes') return [applies];
  return expressions.validations.flatMap((_, i) => validationDecision(run, expressions, i, bindings));
}

type Names = ReadonlyMap<string, Value | (() => Value)>;

function bindingsOf({ request, context }: Run, param: JsonObject | null, expressions: PolicyExpressions): Names {
  const names = new Map<string, Value | (() => Value)>([
    ['object', storedValue(request.object, request.operation)],
    ['oldObject', request.oldObject === undefined ? null : storedValue(request.oldObject, request.operation)],
    ['params', param === null ? null : fromJson(param)],
    ['request', requestValue(request)],
    ['namespaceObject', namespaceValue(request, context.namespace)],
    ['authorizer', unsupported('what the authorizer answers is not in the manifests')],
    ['authorizer.requestResource', unsupported('what the authorizer answers is not in the manifests')],
  ]);
  names.set('variables', variablesValue(expressions, names));
  return names;
}

function namespaceValue(request: AdmissionRequest, namespace: JsonObject | undefined): Value {
  if (request.namespace === '' || request.resource === 'namespaces') return null;
  if (namespace !== undefined) return fromJson(namespace);
  return unsupported(`namespaceObject: the Namespace ${request.namespace} is not in these files`);
}

function requestValue(request: AdmissionRequest): Value {
  const { group, version, kind, resource } = request;
  const ofKind = fromJson({ group, version, kind });
  const ofResource = fromJson({ group, version, resource });
  return mapFrom([
    ['kind', ofKind],
    ['requestKind', ofKind],
    ['resource', ofResource],
    ['requestResource', ofResource],
    ['name', request.name],
    ...(request.namespace === '' ? [] : [['namespace', request.namespace] as const]),
    ['operation', request.operation],
    ['dryRun', false],
    ['userInfo', unsupported('request.userInfo is not in the manifests')],
    ['options', unsupported('request.options is not in the manifests')],
  ]);
}

// Variables are run when they are used, once.
function variablesValue({ variables }: PolicyExpressions, names: Names): Value {
  const byName = new Map(variables);
  const known = new Map<string, Value>();
  return {
    kind: 'map',
    size: byName.size,
    keys: () => [...byName.keys()],
    find: (key: Value) => {
      const expression = typeof key === 'string' ? byName.get(key) : undefined;
      if (typeof key !== 'string' || expression === undefined) return undefined;
      const value = known.get(key) ?? variableValue(key, expression, names);
      known.set(key, value);
      return value;
    },
  };
}

function variableValue(name: string, expression: Expression, names: Names): Value {
  if (expression.kind === 'error')
    return failure(`composited variable "${name}" fails to compile: ${expression.detail}`);
  const outcome = expression.program.run(names);
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'not-supported') return unsupported(outcome.reason);
  return failure(`composited variable "${name}" fails to evaluate: ${outcome.message}`);
}

type Answer = { readonly value: Value } | { readonly error: string } | { readonly unknown: string };

function ran(expression: Expression, names: Names): Answer {
  if (expression.kind === 'error') return { error: `compilation error: ${expression.detail}` };
  const outcome = expression.program.run(names);
  if (outcome.kind === 'value') return outcome;
  if (outcome.kind === 'not-supported') return { unknown: outcome.reason };
  return { error: `expression '${expression.text}' resulted in error: ${outcome.message}` };
}

// One condition that is false decides, whatever the others do.
function conditionsHold(run: Run, { conditions }: PolicyExpressions, names: Names): 'yes' | 'no' | Decision {
  const answers = conditions.map((condition) => ran(condition, names));
  if (answers.some((answer) => 'value' in answer && answer.value === false)) return 'no';
  const unknown = answers.find((answer) => 'unknown' in answer);
  if (unknown !== undefined) return unknown;
  const failed = answers.findIndex((answer) => 'error' in answer);
  const answer = answers[failed];
  if (answer === undefined || !('error' in answer)) return 'yes';
  return failureDecision(run, answer.error, child(index(child(SPEC, 'matchConditions'), failed), 'expression')) ?? 'no';
}

const SPEC = child(undefined, 'spec');

// What an error means: nothing with `failurePolicy: Ignore`, a refusal otherwise.
function failureDecision(run: Run, detail: string, source: FieldPath): PolicyProblem | undefined {
  return run.policy.spec?.failurePolicy === 'Ignore' ? undefined : problem(run, detail, 'Invalid', source);
}

function validationDecision(
  run: Run,
  { validations }: PolicyExpressions,
  i: number,
  names: Names,
): readonly Decision[] {
  const compiledOne = validations[i];
  const written = run.policy.spec?.validations?.[i];
  if (compiledOne === undefined || written === undefined) return [];
  const source = child(index(child(SPEC, 'validations'), i), 'expression');
  const answer = ran(compiledOne.expression, names);
  if ('unknown' in answer) return [answer];
  if ('error' in answer) {
    const decision = failureDecision(run, answer.error, source);
    return decision === undefined ? [] : [decision];
  }
  if (answer.value === true) return [];
  const own = compiledOne.message === undefined ? undefined : messageOf(ran(compiledOne.message, names));
  const detail = own ?? (written.message === undefined || written.message === '' ? undefined : written.message.trim());
  const text = detail ?? `failed expression: ${(written.expression ?? '').trim()}`;
  return [problem(run, text, written.reason ?? 'Invalid', source)];
}

const MAX_MESSAGE_BYTES = 5 * 1024;

// A message that fails, is empty, too long or has line breaks does not count.
function messageOf(answer: Answer): string | undefined {
  if (!('value' in answer) || typeof answer.value !== 'string') return undefined;
  const text = answer.value.trim();
  const isUsable = text !== '' && !text.includes('\n') && new TextEncoder().encode(text).length <= MAX_MESSAGE_BYTES;
  return isUsable ? text : undefined;
}

function problem(run: Run, detail: string, reason: string, source: FieldPath): PolicyProblem {
  const message = `ValidatingAdmissionPolicy '${run.name}' with binding '${run.binding}' denied request: ${detail}`;
  return { policy: run.name, binding: run.binding, actions: run.actions, message, detail, reason, source };
}
