/**
 * topologySpreadConstraints with `whenUnsatisfiable: DoNotSchedule`. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/podtopologyspread/{common,filtering}.go.
 */

import { matchesSelector } from '../../kube/selector.js';
import type { LabelSelector, PodSpec, TopologySpreadConstraint } from '../../kube/types.generated.js';
import type { Indexes } from '../indexes.js';
import type { Labels } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { isWanted } from './node-affinity.js';
import { selectedGroups } from './placements.js';
import type { Filter, Place, Plugin } from './plugin.js';
import { isTolerated } from './taints.js';

const REASON = "node(s) didn't match pod topology spread constraints";

/** Keeps a distribution from getting more uneven than allowed. */
export const topologySpread: Plugin = (pod, world): Filter | undefined => {
  const constraints = constraintsOf(pod, 'DoNotSchedule');
  if (constraints.length === 0) return undefined;
  const spreads = constraints.map((constraint) => spreadOf(constraint, constraints, { pod, world }));
  return (place) => {
    for (const spread of spreads) {
      const domain = labelOf(place.node, spread.constraint.topologyKey);
      if (domain === undefined) return { reasons: [`${REASON} (missing required label)`], isFinal: true };
      if (skewAt(domain, spread, place) > (spread.constraint.maxSkew ?? 1))
        return { reasons: [REASON], isFinal: false };
    }
    return undefined;
  };
};

/** The pod's constraints of that sort; `matchLabelKeys` are part of their selectors. */
export function constraintsOf(
  { spec, metadata }: Pod,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
): readonly TopologySpreadConstraint[] {
  const own = (spec.topologySpreadConstraints ?? []).filter((one) => one.whenUnsatisfiable === whenUnsatisfiable);
  return own.map((constraint) => {
    const keys = (constraint.matchLabelKeys ?? []).filter((key) => Object.hasOwn(metadata.labels, key));
    if (keys.length === 0) return constraint;
    const merged = keys.map((key) => ({ key, operator: 'In', values: [metadata.labels[key] ?? ''] }));
    const matchExpressions = [...(constraint.labelSelector?.matchExpressions ?? []), ...merged];
    return { ...constraint, labelSelector: { ...constraint.labelSelector, matchExpressions } };
  });
}

/** The value of a node's label. */
export function labelOf(node: Node, key = ''): string | undefined {
  return Object.hasOwn(node.metadata.labels, key) ? node.metadata.labels[key] : undefined;
}

/** A constraint, and how the pods that it is about are spread. */
interface Spread {
  readonly constraint: TopologySpreadConstraint;
  readonly counts: ReadonlyMap<string, number>;
  /** The two least counts: one of them stays when a domain changes. */
  readonly least: readonly [Domain, Domain];
  /** Does the pod itself count? */
  readonly self: 0 | 1;
  readonly countsOn: (node: Node) => boolean;
  readonly isCounted: (pod: Pod) => boolean;
}

interface Domain {
  readonly name: string;
  readonly count: number;
}

interface PodInWorld {
  readonly pod: Pod;
  readonly world: World;
}

function spreadOf(
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  { pod, world }: PodInWorld,
): Spread {
  const keys = all.map(({ topologyKey }) => topologyKey);
  const isIncluded = inclusion(constraint, pod);
  const countsOn = (node: Node) => keys.every((key) => labelOf(node, key) !== undefined) && isIncluded(node);
  const counts = countsByDomain(constraint, countsOn, { pod, world });
  const { namespace } = pod.metadata;
  return {
    constraint,
    counts,
    least: leastOf(counts),
    self: matchesSelector(constraint.labelSelector, pod.metadata.labels) ? 1 : 0,
    countsOn,
    isCounted: (other) =>
      !isEmpty(constraint.labelSelector) &&
      isActive(other) &&
      other.metadata.namespace === namespace &&
      matchesSelector(constraint.labelSelector, other.metadata.labels),
  };
}

/** Which nodes count, by the policies of the constraint. */
export function inclusion(constraint: TopologySpreadConstraint, { spec }: Pod): (node: Node) => boolean {
  const { tolerations = [] } = spec;
  const isAffine = (node: Node) => constraint.nodeAffinityPolicy === 'Ignore' || isWanted(spec, node);
  if (constraint.nodeTaintsPolicy !== 'Honor') return isAffine;
  const keepsAway = (effect = '') => effect === 'NoSchedule' || effect === 'NoExecute';
  return (node) =>
    isAffine(node) && node.spec.taints.every((taint) => !keepsAway(taint.effect) || isTolerated(taint, tolerations));
}

/** What is known of one constraint, node by node; a memo of the world, brought up to date before it is read. */
interface Tally {
  /** How far in `indexes.nodeChanges` it is up to date. */
  seen: number;
  /** Where each node counted when it was last looked at, and how many pods. */
  readonly nodes: Map<string, { readonly domain: string; readonly count: number }>;
  readonly counts: Map<string, number>;
  /** How many nodes each domain has. */
  readonly sizes: Map<string, number>;
}

const tallies = new WeakMap<Indexes, WeakMap<PodSpec, WeakMap<Labels, Map<string, Tally>>>>();

function tallyOf(constraint: TopologySpreadConstraint, { pod, world }: PodInWorld): Tally {
  const bySpec = tallies.get(world.indexes) ?? new WeakMap<PodSpec, WeakMap<Labels, Map<string, Tally>>>();
  tallies.set(world.indexes, bySpec);
  const byLabels = bySpec.get(pod.spec) ?? new WeakMap<Labels, Map<string, Tally>>();
  bySpec.set(pod.spec, byLabels);
  const byText = byLabels.get(pod.metadata.labels) ?? new Map<string, Tally>();
  byLabels.set(pod.metadata.labels, byText);
  const text = `${pod.metadata.namespace} ${JSON.stringify(constraint)}`;
  const known = byText.get(text) ?? { seen: -1, nodes: new Map(), counts: new Map(), sizes: new Map() };
  byText.set(text, known);
  return known;
}

function countsByDomain(
  constraint: TopologySpreadConstraint,
  countsOn: (node: Node) => boolean,
  { pod, world }: PodInWorld,
): ReadonlyMap<string, number> {
  const tally = tallyOf(constraint, { pod, world });
  const { nodeChanges } = world.indexes;
  const changed =
    tally.seen === -1
      ? [...world.objects.Node.values()].map(({ metadata }) => metadata.name)
      : new Set(nodeChanges.slice(tally.seen));
  // An empty selector counts nobody.
  const groups = isEmpty(constraint.labelSelector)
    ? []
    : [...selectedGroups(world.indexes.placements, pod.metadata.namespace, constraint.labelSelector)];
  for (const name of changed) {
    const node = world.objects.Node.get(`/${name}`);
    const domain = node && countsOn(node) ? labelOf(node, constraint.topologyKey) : undefined;
    const count = groups.reduce((sum, { nodes }) => sum + (nodes.get(name)?.active ?? 0), 0);
    recount(tally, name, domain === undefined ? undefined : { domain, count });
  }
  tally.seen = nodeChanges.length;
  return tally.counts;
}

function recount(
  { nodes, counts, sizes }: Tally,
  name: string,
  now: { domain: string; count: number } | undefined,
): void {
  const before = nodes.get(name);
  if (before !== undefined) {
    counts.set(before.domain, (counts.get(before.domain) ?? 0) - before.count);
    const left = (sizes.get(before.domain) ?? 0) - 1;
    sizes.set(before.domain, left);
    if (left === 0 && now?.domain !== before.domain) counts.delete(before.domain);
  }
  if (now === undefined) {
    nodes.delete(name);
    return;
  }
  nodes.set(name, now);
  counts.set(now.domain, (counts.get(now.domain) ?? 0) + now.count);
  sizes.set(now.domain, (sizes.get(now.domain) ?? 0) + 1);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

const NONE: Domain = { name: '', count: Infinity };

function leastOf(counts: ReadonlyMap<string, number>): readonly [Domain, Domain] {
  let first = NONE;
  let second = NONE;
  for (const [name, count] of counts) {
    if (count < first.count) {
      second = first;
      first = { name, count };
    } else if (count < second.count) {
      second = { name, count };
    }
  }
  return [first, second];
}

function skewAt(domain: string, spread: Spread, place: Place): number {
  const { constraint, counts, least, self } = spread;
  const here = (counts.get(domain) ?? 0) + changeAt(spread, place);
  const [first, second] = least;
  const others = first.name === domain ? second.count : first.count;
  // With fewer domains than wanted the missing ones count as empty.
  if (counts.size < (constraint.minDomains ?? 1)) return here + self;
  return here + self - (counts.has(domain) ? Math.min(here, others) : first.count);
}

/** How many more pods count at the place than on the node as it is. */
function changeAt({ countsOn, isCounted }: Spread, { node, gone, more }: Place): number {
  if (gone.length + more.length === 0 || !countsOn(node)) return 0;
  return more.filter(isCounted).length - gone.filter(isCounted).length;
}
