// How often a part of a pattern may repeat: `*`, `+?`, `{2,5}`.
import { between, fail, type Node, type Reader } from './pattern-reader.js';

const MAX_REPEAT = 1000;

/** The atom, repeated if a quantifier comes next; it began at `start`. */
export function repeated(reader: Reader, atom: Node, start: number): Node {
  const before = reader.at;
  const bounds = quantifier(reader);
  if (bounds === undefined) return atom;
  if (bounds.min > MAX_REPEAT || (bounds.max > MAX_REPEAT && bounds.max !== Infinity) || bounds.min > bounds.max) {
    return fail(reader, `invalid repeat count: \`${between(reader, before)}\``);
  }
  const lazy = reader.text[reader.at] === '?';
  if (lazy) reader.at++;
  const afterOne = reader.at;
  if (quantifier(reader) !== undefined)
    return fail(reader, `invalid nested repetition operator: \`${between(reader, before)}\``);
  reader.at = afterOne;
  const node: Node = { kind: 'repeat', part: atom, min: bounds.min, max: bounds.max, greedy: lazy === reader.flags.U };
  return sizeOf(node) > MAX_REPEAT * 10 ? fail(reader, `invalid repeat count: \`${between(reader, start)}\``) : node;
}

function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'repeat':
      return sizeOf(node.part) * Math.max(1, node.max === Infinity ? node.min : node.max);
    case 'sequence':
    case 'choice':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    default:
      return 1;
  }
}

/** How many times, inclusive; `max` may be infinite. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

function quantifier(reader: Reader): Bounds | undefined {
  const character = reader.text[reader.at];
  if (character === '{') {
    const bounds = repetition(reader);
    if (bounds === undefined) return undefined;
    reader.at += bounds.length;
    return bounds;
  }
  const bounds =
    character === '*' ? { min: 0, max: Infinity } : character === '+' ? { min: 1, max: Infinity } : { min: 0, max: 1 };
  if (character !== '*' && character !== '+' && character !== '?') return undefined;
  reader.at++;
  return bounds;
}

/** The bounds if `{2}`, `{2,}`, `{2,5}` comes next; anything else after `{` is literal text. */
export function repetition(reader: Reader): (Bounds & { readonly length: number }) | undefined {
  const match = /^\{(0|[1-9]\d*)(,?)(0|[1-9]\d*)?\}/.exec(reader.text.slice(reader.at, reader.at + 40).join(''));
  if (match === null) return undefined;
  const [all, low = '', comma, high] = match;
  if (comma === '' && high !== undefined) return undefined;
  const min = Number(low);
  return { min, max: high !== undefined ? Number(high) : comma === ',' ? Infinity : min, length: all.length };
}
