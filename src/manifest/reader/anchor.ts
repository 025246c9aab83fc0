import { closeBrace, closeBracket, comma, isBlankOrEnd, isNameCharacter } from './characters.js';
import type { Anchored, Cursor } from './cursor.js';
import { handOver } from './cursor.js';

/**
 * Nodes that aliases may repeat here. Go refuses no document whose aliases repeat less than 990 keys and values
 * (decode.go, `allowedAliasRatio`); what comes near that is left to the exact path, which counts like Go.
 */
const mostRepeated = 400;

/** The name behind `&` or `*` at `pos`; leaves `pos` behind it. */
export function readName(cursor: Cursor): string | undefined {
  const { text } = cursor;
  const from = cursor.pos + 1;
  let at = from;
  while (isNameCharacter(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  const ends = isBlankOrEnd(code) || code === comma || code === closeBrace || code === closeBracket;
  if (at === from || !ends) return handOver(cursor, 'name of an anchor');
  cursor.pos = at;
  return text.slice(from, at);
}

/** Notes that the value of an anchor begins: an alias to it inside itself is an error. */
export function openAnchor(cursor: Cursor, name: string): void {
  cursor.anchors ??= new Map();
  cursor.anchors.set(name, undefined);
}

/** Notes the value of an anchor. */
export function closeAnchor(cursor: Cursor, name: string, anchored: Anchored): void {
  cursor.anchors?.set(name, anchored);
}

/** The value of the alias at `pos`; leaves `pos` behind it. */
export function readAlias(cursor: Cursor, node: number): Anchored | undefined {
  const start = cursor.pos;
  const name = readName(cursor);
  if (name === undefined) return undefined;
  const anchored = cursor.anchors?.get(name);
  if (anchored === undefined) return handOver(cursor, 'unknown anchor, or one inside itself');
  cursor.repeated += anchored.size;
  if (cursor.repeated > mostRepeated) return handOver(cursor, 'many aliases');
  cursor.tape.aliases ??= new Map();
  cursor.tape.aliases.set(node, anchored.node);
  cursor.start = start;
  cursor.stop = cursor.pos;
  return anchored;
}
