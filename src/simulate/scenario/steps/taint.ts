import { nodeNamed, parseTaint, type TaintChange, taint } from '../nodes.js';
import { fail, field, hasUnknown, readList, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';

/** `taint: { node: node-1, taints: ["disk=full:NoSchedule", "old-"] }` — as `kubectl taint` writes them; `-` removes. */
export const taintStep: StepWord = {
  word: 'taint',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['node', 'taints']);
    if (object === undefined) return undefined;
    const name = readText(reader, field(object, 'node', placed.path));
    const changes: TaintChange[] = [];
    const texts: string[] = [];
    for (const item of readList(reader, field(object, 'taints', placed.path))) {
      const text = readText(reader, item);
      if (text === undefined) return undefined;
      const change = parseTaint(text);
      if (change === undefined)
        return fail(reader, item.path, `expected a taint such as disk=full:NoSchedule or disk-, found ${text}`);
      changes.push(change);
      texts.push(text);
    }
    if (name === undefined) return undefined;
    if (changes.length === 0 && hasUnknown(reader, placed.path)) return undefined;
    if (changes.length === 0) return fail(reader, field(object, 'taints', placed.path).path, 'taints is missing');
    return {
      text: `taint ${name} ${texts.join(' ')}`,
      perform: function* (world) {
        const node = nodeNamed(name, world);
        if (typeof node === 'string') return node;
        yield* taint(node, changes);
        return undefined;
      },
    };
  },
};
