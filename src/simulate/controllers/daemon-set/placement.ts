/** On which nodes a DaemonSet's pods belong. Follows kubernetes@v1.35.4 pkg/controller/daemon (`NodeShouldRunDaemonPod`). */

import type { PodSpec, Taint, Toleration } from '../../../kube/types.generated.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import type { Node } from '../../objects/node.js';
import { isWanted } from '../../scheduler/node-affinity.js';
import { isTolerated } from '../../scheduler/taints.js';

/** May a pod be made on a node, may one that is there stay, and what speaks against it? */
export interface Placement {
  readonly shouldRun: boolean;
  readonly shouldContinue: boolean;
  /** '' if it should run. */
  readonly reason: string;
}

const NO_EXECUTE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const NO_SCHEDULE = ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];

/** The template's tolerations and those that every DaemonSet pod gets: a cordoned or dead node keeps its pod. */
export function daemonTolerations(spec: PodSpec): Toleration[] {
  const tolerations = [...(spec.tolerations ?? [])];
  const network = spec.hostNetwork === true ? ['network-unavailable'] : [];
  const added: readonly Toleration[] = [
    ...NO_EXECUTE.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
    ...[...NO_SCHEDULE, ...network].map((name) => ({
      key: `node.kubernetes.io/${name}`,
      operator: 'Exists',
      effect: 'NoSchedule',
    })),
  ];
  for (const toleration of added) {
    const isTwin = ({ key, effect, operator, value }: Toleration) =>
      key === toleration.key && effect === toleration.effect && operator === toleration.operator && !value;
    const place = tolerations.findIndex(isTwin);
    if (place === -1) tolerations.push(toleration);
    else tolerations[place] = toleration;
  }
  return tolerations;
}

// Neither a template nor a node ever changes in place: what was found for a pair of them holds.
const memo = new WeakMap<PodSpec, WeakMap<Node, Placement>>();
const NO_SPEC: PodSpec = {};

/** Where the DaemonSet's pods stand on one node. */
export function placementOn(node: Node, set: DaemonSet): Placement {
  const spec = set.spec.template.spec ?? NO_SPEC;
  const byNode = memo.get(spec) ?? new WeakMap<Node, Placement>();
  memo.set(spec, byNode);
  const known = byNode.get(node);
  if (known !== undefined) return known;
  const found = placementOf(node, spec);
  byNode.set(node, found);
  return found;
}

function placementOf(node: Node, spec: PodSpec): Placement {
  const nowhere = (reason: string) => ({ shouldRun: false, shouldContinue: false, reason });
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return nowhere(`nodeName ${spec.nodeName}`);
  if (!isWanted(spec, node)) return nowhere(affinityReason(spec));
  const tolerations = daemonTolerations(spec);
  const untolerated = (effects: readonly string[]) =>
    node.spec.taints.find((taint) => effects.includes(taint.effect ?? '') && !isTolerated(taint, tolerations));
  const taint = untolerated(['NoExecute', 'NoSchedule']);
  if (taint === undefined) return { shouldRun: true, shouldContinue: true, reason: '' };
  const shouldContinue = untolerated(['NoExecute']) === undefined;
  return { shouldRun: false, shouldContinue, reason: `taint ${taintText(taint)} is not tolerated` };
}

function affinityReason(spec: PodSpec): string {
  const selector = Object.entries(spec.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  const hasAffinity = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined;
  if (selector.length > 0 && !hasAffinity) return `nodeSelector ${selector.join(',')} does not match`;
  return selector.length > 0 ? 'nodeSelector or node affinity do not match' : 'node affinity does not match';
}

function taintText({ key = '', value, effect = '' }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}
