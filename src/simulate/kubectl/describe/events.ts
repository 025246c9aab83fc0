import type { WorldObject } from '../../objects/kinds.js';
import type { Seen } from '../../scenario/step.js';
import type { World } from '../../world.js';
import { humanDuration } from '../human-duration.js';
import { eventsAbout } from '../seen-events.js';

/** What is described, and from what. */
export interface View {
  readonly world: World;
  readonly seen: Seen;
}

/** `Events:` and below, the last one at the end. */
export function eventLines(object: WorldObject, { world, seen }: View): string[] {
  const events = eventsAbout(object, seen.events, world.now);
  if (events.length === 0) return ['Events:\t<none>'];
  return [
    'Events:',
    '  Type\tReason\tAge\tFrom\tMessage',
    '  ----\t------\t----\t----\t-------',
    ...events.map(({ type, reason, first, last, count, source, message }) => {
      const age = humanDuration(world.now - first);
      const interval = count > 1 ? `${humanDuration(world.now - last)} (x${count} over ${age})` : age;
      return `  ${type}\t${reason}\t${interval}\t${source}\t${message.trim()}`;
    }),
  ];
}
