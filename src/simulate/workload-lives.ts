/** Lives of pods where something else is assumed of single workloads. */

import type { Assumptions } from './kubelet/behaviour.js';
import { type BehaviourRule, type PodLives, podLives } from './kubelet/lives.js';
import { controllerOf, type Metadata } from './objects/metadata.js';
import type { Target } from './scenario/targets.js';

/** What is assumed of the pods of one workload. */
export interface WorkloadAssumption {
  readonly target: Target;
  readonly assume: Partial<Assumptions>;
}

/** Lives by what is assumed of everybody, and by what is assumed of single workloads besides. */
export function workloadLives(
  everybody: Assumptions,
  rules: readonly BehaviourRule[],
  single: readonly WorkloadAssumption[],
): PodLives {
  const usual = podLives(everybody, rules);
  if (single.length === 0) return usual;
  const others = single.map(({ target, assume }) => ({ target, lives: podLives({ ...everybody, ...assume }, rules) }));
  return {
    lifeOf: (spec, metadata, version) => {
      const own = others.findLast(({ target }) => belongsTo(metadata, target))?.lives ?? usual;
      return own.lifeOf(spec, metadata, version);
    },
  };
}

/** Is it a pod of the workload? Those of a Deployment and of a CronJob are managed by an object named after it. */
function belongsTo(metadata: Metadata, { kind, name, namespace }: Target): boolean {
  if (metadata.namespace !== namespace) return false;
  const owner = controllerOf(metadata);
  if (kind === 'Pod') return metadata.name === name;
  if (owner === undefined) return false;
  if (kind === owner.kind) return owner.name === name;
  const between = kind === 'Deployment' ? 'ReplicaSet' : kind === 'CronJob' ? 'Job' : undefined;
  return owner.kind === between && owner.name.replace(/-[^-]*$/, '') === name;
}
