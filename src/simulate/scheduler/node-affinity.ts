/**
 * nodeSelector and required node affinity. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go and component-helpers scheduling/corev1/nodeaffinity.
 */

import { matchesMap, matchesRequirement } from '../../kube/selector.js';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Filter, Plugin } from './plugin.js';

/** Keeps pods on the kind of nodes that they ask for. */
export const nodeAffinity: Plugin = ({ spec }): Filter | string | undefined => {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined && Object.keys(spec.nodeSelector ?? {}).length === 0) return undefined;
  if (namedNodes(spec)?.size === 0) return 'pod affinity terms conflict';
  return ({ node }) =>
    isWanted(spec, node)
      ? undefined
      : { reasons: ["node(s) didn't match Pod's node affinity/selector"], isFinal: true };
};

/** The only nodes that the pod's terms allow by name (as the DaemonSet controller writes them); `undefined`: any. */
export function namedNodes(spec: PodSpec): ReadonlySet<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of terms) {
    const lists = matchFields.flatMap(({ key, operator, values = [] }) =>
      key === 'metadata.name' && operator === 'In' ? [values] : [],
    );
    const [first, ...others] = lists;
    if (first === undefined) return undefined;
    for (const name of first) if (others.every((values) => values.includes(name))) names.add(name);
  }
  return names;
}

/** Do nodeSelector and required node affinity allow the node? */
export function isWanted(spec: PodSpec, node: Node): boolean {
  if (!matchesMap(spec.nodeSelector, node.metadata.labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined) return true;
  return (required.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node));
}

/** The sum of the weights of the preferred terms that match the node. */
export function preferredWeight(spec: PodSpec, node: Node): number {
  const preferred = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  let sum = 0;
  for (const { weight = 0, preference } of preferred) if (matchesTerm(preference ?? {}, node)) sum += weight;
  return sum;
}

/** Does the node match all of a term? */
export function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  const fields = { 'metadata.name': node.metadata.name };
  return holds(matchExpressions, node.metadata.labels) && holds(matchFields, fields);
}

function holds(requirements: readonly NodeSelectorRequirement[], labels: Readonly<Record<string, string>>): boolean {
  return requirements.every(({ key = '', operator = '', values = [] }) => {
    return isOperator(operator) && matchesRequirement({ key, operator, values }, labels);
  });
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const;

function isOperator(text: string): text is (typeof OPERATORS)[number] {
  return (OPERATORS as readonly string[]).includes(text);
}
