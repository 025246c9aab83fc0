import type { Directive } from './document.js';

/** The comment between two offsets (from its `#`), if it speaks to rollcast. */
export function directiveAt(text: string, start: number, end: number): Directive | undefined {
  const comment = text.slice(start + 1, end).trim();
  if (!comment.startsWith('rollcast-')) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return { start, end, text: comment, ownLine: text.slice(lineStart, start).trim() === '' };
}
