/** `kubectl rollout status`: prints a line at each change until the rollout is done, has failed, or time is over. */

import { numberIn, REVISION } from '../controllers/deployment/annotations.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Waiting } from '../scenario/step.js';
import { current, type World } from '../world.js';
import { kindName } from './rollout.js';
import { print, type RolloutLine } from './rollout-log.js';
import { isRolledOut, rolloutStatus } from './rollout-status.js';

/** The flags of the command. */
export interface StatusFlags {
  /** `--revision`: fails when the Deployment is at another one; 0 is any. */
  readonly revision: number;
  readonly timeoutMs: number | undefined;
}

/** The command as it watches. `found` gives the object, or the refusal when there is none. */
export function watchingRollout(found: (world: World) => WorldObject | string, flags: StatusFlags): Waiting {
  const lines: RolloutLine[] = [];
  const said = () => lines.map(({ line }) => line);
  let watched: WorldObject | undefined;
  return {
    timeoutMs: flags.timeoutMs,
    look: (world) => {
      const object = watched === undefined ? found(world) : current(world, watched as Parameters<typeof current>[1]);
      if (object === undefined) return 'error: object has been deleted';
      if (typeof object === 'string') return object;
      if (!isRolledOut(object)) return `error: no status viewer has been implemented for ${kindName(object)}`;
      watched = object;
      const running = numberIn(object.metadata.annotations, REVISION) ?? 0;
      if (object.kind === 'Deployment' && flags.revision > 0 && running !== flags.revision)
        return `error: desired revision (${flags.revision}) is different from the running revision (${running})`;
      const { line, exitCode } = rolloutStatus(object);
      if (exitCode === 1) return { said: said(), refused: line };
      print(lines, { at: world.now, line, exitCode });
      return exitCode === 0 ? { said: said() } : 'waiting';
    },
    inVain: (why) => ({
      said: said(),
      refused: why === 'time' ? 'error: timed out waiting for the condition' : 'kubectl rollout status waits for ever',
    }),
  };
}
