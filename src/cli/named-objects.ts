import { nearName } from '../kube/near-name.js';
import type { Inputs } from '../simulate/inputs.js';
import type { Scenario } from '../simulate/scenario/read-scenario.js';
import type { ScenarioProblem } from '../simulate/scenario/reader.js';

/** Kinds of objects that somebody has to write: nothing in a forecast makes one under a name of its own. */
const WRITTEN: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ReplicationController',
  'ResourceQuota',
  'Service',
  'StatefulSet',
]);

/** Objects that a scenario names, no file has, and that are probably others misspelt: kubectl would not find them either. */
export function misspelt({ named }: Pick<Scenario, 'named'>, inputs: readonly Inputs[]): ScenarioProblem[] {
  const names = new Map<string, Set<string>>();
  for (const { manifests, rejected } of inputs)
    for (const { kind, name } of [...manifests, ...rejected.map(({ manifest }) => manifest)])
      if (name !== undefined) names.set(kind, (names.get(kind) ?? new Set()).add(name));
  return named.flatMap(({ kind, name, path }) => {
    const own = names.get(kind);
    if (own === undefined || !WRITTEN.has(kind) || own.has(name)) return [];
    const near = nearName(name, own);
    if (near === undefined) return [];
    const word = kind.toLowerCase();
    return [{ path, message: `${word}/${name} is in none of the files; did you mean ${word}/${near}?` }];
  });
}
