/**
 * The nodes for pods of one template, kept up to date node by node: scheduling ten thousand equal pods looks at each node
 * again only when something on it changed. A memo of the world, not a memory: it gives what a scan would.
 */

import type { PodSpec } from '../../kube/types.generated.js';
import { dropFirst, pushInto } from '../heap.js';
import type { Indexes } from '../indexes.js';
import { controllerOf, type Labels } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { randomOf } from '../random.js';
import type { World } from '../world.js';
import { type Filters, filtersOf, type LocalFilters, localFilters, NOT_NAMED, refusalOn } from './filters.js';
import { asItIs, type Place, type Refusal } from './plugin.js';
import { hasWishes, type RoughScore, resourceScore, roughScore, scoresOf } from './score.js';

/** Which node takes the pod, or why none does. */
export type Choice =
  | { readonly kind: 'node'; readonly node: string }
  /** No node at all comes into question. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Each node has a reason of its own. */
  | { readonly kind: 'none'; readonly filters: Filters; readonly refusals: ReadonlyMap<string, Refusal> };

/** What is known of each node for one kind of pod. */
interface Candidates {
  readonly filters: LocalFilters;
  readonly rough: RoughScore;
  /** How far in `indexes.nodeChanges` it is up to date. */
  seen: number;
  /** How many nodes were looked at one by one since the last full look. */
  sampled: number;
  /** What keeps the pod from a node, as far as it depends on that node alone. */
  readonly refusals: Map<string, Refusal>;
  /** Scores of resources of other nodes, once they were asked for. */
  readonly scores: Map<string, number>;
  /** Heap of nodes by rough score, highest first; entries with an outdated score are skipped. */
  readonly heap: Scored[];
  readonly nodes: Map<string, SeenNode>;
}

/** A node as it was when it was looked at last. */
interface SeenNode {
  readonly name: string;
  readonly key: string;
  /** Its rough score; `undefined`: it does not take the pod, or is gone. */
  score: number | undefined;
  /** The place as it is; what depends on nothing but the node is worked out once for it. */
  place: Place | undefined;
  standing: Refusal | undefined;
  wish: number;
}

interface Scored {
  readonly node: SeenNode;
  readonly score: number;
}

const memo = new WeakMap<Indexes, WeakMap<PodSpec, WeakMap<Labels, Map<string, Candidates>>>>();

/** Beyond this the real scheduler does not look at all nodes either (`numFeasibleNodesToFind`): which is chance. */
const ALL_NODES = 100;

/** The best node that fits, or why each does not. */
export function choose(pod: Pod, world: World): Choice {
  const candidates = known(pod, world);
  const filters = filtersOf(pod, world, candidates.filters);
  if (filters.refused !== '') return { kind: 'refused', reason: filters.refused };
  const nominated = nodeNamed(pod.status.nominatedNode, world);
  if (nominated !== undefined && refusalOn(pod, nominated, { filters, world }) === undefined)
    return { kind: 'node', node: nominated.metadata.name };
  if (filters.named !== undefined) return amongNamed(pod, filters.named, { filters, world });
  const isMany = world.objects.Node.size > ALL_NODES;
  const isPlain = filters.global === undefined && isUndisputed(world);
  const isRough = isMany && isPlain && !hasWishes(pod);
  const node = isRough && isSampled(candidates, world) ? sampled(pod, candidates, { filters, world }) : undefined;
  if (node !== undefined) return { kind: 'node', node };
  refresh(candidates, { filters, world });
  return isRough ? roughly(candidates, filters) : exactly(pod, candidates, { filters, world });
}

/**
 * Chooses for pods of one template, one after the other while nothing happens but that they are bound: as `choose` does, which
 * is asked where this knows no node. `undefined` where more than what is on each node decides.
 */
export function chooserFor(first: Pod, world: World): ((pod: Pod) => string | undefined) | undefined {
  const candidates = known(first, world);
  const filters = filtersOf(first, world, candidates.filters);
  const isPlain = filters.refused === '' && filters.named === undefined && filters.global === undefined;
  const isRough = world.objects.Node.size > ALL_NODES && isUndisputed(world) && !hasWishes(first);
  if (!isPlain || !isRough) return undefined;
  const context = { filters, world };
  return (pod) => {
    if (isSampled(candidates, world)) return sampled(pod, candidates, context);
    refresh(candidates, context);
    const choice = roughly(candidates, filters);
    return choice.kind === 'node' ? choice.node : undefined;
  };
}

/** So many nodes that take the pod are compared where a full look would cost more. */
const SAMPLE = 24;

/** Would it cost more to look at all nodes that changed since the last full look than to look at a few? */
function isSampled(candidates: Candidates, { objects, indexes }: World): boolean {
  const stale = candidates.seen === -1 ? objects.Node.size : indexes.nodeChanges.length - candidates.seen;
  // Many pods of one template pay for a full look: from then on only what they change themselves is looked at.
  return stale > SAMPLE && candidates.sampled < objects.Node.size;
}

/** The best of a few nodes, from a place that depends on the pod; `undefined` if none takes it. */
function sampled(pod: Pod, candidates: Candidates, { filters, world }: Context): string | undefined {
  const nodes = namesOf(world);
  const start = Math.floor(randomOf(world.settings.seed, pod.metadata.serial) * nodes.length);
  let best: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  let found = 0;
  for (let place = 0; place < nodes.length && found < SAMPLE; place++) {
    const node = nodeNamed(nodes[(start + place) % nodes.length], world);
    candidates.sampled++;
    if (node === undefined || filters.local(asItIs(node)) !== undefined) continue;
    found++;
    const score = candidates.rough.scoreOf(node, candidates.rough.wishOf(node));
    if (score <= most) continue;
    best = node.metadata.name;
    most = score;
  }
  return best;
}

const names = new WeakMap<Indexes, { readonly size: number; readonly list: readonly string[] }>();

/** The names of all nodes, in order of creation. */
function namesOf({ indexes, objects }: World): readonly string[] {
  const known = names.get(indexes);
  if (known !== undefined && known.size === objects.Node.size) return known.list;
  const list = [...objects.Node.values()].map((node) => node.metadata.name);
  names.set(indexes, { size: list.length, list });
  return list;
}

function nodeNamed(name: string | undefined, world: World): Node | undefined {
  return name === undefined ? undefined : world.objects.Node.get(`/${name}`);
}

/** Is no room being made on any node? */
function isUndisputed({ indexes }: World): boolean {
  return indexes.placements.nominated.size === 0;
}

interface Context {
  readonly filters: Filters;
  readonly world: World;
}

/** The node with the best rough score. */
function roughly({ heap, refusals }: Candidates, filters: Filters): Choice {
  for (;;) {
    const [top] = heap;
    if (top === undefined) return { kind: 'none', filters, refusals };
    if (top.node.score === top.score) return { kind: 'node', node: top.node.name };
    dropFirst(heap, isBetter);
  }
}

/** The node with the best score among those that fit. */
function exactly(pod: Pod, candidates: Candidates, { filters, world }: Context): Choice {
  const refusals = new Map<string, Refusal>();
  const feasible: Node[] = [];
  const nodes = [...world.objects.Node.values()];
  const wanted = feasibleToFind(nodes.length);
  const start = nodes.length > ALL_NODES ? pod.metadata.serial % nodes.length : 0;
  for (let place = 0; place < nodes.length && feasible.length < wanted; place++) {
    const node = nodes[(start + place) % nodes.length];
    if (node === undefined) continue;
    const refusal = refusalOf(pod, node, { candidates, filters, world });
    if (refusal === undefined) feasible.push(node);
    else refusals.set(node.metadata.name, refusal);
  }
  if (feasible.length === 0) return { kind: 'none', filters, refusals };
  for (const node of feasible) {
    const { name } = node.metadata;
    if (!candidates.scores.has(name)) candidates.scores.set(name, resourceScore(pod, node, world));
  }
  return bestOf(pod, feasible, { resources: candidates.scores, world });
}

/** Pods that name their nodes, as those of DaemonSets do, look at no others. */
function amongNamed(pod: Pod, names: ReadonlySet<string>, { filters, world }: Context): Choice {
  const named = [...names].flatMap((name) => world.objects.Node.get(`/${name}`) ?? []);
  const feasible = named.filter((node) => refusalOn(pod, node, { filters, world }) === undefined);
  if (feasible.length > 0) {
    const resources = new Map(feasible.map((node) => [node.metadata.name, resourceScore(pod, node, world)]));
    return bestOf(pod, feasible, { resources, world });
  }
  const refusals = new Map<string, Refusal>();
  for (const node of world.objects.Node.values()) {
    const { name } = node.metadata;
    const own = names.has(name) ? refusalOn(pod, node, { filters, world }) : undefined;
    refusals.set(name, own ?? NOT_NAMED);
  }
  return { kind: 'none', filters, refusals };
}

/** The node with the best score; among equals, one by lot. */
function bestOf(pod: Pod, feasible: readonly Node[], scoring: Parameters<typeof scoresOf>[2]): Choice {
  const { world } = scoring;
  const [only] = feasible;
  if (feasible.length === 1 && only !== undefined) return { kind: 'node', node: only.metadata.name };
  const scores = scoresOf(pod, feasible, scoring);
  const most = scores.reduce((max, score) => Math.max(max, score), -Infinity);
  const best = feasible.filter((_node, place) => scores[place] === most);
  const chosen = best[Math.floor(randomOf(world.settings.seed, pod.metadata.serial) * best.length)] ?? best[0];
  return { kind: 'node', node: chosen?.metadata.name ?? '' };
}

/** `numFeasibleNodesToFind` with the default percentageOfNodesToScore: 500 nodes → 230. */
function feasibleToFind(nodes: number): number {
  if (nodes <= ALL_NODES) return nodes;
  const percent = Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(ALL_NODES, Math.floor((nodes * percent) / 100));
}

function refusalOf(
  pod: Pod,
  node: Node,
  { candidates, filters, world }: Context & { readonly candidates: Candidates },
): Refusal | undefined {
  const { name } = node.metadata;
  if (world.indexes.placements.nominated.has(name)) return refusalOn(pod, node, { filters, world });
  return candidates.refusals.get(name) ?? filters.global?.(asItIs(node));
}

function known(pod: Pod, world: World): Candidates {
  const bySpec = memo.get(world.indexes) ?? new WeakMap<PodSpec, WeakMap<Labels, Map<string, Candidates>>>();
  memo.set(world.indexes, bySpec);
  const byLabels = bySpec.get(pod.spec) ?? new WeakMap<Labels, Map<string, Candidates>>();
  bySpec.set(pod.spec, byLabels);
  const byOwner = byLabels.get(pod.metadata.labels) ?? new Map<string, Candidates>();
  byLabels.set(pod.metadata.labels, byOwner);
  const owner = `${pod.metadata.namespace}/${controllerOf(pod.metadata)?.uid ?? ''}`;
  const own = byOwner.get(owner) ?? {
    filters: localFilters(pod, world),
    rough: roughScore(pod, world),
    seen: -1,
    sampled: 0,
    refusals: new Map(),
    scores: new Map(),
    nodes: new Map(),
    heap: [],
  };
  byOwner.set(owner, own);
  return own;
}

function refresh(candidates: Candidates, context: Context): void {
  const { objects, indexes } = context.world;
  const { nodeChanges } = indexes;
  const { seen } = candidates;
  candidates.seen = nodeChanges.length;
  candidates.sampled = 0;
  if (seen === -1) {
    for (const key of objects.Node.keys()) look(candidates, key.slice(1), context);
  } else if (nodeChanges.length === seen + 1) {
    look(candidates, nodeChanges[seen] ?? '', context);
  } else for (const name of new Set(nodeChanges.slice(seen))) look(candidates, name, context);
}

function look(candidates: Candidates, name: string, { filters, world }: Context): void {
  const { nodes, refusals, scores, heap, rough } = candidates;
  const seen = nodes.get(name) ?? newlySeen(candidates, name);
  if (seen.score === undefined) refusals.delete(name);
  seen.score = undefined;
  if (scores.size > 0) scores.delete(name);
  const node = world.objects.Node.get(seen.key);
  if (node === undefined) return;
  if (seen.place?.node !== node) {
    seen.place = asItIs(node);
    seen.standing = filters.standing(seen.place);
    seen.wish = rough.wishOf(node);
  }
  const refusal = seen.standing ?? filters.moving(seen.place);
  if (refusal !== undefined) {
    refusals.set(name, refusal);
    return;
  }
  if (world.objects.Node.size <= ALL_NODES) return;
  seen.score = rough.scoreOf(node, seen.wish);
  pushInto(heap, { node: seen, score: seen.score }, isBetter);
}

function newlySeen({ nodes }: Candidates, name: string): SeenNode {
  const seen = { name, key: `/${name}`, score: undefined, place: undefined, standing: undefined, wish: 0 };
  nodes.set(name, seen);
  return seen;
}

function isBetter(one: Scored, other: Scored): boolean {
  return one.score > other.score;
}
