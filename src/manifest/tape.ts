import type { Tape } from './document.js';

/** A tape in the making. The readers of one file share one and take a copy for each document. */
export interface TapeBuilder {
  offsets: Int32Array;
  keys: (string | undefined)[];
  count: number;
  /** Alias nodes and the nodes that hold their content. */
  aliases: Map<number, number> | undefined;
  /** Nodes whose key is the merge key `<<`. */
  merges: Set<number> | undefined;
}

/** Numbers that a node takes on the tape. */
export const nodeSize = 5;

/** An empty tape. */
export function tapeBuilder(): TapeBuilder {
  return { offsets: new Int32Array(nodeSize * 1024), keys: [], count: 0, aliases: undefined, merges: undefined };
}

/** Appends a node whose value is not known yet; returns its index. */
export function openNode(tape: TapeBuilder, key: string | undefined, keyStart: number, keyEnd: number): number {
  const at = tape.count * nodeSize;
  if (at + nodeSize > tape.offsets.length) grow(tape);
  tape.offsets[at] = keyStart;
  tape.offsets[at + 1] = keyEnd;
  tape.keys[tape.count] = key;
  return tape.count++;
}

/** Says where the value of the node is; every node appended since is below it. */
export function closeNode(tape: TapeBuilder, node: number, valueStart: number, valueEnd: number): void {
  const at = node * nodeSize;
  tape.offsets[at + 2] = valueStart;
  tape.offsets[at + 3] = valueEnd;
  tape.offsets[at + 4] = tape.count;
}

/** The tape as it is now; the builder starts again from nothing. */
export function takeTape(tape: TapeBuilder): Tape {
  const { aliases, merges } = tape;
  const offsets = tape.offsets.slice(0, tape.count * nodeSize);
  const keys = tape.keys.slice(0, tape.count);
  resetTape(tape);
  if (aliases === undefined && merges === undefined) return { offsets, keys };
  return { offsets, keys, ...(aliases && { aliases }), ...(merges && { merges }) };
}

/** Forgets all nodes. */
export function resetTape(tape: TapeBuilder): void {
  tape.count = 0;
  tape.aliases = undefined;
  tape.merges = undefined;
}

function grow(tape: TapeBuilder): void {
  const larger = new Int32Array(tape.offsets.length * 2);
  larger.set(tape.offsets);
  tape.offsets = larger;
}
