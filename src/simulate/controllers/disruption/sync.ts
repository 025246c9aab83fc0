/**
 * Disruption: counts the healthy pods behind each PodDisruptionBudget and says how many may be evicted.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 * Follows kubernetes@v1.35.4 pkg/controller/disruption/disruption.go.
 *
 * Not modelled: custom resources with a scale subresource, taking back DisruptionTarget from pods that were not deleted
 * within two minutes (here an eviction that is allowed deletes at once).
 */

import { scaledValue } from '../../../kube/int-or-percent.js';
import type { LabelSelector } from '../../../kube/types.generated.js';
import type { Steps, Sync } from '../../action.js';
import { controllerFor, wakeSelf } from '../../controller.js';
import { withCondition } from '../../objects/condition.js';
import type { Deployment } from '../../objects/deployment.js';
import { controllerOf, wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../objects/pod-disruption-budget.js';
import type { PodSet } from '../../objects/replication-controller.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { type Change, keyOf, managerOf, type World } from '../../world.js';
import { budgetsOf, disruptionConditions, guardedPods } from './budget.js';

const SOURCE = 'controllermanager';
/** How long an allowed eviction counts although its pod is still there. */
const DELETION_TIMEOUT_MS = 120_000;

/** The disruption controller. */
export const disruption = controllerFor({
  name: 'disruption',
  kind: 'PodDisruptionBudget',
  watch: { PodDisruptionBudget: wakeSelf, Pod: watchPod },
  sync,
});

function watchPod({ before, after }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (world.objects.PodDisruptionBudget.size === 0) return;
  const isNews =
    before === undefined ||
    after === undefined ||
    before.metadata !== after.metadata ||
    before.status.ready !== after.status.ready;
  if (!isNews) return;
  for (const pod of [before, after]) {
    // Where several select a pod the real one tells an arbitrary one of them: the others count what was.
    const [budget] = pod === undefined ? [] : budgetsOf(pod, world);
    if (budget !== undefined) wake(keyOf(budget));
  }
}

function* sync(budget: PodDisruptionBudget, world: World): Sync {
  const pods = guardedPods(budget, world);
  if (pods.length === 0) {
    const message = 'No matching pods found';
    const because = 'spec.selector';
    yield { do: 'event', object: budget, source: SOURCE, type: 'Normal', reason: 'NoPods', message, because };
  }
  yield* sayRivals(budget, pods, world);
  const expected = expectation(budget, pods, world);
  if (typeof expected === 'string') {
    const message = `Failed to calculate the number of expected pods: ${expected}`;
    const reason = 'CalculateExpectedPodCountFailed';
    yield { do: 'event', object: budget, source: SOURCE, type: 'Warning', reason, message, because: expected };
    yield { do: 'status', object: { ...budget, status: failed(budget, expected, world) }, because: expected };
    return undefined;
  }
  yield* sayUnmanaged(budget, pods);
  const disruptedPods = stillExpectedToGo(budget, pods, world);
  const status = statusOf(budget, { pods, disruptedPods, expected, world });
  yield { do: 'status', object: { ...budget, status }, because: 'the pods it selects' };
  const next = Math.min(...disruptedPods.map(({ at }) => at + DELETION_TIMEOUT_MS));
  if (Number.isFinite(next))
    yield { do: 'wake', controller: 'disruption', key: keyOf(budget), at: next, patience: 'idle' };
  return undefined;
}

/** Says of pods that other budgets select as well that this one was told (`getPdbForPod`). */
function* sayRivals(budget: PodDisruptionBudget, pods: readonly Pod[], world: World): Steps {
  const { name, uid } = budget.metadata;
  if (world.objects.PodDisruptionBudget.size === 1) return;
  for (const pod of pods) {
    const [chosen, ...others] = budgetsOf(pod, world);
    if (others.length === 0 || chosen?.metadata.uid !== uid) continue;
    const { namespace, name: podName } = pod.metadata;
    const message = `Pod "${namespace}"/"${podName}" matches multiple PodDisruptionBudgets.  Chose "${name}" arbitrarily.`;
    const reason = 'MultiplePodDisruptionBudgets';
    yield { do: 'event', object: pod, source: SOURCE, type: 'Warning', reason, message, because: 'spec.selector' };
  }
}

/** Says that pods without a controller count for nothing, unless the budget counts pods (`UnmanagedPods`). */
function* sayUnmanaged(budget: PodDisruptionBudget, pods: readonly Pod[]): Steps {
  const { minAvailable, maxUnavailable } = budget.spec;
  const countsScale = maxUnavailable !== undefined || typeof minAvailable === 'string';
  if (!countsScale || pods.every((pod) => controllerOf(pod.metadata) !== undefined)) return;
  const message =
    `Pods selected by this PodDisruptionBudget (selector: ${goSelector(budget.spec.selector)}) were found to be unmanaged. ` +
    'As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. ' +
    'To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';
  const because = 'they have no controller';
  yield { do: 'event', object: budget, source: SOURCE, type: 'Warning', reason: 'UnmanagedPods', message, because };
}

/** A label selector as Go's generated `String` writes it. */
function goSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const pairs = labels.map(([name, value]) => `${name}: ${value},`).join('');
  const expressions = (selector.matchExpressions ?? [])
    .map(
      ({ key, operator, values = [] }) =>
        `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
    )
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${pairs}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}

/** What a budget wants of its pods. */
interface Expectation {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

/** `getExpectedPodCount`: an integer minAvailable counts the pods, everything else the sizes that their controllers want. */
function expectation({ spec }: PodDisruptionBudget, pods: readonly Pod[], world: World): Expectation | string {
  const { minAvailable, maxUnavailable } = spec;
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  const scale = expectedScale(pods, world);
  if (typeof scale === 'string') return scale;
  // 50% of 7 → 4 have to stay; 30% of 7 → 3 may go: both are rounded up.
  if (maxUnavailable !== undefined) {
    const unavailable = scaledValue(maxUnavailable, scale, 'up') ?? 0;
    return { expectedPods: scale, desiredHealthy: Math.max(0, scale - unavailable) };
  }
  return { expectedPods: scale, desiredHealthy: scaledValue(minAvailable ?? 0, scale, 'up') ?? 0 };
}

/** The sum of the sizes that the pods' controllers want. Pods without a controller count for nothing. */
function expectedScale(pods: readonly Pod[], world: World): number | string {
  // Two ReplicaSets of one Deployment have the Deployment's size, once.
  const scales = new Map<string, number>();
  let last: Pod | undefined;
  for (const pod of pods) {
    // Pods of one controller come in runs, and share their owners.
    const isOfLast = last?.metadata.ownerReferences === pod.metadata.ownerReferences;
    last = pod;
    if (isOfLast || controllerOf(pod.metadata) === undefined) continue;
    const scaled = scaledManager(pod, world);
    if (typeof scaled === 'string') return scaled;
    scales.set(scaled.metadata.uid, scaled.spec.replicas);
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0);
}

function scaledManager(pod: Pod, world: World): Deployment | PodSet | StatefulSet | string {
  const set = managerOf(world, 'ReplicaSet', pod);
  const others = () => managerOf(world, 'StatefulSet', pod) ?? managerOf(world, 'ReplicationController', pod);
  const found = set === undefined ? others() : (managerOf(world, 'Deployment', set) ?? set);
  if (found !== undefined) return found;
  const resource = UNSCALED.get(controllerOf(pod.metadata)?.kind ?? '');
  return resource === undefined
    ? `found no controllers for pod "${pod.metadata.name}"`
    : `${resource} does not implement the scale subresource`;
}

const UNSCALED: ReadonlyMap<string, string> = new Map([
  ['DaemonSet', 'daemonsets.apps'],
  ['Job', 'jobs.batch'],
]);

/** Pods whose eviction was allowed a short while ago and that are not being deleted yet (`buildDisruptedPodMap`). */
function stillExpectedToGo(
  { status }: PodDisruptionBudget,
  pods: readonly Pod[],
  world: World,
): PodDisruptionBudgetStatus['disruptedPods'] {
  if (status.disruptedPods.length === 0) return status.disruptedPods;
  const alive = new Set(
    pods.filter((pod) => pod.metadata.deletionTimestamp === undefined).map((pod) => pod.metadata.name),
  );
  return status.disruptedPods.filter(({ name, at }) => alive.has(name) && at + DELETION_TIMEOUT_MS >= world.now);
}

interface Count {
  readonly pods: readonly Pod[];
  readonly disruptedPods: PodDisruptionBudgetStatus['disruptedPods'];
  readonly expected: Expectation;
  readonly world: World;
}

function statusOf(
  budget: PodDisruptionBudget,
  { pods, disruptedPods, expected, world }: Count,
): PodDisruptionBudgetStatus {
  const going = new Set(disruptedPods.map(({ name }) => name));
  const currentHealthy = pods.filter(
    (pod) => pod.status.ready && pod.metadata.deletionTimestamp === undefined && !going.has(pod.metadata.name),
  ).length;
  const spare = currentHealthy - expected.desiredHealthy;
  const disruptionsAllowed = expected.expectedPods <= 0 ? 0 : Math.max(0, spare);
  return {
    ...expected,
    observedGeneration: budget.metadata.generation,
    currentHealthy,
    disruptionsAllowed,
    disruptedPods,
    conditions: disruptionConditions(budget.status.conditions, disruptionsAllowed, world.now),
  };
}

/** `failSafe`: what cannot be computed lets nobody go. */
function failed({ status }: PodDisruptionBudget, message: string, world: World): PodDisruptionBudgetStatus {
  const at = wholeSeconds(world.now);
  const condition = { type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message } as const;
  const conditions = withCondition(status.conditions, { ...condition, lastUpdateTime: at, lastTransitionTime: at });
  return { ...status, disruptionsAllowed: 0, conditions };
}
