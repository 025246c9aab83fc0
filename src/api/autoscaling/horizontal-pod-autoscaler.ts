// Twin of ValidateHorizontalPodAutoscaler: pkg/apis/autoscaling/validation/validation.go and
// pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import { parseQuantity, signOf } from '../../kube/quantity.js';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HPAScalingPolicy,
  HPAScalingRules,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validateMetricSpec } from './metric-spec.js';
import { type ReferenceAllowances, validateReference } from './scale-reference.js';

const SPEC = child(undefined, 'spec');
const MAX_PERIOD_SECONDS = 1800;
const MAX_STABILIZATION_WINDOW_SECONDS = 3600;

/** What the spec may contain beyond what every create may. */
export interface AutoscalerAllowances {
  readonly zeroMinReplicas?: boolean;
  readonly target: ReferenceAllowances;
  readonly metrics: ReferenceAllowances;
}

/** A HorizontalPodAutoscaler on create. */
export function validateHorizontalPodAutoscaler(
  autoscaler: HorizontalPodAutoscaler,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(autoscaler.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const spec = autoscaler.spec ?? {};
  // ReplicationController is the one scalable kind of the group without a name.
  const target = { emptyGroup: spec.scaleTargetRef?.kind === 'ReplicationController' };
  validateAutoscalerSpec(spec, { target, metrics: { emptyGroup: true } }, context, errors);
}

/** The spec of a HorizontalPodAutoscaler, on create and on update. */
export function validateAutoscalerSpec(
  spec: HorizontalPodAutoscalerSpec,
  allowances: AutoscalerAllowances,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateReplicas(spec, allowances, context, errors);
  const versioned = isSince('autoscalerApiVersion', context.version);
  const target = versioned ? allowances.target : { invalidApiVersion: true };
  const described = versioned ? allowances.metrics : { invalidApiVersion: true };
  validateReference(spec.scaleTargetRef ?? {}, target, child(SPEC, 'scaleTargetRef'), errors);

  const metrics = spec.metrics ?? [];
  for (const [at, metric] of metrics.entries()) {
    validateMetricSpec(metric, described, index(child(SPEC, 'metrics'), at), errors);
  }
  if (spec.minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden(child(SPEC, 'metrics'), detail));
  }
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const rules = spec.behavior?.[direction];
    if (rules !== undefined) validateScalingRules(rules, child(SPEC, 'behavior', direction), context, errors);
  }
}

function validateReplicas(
  spec: HorizontalPodAutoscalerSpec,
  allowances: AutoscalerAllowances,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { minReplicas, maxReplicas = 0 } = spec;
  const lowest = allowances.zeroMinReplicas === true || isGateOn('HPAScaleToZero', context.version) ? 0 : 1;
  const maxPath = child(SPEC, 'maxReplicas');
  if (minReplicas !== undefined && minReplicas < lowest) {
    errors.push(invalid(child(SPEC, 'minReplicas'), minReplicas, `must be greater than or equal to ${lowest}`));
  }
  if (maxReplicas === 0 && isSince('autoscalerMaxReplicasRequired', context.version)) errors.push(required(maxPath));
  else if (maxReplicas < 1) errors.push(invalid(maxPath, maxReplicas, 'must be greater than 0'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid(maxPath, maxReplicas, `must be greater than or equal to \`minReplicas\` (${minReplicas})`));
  }
}

function validateScalingRules(rules: HPAScalingRules, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const windowPath = child(path, 'stabilizationWindowSeconds');
  if (window !== undefined && window < 0) {
    errors.push(invalid(windowPath, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > MAX_STABILIZATION_WINDOW_SECONDS) {
    errors.push(invalid(windowPath, window, `must be less than or equal to ${MAX_STABILIZATION_WINDOW_SECONDS}`));
  }
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)) {
    errors.push(notSupported(child(path, 'selectPolicy'), selectPolicy, ['Disabled', 'Max', 'Min']));
  }
  const policiesPath = child(path, 'policies');
  if (policies.length === 0) errors.push(required(policiesPath, 'must specify at least one Policy'));
  for (const [at, policy] of policies.entries()) validateScalingPolicy(policy, index(policiesPath, at), errors);
  if (tolerance === undefined || !isGateOn('HPAConfigurableTolerance', context.version)) return;
  const quantity = parseQuantity(tolerance);
  if (quantity !== undefined && signOf(quantity) < 0) {
    errors.push(invalid(child(path, 'tolerance'), tolerance, 'must be greater than or equal to 0'));
  }
}

function validateScalingPolicy(policy: HPAScalingPolicy, path: FieldPath, errors: FieldErrors): void {
  const { type = '', value = 0, periodSeconds = 0 } = policy;
  const periodPath = child(path, 'periodSeconds');
  if (type !== 'Pods' && type !== 'Percent') errors.push(notSupported(child(path, 'type'), type, ['Percent', 'Pods']));
  if (value <= 0) errors.push(invalid(child(path, 'value'), value, 'must be greater than zero'));
  if (periodSeconds <= 0) errors.push(invalid(periodPath, periodSeconds, 'must be greater than zero'));
  if (periodSeconds > MAX_PERIOD_SECONDS) {
    errors.push(invalid(periodPath, periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`));
  }
}
