/** Terms of inter-pod affinity: which pods they mean. Follows kubernetes@v1.35.4 pkg/scheduler/framework/types.go. */

import { matchesSelector } from '../../kube/selector.js';
import type { LabelSelector, PodAffinityTerm, PodSpec } from '../../kube/types.generated.js';
import type { Labels } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { type Group, selectedGroups } from './placements.js';

/** A term as its owner means it. */
export interface Term {
  readonly topologyKey: string;
  /** Does it select pods with these labels in this namespace? */
  readonly selects: (pod: { readonly namespace: string; readonly labels: Labels }) => boolean;
  /** The groups of running pods that it selects. */
  readonly groups: () => Iterable<Group>;
}

/** The terms that have to hold. */
export function requiredTerms(spec: PodSpec, kind: 'podAffinity' | 'podAntiAffinity'): readonly PodAffinityTerm[] {
  return spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** A term that is preferred, and how much. */
export interface Preferred extends Term {
  readonly weight: number;
}

/** The terms that count for or, with a negative weight, against a node. */
export function preferredTerms(owner: Pod, world: World): Preferred[] {
  const { podAffinity, podAntiAffinity } = owner.spec.affinity ?? {};
  const friends = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const foes = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const read = (sign: number) => (one: (typeof friends)[number]) =>
    termsOf(owner, [one.podAffinityTerm ?? {}], world).map((term) => ({ ...term, weight: sign * (one.weight ?? 0) }));
  return [...friends.flatMap(read(1)), ...foes.flatMap(read(-1))];
}

/** What the terms of `owner` mean: its own namespace unless they name others. */
export function termsOf({ metadata }: Pod, terms: readonly PodAffinityTerm[], world: World): Term[] {
  return terms.map((term) => {
    const selector = selectorOf(term, metadata.labels);
    const isThere = namespacesOf(term, metadata.namespace, world);
    return {
      topologyKey: term.topologyKey ?? '',
      selects: ({ namespace, labels }) => isThere(namespace) && matchesSelector(selector, labels),
      groups: function* () {
        const { placements } = world.indexes;
        for (const namespace of placements.byLabels.keys())
          if (isThere(namespace)) yield* selectedGroups(placements, namespace, selector);
      },
    };
  });
}

// The API server writes matchLabelKeys into the selector of a new pod.
function selectorOf(term: PodAffinityTerm, labels: Labels): LabelSelector | undefined {
  const requirement = (operator: string) => (key: string) =>
    Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key] ?? ''] }] : [];
  const more = [
    ...(term.matchLabelKeys ?? []).flatMap(requirement('In')),
    ...(term.mismatchLabelKeys ?? []).flatMap(requirement('NotIn')),
  ];
  if (more.length === 0 || term.labelSelector === undefined) return term.labelSelector;
  return { ...term.labelSelector, matchExpressions: [...(term.labelSelector.matchExpressions ?? []), ...more] };
}

function namespacesOf(
  { namespaces = [], namespaceSelector }: PodAffinityTerm,
  own: string,
  { settings }: World,
): (namespace: string) => boolean {
  if (namespaces.length === 0 && namespaceSelector === undefined) return (namespace) => namespace === own;
  return (namespace) =>
    namespaces.includes(namespace) ||
    (namespaceSelector !== undefined && matchesSelector(namespaceSelector, labelsOf(namespace, settings)));
}

function labelsOf(namespace: string, { namespaces }: World['settings']): Labels {
  return { ...namespaces?.get(namespace), 'kubernetes.io/metadata.name': namespace };
}
