/**
 * topologySpreadConstraints with `whenUnsatisfiable: DoNotSchedule`. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/podtopologyspread/filtering.go.
 *
 * Not modelled: ScheduleAnyway (a preference), matchLabelKeys, nodeTaintsPolicy Honor.
 */

import { matchesSelector } from '../../kube/selector.js';
import type { TopologySpreadConstraint } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import type { Refusal } from './filters.js';
import { isWanted } from './node-affinity.js';

/** Would the pod on this node make the distribution more uneven than allowed? */
export function spreadRefusal(pod: Pod, node: Node, world: World): Refusal | undefined {
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const key = constraint.topologyKey ?? '';
    const domain = Object.hasOwn(node.metadata.labels, key) ? node.metadata.labels[key] : undefined;
    const reason = "node(s) didn't match pod topology spread constraints";
    if (domain === undefined) return { reasons: [`${reason} (missing required label)`], isFinal: true };
    if (skewAt(domain, pod, { constraint, world }) > (constraint.maxSkew ?? 1))
      return { reasons: [reason], isFinal: false };
  }
  return undefined;
}

interface Spread {
  readonly constraint: TopologySpreadConstraint;
  readonly world: World;
}

function skewAt(domain: string, pod: Pod, { constraint, world }: Spread): number {
  const counts = countsByDomain(pod, { constraint, world });
  const isSelf = matchesSelector(constraint.labelSelector, pod.metadata.labels);
  const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
  return (counts.get(domain) ?? 0) + (isSelf ? 1 : 0) - (Number.isFinite(least) ? least : 0);
}

function countsByDomain(pod: Pod, { constraint, world }: Spread): Map<string, number> {
  const key = constraint.topologyKey ?? '';
  const counts = new Map<string, number>();
  const domains = new Map<string, string>();
  for (const node of world.objects.Node.values()) {
    const domain = Object.hasOwn(node.metadata.labels, key) ? node.metadata.labels[key] : undefined;
    const counted = constraint.nodeAffinityPolicy === 'Ignore' || isWanted(pod.spec, node);
    if (domain === undefined || !counted) continue;
    domains.set(node.metadata.name, domain);
    if (!counts.has(domain)) counts.set(domain, 0);
  }
  for (const other of world.objects.Pod.values()) {
    const domain = domains.get(other.node ?? '');
    if (domain === undefined || !isActive(other) || other.metadata.namespace !== pod.metadata.namespace) continue;
    if (matchesSelector(constraint.labelSelector, other.metadata.labels))
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return counts;
}
