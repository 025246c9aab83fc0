/**
 * Which ReplicaSet belongs to which revision, and the annotations that say so. Follows kubernetes@v1.35.4
 * pkg/controller/deployment/util/deployment_util.go.
 */

import type { PodTemplateSpec } from '../../../kube/types.generated.js';
import type { Deployment } from '../../objects/deployment.js';
import type { Labels } from '../../objects/metadata.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { isSame } from '../../same.js';
import { byCreation, DESIRED_REPLICAS, MAX_REPLICAS, numberIn, REVISION, ROLLBACK_TO } from './annotations.js';
import { maxSurge } from './size.js';
import { HASH_LABEL } from './template-hash.js';

const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const MAX_HISTORY_LENGTH = 2000;

const NOT_COPIED: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  ROLLBACK_TO,
]);

/** The revision of a ReplicaSet, 0 without one. */
export function revisionOf(set: ReplicaSet): number {
  return numberIn(set.metadata.annotations, REVISION) ?? 0;
}

/** The set whose template is the Deployment's, the oldest if there are several (`FindNewReplicaSet`). */
export function newReplicaSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return byCreation(sets).find((set) => isTemplateOf(set, deployment));
}

/** All other sets, oldest first. */
export function oldReplicaSets(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet[] {
  const newSet = newReplicaSet(deployment, sets);
  return byCreation(sets).filter((set) => set !== newSet);
}

// Templates never change in place: what was found for a pair of them holds.
const templates = new WeakMap<PodTemplateSpec, WeakMap<PodTemplateSpec, boolean>>();

/** Is the set's template the Deployment's, but for the hash label (`EqualIgnoreHash`)? */
export function isTemplateOf(set: ReplicaSet, deployment: Deployment): boolean {
  const { template: own } = set.spec;
  const { template: wanted } = deployment.spec;
  const known = templates.get(own) ?? new WeakMap<PodTemplateSpec, boolean>();
  templates.set(own, known);
  const found = known.get(wanted) ?? isEqualIgnoringHash(own, wanted);
  known.set(wanted, found);
  return found;
}

function isEqualIgnoringHash(
  { metadata: own = {}, ...ownRest }: PodTemplateSpec,
  { metadata: wanted = {}, ...wantedRest }: PodTemplateSpec,
): boolean {
  if (!isSame(ownRest, wantedRest)) return false;
  return isSame({ ...own, labels: withoutHash(own.labels) }, { ...wanted, labels: withoutHash(wanted.labels) });
}

function withoutHash(labels: Labels = {}): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== HASH_LABEL));
}

/** The annotations that the new set gets: the Deployment's own, the revision and, when it is made, the sizes. */
export function newSetAnnotations(
  deployment: Deployment,
  set: { readonly annotations: Labels; readonly exists: boolean },
  newRevision: number,
): Labels {
  const annotations: Record<string, string> = { ...set.annotations };
  for (const [name, value] of Object.entries(deployment.metadata.annotations)) {
    if (!NOT_COPIED.has(name)) annotations[name] = value;
  }
  const oldRevision = numberIn(set.annotations, REVISION);
  if ((oldRevision ?? 0) < newRevision) {
    annotations[REVISION] = String(newRevision);
    if (oldRevision !== undefined)
      annotations[REVISION_HISTORY] = longerHistory(annotations[REVISION_HISTORY], oldRevision);
  }
  return set.exists ? annotations : { ...annotations, ...sizeAnnotations(deployment) };
}

function longerHistory(history: string | undefined, revision: number): string {
  const revisions = history ? history.split(',') : [];
  revisions.push(String(revision));
  while (revisions.join(',').length > MAX_HISTORY_LENGTH) revisions.shift();
  return revisions.join(',');
}

/** The sizes that each set remembers of its Deployment. */
export function sizeAnnotations(deployment: Deployment): Labels {
  const { replicas } = deployment.spec;
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(replicas + maxSurge(deployment)) };
}

/** Sets with pods (or that ought to have some), which scaling looks at: the only one, or the newest if none is active. */
export function activeOrLatest(newSet: ReplicaSet | undefined, oldSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const newestFirst = byCreation(oldSets).reverse();
  const active = [...newestFirst, ...(newSet ? [newSet] : [])].filter((set) => set.spec.replicas > 0);
  if (active.length === 0) return newSet ?? newestFirst[0];
  return active.length === 1 ? active[0] : undefined;
}

/** Annotations of the Deployment after going back to `set`: its own bookkeeping, and what the set kept of the old ones. */
export function rolledBackAnnotations(deployment: Deployment, set: ReplicaSet): Labels {
  const own = Object.entries(deployment.metadata.annotations).filter(([name]) => NOT_COPIED.has(name));
  const copied = Object.entries(set.metadata.annotations).filter(([name]) => !NOT_COPIED.has(name));
  return Object.fromEntries([...own, ...copied]);
}
