/** What is left at the end, as `kubectl get rs` shows it. */

import type { SimulationReport } from '../../simulate/report.js';

/** The columns. */
export const REPLICA_SET_HEAD = ['NAMESPACE', 'NAME', 'DESIRED', 'CURRENT', 'READY', 'REVISION', 'IMAGES'] as const;

/** A line for each ReplicaSet, by namespace and name. */
export function replicaSetRows({ forecast }: SimulationReport): string[][] {
  const sets = [...forecast.world.objects.ReplicaSet.values()].map(({ metadata, spec, status }) => [
    metadata.namespace,
    metadata.name,
    String(spec.replicas),
    String(status.replicas),
    String(status.readyReplicas),
    metadata.annotations['deployment.kubernetes.io/revision'] ?? '',
    (spec.template.spec?.containers ?? []).map(({ image }) => image ?? '').join(','),
  ]);
  return sets.sort(([space = '', name = ''], [otherSpace = '', otherName = '']) =>
    compare(`${space}/${name}`, `${otherSpace}/${otherName}`),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
