/** Cordons and taints. Follows kubernetes@v1.35.4 pkg/scheduler/framework/plugins/{nodeunschedulable,tainttoleration}. */

import type { Taint, Toleration } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Filter, Plugin } from './plugin.js';

const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps pods from cordoned nodes. */
export const unschedulableNodes: Plugin = ({ spec }): Filter | undefined => {
  if (isTolerated(UNSCHEDULABLE, spec.tolerations ?? [])) return undefined;
  return ({ node }) =>
    node.spec.unschedulable ? { reasons: ['node(s) were unschedulable'], isFinal: true } : undefined;
};

/** Keeps pods from nodes with taints that they do not tolerate. */
export const taints: Plugin = ({ spec }, { settings }): Filter => {
  const { tolerations = [] } = spec;
  return ({ node }) => {
    const taint = node.spec.taints.find(
      (own) => (own.effect === 'NoSchedule' || own.effect === 'NoExecute') && !isTolerated(own, tolerations),
    );
    if (taint === undefined) return undefined;
    // Since 1.34 the message leaves the taint out, so that equal reasons add up.
    const reason = settings.version.minor >= 34 ? 'taint(s)' : `taint {${taint.key ?? ''}: ${taint.value ?? ''}}`;
    return { reasons: [`node(s) had untolerated ${reason}`], isFinal: true };
  };
};

/** How many taints ask a pod with these tolerations to stay away if it can. */
export function unwelcomeTaints(node: Node, tolerations: readonly Toleration[]): number {
  if (node.spec.taints.length === 0) return 0;
  return node.spec.taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations))
    .length;
}

/** Does one of the tolerations tolerate the taint? */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some((toleration) => {
    if (toleration.effect && toleration.effect !== taint.effect) return false;
    if (toleration.key && toleration.key !== taint.key) return false;
    if (toleration.operator === 'Exists') return true;
    return Boolean(toleration.key) && (toleration.value ?? '') === (taint.value ?? '');
  });
}
