/** What a StatefulSet amounts to for its users: counts at a moment, and how it stands when nothing more happens. */

import { isGateOn } from '../../../kube/gates.js';
import { refusal } from '../../admission/admit.js';
import type { Standing, WorkloadCounts } from '../../controller.js';
import { isActive, isTerminating, type Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { type Change, managed, managerOf, objectNamed, type World } from '../../world.js';
import { revisionsOf } from '../controller-revisions.js';
import { causeOf, nextFor } from '../trouble.js';
import { claimOf } from './claims.js';
import { untilGone } from './gone.js';
import { nameTaken } from './name-taken.js';
import { isAvailable, isInRange, isReady, ordinalOf, podName, revisionOf, startOf } from './ordinals.js';
import { podOf } from './pods.js';
import { maxUnavailable } from './update.js';

/** The set's pods, by what they are now. */
export function counts(set: StatefulSet, world: World): WorkloadCounts {
  const pods = podsOf(set, world);
  const active = pods.filter(isActive);
  const { replicas, updateStrategy, minReadySeconds } = set.spec;
  return {
    desired: replicas,
    total: active.length,
    updated: active.filter((pod) => revisionOf(pod) === set.status.updateRevision).length,
    ready: active.filter((pod) => isReady(pod)).length,
    available: active.filter((pod) => isAvailable(pod, minReadySeconds, world.now)).length,
    terminating: pods.filter(isTerminating).length,
    // OnDelete takes nothing away by itself.
    maxUnavailable:
      updateStrategy.type === 'OnDelete' ? 0 : Math.min(replicas, maxUnavailable(set, world.settings.version)),
  };
}

/** Complete, or why not and what to type. */
export function standing(set: StatefulSet, world: World): Standing {
  const pods = podsOf(set, world);
  const blocking = firstBlocking(set, pods, world);
  if (blocking !== undefined) return blocked(set, blocking, world);
  if (pods.length > set.spec.replicas) {
    const surplus = pods.filter((pod) => !isInRange(ordinalOf(pod), set)).map(({ metadata }) => metadata.name);
    const reason = `spec.replicas: ${set.spec.replicas}, and ${surplus.join(', ')} ${surplus.length === 1 ? 'is' : 'are'} still there`;
    return { outcome: 'stuck', reason, next: 'the pods go when their node confirms it' };
  }
  return revisionStanding(set, pods, world);
}

/** Every pod is available; has every pod that is to be updated been? */
function revisionStanding(set: StatefulSet, pods: readonly Pod[], world: World): Standing {
  const { updateStrategy } = set.spec;
  const partition = updateStrategy.type === 'OnDelete' ? 0 : (updateStrategy.rollingUpdate?.partition ?? 0);
  const old = pods.filter(
    (pod) => ordinalOf(pod) >= startOf(set) + partition && revisionOf(pod) !== set.status.updateRevision,
  );
  if (old.length === 0) {
    const notes = [...keptBack(set, pods), ...idleClaims(set, world)];
    return notes.length === 0 ? { outcome: 'complete' } : { outcome: 'complete', note: notes.join('; ') };
  }
  const names = old.map(({ metadata }) => metadata.name).reverse();
  const reason = `${pods.length - old.length} of ${set.spec.replicas} pods updated: updateStrategy ${updateStrategy.type} replaces a pod only when somebody deletes it`;
  return { outcome: 'stuck', reason, next: `kubectl delete pod ${names.join(' ')}${flagOf(set)}` };
}

/** Pods below the partition that keep the template before. */
function* keptBack(set: StatefulSet, pods: readonly Pod[]): Iterable<string> {
  const old = pods.filter((pod) => revisionOf(pod) !== set.status.updateRevision);
  const { updateStrategy } = set.spec;
  if (old.length === 0 || updateStrategy.type === 'OnDelete') return;
  const names = old.map(({ metadata }) => metadata.name);
  yield `partition ${updateStrategy.rollingUpdate?.partition ?? 0}: ${names.join(', ')} ${names.length === 1 ? 'keeps' : 'keep'} the template before, also when deleted`;
}

/** Claims of pods that the set has no more: kept, and used again by the same ordinal. */
function* idleClaims(set: StatefulSet, world: World): Iterable<string> {
  const { name, namespace } = set.metadata;
  const prefixes = set.spec.volumeClaimTemplates.map(({ metadata }) => `${metadata?.name ?? ''}-${name}-`);
  const idle = [...world.objects.PersistentVolumeClaim.values()].filter(({ metadata }) => {
    const prefix = prefixes.find((one) => metadata.name.startsWith(one));
    const ordinal = prefix === undefined ? '' : metadata.name.slice(prefix.length);
    return metadata.namespace === namespace && /^\d+$/.test(ordinal) && !isInRange(Number(ordinal), set);
  });
  if (idle.length === 0) return;
  const names = idle.map(({ metadata }) => metadata.name);
  const listed = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  const [claims, stay] = names.length === 1 ? ['claim', 'stays'] : ['claims', 'stay'];
  yield `${claims} ${listed} ${stay} without a pod: scaled up again, ${names.length === 1 ? 'its pod gets' : 'their pods get'} the same data back`;
}

/** A pod that is there or missing, and keeps the set from being complete. */
interface Blocking {
  readonly name: string;
  readonly ordinal: number;
  readonly pod: Pod | undefined;
}

/** The pod of the lowest ordinal that is not available: OrderedReady waits for it. */
function firstBlocking(set: StatefulSet, pods: readonly Pod[], world: World): Blocking | undefined {
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]));
  const start = startOf(set);
  const wanted = Array.from({ length: set.spec.replicas }, (_, place) => start + place);
  const surplus = [...byOrdinal.keys()].filter((ordinal) => !isInRange(ordinal, set)).sort((one, two) => one - two);
  for (const ordinal of [...wanted, ...surplus]) {
    const pod = byOrdinal.get(ordinal);
    if (pod !== undefined && isActive(pod) && isAvailable(pod, set.spec.minReadySeconds, world.now)) continue;
    return { name: podName(set, ordinal), ordinal, pod };
  }
  return undefined;
}

function blocked(set: StatefulSet, { name, ordinal, pod }: Blocking, world: World): Standing {
  const { total, updated, available, desired } = counts(set, world);
  const pods =
    total > desired ? `${total} pods where spec.replicas is ${desired}` : `${updated} of ${desired} pods updated`;
  const head = `${pods}, ${available} available`;
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel';
  const waits = isOrdered
    ? `; podManagementPolicy OrderedReady creates, updates and deletes no other pod before it`
    : '';
  if (pod === undefined) {
    const { cause, next } = nameTaken(set, name, world) ?? notMade(missingCause(set, ordinal, world));
    return { outcome: 'stuck', reason: `${head}: ${name} cannot be created (${cause})${waits}`, next };
  }
  const cause = isActive(pod) ? causeOf(pod, world) : { one: 'is still terminating', many: '' };
  return {
    outcome: 'stuck',
    reason: `${head}: ${name} ${cause.one}${waits}`,
    next: nextStep(set, { pod, cause: cause.many }, world),
  };
}

function notMade(cause: string): { readonly cause: string; readonly next: string } {
  return { cause, next: nextFor(cause) };
}

/** Why the API server does not take the pod, asked again. */
function missingCause(set: StatefulSet, ordinal: number, world: World): string {
  const { template } = set.spec;
  const revision = set.status.updateRevision;
  const object = podOf(set, { kind: 'MissingPod', ordinal, revision, template }, world.settings.version);
  return refusal(world, object, podName(set, ordinal)) ?? claimCause(set, ordinal, world);
}

function claimCause(set: StatefulSet, ordinal: number, world: World): string {
  for (const template of set.spec.volumeClaimTemplates) {
    const claim = claimOf(set, template, ordinal);
    const { name, namespace } = claim.metadata;
    const stored = objectNamed(world, 'PersistentVolumeClaim', namespace, name);
    if (stored?.metadata.deletionTimestamp !== undefined) return `pvc ${name} is being deleted`;
    const refused = stored === undefined ? refusal(world, claim, name) : undefined;
    if (refused !== undefined) return `failed to create PVC ${name}: ${refused}`;
  }
  return 'the controller waits for another pod';
}

/** What to type. The controller replaces a pod that is not ready only where it would not wait for it. */
function nextStep(
  set: StatefulSet,
  { pod, cause }: { readonly pod: Pod; readonly cause: string },
  world: World,
): string {
  if (pod.metadata.deletionTimestamp !== undefined) return untilGone(pod, set, world);
  // It has no surge to do without.
  if (cause.startsWith('cannot be scheduled'))
    return nextFor(cause).replace(/; in an update maxSurge .*$/, '; the pod waits');
  const command = `kubectl delete pod ${pod.metadata.name}${flagOf(set)}`;
  const isOld = revisionOf(pod) !== set.status.updateRevision;
  const { updateStrategy, podManagementPolicy } = set.spec;
  if (isOld)
    return `${command}: the template is another one by now, but the controller does not replace this pod by itself`;
  const isReplaced =
    podManagementPolicy === 'Parallel' &&
    updateStrategy.type === 'RollingUpdate' &&
    !isGateOn('MaxUnavailableStatefulSet', world.settings.version);
  const hasEarlier = revisionsOf(set, set.spec.selector, world).length > 1;
  const back = hasEarlier ? `, or kubectl rollout undo statefulset/${set.metadata.name}${flagOf(set)}` : '';
  const undo = `correct the template${back}`;
  if (isReplaced) return `${undo}: podManagementPolicy Parallel then replaces the pod by itself`;
  return `${undo}; that alone does not replace ${pod.metadata.name}: ${command} afterwards`;
}

function flagOf({ metadata: { namespace } }: StatefulSet): string {
  return namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
}

function podsOf(set: StatefulSet, world: World): Pod[] {
  const pods = managed(world, set.metadata.uid, 'Pod').filter((pod) => ordinalOf(pod) >= 0);
  return pods.sort((one, other) => ordinalOf(one) - ordinalOf(other));
}

/** The StatefulSet behind a changed pod, or itself. */
export function workloadOf({ object }: Change, world: World): StatefulSet | undefined {
  if (object.kind === 'StatefulSet') return object;
  return object.kind === 'Pod' ? managerOf(world, 'StatefulSet', object) : undefined;
}
