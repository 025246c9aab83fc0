import type { TextProblem } from './document.js';

/** A span of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The problem of a key that its map has already; kubectl keeps the last one, the API server refuses them. */
export function duplicateKey(key: string, second: Span, first: Span): TextProblem {
  const shown = key.length > 60 ? `${key.slice(0, 59)}…` : key;
  const message = `key ${JSON.stringify(shown)} is already set in this map`;
  return { kind: 'duplicate-key', start: second.start, end: second.end, message, first };
}
