/** The pods of a timeline by the workload that they belong to. */

import { groupBy } from '../../kube/group-by.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { PodRecord, Timeline } from '../../simulate/timeline.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';

const podGroups = new WeakMap<Timeline, ReadonlyMap<string, readonly PodRecord[]>>();

/** All pods by `namespace/Kind/name` of their workload; grouped once a timeline. */
function podsByWorkload(timeline: Timeline): ReadonlyMap<string, readonly PodRecord[]> {
  const known = podGroups.get(timeline);
  if (known !== undefined) return known;
  // Most pods come right after another one of their workload.
  let last: PodRecord | undefined;
  let key = '';
  const groups = groupBy(timeline.pods, (pod) => {
    if (last?.workload !== pod.workload || last.namespace !== pod.namespace) key = `${pod.namespace}/${pod.workload}`;
    last = pod;
    return key;
  });
  podGroups.set(timeline, groups);
  return groups;
}

/** The pods that belong to the workload. */
export function podsOf(
  { kind, name, namespace }: WorkloadVerdict,
  { forecast }: Pick<SimulationReport, 'forecast'>,
): readonly PodRecord[] {
  return podsByWorkload(forecast.timeline).get(`${namespace}/${kind}/${name}`) ?? [];
}
