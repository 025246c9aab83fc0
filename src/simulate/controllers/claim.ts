import { matchesSelector } from '../../kube/selector.js';
import type { LabelSelector } from '../../kube/types.generated.js';
import type { Labels } from '../objects/metadata.js';

/** Does a controller's selector select these labels? An empty selector selects nothing, as a workload's own. */
export function selects(selector: LabelSelector, labels: Labels): boolean {
  const isEmpty =
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
  return !isEmpty && matchesSelector(selector, labels);
}

/** Are all of `wanted` among `labels`, with the same values? */
export function labelsMatch(wanted: Labels, labels: Labels): boolean {
  return wanted === labels || matchesSelector({ matchLabels: wanted }, labels);
}
