import type { Steps } from '../action.js';
import type { PodLives } from '../kubelet/lives.js';
import type { Kind, WorldObject } from '../objects/kinds.js';
import { patch } from '../scenario/kubectl.js';
import type { Reply } from '../scenario/step.js';
import type { World } from '../world.js';

/** Kinds that replace their pods when the template changes; Jobs refuse a new template, a bare ReplicaSet ignores it. */
export const ROLLED = ['Deployment', 'StatefulSet', 'DaemonSet'] as const satisfies readonly Kind[];

// An annotation of the template: the smallest change that makes a new revision, as `kubectl rollout restart` does it.
const MARK = 'rollcast.dev/what-if';

/** Changes the template of a workload, and nothing that matters in it. */
export function* changeTemplate(object: WorldObject, world: World): Steps<Reply> {
  return yield* patch(object, { spec: { template: { metadata: { annotations: { [MARK]: 'changed' } } } } }, world);
}

/** Lives in which pods of a changed template live the broken one. */
export function livesOf(usual: PodLives, broken: PodLives): PodLives {
  return {
    lifeOf: (spec, metadata, version) =>
      (Object.hasOwn(metadata.annotations, MARK) ? broken : usual).lifeOf(spec, metadata, version),
  };
}
