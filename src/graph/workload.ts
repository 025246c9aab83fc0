import type { FieldPath } from '../kube/field-path.js';
import { child } from '../kube/field-path.js';
import { containers, isSidecar, podTemplate } from '../kube/pod-template.js';
import { type Labels, matchesSelector } from '../kube/selector.js';
import type { Container, LabelSelector, PodSpec } from '../kube/types.generated.js';
import type { Resource } from '../manifest/resource.js';
import { asKind } from './typed.js';

/** One container of a workload's Pods. */
export interface WorkloadContainer {
  readonly container: Container;
  /** `container` runs for the Pod's life, `sidecar` too and starts before; `init` ends before the containers start. */
  readonly role: 'container' | 'sidecar' | 'init' | 'ephemeral';
  readonly path: FieldPath;
}

/** A resource that is a Pod or makes Pods. */
export interface Workload {
  readonly resource: Resource;
  /** The labels of its Pods, as written in the template. */
  readonly labels: Labels;
  readonly spec: PodSpec;
  /** Where the Pod's `metadata` and `spec` are. */
  readonly path: FieldPath | undefined;
  /** Where the Pod's spec is. */
  readonly specPath: FieldPath;
  readonly containers: readonly WorkloadContainer[];
  /** How many Pods it wants; `undefined` where the nodes or a run decide (DaemonSet, Job, CronJob). */
  readonly replicas: number | undefined;
  /** The selector of the Pods that it takes for its own; a Pod, Job or CronJob has none that people write. */
  readonly selector: LabelSelector | undefined;
}

/** The workload that a resource is, or `undefined`. */
export function workloadOf(resource: Resource): Workload | undefined {
  const template = podTemplate(resource.object);
  if (template === undefined) return undefined;
  const specPath = child(template.path, 'spec');
  // A decoded object has only known fields of the right type.
  const spec = template.spec as PodSpec;
  const labels = (template.metadata as { readonly labels?: Labels }).labels;
  return {
    resource,
    labels,
    spec,
    path: template.path,
    specPath,
    containers: containers(template.spec, specPath).map((found) => ({
      container: found.container as Container,
      role: isSidecar(found) ? 'sidecar' : found.role,
      path: found.path,
    })),
    replicas: replicasOf(resource),
    selector: selectorOf(resource),
  };
}

function replicasOf(resource: Resource): number | undefined {
  if (asKind(resource, 'v1/Pod') !== undefined) return 1;
  const scaled =
    asKind(resource, 'apps/v1/Deployment') ??
    asKind(resource, 'apps/v1/StatefulSet') ??
    asKind(resource, 'apps/v1/ReplicaSet') ??
    asKind(resource, 'v1/ReplicationController');
  return scaled === undefined ? undefined : (scaled.spec?.replicas ?? 1);
}

function selectorOf(resource: Resource): LabelSelector | undefined {
  const controller = asKind(resource, 'v1/ReplicationController');
  if (controller !== undefined) {
    // Defaults to the template's labels: pkg/apis/core/v1/defaults.go.
    return { matchLabels: controller.spec?.selector ?? controller.spec?.template?.metadata?.labels };
  }
  const owner =
    asKind(resource, 'apps/v1/Deployment') ??
    asKind(resource, 'apps/v1/StatefulSet') ??
    asKind(resource, 'apps/v1/DaemonSet') ??
    asKind(resource, 'apps/v1/ReplicaSet');
  return owner?.spec?.selector;
}

/** Does the selector select Pods of the workload? Labels that controllers add to each Pod count. */
export function selectsPodsOf(selector: LabelSelector | undefined, workload: Workload): boolean {
  return matchesSelector(selector, withAddedLabels(workload, selector));
}

// The keys that controllers add: docs/reference/labels-annotations-taints; their values are the controller's, so any value
// that could come out of this workload counts.
const ADDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['apps/v1/Deployment', ['pod-template-hash']],
  ['apps/v1/DaemonSet', ['controller-revision-hash', 'pod-template-generation']],
  [
    'apps/v1/StatefulSet',
    ['controller-revision-hash', 'apps.kubernetes.io/pod-index', 'statefulset.kubernetes.io/pod-name'],
  ],
  [
    'batch/v1/Job',
    [
      'job-name',
      'controller-uid',
      'batch.kubernetes.io/job-name',
      'batch.kubernetes.io/controller-uid',
      'batch.kubernetes.io/job-completion-index',
    ],
  ],
]);

function withAddedLabels({ resource, labels }: Workload, selector: LabelSelector | undefined): Labels {
  const added = ADDED.get(`${resource.apiVersion}/${resource.kind}`)?.filter((key) =>
    isWanted(key, selector, resource),
  );
  if (added === undefined || added.length === 0) return labels;
  return { ...labels, ...Object.fromEntries(added.map((key) => [key, selector?.matchLabels?.[key] ?? ''])) };
}

function isWanted(key: string, selector: LabelSelector | undefined, { name }: Resource): boolean {
  const wanted =
    selector?.matchLabels !== undefined && Object.hasOwn(selector.matchLabels, key)
      ? selector.matchLabels[key]
      : undefined;
  const expressions = selector?.matchExpressions ?? [];
  if (wanted === undefined) return expressions.some((expression) => expression.key === key);
  if (name === undefined) return true;
  if (key.endsWith('pod-name')) return wanted.startsWith(`${name}-`) && /^\d+$/.test(wanted.slice(name.length + 1));
  return key.endsWith('job-name') ? wanted === name : true;
}
