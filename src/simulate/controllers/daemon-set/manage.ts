/** One pod on each node that should have one. Follows kubernetes@v1.35.4 pkg/controller/daemon (`manage`). */

import type { Steps } from '../../action.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import type { Node } from '../../objects/node.js';
import type { Pod } from '../../objects/pod.js';
import type { World } from '../../world.js';
import { placementOn } from './placement.js';
import { byAge, isAvailable, isUpdated, type PodsByNode, podsByNode, syncNodes } from './pods.js';
import { allowsSurge } from './size.js';

const SOURCE = 'daemonset-controller';

/** What came of it: did it change anything, and what did the API server refuse? */
export interface Managed {
  readonly isChanged: boolean;
  readonly refusal: string | undefined;
}

/** Makes missing pods, and deletes those that have no business where they are. */
export function* manage(set: DaemonSet, hash: string, world: World): Steps<Managed> {
  const pods = podsByNode(set, world);
  const create: string[] = [];
  const remove: Pod[] = [];
  for (const node of world.objects.Node.values()) {
    const wanted = yield* wantedOn(node, { set, hash, pods: pods.get(node.metadata.name), world });
    if (wanted.isMissing) create.push(node.metadata.name);
    remove.push(...wanted.surplus);
  }
  remove.push(...unscheduledWithoutNode(pods, world));
  const because = 'nodes that match, one pod on each';
  const refusal = yield* syncNodes(set, hash, { create, remove, because });
  return { isChanged: create.length + remove.length > 0, refusal };
}

interface Scene {
  readonly set: DaemonSet;
  readonly hash: string;
  readonly pods: readonly Pod[] | undefined;
  readonly world: World;
}

interface Wanted {
  readonly isMissing: boolean;
  readonly surplus: readonly Pod[];
}

/** `podsShouldBeOnNode` */
function* wantedOn(node: Node, scene: Scene): Steps<Wanted> {
  const { shouldRun, shouldContinue } = placementOn(node, scene.set);
  const { pods = [] } = scene;
  if (shouldRun && scene.pods === undefined) return { isMissing: true, surplus: [] };
  const alive = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  if (!shouldContinue) return { isMissing: false, surplus: alive };
  const ended = alive.filter(({ status }) => status.phase === 'Failed' || status.phase === 'Succeeded');
  for (const pod of ended) yield* tellEnded(pod, node, scene.set);
  const running = byAge(alive.filter((pod) => !ended.includes(pod)));
  if (!allowsSurge(scene.set)) return { isMissing: false, surplus: [...ended, ...running.slice(1)] };
  // A surging set wants a pod that is not being deleted on each node.
  if (running.length <= 1) return { isMissing: running.length === 0 && shouldRun, surplus: ended };
  return { isMissing: false, surplus: [...ended, ...surgeSurplus(running, scene)] };
}

function* tellEnded(pod: Pod, node: Node, set: DaemonSet): Steps {
  const isFailed = pod.status.phase === 'Failed';
  const { name, namespace } = pod.metadata;
  const verb = isFailed ? 'kill' : 'delete';
  const message = `Found ${isFailed ? 'failed' : 'succeeded'} daemon pod ${namespace}/${name} on node ${node.metadata.name}, will try to ${verb} it`;
  const type = isFailed ? 'Warning' : 'Normal';
  const reason = isFailed ? 'FailedDaemonPod' : 'SucceededDaemonPod';
  yield { do: 'event', object: set, source: SOURCE, type, reason, message, because: 'a pod on each node has to run' };
}

/** Two pods may share a node while the new one is not available and the old one is ready. `running` is sorted. */
function surgeSurplus(running: readonly Pod[], { set, hash, world }: Scene): Pod[] {
  const fresh = running.find((pod) => isUpdated(pod, hash));
  const old = running.find((pod) => !isUpdated(pod, hash));
  const surplus = running.filter((pod) => pod !== fresh && pod !== old);
  if (fresh === undefined || old === undefined) return surplus;
  return !old.status.ready || isAvailable(fresh, set, world) ? [...surplus, old] : surplus;
}

/** Pods meant for a node that is gone: the scheduler never binds them. */
function unscheduledWithoutNode(pods: PodsByNode, world: World): Pod[] {
  return [...pods].flatMap(([node, own]) =>
    world.objects.Node.has(`/${node}`) ? [] : own.filter((pod) => pod.node === undefined),
  );
}
