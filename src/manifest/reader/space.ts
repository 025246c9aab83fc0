import { directiveAt } from '../directive.js';
import { dot, hash, isBlankOrEnd, lineFeed, space, tab } from './characters.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';

/**
 * From the end of a value in block context to the next token. Only blanks and a comment may come before the line ends.
 * False when the chunk has to be handed over.
 */
export function nextToken(cursor: Cursor): boolean {
  const { text } = cursor;
  let at = cursor.pos;
  let code = text.charCodeAt(at);
  while (code === space || code === tab) code = text.charCodeAt(++at);
  if (code === hash) at = endOfComment(cursor, at);
  else if (code !== lineFeed) {
    handOver(cursor, 'text after a value');
    return false;
  }
  return nextLine(cursor, at + 1);
}

/** From the start of a line to the next token on this or a later line. */
export function nextLine(cursor: Cursor, lineStart: number): boolean {
  const { text, end } = cursor;
  let at = lineStart;
  for (;;) {
    if (at >= end) {
      cursor.pos = end;
      cursor.column = -1;
      return true;
    }
    const start = at;
    let code = text.charCodeAt(at);
    while (code === space) code = text.charCodeAt(++at);
    if (code === lineFeed) at++;
    else if (code === hash) at = endOfComment(cursor, at) + 1;
    else return arrive(cursor, start, at);
  }
}

/** Takes the character at an offset, behind the spaces of its line, for the next token. False when handed over. */
export function arrive(cursor: Cursor, lineStart: number, at: number): boolean {
  const code = cursor.text.charCodeAt(at);
  if (code === tab || (code === dot && at === lineStart && isEndMarker(cursor.text, at))) {
    handOver(cursor, code === tab ? 'tab in the indentation' : 'document end marker');
    return false;
  }
  cursor.lineStart = lineStart;
  cursor.column = at - lineStart;
  cursor.pos = at;
  return true;
}

/** Is there `...` and nothing after it but a blank or the end of the line? */
export function isEndMarker(text: string, at: number): boolean {
  return text.startsWith('...', at) && isBlankOrEnd(text.charCodeAt(at + 3));
}

/** Where the line of a comment ends; the comment is kept if it speaks to rollcast. */
export function endOfComment(cursor: Cursor, at: number): number {
  const end = cursor.text.indexOf('\n', at);
  if (cursor.wantsDirectives) noteComment(cursor, at, end);
  return end;
}

function noteComment(cursor: Cursor, start: number, end: number): void {
  const directive = directiveAt(cursor.text, start, end);
  if (directive !== undefined) cursor.directives.push(directive);
}
