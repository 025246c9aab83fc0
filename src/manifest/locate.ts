import { type FieldPath, type Segment, segments } from '../kube/field-path.js';
import type { Document, Tape } from './document.js';
import type { Span } from './duplicate-key.js';
import { nodeSize } from './tape.js';

/**
 * Where a field is in the file's text: a scalar at its value, a map or list at its key, an absent field at its nearest
 * ancestor's key. With `at: 'key'` the key in any case. What has no key (a list item, the whole document) is found at
 * its own first key. The way goes through aliases and merge keys, and takes the last of equal keys, as the server does.
 */
export function locate(document: Document, path: FieldPath | undefined, at?: 'key'): Span {
  const { tape } = document;
  if (tape.keys.length === 0) return { start: document.start, end: document.start };
  let node = 0;
  for (const segment of segments(path)) {
    const next = childOf(tape, contentOf(tape, node), segment);
    if (next === -1) return keySpan(tape, node);
    node = next;
  }
  return at === 'key' || !isScalar(tape, node) ? keySpan(tape, node) : valueSpan(tape, node);
}

/** The node that holds the content of an alias; any other node is its own. */
function contentOf(tape: Tape, node: number): number {
  return tape.aliases?.get(node) ?? node;
}

function childOf(tape: Tape, parent: number, segment: Segment): number {
  if (typeof segment === 'number') return itemOf(tape, parent, segment);
  return entryOf(tape, parent, typeof segment === 'object' ? segment.key : segment);
}

function itemOf(tape: Tape, parent: number, index: number): number {
  if (index >= WIDE) return wideNode(tape, parent).items[index] ?? -1;
  let left = index;
  for (const child of childrenOf(tape, parent)) {
    if (hasKey(tape, child)) return -1;
    if (left-- === 0) return child;
  }
  return -1;
}

function entryOf(tape: Tape, parent: number, key: string): number {
  if (tape.merges === undefined && nextOf(tape, parent) - parent > WIDE) {
    return wideNode(tape, parent).entries.get(key) ?? -1;
  }
  let found = -1;
  for (const child of childrenOf(tape, parent)) {
    if (tape.merges?.has(child)) {
      const merged = mergedEntry(tape, child, key);
      if (merged !== -1) found = merged;
    } else if (tape.keys[child] === key && hasKey(tape, child)) found = child;
  }
  return found;
}

/** From so many nodes on a list or map is looked up in a table: thousands of findings in thousands of items. */
const WIDE = 64;

interface WideNode {
  readonly items: readonly number[];
  /** The last of equal keys. */
  readonly entries: ReadonlyMap<string, number>;
}

const wideNodes = new WeakMap<Tape, Map<number, WideNode>>();

function wideNode(tape: Tape, parent: number): WideNode {
  const known = wideNodes.get(tape) ?? new Map<number, WideNode>();
  wideNodes.set(tape, known);
  const before = known.get(parent);
  if (before !== undefined) return before;
  const items: number[] = [];
  const entries = new Map<string, number>();
  for (const child of childrenOf(tape, parent)) {
    if (!hasKey(tape, child)) items.push(child);
    else entries.set(tape.keys[child] ?? '', child);
  }
  const made = { items, entries };
  known.set(parent, made);
  return made;
}

/** The entry that the merge key at `node` brings in: of several maps the first that has it. */
function mergedEntry(tape: Tape, node: number, key: string): number {
  const content = contentOf(tape, node);
  for (const child of childrenOf(tape, content)) {
    if (hasKey(tape, child)) return entryOf(tape, content, key);
    const found = entryOf(tape, contentOf(tape, child), key);
    if (found !== -1) return found;
  }
  return -1;
}

function* childrenOf(tape: Tape, parent: number): Iterable<number> {
  const end = nextOf(tape, parent);
  for (let child = parent + 1; child < end; child = nextOf(tape, child)) yield child;
}

/** The first node behind the subtree. */
function nextOf(tape: Tape, node: number): number {
  return tape.offsets[node * nodeSize + 4] ?? node + 1;
}

function hasKey(tape: Tape, node: number): boolean {
  return (tape.offsets[node * nodeSize] ?? -1) >= 0;
}

function isScalar(tape: Tape, node: number): boolean {
  const content = contentOf(tape, node);
  return nextOf(tape, content) === content + 1;
}

function valueSpan(tape: Tape, node: number): Span {
  const span = spanAt(tape, node, 2);
  return span.start === span.end ? keySpan(tape, node) : span;
}

function keySpan(tape: Tape, node: number): Span {
  if (hasKey(tape, node)) return spanAt(tape, node, 0);
  if (isScalar(tape, node) || tape.aliases?.has(node)) return spanAt(tape, node, 2);
  return keySpan(tape, node + 1);
}

function spanAt(tape: Tape, node: number, column: 0 | 2): Span {
  const at = node * nodeSize + column;
  return { start: tape.offsets[at] ?? 0, end: tape.offsets[at + 1] ?? 0 };
}
