/**
 * Pods that are alike: those of a template that were made at one moment share their status from beginning to end, and what
 * one of them does next, all do. Worked out once, and done together. It changes nothing but the time that a forecast takes.
 */

import type { Action, Steps, Sync } from '../action.js';
import { isAlike } from '../objects/alike.js';
import type { Pod, PodStatus } from '../objects/pod.js';
import type { Patience } from '../queue.js';
import { claimNamesOf } from '../volumes/pod-claims.js';
import { keyOf, type World } from '../world.js';
import { withObstacles } from './config-keys.js';

/** What happens next to a pod. */
export interface PodStep {
  readonly at: number;
  readonly patience: Patience;
  readonly act: (now: number) => Iterable<Action>;
}

/** What is done to one pod. */
export interface OnePod {
  readonly nextStep: (pod: Pod) => PodStep | undefined;
  readonly sync: (pod: Pod, world: World) => Sync;
  /** Is there a kubelet that looks after the pod? */
  readonly isKept: (pod: Pod, world: World) => boolean;
}

/** When a pod's next step comes, worked out by `nextStep` once for all pods that are alike. */
export function plannedBy(nextStep: OnePod['nextStep']): (pod: Pod) => Pick<PodStep, 'at' | 'patience'> | undefined {
  const plans = new WeakMap<PodStatus, { readonly pod: Pod; readonly step: PodStep | undefined }>();
  return (pod) => {
    const known = plans.get(pod.status);
    if (known !== undefined && isAlike(known.pod, pod)) return known.step;
    const step = nextStep(pod);
    plans.set(pod.status, { pod, step });
    return step;
  };
}

/** Looks at all pods that are due at one moment. */
export function* syncTogether(keys: readonly string[], world: World, one: OnePod): Sync {
  for (let place = 0; place < keys.length; ) {
    const pods = alikeFrom(keys, place, { world, one });
    const [first] = pods;
    if (first !== undefined && pods.length === 1) yield* one.sync(first, world);
    else yield* moveAll(pods, world, one);
    place += Math.max(pods.length, 1);
  }
  return undefined;
}

/** The first pod, with those after it that are like it. */
function alikeFrom(
  keys: readonly string[],
  start: number,
  { world, one }: { readonly world: World; readonly one: OnePod },
): readonly Pod[] {
  const first = world.objects.Pod.get(keys[start] ?? '');
  if (first === undefined) return [];
  const pods = [first];
  if (!isPlain(first, world)) return pods;
  const isKept = one.isKept(first, world);
  const nodes = new Set([first.node]);
  for (let place = start + 1; place < keys.length; place++) {
    const pod = world.objects.Pod.get(keys[place] ?? '');
    if (pod === undefined || pod.metadata.finalizers.length > 0 || !isAlike(first, pod)) break;
    if (!nodes.has(pod.node)) {
      if (one.isKept(pod, world) !== isKept) break;
      nodes.add(pod.node);
    }
    pods.push(pod);
  }
  return pods;
}

/** Does nothing hold up the pod that does not hold up those that are like it: volumes of its own, keys that are missing? */
function isPlain(pod: Pod, world: World): boolean {
  const { metadata } = pod;
  return metadata.finalizers.length === 0 && claimNamesOf(pod).length === 0 && withObstacles(pod, world) === pod;
}

/** Moves pods that are alike as far as they come now: one pod's next step is done to all, until it lies ahead. */
function* moveAll(given: readonly Pod[], world: World, one: OnePod): Steps {
  for (let pods = given; pods.length > 0; ) {
    const [first] = pods;
    if (first === undefined || !one.isKept(first, world)) return;
    const step = one.nextStep(first);
    if (step === undefined) return;
    if (step.at > world.now) {
      yield { do: 'wake', controller: 'kubelet', key: pods.map(keyOf), at: step.at, patience: step.patience };
      return;
    }
    const actions = [...step.act(world.now)];
    // Events name their pod.
    if (!actions.every(isCommon)) {
      for (const pod of pods) yield* one.sync(pod, world);
      return;
    }
    // Those that are gone do nothing more.
    for (const action of actions) pods = (yield forAll(action, pods)).pods ?? [];
  }
}

/** May the action be done to all at once? */
function isCommon(action: Action): boolean {
  return action.do === 'status' || action.do === 'remove';
}

function forAll(action: Action, pods: readonly Pod[]): Action {
  if (action.do === 'remove') return { do: 'removals', pods, because: action.because };
  if (action.do !== 'status' || action.object.kind !== 'Pod') return action;
  return { do: 'statuses', pods, status: action.object.status, because: action.because };
}
