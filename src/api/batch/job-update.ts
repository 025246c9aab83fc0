// Twin of ValidateJobUpdate: pkg/apis/batch/validation/validation.go and pkg/registry/batch/job/strategy.go, Kubernetes
// v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type { Affinity, Container, Job, JobSpec, PodSpec, PodTemplateSpec } from '../../kube/types.generated.js';
import { preparedTemplate } from '../apps/prepare.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { generatedLabelNames, LEGACY_LABELS, PREFIXED_LABELS, validateJobWith } from './job.js';
import { withoutGatedFields } from './job-gates.js';

const SPEC = child(undefined, 'spec');
const TEMPLATE = child(SPEC, 'template');
const ALL_LABELS = [...PREFIXED_LABELS, ...LEGACY_LABELS];
const CARRIED = ['selector', 'completions', 'podReplacementPolicy'] as const;
const IMMUTABLE = [
  'selector',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
] as const;

/** The Job with the selector and labels that the server generated, and the defaults that depend on other fields. */
export function withControllerFields(to: Job, from: Job, live: Job): Job {
  if (to.spec === undefined) return to;
  const spec: { -readonly [Field in keyof JobSpec]: JobSpec[Field] } = { ...to.spec };
  const carry = <Field extends (typeof CARRIED)[number]>(field: Field): void => {
    if (spec[field] === undefined && from.spec?.[field] === undefined) spec[field] = live.spec?.[field];
  };
  for (const field of CARRIED) carry(field);
  const generated = live.spec?.template?.metadata?.labels ?? {};
  const metadata = spec.template?.metadata;
  const labels = { ...metadata?.labels };
  for (const label of ALL_LABELS) {
    const value = generated[label];
    if (value !== undefined) labels[label] ??= value;
  }
  if (spec.template !== undefined && Object.keys(labels).length > 0)
    spec.template = { ...spec.template, metadata: { ...metadata, labels } };
  return { ...to, spec };
}

/** The Job without the fields that a feature gate switches off, but for those that only a create drops. */
export function preparedJobUpdate(to: Job, _live: Job, context: ApiContext): Job {
  const { managedBy, podFailurePolicy } = to.spec ?? {};
  const spec = withoutGatedFields(to.spec ?? {}, context);
  const template = preparedTemplate(spec.template, context);
  return { ...to, spec: { ...spec, template, managedBy, podFailurePolicy } };
}

/** A Job on update. */
export function validateJobUpdate(to: Job, from: Job, context: ApiContext, errors: FieldErrors): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  // A Job from before the labels had prefixes goes on without them.
  const labels = old.template?.metadata?.labels ?? {};
  const hasPrefixed = PREFIXED_LABELS.every((label) => labels[label] !== undefined);
  const expected = hasPrefixed ? generatedLabelNames(context) : LEGACY_LABELS;
  validateJobWith(to, expected, context, errors);
  validateCompletions(spec, old, context, errors);
  for (const field of IMMUTABLE) validateImmutable(spec, old, field, child(SPEC, field), errors);
  validateTemplate(to, from, context, errors);
}

function validateCompletions(spec: JobSpec, old: JobSpec, context: ApiContext, errors: FieldErrors): void {
  const path = child(SPEC, 'completions');
  if (spec.completionMode !== 'Indexed' || !isGateOn('ElasticIndexedJob', context.version)) {
    validateImmutable(spec, old, 'completions', path, errors);
    return;
  }
  const { completions } = spec;
  if (completions === undefined || completions === old.completions || completions === spec.parallelism) return;
  errors.push(invalid(path, completions, 'can only be modified in tandem with spec.parallelism'));
}

function validateTemplate(to: Job, from: Job, context: ApiContext, errors: FieldErrors): void {
  const template = named(to.spec?.template ?? {});
  const suspended = from.spec?.suspend === true;
  const started = from.status?.startTime !== undefined;
  const idle = suspended && (!started || isSuspended(from)) && (from.status?.active ?? 0) === 0;
  const mayMove = isGateOn('MutableSchedulingDirectivesForSuspendedJobs', context.version)
    ? idle
    : suspended && !started;
  const mayResize = isGateOn('MutablePodResourcesForSuspendedJobs', context.version) && idle;
  const moved = named(from.spec?.template ?? {});
  const old = mayMove ? withScheduling(moved, template) : moved;
  if (mayResize) {
    const resized = withResources(old.spec ?? {}, template.spec ?? {});
    validateImmutable(template, { ...old, spec: resized }, 'spec', child(TEMPLATE, 'spec'), errors);
  } else if (!isSame(template, old, 'template')) {
    errors.push(invalid(TEMPLATE, template, 'field is immutable'));
  }
}

// Conversion knows one service account only.
function named(template: PodTemplateSpec): PodTemplateSpec {
  if (template.spec?.serviceAccount === undefined) return template;
  const { serviceAccount, ...spec } = template.spec;
  return { ...template, spec: { ...spec, serviceAccountName: spec.serviceAccountName || serviceAccount } };
}

function isSuspended(job: Job): boolean {
  return (job.status?.conditions ?? []).some(({ type, status }) => type === 'Suspended' && status === 'True');
}

// The old template with all of the new one's that says where Pods run.
function withScheduling(old: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const { nodeSelector, tolerations, schedulingGates, affinity } = template.spec ?? {};
  const { labels, annotations } = template.metadata ?? {};
  return {
    metadata: { ...old.metadata, labels, annotations },
    spec: {
      ...old.spec,
      nodeSelector,
      tolerations,
      schedulingGates,
      affinity: affinityWithNodes(old.spec?.affinity, affinity),
    },
  };
}

function affinityWithNodes(old: Affinity | undefined, affinity: Affinity | undefined): Affinity | undefined {
  if (affinity !== undefined) return { ...old, nodeAffinity: affinity.nodeAffinity };
  if (old === undefined) return undefined;
  const { nodeAffinity: _, ...rest } = old;
  return Object.values(rest).some((value) => value !== undefined) ? rest : undefined;
}

// The old Pod with the new one's resources, container by container, where they have the same names.
function withResources(old: PodSpec, spec: PodSpec): PodSpec {
  return {
    ...old,
    containers: resized(old.containers, spec.containers),
    initContainers: resized(old.initContainers, spec.initContainers),
  };
}

function resized(
  old: readonly Container[] | undefined,
  containers: readonly Container[] | undefined,
): readonly Container[] | undefined {
  if (old === undefined || containers === undefined || old.length !== containers.length) return old;
  return old.map((container, at) => {
    const other = containers[at];
    return other !== undefined && other.name === container.name
      ? { ...container, resources: other.resources }
      : container;
  });
}
