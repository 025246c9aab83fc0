import type { TextProblem } from '../document.js';
import type { Parsed } from './parser.js';

/** Text of a chunk that belongs to no document: Go stops before it and drops it without a word. */
export function droppedText(
  text: string,
  { end, rest }: { readonly end: number; readonly rest: Parsed['rest'] },
): TextProblem | undefined {
  if (rest === undefined) return undefined;
  const start = firstContent(text, rest.at, end);
  if (start === -1) return undefined;
  const lineEnd = text.indexOf('\n', start);
  const stop = lineEnd === -1 ? end : Math.min(lineEnd, end);
  return { kind: 'dropped', start, end: Math.max(stop, start + 1), message: messageFor(text, start, rest.afterMarker) };
}

/** The first character that is neither white space nor in a comment nor a further `...`; -1 if there is none. */
function firstContent(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const lineEnd = Math.min(end, (text.indexOf('\n', at) + 1 || end + 1) - 1);
    const line = text.slice(at, lineEnd);
    const content = line.trim();
    if (content !== '' && content !== '...' && !content.startsWith('#')) return at + line.search(/\S/);
    at = lineEnd + 1;
  }
  return -1;
}

function messageFor(text: string, start: number, afterMarker: boolean): string {
  if (afterMarker) return 'text after "..." is never read: start another document with "---"';
  if (text[start] === '{' || text[start] === '[') return 'a second JSON value is never read: put "---" between the two';
  return 'this and all that follows is never read: it is indented less than the first line of the document';
}
