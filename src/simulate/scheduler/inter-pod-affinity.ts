/**
 * Required pod affinity and anti-affinity, of the pod and of the pods that run already. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go.
 *
 * Not modelled: preferred terms, namespaceSelector other than empty, matchLabelKeys.
 */

import { matchesSelector } from '../../kube/selector.js';
import type { PodAffinityTerm, PodSpec } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import type { Refusal } from './filters.js';

/** Does a required term keep the pod from the node? */
export function affinityRefusal(pod: Pod, node: Node, world: World): Refusal | undefined {
  const wanted = required(pod.spec, 'podAffinity');
  if (wanted.length > 0 && !wanted.every((term) => isAttracted(pod, node, { term, world }))) {
    return { reasons: ["node(s) didn't match pod affinity rules"], isFinal: true };
  }
  const avoided = required(pod.spec, 'podAntiAffinity');
  if (avoided.some((term) => hasMatch(pod, node, { term, world }))) {
    return { reasons: ["node(s) didn't match pod anti-affinity rules"], isFinal: false };
  }
  if (isAvoidedByOthers(pod, node, world)) {
    return { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], isFinal: false };
  }
  return undefined;
}

function required(spec: PodSpec, kind: 'podAffinity' | 'podAntiAffinity'): readonly PodAffinityTerm[] {
  return spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

interface TermInWorld {
  readonly term: PodAffinityTerm;
  readonly world: World;
}

/** A pod may be the first of its own group (`satisfyPodAffinity`). */
function isAttracted(pod: Pod, node: Node, { term, world }: TermInWorld): boolean {
  if (!Object.hasOwn(node.metadata.labels, term.topologyKey ?? '')) return false;
  if (hasMatch(pod, node, { term, world })) return true;
  return matches(term, pod, pod) && !hasMatchAnywhere(pod, { term, world });
}

function hasMatchAnywhere(pod: Pod, { term, world }: TermInWorld): boolean {
  for (const other of world.objects.Pod.values()) {
    if (other.node !== undefined && !isTerminal(other) && matches(term, pod, other)) return true;
  }
  return false;
}

/** Does a pod that the term of `pod` selects run in the node's topology domain? */
function hasMatch(pod: Pod, node: Node, { term, world }: TermInWorld): boolean {
  const domain = labelOf(node, term.topologyKey);
  if (domain === undefined) return false;
  for (const other of world.objects.Pod.values()) {
    if (other.node === undefined || isTerminal(other) || !matches(term, pod, other)) continue;
    const place = world.objects.Node.get(`/${other.node}`);
    if (place !== undefined && labelOf(place, term.topologyKey) === domain) return true;
  }
  return false;
}

/** Do the required anti-affinity terms of running pods select this one? */
function isAvoidedByOthers(pod: Pod, node: Node, world: World): boolean {
  for (const other of world.indexes.antiAffine.values()) {
    if (isTerminal(other)) continue;
    const place = world.objects.Node.get(`/${other.node ?? ''}`);
    for (const term of required(other.spec, 'podAntiAffinity')) {
      if (place === undefined || !matches(term, other, pod)) continue;
      const domain = labelOf(node, term.topologyKey);
      if (domain !== undefined && domain === labelOf(place, term.topologyKey)) return true;
    }
  }
  return false;
}

function labelOf(node: Node, key = ''): string | undefined {
  return Object.hasOwn(node.metadata.labels, key) ? node.metadata.labels[key] : undefined;
}

/** Does the term of `owner` select `other`? */
function matches(term: PodAffinityTerm, owner: Pod, other: Pod): boolean {
  const { namespaces = [], namespaceSelector } = term;
  const own = namespaces.length === 0 && namespaceSelector === undefined ? [owner.metadata.namespace] : namespaces;
  const isEverywhere = namespaceSelector !== undefined && Object.keys(namespaceSelector).length === 0;
  if (!isEverywhere && !own.includes(other.metadata.namespace)) return false;
  return matchesSelector(term.labelSelector, other.metadata.labels);
}
