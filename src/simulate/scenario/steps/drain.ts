import { type DrainFlags, drain, nodeNamed } from '../nodes.js';
import { fail, field, nodeOf, readDuration, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { readSelector } from '../targets.js';

const FLAGS = ['ignoreDaemonSets', 'deleteEmptyDirData', 'force', 'disableEviction'] as const;

/**
 * `drain: { node: node-1, ignoreDaemonSets: true }` — kubectl's flags, false as there: `ignoreDaemonSets`,
 * `deleteEmptyDirData`, `force`, `disableEviction`; and `podSelector`, `gracePeriod`, `timeout`.
 */
export const drainStep: StepWord = {
  word: 'drain',
  read: (reader, given) => {
    const placed = nodeOf(given);
    const object = readObject(reader, placed, ['node', ...FLAGS, 'podSelector', 'gracePeriod', 'timeout']);
    if (object === undefined) return undefined;
    const name = readText(reader, field(object, 'node', placed.path));
    for (const flag of FLAGS) {
      if (Object.hasOwn(object, flag) && typeof object[flag] !== 'boolean')
        return fail(reader, field(object, flag, placed.path).path, 'expected true or false');
    }
    const duration = (word: string) =>
      Object.hasOwn(object, word) ? readDuration(reader, field(object, word, placed.path)) : undefined;
    const [graceMs, timeoutMs] = [duration('gracePeriod'), duration('timeout')];
    const requirements = Object.hasOwn(object, 'podSelector')
      ? readSelector(reader, field(object, 'podSelector', placed.path))
      : [];
    if (name === undefined || requirements === undefined) return undefined;
    const flags: DrainFlags = {
      ignoreDaemonSets: object.ignoreDaemonSets === true,
      deleteEmptyDirData: object.deleteEmptyDirData === true,
      force: object.force === true,
      disableEviction: object.disableEviction === true,
      requirements,
      ...(graceMs !== undefined && { graceMs }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    return {
      text: `drain ${name}`,
      perform: function* (world) {
        const node = nodeNamed(name, world);
        return typeof node === 'string' ? node : yield* drain(node, flags, world);
      },
    };
  },
};
