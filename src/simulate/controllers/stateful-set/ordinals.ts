/**
 * Ordinals: which pod of a StatefulSet is which, and the identity it has by it. Follows kubernetes@v1.35.4
 * pkg/controller/statefulset/stateful_set_utils.go.
 */

import { isGateOn } from '../../../kube/gates.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import type { Labels, Metadata } from '../../objects/metadata.js';
import { availableAt, type Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';

/** Label: the pod's own name, so that a Service can select one pod. */
const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
/** Label: the name of the ControllerRevision whose template the pod was made of. */
export const REVISION_LABEL = 'controller-revision-hash';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

const MAX_ORDINAL = 2 ** 31 - 1;

/** The StatefulSet and ordinal that a pod's name says; ordinal -1 if it says none. */
export function parentAndOrdinal(podName: string): { readonly parent: string; readonly ordinal: number } {
  const dash = podName.lastIndexOf('-');
  const digits = podName.slice(dash + 1);
  if (dash === -1 || !/^[0-9]+$/.test(digits)) return { parent: '', ordinal: -1 };
  const ordinal = Number(digits);
  return { parent: podName.slice(0, dash), ordinal: ordinal > MAX_ORDINAL ? -1 : ordinal };
}

/** What a pod's name and labels say of it. */
interface Identity {
  readonly parent: string;
  readonly ordinal: number;
  /** The name that the StatefulSet `parent` gives to the pod of that ordinal. */
  readonly name: string;
  readonly revision: string;
}

// Each sync asks this of all pods of a set: read once, until the metadata changes.
const identities = new WeakMap<Metadata, Identity>();

function identityOf({ metadata }: Pod): Identity {
  const known = identities.get(metadata);
  if (known !== undefined) return known;
  const { parent, ordinal } = parentAndOrdinal(metadata.name);
  const revision = metadata.labels[REVISION_LABEL] ?? '';
  const identity = { parent, ordinal, name: `${parent}-${ordinal}`, revision };
  identities.set(metadata, identity);
  return identity;
}

/** The pod's ordinal, -1 if its name has none. */
export function ordinalOf(pod: Pod): number {
  return identityOf(pod).ordinal;
}

/** The name of the StatefulSet that the pod's name says, '' if it says none. */
export function parentOf(pod: Pod): string {
  return identityOf(pod).parent;
}

/** `db-2` */
export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** The first ordinal. */
export function startOf({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** Is it one of the ordinals that the set is to have? Others are condemned. */
export function isInRange(ordinal: number, set: StatefulSet): boolean {
  const start = startOf(set);
  return ordinal >= start && ordinal < start + set.spec.replicas;
}

/** The revision that the pod was made of, '' if it says none. */
export function revisionOf(pod: Pod): string {
  return identityOf(pod).revision;
}

/** The labels that make the pod one of the set. */
export function identityLabels(set: StatefulSet, ordinal: number, version: KubernetesVersion): Labels {
  return {
    [POD_NAME_LABEL]: podName(set, ordinal),
    ...(isGateOn('PodIndexLabel', version) && { [POD_INDEX_LABEL]: String(ordinal) }),
  };
}

/** Does the pod have its identity (`identityMatches`)? */
export function hasIdentity(set: StatefulSet, pod: Pod): boolean {
  const { parent, ordinal, name } = identityOf(pod);
  return ordinal >= 0 && parent === set.metadata.name && pod.metadata.labels[POD_NAME_LABEL] === name;
}

/** Is the pod Running and Ready? */
export function isReady(pod: Pod): boolean {
  return pod.status.phase === 'Running' && pod.status.ready;
}

/** Has the pod been Ready for `minReadySeconds`? */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  return (availableAt(pod, minReadySeconds) ?? Infinity) <= now;
}

/** Is the pod being deleted? */
export function isBeingDeleted(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}
