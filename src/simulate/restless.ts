/** Pods that are driven out again and again: between two of their ends everything looks well. */

import type { Standing } from './controller.js';
import type { Kind } from './objects/kinds.js';
import type { PodRecord } from './timeline.js';

/** So many pods driven out since the last step are no accident any more. */
const MANY = 20;

const KEEPING: ReadonlySet<Kind> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** What to do against it, by the reason of the condition DisruptionTarget. */
const WAYS: Readonly<Record<string, string>> = {
  DeletionByTaintManager:
    'a toleration with tolerationSeconds lets pods back onto the node that drives them out: tolerate the taint for good, or keep them off (node affinity, a taint NoSchedule beside it)',
  PreemptionByScheduler: 'give them a higher priority, or add room',
};

/** How a workload stands whose pods were driven out all the time until the forecast ended; `undefined` if they were not. */
export function restless(kind: Kind, pods: readonly PodRecord[], since: number): Standing | undefined {
  if (!KEEPING.has(kind)) return undefined;
  const gone = pods.filter(({ last, deleting }) => last.status.disruption !== '' && (deleting ?? 0) > since);
  const latest = gone.at(-1);
  if (gone.length < MANY || latest === undefined) return undefined;
  const { disruption } = latest.last.status;
  return {
    outcome: 'running',
    reason: `its pods are driven out again and again (${disruption}): ${gone.length} since the last step`,
    next: WAYS[disruption] ?? `kubectl describe pod ${latest.name} says why`,
  };
}
