import { type Escape, escapeAt } from '../escape.js';
import { backslash, dot, doubleQuote, isBlank, lineFeed, singleQuote } from './characters.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';
import { isEndMarker } from './space.js';

/**
 * A quoted scalar at `pos`; leaves `pos` behind the closing quote. Lines after the first may be indented as they like:
 * go.yaml.in/yaml/v2 does not mind.
 */
export function readQuoted(cursor: Cursor, quote: number): string | undefined {
  const { text, pos } = cursor;
  for (let at = pos + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (quote === singleQuote && text.charCodeAt(at + 1) === singleQuote) break;
      finish(cursor, at + 1);
      return text.slice(pos + 1, at);
    }
    if (code === lineFeed || (code === backslash && quote === doubleQuote)) break;
  }
  return readFolded(cursor, quote);
}

function finish(cursor: Cursor, stop: number): void {
  cursor.start = cursor.pos;
  cursor.stop = stop;
  cursor.pos = stop;
}

/** The same with escapes or line breaks in it. */
function readFolded(cursor: Cursor, quote: number): string | undefined {
  const { text, end } = cursor;
  let value = '';
  let at = cursor.pos + 1;
  let from = at;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      value += text.slice(from, at);
      if (quote === doubleQuote || text.charCodeAt(at + 1) !== singleQuote) {
        finish(cursor, at + 1);
        return value;
      }
      value += "'";
      at += 2;
      from = at;
    } else if (code === lineFeed) {
      value += text.slice(from, trimmed(text, from, at)) + foldedBreak(cursor, at);
      at = cursor.partAt;
      from = at;
      if (isDocumentEnd(text, at)) break;
    } else if (code === backslash && quote === doubleQuote) {
      value += text.slice(from, at);
      const escaped = text.charCodeAt(at + 1) === lineFeed ? escapedBreak(cursor, at) : escapeAt(text, at);
      if (escaped === undefined) return handOver(cursor, 'unknown escape');
      value += escaped.character;
      at += escaped.length;
      from = at;
      if (isDocumentEnd(text, at)) break;
    } else at++;
  }
  return handOver(cursor, 'quoted scalar without an end');
}

/** Does the document end here, at a line of `...`? */
function isDocumentEnd(text: string, at: number): boolean {
  return text.charCodeAt(at) === dot && text.charCodeAt(at - 1) === lineFeed && isEndMarker(text, at);
}

function trimmed(text: string, from: number, end: number): number {
  let stop = end;
  while (stop > from && isBlank(text.charCodeAt(stop - 1))) stop--;
  return stop;
}

/** One line break becomes a space, more become one less. */
function foldedBreak(cursor: Cursor, lineFeedAt: number): string {
  const breaks = breaksFrom(cursor, lineFeedAt);
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** After `\` at the end of a line that break is nothing, and empty lines are breaks. */
function escapedBreak(cursor: Cursor, backslashAt: number): Escape {
  const breaks = breaksFrom(cursor, backslashAt + 1);
  return { character: '\n'.repeat(breaks - 1), length: cursor.partAt - backslashAt };
}

/** How many line breaks there are among blanks; the text goes on at `partAt`. */
function breaksFrom(cursor: Cursor, lineFeedAt: number): number {
  const { text, end } = cursor;
  let breaks = 0;
  let at = lineFeedAt;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) breaks++;
    else if (!isBlank(code)) break;
  }
  cursor.partAt = at;
  return breaks;
}
