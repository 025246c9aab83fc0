/**
 * Fields that the API server drops where their feature is off: the object is stored as if nobody had written them.
 * Follows dropDisabled… of each kind's strategy (kubernetes@v1.26.15 to v1.36.3 pkg/registry) and pkg/api/pod/util.go.
 */

import { type Gate, isGateOn } from '../../kube/gates.js';
import { arrayOf, type Json, type JsonObject, objectOf } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';

/** A field, `*` standing for every item of a list, and the gate that it needs. */
interface Gated {
  readonly path: readonly string[];
  readonly gate: Gate;
  /** Left in the object: who reads it asks for the gate, to know what was meant. */
  readonly isLeft?: boolean;
}

const gated = (path: string, gate: Gate): Gated => ({ path: path.split('.'), gate });

const POD: readonly Gated[] = [
  // What was meant as a sidecar does not end, and holds up what comes after it.
  { ...gated('initContainers.*.restartPolicy', 'SidecarContainers'), isLeft: true },
  gated('schedulingGates', 'PodSchedulingReadiness'),
  gated('topologySpreadConstraints.*.matchLabelKeys', 'MatchLabelKeysInPodTopologySpread'),
  gated('topologySpreadConstraints.*.minDomains', 'MinDomainsInPodTopologySpread'),
];

const JOB: readonly Gated[] = [
  gated('backoffLimitPerIndex', 'JobBackoffLimitPerIndex'),
  gated('maxFailedIndexes', 'JobBackoffLimitPerIndex'),
  gated('podFailurePolicy', 'JobPodFailurePolicy'),
  gated('podReplacementPolicy', 'JobPodReplacementPolicy'),
  gated('successPolicy', 'JobSuccessPolicy'),
  gated('managedBy', 'JobManagedBy'),
  ...under('template.spec', POD),
];

const FIELDS: ReadonlyMap<string, readonly Gated[]> = new Map([
  ['Pod', under('spec', POD)],
  ['ReplicaSet', under('spec.template.spec', POD)],
  ['ReplicationController', under('spec.template.spec', POD)],
  ['Deployment', under('spec.template.spec', POD)],
  ['DaemonSet', under('spec.template.spec', POD)],
  [
    'StatefulSet',
    [
      gated('spec.ordinals', 'StatefulSetStartOrdinal'),
      gated('spec.persistentVolumeClaimRetentionPolicy', 'StatefulSetAutoDeletePVC'),
      gated('spec.updateStrategy.rollingUpdate.maxUnavailable', 'MaxUnavailableStatefulSet'),
      ...under('spec.template.spec', POD),
    ],
  ],
  ['Job', under('spec', JOB)],
  ['CronJob', under('spec.jobTemplate.spec', JOB)],
  ['PodDisruptionBudget', [gated('spec.unhealthyPodEvictionPolicy', 'PDBUnhealthyPodEvictionPolicy')]],
  [
    'HorizontalPodAutoscaler',
    [
      gated('spec.behavior.scaleUp.tolerance', 'HPAConfigurableTolerance'),
      gated('spec.behavior.scaleDown.tolerance', 'HPAConfigurableTolerance'),
    ],
  ],
]);

function under(prefix: string, fields: readonly Gated[]): Gated[] {
  return fields.map((field) => ({ ...field, path: [...prefix.split('.'), ...field.path] }));
}

/** The object as this version stores it; the same object if there is nothing to drop. */
export function withoutGatedFields(kind: string, object: JsonObject, version: KubernetesVersion): JsonObject {
  let kept: Json = object;
  for (const { path, gate, isLeft = false } of FIELDS.get(kind) ?? [])
    if (!isLeft && !isGateOn(gate, version)) kept = without(kept, path);
  return objectOf(kept) ?? object;
}

/** The fields of a manifest that this version drops, with their gates. */
export function droppedFields(
  kind: string,
  object: JsonObject,
  version: KubernetesVersion,
): { readonly field: string; readonly gate: Gate }[] {
  return (FIELDS.get(kind) ?? [])
    .filter(({ path, gate }) => !isGateOn(gate, version) && without(object, path) !== object)
    .map(({ path, gate }) => ({ field: path.join('.').replaceAll('.*', '[*]'), gate }));
}

function without(value: Json, path: readonly string[]): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (name === '*') {
    const items = arrayOf(value);
    if (items === undefined) return value;
    const kept = items.map((item) => without(item, rest));
    return kept.every((item, place) => item === items[place]) ? value : kept;
  }
  const object = objectOf(value);
  if (object === undefined || !Object.hasOwn(object, name)) return value;
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
  const inner = object[name] ?? null;
  const kept = without(inner, rest);
  return kept === inner ? value : { ...object, [name]: kept };
}
