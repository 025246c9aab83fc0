/**
 * Required pod affinity and anti-affinity, of the pod and of the pods that run already. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go.
 */

import type { PodAffinityTerm } from '../../kube/types.generated.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { requiredTerms, type Term, termsOf } from './affinity-terms.js';
import type { Filter, Place, Plugin, Refusal } from './plugin.js';
import { labelOf } from './topology-spread.js';

/** Keeps pods with those that they want, and away from those that they do not want or that do not want them. */
export const interPodAffinity: Plugin = (pod, world): Filter | undefined => {
  const friends = termsOf(pod, requiredTerms(pod.spec, 'podAffinity'), world);
  const foes = termsOf(pod, requiredTerms(pod.spec, 'podAntiAffinity'), world);
  const others = existing(pod, world);
  if (friends.length + foes.length + others.size === 0) return undefined;
  const near = domainsOf(friends, world);
  const far = new Map(foes.map((term) => [term, domainsOf([term], world)]));
  const keys = [...new Set([...others.keys()].map((domain) => domain.slice(0, domain.indexOf('\n'))))];
  return (place) =>
    attraction(pod, place, { friends, near }) ??
    repulsion(place, far) ??
    repulsionByOthers(pod, place, { others, keys, world });
};

/** How many pods there are, by topology key and value: `key\nvalue`. */
type Domains = Map<string, number>;

/** Where pods are that all of the terms select. */
function domainsOf(terms: readonly Term[], world: World): Domains {
  const domains: Domains = new Map();
  const [first, ...others] = terms;
  for (const group of first?.groups() ?? []) {
    if (!others.every((term) => term.selects(group))) continue;
    for (const [name, { alive }] of group.nodes)
      for (const { topologyKey } of terms) addTo(domains, domainAt(name, topologyKey, world), alive);
  }
  return domains;
}

/** Where running pods do not want this one. */
function existing(pod: Pod, world: World): Domains {
  const domains: Domains = new Map();
  for (const group of world.indexes.placements.affine.values()) {
    for (const term of avoiding(group.pod, pod, world)) {
      for (const [name, count] of group.nodes) addTo(domains, domainAt(name, term.topologyKey, world), count);
    }
  }
  return domains;
}

/** The required anti-affinity terms of `other` that select the pod. */
function avoiding(other: Pod, pod: Pod, world: World): readonly Term[] {
  const terms: readonly PodAffinityTerm[] = requiredTerms(other.spec, 'podAntiAffinity');
  return termsOf(other, terms, world).filter((term) => term.selects(pod.metadata));
}

function domainAt(nodeName: string, topologyKey: string, world: World): string | undefined {
  const node = world.objects.Node.get(`/${nodeName}`);
  const value = node && labelOf(node, topologyKey);
  return value === undefined ? undefined : `${topologyKey}\n${value}`;
}

function addTo(domains: Domains, domain: string | undefined, count: number): void {
  if (domain !== undefined) domains.set(domain, (domains.get(domain) ?? 0) + count);
}

interface Attraction {
  readonly friends: readonly Term[];
  readonly near: Domains;
}

/** A pod may be the first of its own group (`satisfyPodAffinity`). */
function attraction(pod: Pod, place: Place, { friends, near }: Attraction): Refusal | undefined {
  if (friends.length === 0) return undefined;
  const isMeant = (other: Pod) => friends.every((term) => term.selects(other.metadata));
  const change = changeAt(place, isMeant);
  const refusal = { reasons: ["node(s) didn't match pod affinity rules"], isFinal: true };
  let isNear = true;
  for (const { topologyKey } of friends) {
    const value = labelOf(place.node, topologyKey);
    if (value === undefined) return refusal;
    if ((near.get(`${topologyKey}\n${value}`) ?? 0) + change <= 0) isNear = false;
  }
  if (isNear) return undefined;
  const isAlone = near.size === 0 && change <= 0;
  return isAlone && isMeant(pod) ? undefined : refusal;
}

function repulsion(place: Place, far: ReadonlyMap<Term, Domains>): Refusal | undefined {
  for (const [term, domains] of far) {
    const value = labelOf(place.node, term.topologyKey);
    if (value === undefined) continue;
    const change = changeAt(place, (other) => term.selects(other.metadata));
    if ((domains.get(`${term.topologyKey}\n${value}`) ?? 0) + change > 0)
      return { reasons: ["node(s) didn't match pod anti-affinity rules"], isFinal: false };
  }
  return undefined;
}

interface Others {
  readonly others: Domains;
  /** The topology keys in it. */
  readonly keys: readonly string[];
  readonly world: World;
}

function repulsionByOthers(pod: Pod, place: Place, { others, keys, world }: Others): Refusal | undefined {
  const isChanged = place.gone.length + place.more.length > 0;
  const here = isChanged ? new Map(others) : others;
  const note = (list: readonly Pod[], sign: number) => {
    for (const other of list) {
      if (isTerminal(other)) continue;
      for (const { topologyKey } of avoiding(other, pod, world))
        addTo(here, domainAt(place.node.metadata.name, topologyKey, world), sign);
    }
  };
  if (isChanged) {
    note(place.gone, -1);
    note(place.more, 1);
  }
  for (const key of keys) {
    const value = labelOf(place.node, key);
    if (value !== undefined && (here.get(`${key}\n${value}`) ?? 0) > 0)
      return { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], isFinal: false };
  }
  return undefined;
}

/** How many more of the pods that are meant there are at the place than on the node as it is. */
function changeAt({ gone, more }: Place, isMeant: (pod: Pod) => boolean): number {
  if (gone.length + more.length === 0) return 0;
  return more.filter(isMeant).length - gone.filter((pod) => !isTerminal(pod) && isMeant(pod)).length;
}
