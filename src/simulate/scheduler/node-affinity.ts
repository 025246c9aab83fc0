/** nodeSelector and required node affinity. Follows kubernetes component-helpers scheduling/corev1/nodeaffinity. */

import { matchesMap, matchesRequirement } from '../../kube/selector.js';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { Refusal } from './filters.js';

/** Does the pod want another kind of node? */
export function nodeAffinityRefusal(pod: Pod, node: Node): Refusal | undefined {
  if (isWanted(pod.spec, node)) return undefined;
  return { reasons: ["node(s) didn't match Pod's node affinity/selector"], isFinal: true };
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

function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
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
