/** How many pods of a Job run (`manageJob`). Follows kubernetes@v1.35.4 pkg/controller/job/job_controller.go. */

import type { Steps } from '../../action.js';
import { isIndexed, type Job } from '../../objects/job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import { randomOf } from '../../random.js';
import type { World } from '../../world.js';
import { remainingMs } from './backoff.js';
import type { Look } from './look.js';
import { indexesDue, pendingIndexes } from './pending.js';
import { createPod, deletePods, jobTemplate } from './pods.js';
import { indexOf, replacesOnlyFailed } from './tracked.js';

/** At most so many pods are made or deleted in one look. */
const MAX_PER_SYNC = 500;

/** What came of it: the counts as the status says them. */
export interface Managed {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  /** When the back-off lets a replacement be made. */
  readonly waitUntil: number | undefined;
  /** What the API server said against a new pod. */
  readonly failure: string | undefined;
}

/** Makes the number of pods that run right, within the back-off. */
export function* manage(look: Look, world: World): Steps<Managed> {
  const { job, active, ready, terminating } = look;
  const unchanged: Managed = { active: active.length, ready, terminating, waitUntil: undefined, failure: undefined };
  if (job.spec.suspend) return yield* shrink(look, active.length, { world, because: 'spec.suspend: true' });
  const wanted = wantedActive(look);
  const surplus = podsForRemoval(look, Math.max(0, active.length - wanted), world);
  if (surplus.length > 0)
    return yield* shrink(look, surplus.length, { world, because: `spec.parallelism: ${job.spec.parallelism}` });
  const held = replacesOnlyFailed(job, look.version) ? terminating : 0;
  const missing = wanted - held - active.length;
  return missing > 0 ? yield* grow(look, missing, world) : unchanged;
}

/** A work queue is filled up until the first success; otherwise no more than there are completions left. */
function wantedActive({ job, active, succeeded }: Look): number {
  const { completions, parallelism } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

function* shrink(look: Look, count: number, how: { readonly world: World; readonly because: string }): Steps<Managed> {
  const pods = podsForRemoval(look, count, how.world).slice(0, look.job.spec.suspend ? Infinity : MAX_PER_SYNC);
  yield* deletePods(look.job, pods, { isCounted: false, ...how });
  return {
    active: look.active.length - pods.length,
    ready: look.ready - pods.filter((pod) => pod.status.ready).length,
    terminating: look.terminating + pods.length,
    waitUntil: undefined,
    failure: undefined,
  };
}

function* grow(look: Look, missing: number, world: World): Steps<Managed> {
  const { job, backOff, ready, terminating } = look;
  const isPerIndex = job.spec.backoffLimitPerIndex !== undefined;
  const count = Math.min(missing, MAX_PER_SYNC);
  const { now } = world;
  const indexes = isIndexed(job) ? indexesDue(look, pendingIndexes(look, count), now) : undefined;
  const waitMs = isPerIndex ? (indexes?.waitMs ?? 0) : remainingMs(backOff, now);
  // Upstream says that none is active while it waits, whatever is.
  if (waitMs > 0) return { active: 0, ready, terminating, waitUntil: now + Math.max(1000, waitMs), failure: undefined };
  const wanted = indexes?.now ?? Array.from({ length: count }, () => undefined);
  const { made, failure } = yield* slowStart(look, wanted);
  return { active: look.active.length + made, ready, terminating, waitUntil: undefined, failure };
}

/** Creates pods in batches of 1, 2, 4, …; a batch with a failure is the last. */
function* slowStart(
  look: Look,
  indexes: readonly (number | undefined)[],
): Steps<{ readonly made: number; readonly failure: string | undefined }> {
  const template = jobTemplate(look.job);
  let [made, place, failure]: [number, number, string | undefined] = [0, 0, undefined];
  for (let batch = 1; place < indexes.length && failure === undefined; batch *= 2) {
    for (const index of indexes.slice(place, place + batch)) {
      const refused = yield* createPod(look, template, index);
      if (refused === undefined) made++;
      failure = refused ?? failure;
    }
    place += batch;
  }
  return { made, failure };
}

/**
 * At least so many pods; of an Indexed Job first those with an index that is taken twice or too high. Chance decides among
 * pods that nothing tells apart: upstream lists them in the order of a Go map.
 */
function podsForRemoval(look: Look, atLeast: number, world: World): Pod[] {
  const { job, active } = look;
  const [surplus, left] = isIndexed(job) ? splitByIndex(job, active) : [[], [...active]];
  if (surplus.length >= atLeast) return surplus;
  const lots = new Map(left.map((pod, place) => [pod, randomOf(world.settings.seed, place)]));
  const lot = (pod: Pod) => lots.get(pod) ?? 0;
  left.sort((one, other) => firstToGo(one, other) || lot(one) - lot(other));
  return [...surplus, ...left.slice(0, atLeast - surplus.length)];
}

function splitByIndex(job: Job, pods: readonly Pod[]): [Pod[], Pod[]] {
  const surplus: Pod[] = [];
  const byIndex = new Map<number, Pod>();
  for (const pod of pods) {
    const index = indexOf(pod);
    if (index === undefined || index >= (job.spec.completions ?? 0)) {
      surplus.push(pod);
      continue;
    }
    const other = byIndex.get(index);
    const isKept = other === undefined || firstToGo(other, pod) < 0;
    if (other !== undefined) surplus.push(isKept ? other : pod);
    if (isKept) byIndex.set(index, pod);
  }
  return [surplus, [...byIndex.values()]];
}

/** `controller.ActivePods`: unassigned, pending, not ready, ready for less time, more restarts, newer; times in whole seconds. */
function firstToGo({ node, status, metadata }: Pod, other: Pod): number {
  const rank = (yes: boolean) => (yes ? 0 : 1);
  return (
    rank(node === undefined) - rank(other.node === undefined) ||
    rank(status.phase === 'Pending') - rank(other.status.phase === 'Pending') ||
    rank(!status.ready) - rank(!other.status.ready) ||
    (status.ready ? wholeSeconds(other.status.readySince) - wholeSeconds(status.readySince) : 0) ||
    other.status.restarts - status.restarts ||
    wholeSeconds(other.metadata.creationTimestamp) - wholeSeconds(metadata.creationTimestamp)
  );
}
