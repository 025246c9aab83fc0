/**
 * Inter-pod affinity that is preferred, by the pod or by those that run already. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/interpodaffinity/scoring.go.
 */

import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { preferredTerms, requiredTerms, type Term, termsOf } from './affinity-terms.js';
import { labelOf } from './topology-spread.js';

/** What a running pod's required affinity counts for another that it selects (`hardPodAffinityWeight`). */
const HARD_WEIGHT = 1;

/** Weights by topology key and value. */
type Weights = Map<string, Map<string, number>>;

/** From 0 to 100 for each node. */
export function affinityScores(pod: Pod, nodes: readonly Node[], world: World): number[] {
  const weights = weightsFor(pod, world);
  const raw = nodes.map((node) => {
    let sum = 0;
    for (const [key, values] of weights) sum += values.get(labelOf(node, key) ?? '') ?? 0;
    return sum;
  });
  const least = raw.reduce((min, score) => Math.min(min, score), Infinity);
  const most = raw.reduce((max, score) => Math.max(max, score), -Infinity);
  return raw.map((score) => (most > least ? Math.floor((100 * (score - least)) / (most - least)) : 0));
}

function weightsFor(pod: Pod, world: World): Weights {
  const weights: Weights = new Map();
  for (const term of preferredTerms(pod, world)) {
    for (const { nodes } of term.groups())
      for (const [name, { alive }] of nodes) add(weights, term, { name, weight: alive * term.weight, world });
  }
  for (const { pod: other, nodes } of world.indexes.placements.affine.values()) {
    const hard = termsOf(other, requiredTerms(other.spec, 'podAffinity'), world);
    for (const term of [...preferredTerms(other, world), ...hard.map((one) => ({ ...one, weight: HARD_WEIGHT }))]) {
      if (!term.selects(pod.metadata)) continue;
      for (const [name, count] of nodes) add(weights, term, { name, weight: count * term.weight, world });
    }
  }
  return weights;
}

function add(
  weights: Weights,
  { topologyKey }: Term,
  { name, weight, world }: { readonly name: string; readonly weight: number; readonly world: World },
): void {
  const node = world.objects.Node.get(`/${name}`);
  const value = node && labelOf(node, topologyKey);
  if (value === undefined) return;
  const values = weights.get(topologyKey) ?? new Map<string, number>();
  weights.set(topologyKey, values.set(value, (values.get(value) ?? 0) + weight));
}
