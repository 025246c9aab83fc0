import type { Steps } from '../../action.js';
import { kindName, pause, restart, undo } from '../../kubectl/rollout.js';
import { historyReply } from '../../kubectl/rollout-history.js';
import { isRolledOut } from '../../kubectl/rollout-status.js';
import { watchingRollout } from '../../kubectl/rollout-watch.js';
import type { WorldObject } from '../../objects/kinds.js';
import type { World } from '../../world.js';
import { fail, field, hasUnknown, type Placed, type Reader, readCount, readDuration, readObject } from '../reader.js';
import type { ReadStep, Reply, StepWord } from '../step.js';
import { findOrSay, readTarget, type Target } from '../targets.js';

/** What `kubectl rollout` does. */
export const ROLLOUT_VERBS = ['undo', 'pause', 'resume', 'restart', 'status', 'history'] as const;
type Verb = (typeof ROLLOUT_VERBS)[number];

/** The flags that a verb takes. */
const FLAGS: { readonly [V in Verb]?: readonly string[] } = {
  undo: ['toRevision'],
  status: ['revision', 'timeout'],
  history: ['revision'],
};

const ALL_FLAGS = ['toRevision', 'revision', 'timeout'] as const;

/**
 * `rollout: { undo: deployment/web, toRevision: 1 }`, also `pause`, `resume`, `restart`; `{ status: deployment/web, timeout:
 * 5m }` watches from right after the step before it; `{ history: deployment/web }` prints the revisions, with `revision: 2` the template of one.
 */
export const rolloutStep: StepWord = {
  word: 'rollout',
  read: (reader, placed) => {
    const object = readObject(reader, placed, [...ROLLOUT_VERBS, ...ALL_FLAGS]);
    if (object === undefined) return undefined;
    const verb = ROLLOUT_VERBS.find((word) => Object.hasOwn(object, word));
    if (verb === undefined && hasUnknown(reader, placed.path)) return undefined;
    if (verb === undefined) return fail(reader, placed.path, `expected one of ${ROLLOUT_VERBS.join(', ')}`);
    const other = ROLLOUT_VERBS.find((word) => word !== verb && Object.hasOwn(object, word));
    if (other !== undefined)
      return fail(reader, field(object, other, placed.path).path, `${verb} and ${other} are two steps`);
    const wrong = ALL_FLAGS.find((name) => Object.hasOwn(object, name) && FLAGS[verb]?.includes(name) !== true);
    if (wrong !== undefined)
      return fail(reader, field(object, wrong, placed.path).path, `rollout ${verb} has no ${wrong}`);
    const target = readTarget(reader, field(object, verb, placed.path));
    const optional = <T>(name: string, read: (reader: Reader, at: Placed) => T | undefined): T | undefined =>
      Object.hasOwn(object, name) ? read(reader, field(object, name, placed.path)) : undefined;
    const revision = optional('toRevision', readCount) ?? optional('revision', readCount) ?? 0;
    const timeoutMs = optional('timeout', readDuration);
    if (target === undefined) return undefined;
    return verb === 'status' ? statusStep(target, revision, timeoutMs) : verbStep(verb, target, revision);
  },
};

function verbStep(verb: Exclude<Verb, 'status'>, target: Target, revision: number): ReadStep {
  return {
    text: `rollout ${verb} ${target.text}${revision > 0 ? ` to revision ${revision}` : ''}`,
    perform: function* (world) {
      const found = findOrSay(target, world);
      return typeof found === 'string' ? found : yield* roll(verb, found, { revision, world });
    },
  };
}

function statusStep(target: Target, revision: number, timeoutMs: number | undefined): ReadStep {
  return {
    text: `rollout status ${target.text}`,
    atOnce: true,
    // biome-ignore lint/correctness/useYield: it changes nothing
    perform: function* () {
      return undefined;
    },
    begin: () => watchingRollout((world) => findOrSay(target, world), { revision, timeoutMs }),
  };
}

function* roll(
  verb: Exclude<Verb, 'status'>,
  object: WorldObject,
  { revision, world }: { readonly revision: number; readonly world: World },
): Steps<Reply> {
  switch (verb) {
    case 'restart':
      return yield* restart(object, world);
    case 'undo':
      return yield* undo(object, revision, world);
    case 'pause':
    case 'resume':
      return yield* pause(object, verb === 'pause');
    case 'history':
      return isRolledOut(object)
        ? historyReply(object, revision, world)
        : `error: no history viewer has been implemented for "${kindName(object)}"`;
    default: {
      const unknown: never = verb;
      return unknown;
    }
  }
}
