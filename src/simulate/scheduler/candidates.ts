/**
 * The nodes for pods of one template, best first, kept up to date node by node: scheduling ten thousand equal pods looks
 * at each node again only when something on it changed. A memo of the world, not a memory: it gives what a scan would.
 */

import type { PodSpec } from '../../kube/types.generated.js';
import type { Indexes } from '../indexes.js';
import { controllerOf, type Labels } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { type Refusal, refusalOf } from './filters.js';
import { scoreOf } from './score.js';

/** What is known of each node for one kind of pod. */
interface Candidates {
  /** How far in `indexes.nodeChanges` it is up to date. */
  seen: number;
  readonly refusals: Map<string, Refusal>;
  readonly scores: Map<string, number>;
  /** Heap of nodes by score, highest first; entries with an outdated score are skipped. */
  readonly heap: { readonly node: string; readonly score: number }[];
}

const memo = new WeakMap<Indexes, WeakMap<PodSpec, WeakMap<Labels, Map<string, Candidates>>>>();

/** The best node that fits, or why each does not. */
export function bestNode(pod: Pod, world: World): string | readonly Refusal[] {
  const candidates = dependsOnOthers(pod, world) ? fresh() : known(pod, world);
  refresh(candidates, pod, world);
  for (;;) {
    const [top] = candidates.heap;
    if (top === undefined) return [...candidates.refusals.values()];
    if (candidates.scores.get(top.node) === top.score) return top.node;
    pop(candidates.heap);
  }
}

/** Can a change on one node make another fit or not? Then nothing is kept. */
function dependsOnOthers({ spec }: Pod, world: World): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return (
    podAffinity !== undefined ||
    podAntiAffinity !== undefined ||
    (spec.topologySpreadConstraints ?? []).length > 0 ||
    world.indexes.antiAffine.size > 0
  );
}

function fresh(): Candidates {
  return { seen: -1, refusals: new Map(), scores: new Map(), heap: [] };
}

function known(pod: Pod, world: World): Candidates {
  const bySpec = memo.get(world.indexes) ?? new WeakMap<PodSpec, WeakMap<Labels, Map<string, Candidates>>>();
  memo.set(world.indexes, bySpec);
  const byLabels = bySpec.get(pod.spec) ?? new WeakMap<Labels, Map<string, Candidates>>();
  bySpec.set(pod.spec, byLabels);
  const byOwner = byLabels.get(pod.metadata.labels) ?? new Map<string, Candidates>();
  byLabels.set(pod.metadata.labels, byOwner);
  const owner = `${pod.metadata.namespace}/${controllerOf(pod.metadata)?.uid ?? ''}`;
  const own = byOwner.get(owner) ?? fresh();
  byOwner.set(owner, own);
  return own;
}

function refresh(candidates: Candidates, pod: Pod, world: World): void {
  const { nodeChanges } = world.indexes;
  const changed =
    candidates.seen === -1
      ? [...world.objects.Node.values()].map((node) => node.metadata.name)
      : new Set(nodeChanges.slice(candidates.seen));
  for (const name of changed) look(candidates, pod, { name, world });
  candidates.seen = nodeChanges.length;
}

function look(
  candidates: Candidates,
  pod: Pod,
  { name, world }: { readonly name: string; readonly world: World },
): void {
  const node = world.objects.Node.get(`/${name}`);
  candidates.refusals.delete(name);
  candidates.scores.delete(name);
  if (node === undefined) return;
  const refusal = refusalOf(pod, node, world);
  if (refusal !== undefined) {
    candidates.refusals.set(name, refusal);
    return;
  }
  const score = scoreOf(pod, node, world);
  candidates.scores.set(name, score);
  push(candidates.heap, { node: name, score });
}

type Heap = Candidates['heap'];

function push(heap: Heap, entry: Heap[number]): void {
  let place = heap.length;
  heap.push(entry);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || parent.score >= entry.score) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = entry;
}

function pop(heap: Heap): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    if (left === undefined) break;
    const isRight = right !== undefined && right.score > left.score;
    const child = isRight ? right : left;
    if (child.score <= last.score) break;
    heap[place] = child;
    place = 2 * place + (isRight ? 2 : 1);
  }
  heap[place] = last;
}
