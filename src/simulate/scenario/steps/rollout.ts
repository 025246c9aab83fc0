import type { Steps } from '../../action.js';
import type { WorldObject } from '../../objects/kinds.js';
import type { World } from '../../world.js';
import { pause, restart, undoDeployment, undoRevision } from '../kubectl.js';
import { fail, field, readCount, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

const VERBS = ['undo', 'pause', 'resume', 'restart'] as const;
type Verb = (typeof VERBS)[number];

/** `rollout: { undo: deployment/web, toRevision: 1 }`, also `pause`, `resume`, `restart`. */
export const rolloutStep: StepWord = {
  word: 'rollout',
  read: (reader, placed) => {
    const object = readObject(reader, placed, [...VERBS, 'toRevision']);
    if (object === undefined) return undefined;
    const verb = VERBS.find((word) => Object.hasOwn(object, word));
    if (verb === undefined) return fail(reader, placed.path, `expected one of ${VERBS.join(', ')}`);
    const target = readTarget(reader, field(object, verb, placed.path));
    const revision = Object.hasOwn(object, 'toRevision')
      ? readCount(reader, field(object, 'toRevision', placed.path))
      : 0;
    if (target === undefined || revision === undefined) return undefined;
    return {
      text: `rollout ${verb} ${target.text}${revision > 0 ? ` to revision ${revision}` : ''}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : yield* roll(verb, found, { revision, world });
      },
    };
  },
};

function* roll(
  verb: Verb,
  object: WorldObject,
  { revision, world }: { readonly revision: number; readonly world: World },
): Steps<string | undefined> {
  switch (verb) {
    case 'restart':
      yield* restart(object, world);
      return undefined;
    case 'undo':
      if (object.kind === 'StatefulSet' || object.kind === 'DaemonSet')
        return yield* undoRevision(object, revision, world);
      if (object.kind !== 'Deployment') return `rollout undo of a ${object.kind} is not simulated`;
      return yield* undoDeployment(object, revision, world);
    case 'pause':
    case 'resume':
      if (object.kind !== 'Deployment') return `a ${object.kind} cannot be paused`;
      yield* pause(object, verb === 'pause');
      return undefined;
    default: {
      const unknown: never = verb;
      return unknown;
    }
  }
}
