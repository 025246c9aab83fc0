import { isJsonObject, type Json } from '../../kube/json.js';
import type { TextProblem } from '../document.js';
import { duplicateKey } from '../duplicate-key.js';
import { setEntry } from '../set-entry.js';
import { nodeSize } from '../tape.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';

/** What is known of a map that is being read, beside its entries. */
export interface Entries {
  /** The map's node on the tape. */
  readonly node: number;
  /** Has it keys that are not strings? Go then tells `1` from `"1"`, and JSON does not. */
  resolvedKeys: boolean;
  /** The bits of its keys so far: a key whose bits are all new is in the map for the first time. */
  bits: number;
}

/** One entry of a map, with its node on the tape. */
export interface Entry {
  readonly key: string;
  readonly node: number;
  readonly value: Json;
  /** `Cursor.keyBit` of the key. */
  readonly bit: number;
}

/** Finding the first of two equal keys goes over the map; the exact path keeps a table for that. */
const mostDuplicates = 100;

/** Puts an entry into its map. Of two entries with one key the last one wins, and the map gets a problem. */
export function put(cursor: Cursor, map: Record<string, Json>, entries: Entries, entry: Entry): boolean {
  const { key, value, bit } = entry;
  if ((entries.bits & bit) !== 0 && Object.hasOwn(map, key)) {
    if (entries.resolvedKeys) return refuse(cursor, 'equal keys of different types');
    if (cursor.problems.length >= mostDuplicates) return refuse(cursor, 'many equal keys');
    cursor.problems.push(duplicateOf(cursor, entries.node, entry.node, key));
  }
  entries.bits |= bit;
  setEntry(map, key, value);
  return true;
}

/**
 * Takes over the entries of the value under a merge key: they replace what came before, and what comes after replaces
 * them. Go's strict reading calls each of these a duplicate; those that replace something are left to the exact path.
 */
export function merge(cursor: Cursor, map: Record<string, Json>, entries: Entries, value: Json): boolean {
  entries.bits = -1;
  if (!isJsonObject(value)) return refuse(cursor, 'merge of something else than a map');
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(map, key)) return refuse(cursor, 'merge that replaces a key');
    setEntry(map, key, value[key] ?? null);
  }
  return true;
}

function refuse(cursor: Cursor, why: string): boolean {
  handOver(cursor, why);
  return false;
}

function duplicateOf(cursor: Cursor, map: number, node: number, key: string): TextProblem {
  const { offsets, keys, merges } = cursor.tape;
  let first = node;
  for (let child = map + 1; child < node; child = offsets[child * nodeSize + 4] ?? node) {
    if (keys[child] === key || (merges?.has(child) && first === node)) first = child;
    if (keys[child] === key) break;
  }
  const span = (at: number): { start: number; end: number } => ({
    start: offsets[at * nodeSize] ?? 0,
    end: offsets[at * nodeSize + 1] ?? 0,
  });
  return duplicateKey(key, span(node), span(first));
}
