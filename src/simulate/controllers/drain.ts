/**
 * `kubectl drain`, once it has begun: evicts the pods that are left and tries refused ones again every 5 s, all at once.
 * The node carries what kubectl has in memory.
 *
 * Docs: https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/
 * Follows kubectl@v0.35.4 pkg/drain/drain.go. Tries that cannot succeed are left out: only a change wakes the next one.
 *
 * Not modelled: namespaces that are being deleted, --skip-wait-for-delete-timeout.
 */

import type { Steps, Sync } from '../action.js';
import { type EvictionRefusal, evict, evictionRefusal } from '../admission/evict.js';
import type { Controller, Standing, Watch } from '../controller.js';
import type { Drain, Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { type Change, current, keyOf, type World } from '../world.js';

const RETRY_MS = 5000;

/** Every drain in progress. */
export const drains: Controller = {
  name: 'drain',
  kind: 'Node',
  watch: { Node: watchNode, Pod: watchPod, PodDisruptionBudget: watchBudget },
  needs: 'Node',
  sync: (key, world) => {
    const node = world.objects.Node.get(key);
    return node?.status.drain?.end === undefined && node?.status.drain !== undefined
      ? sync(node, node.status.drain, world)
      : undefined;
  },
  workload: {
    counts: () => undefined,
    standing: (key, world) => standing(world.objects.Node.get(key), world),
    gone: () => undefined,
    workloadOf: () => undefined,
  },
};

function watchNode({ before, after }: Change<Node>, _world: World, wake: (key: string) => void): void {
  if (after?.status.drain !== undefined && before?.status.drain?.since !== after.status.drain.since) wake(keyOf(after));
}

function watchPod({ object, before, after }: Change<Pod>, world: World, wake: (key: string) => void): void {
  const node = world.objects.Node.get(`/${object.node ?? ''}`);
  if (node === undefined || !isDraining(node)) return;
  if (before?.metadata !== after?.metadata || before?.status.ready !== after?.status.ready) wake(keyOf(node));
}

function watchBudget(_change: unknown, world: World, wake: Parameters<Watch>[2]): void {
  for (const node of world.objects.Node.values()) if (isDraining(node)) wake(keyOf(node));
}

function isDraining({ status }: Node): boolean {
  return status.drain !== undefined && status.drain.end === undefined;
}

function* sync(node: Node, drain: Drain, world: World): Sync {
  const left = drain.left.filter((entry) => podOf(entry, world) !== undefined);
  if (left.length === 0) {
    yield* end(node, { ...drain, left, end: 'drained' }, `node/${node.metadata.name} drained`);
    return undefined;
  }
  if (drain.until !== undefined && world.now >= drain.until) {
    const message = `drain did not complete within its timeout: ${left.length} pods are left`;
    yield* end(node, { ...drain, left, end: 'timeout' }, message);
    return undefined;
  }
  const isTry = (world.now - drain.since) % RETRY_MS === 0;
  const next = isTry ? yield* tryAll(node, left, { drain, world }) : left;
  if (next.length !== drain.left.length || next.some((entry, place) => entry !== drain.left[place]))
    yield* remember(node, { ...drain, left: next }, world);
  yield* planNextTry(node, next, { drain, world });
  return undefined;
}

type Left = Drain['left'];

interface Scene {
  readonly drain: Drain;
  readonly world: World;
}

function podOf({ key, uid }: Left[number], world: World): Pod | undefined {
  const pod = world.objects.Pod.get(key);
  return pod?.metadata.uid === uid ? pod : undefined;
}

/** Tries one pod after the other; after each that goes, the budgets are counted anew first. */
function* tryAll(node: Node, left: Left, { drain, world }: Scene): Steps<Left> {
  const next: Left[number][] = [];
  let isCounting = false;
  for (const entry of left) {
    const pod = podOf(entry, world);
    if (isCounting || pod === undefined || pod.metadata.deletionTimestamp !== undefined) {
      next.push(entry);
      continue;
    }
    if (drain.isDeleting) {
      yield* deletePod(pod, drain);
      next.push(entry);
      continue;
    }
    const refusal = yield* evict(pod, world, drain.graceMs);
    const text = refusal === undefined ? '' : refusal.cause || refusal.message;
    if (refusal !== undefined && text !== entry.refusal) yield* complain(node, pod, refusal);
    next.push(text === entry.refusal ? entry : { ...entry, refusal: text });
    isCounting = refusal === undefined;
  }
  if (isCounting) yield { do: 'wake', controller: 'drain', key: keyOf(node), at: world.now, patience: 'work' };
  return next;
}

function* deletePod(object: Pod, { graceMs }: Drain): Steps {
  const because = 'kubectl drain --disable-eviction';
  yield { do: 'delete', object, propagation: 'Background', because, ...(graceMs !== undefined && { graceMs }) };
}

function* complain(node: Node, pod: Pod, { message, cause }: EvictionRefusal): Steps {
  const { name, namespace } = pod.metadata;
  const text = `error when evicting pods/"${name}" -n "${namespace}" (will retry after 5s): ${message}`;
  yield {
    do: 'event',
    object: node,
    source: 'kubectl',
    type: 'Warning',
    reason: 'EvictionRefused',
    message: cause === '' ? text : `${text} ${cause}`,
    because: cause,
  };
}

function* remember(node: Node, drain: Drain, world: World): Steps {
  const now = current(world, node) ?? node;
  yield { do: 'status', object: { ...now, status: { ...now.status, drain } }, because: 'kubectl drain' };
}

function* end(node: Node, drain: Drain, message: string): Steps {
  yield { do: 'status', object: { ...node, status: { ...node.status, drain } }, because: 'kubectl drain' };
  const type = drain.end === 'drained' ? 'Normal' : 'Warning';
  const reason = drain.end === 'drained' ? 'Drained' : 'DrainTimeout';
  yield { do: 'event', object: node, source: 'kubectl', type, reason, message, because: 'kubectl drain' };
}

function* planNextTry(node: Node, left: Left, { drain, world }: Scene): Steps {
  const wakeAt = (at: number) => ({ do: 'wake', controller: 'drain', key: keyOf(node), at, patience: 'work' }) as const;
  if (drain.until !== undefined) yield wakeAt(drain.until);
  const isWorthwhile = left.some((entry) => {
    const pod = podOf(entry, world);
    return pod !== undefined && pod.metadata.deletionTimestamp === undefined && !evictionRefusal(pod, world);
  });
  const tries = Math.floor((world.now - drain.since) / RETRY_MS) + 1;
  if (isWorthwhile) yield wakeAt(drain.since + tries * RETRY_MS);
}

function standing(node: Node | undefined, world: World): Standing | undefined {
  const drain = node?.status.drain;
  if (node === undefined || drain === undefined) return undefined;
  if (drain.end === 'drained') return { outcome: 'complete' };
  const refused = drain.left.filter(({ refusal }) => refusal !== '');
  const count = refused.length || drain.left.length;
  const causes = [...new Set(refused.map(({ refusal }) => refusal))].join('; ');
  const [first] = drain.left;
  const pods =
    count === 1 && first !== undefined ? `pod ${(refused[0] ?? first).key.split('/')[1]} is` : `${count} pods are`;
  const why = causes === '' ? waiting(drain.left, world) : causes;
  return {
    outcome: 'stuck',
    reason: `drain of ${node.metadata.name} is blocked: ${pods} not evicted: ${why}`,
    next: `kubectl drain ${drain.end === 'timeout' ? 'has given up' : 'retries every 5 s for ever'}; ${wayOut(causes)}`,
  };
}

function wayOut(causes: string): string {
  if (causes.includes('more than one PodDisruptionBudget')) return 'let only one budget select these pods';
  if (causes.endsWith('does not allow evicting pods currently'))
    return 'pods without a controller need a budget with a number as minAvailable';
  return 'add replicas, correct the unhealthy pods, or loosen the budget';
}

function waiting(left: Left, world: World): string {
  const pod = left[0] && podOf(left[0], world);
  return pod?.metadata.deletionTimestamp === undefined ? 'not tried yet' : 'it is being deleted and does not go';
}
