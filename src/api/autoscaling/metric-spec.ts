// Twin of validateMetricSpec: pkg/apis/autoscaling/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Label } from '../../kube/names.js';
import { parseQuantity, signOf } from '../../kube/quantity.js';
import type {
  ContainerResourceMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from '../../kube/types.generated.js';
import { validateContainerResourceName } from '../core/resource-names.js';
import { pathSegmentErrors } from '../meta/path-segment.js';
import { type ReferenceAllowances, validateReference } from './scale-reference.js';

// The order in which upstream looks at the sources: only the first one present is validated.
const SOURCE_OF_TYPE = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;
const SOURCES = Object.values(SOURCE_OF_TYPE);
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

/** One metric of an autoscaler: exactly the source that its `type` names. */
export function validateMetricSpec(
  metric: MetricSpec,
  allowances: ReferenceAllowances,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { type = '' } = metric;
  const known = isSourceType(type);
  if (type === '') errors.push(required(child(path, 'type'), 'must specify a metric source type'));
  if (!known) errors.push(notSupported(child(path, 'type'), type, TYPES));

  const present = SOURCES.filter((source) => metric[source] !== undefined);
  validateFirstSource(metric, allowances, path, errors);

  const expected = known ? SOURCE_OF_TYPE[type] : undefined;
  if (expected !== undefined && !present.includes(expected)) {
    errors.push(required(child(path, expected), 'must populate information for the given metric source'));
  }
  if (present.length === 1) return;
  for (const source of present) {
    if (source !== expected) errors.push(forbidden(child(path, source), 'must populate the given metric source only'));
  }
}

function isSourceType(type: string): type is keyof typeof SOURCE_OF_TYPE {
  return Object.hasOwn(SOURCE_OF_TYPE, type);
}

function validateFirstSource(
  metric: MetricSpec,
  allowances: ReferenceAllowances,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { object, external, pods, resource, containerResource } = metric;
  if (object !== undefined) {
    const objectPath = child(path, 'object');
    validateReference(object.describedObject ?? {}, allowances, child(objectPath, 'describedObject'), errors);
    validateMetric(object.metric ?? {}, child(objectPath, 'metric'), errors);
    validateValueTarget(object.target ?? {}, 'either', child(objectPath, 'target'), errors);
  } else if (external !== undefined) {
    const externalPath = child(path, 'external');
    validateMetric(external.metric ?? {}, child(externalPath, 'metric'), errors);
    validateValueTarget(external.target ?? {}, 'one', child(externalPath, 'target'), errors);
  } else if (pods !== undefined) {
    const podsPath = child(path, 'pods');
    validateMetric(pods.metric ?? {}, child(podsPath, 'metric'), errors);
    validatePodsTarget(pods.target ?? {}, child(podsPath, 'target'), errors);
  } else if (resource !== undefined) {
    const resourcePath = child(path, 'resource');
    if ((resource.name ?? '') === '')
      errors.push(required(child(resourcePath, 'name'), 'must specify a resource name'));
    validateUtilizationTarget(resource.target ?? {}, child(resourcePath, 'target'), errors);
  } else if (containerResource !== undefined) {
    validateContainerResource(containerResource, child(path, 'containerResource'), errors);
  }
}

function validateMetric(metric: MetricIdentifier, path: FieldPath, errors: FieldErrors): void {
  const name = metric.name ?? '';
  const namePath = child(path, 'name');
  if (name === '') errors.push(required(namePath, 'must specify a metric name'));
  else for (const detail of pathSegmentErrors(name)) errors.push(invalid(namePath, name, detail));
}

function validateContainerResource(source: ContainerResourceMetricSource, path: FieldPath, errors: FieldErrors): void {
  const { name = '', container = '' } = source;
  if (name === '') errors.push(required(child(path, 'name'), 'must specify a resource name'));
  else validateContainerResourceName(name, child(path, 'name'), errors);
  const containerPath = child(path, 'container');
  if (container === '') errors.push(required(containerPath, 'must specify a container'));
  else for (const detail of isDns1123Label(container)) errors.push(invalid(containerPath, container, detail));
  validateUtilizationTarget(source.target ?? {}, child(path, 'target'), errors);
}

function validateValueTarget(
  target: MetricTarget,
  count: 'either' | 'one',
  path: FieldPath,
  errors: FieldErrors,
): void {
  validateTarget(target, path, errors);
  const { value, averageValue } = target;
  if (value === undefined && averageValue === undefined) {
    errors.push(required(child(path, 'averageValue'), 'must set either a target value or averageValue'));
  }
  if (count === 'one' && value !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target value for metric and a per-pod target';
    errors.push(forbidden(child(path, 'value'), detail));
  }
}

function validatePodsTarget(target: MetricTarget, path: FieldPath, errors: FieldErrors): void {
  validateTarget(target, path, errors);
  if (target.averageValue !== undefined) return;
  errors.push(required(child(path, 'averageValue'), 'must specify a positive target averageValue'));
}

function validateUtilizationTarget(target: MetricTarget, path: FieldPath, errors: FieldErrors): void {
  validateTarget(target, path, errors);
  const { averageUtilization, averageValue } = target;
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(required(child(path, 'averageUtilization'), detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(child(path, 'averageValue'), detail));
  }
}

function validateTarget(target: MetricTarget, path: FieldPath, errors: FieldErrors): void {
  const { type = '', averageUtilization } = target;
  const typePath = child(path, 'type');
  if (type === '') errors.push(required(typePath, 'must specify a metric target type'));
  if (type !== 'Utilization' && type !== 'Value' && type !== 'AverageValue') {
    errors.push(invalid(typePath, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const name of ['value', 'averageValue'] as const) {
    const value = target[name];
    const quantity = value === undefined ? undefined : parseQuantity(value);
    if (quantity !== undefined && signOf(quantity) <= 0) {
      errors.push(invalid(child(path, name), value, 'must be positive'));
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(child(path, 'averageUtilization'), averageUtilization, 'must be greater than 0'));
  }
}
