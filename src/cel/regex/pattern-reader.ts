// The tree of a pattern, and where reading it stands.
import type { CharacterClass } from './character-class.js';

/** A regular expression as a tree. */
export type Node =
  | { readonly kind: 'class'; readonly contains: CharacterClass }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly part: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: 'assert'; readonly what: Assertion };

/** What holds at a place without taking a character. */
export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'not-word';

/** `(?imsU)`: case does not count, `^` and `$` match at lines, `.` matches a newline, lazy is greedy. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

/** A pattern being read. */
export interface Reader {
  /** Code points. */
  readonly text: readonly string[];
  at: number;
  flags: Flags;
  error: string | undefined;
  /** How many groups the next character is inside of. */
  depth: number;
}

/** Matches the empty string; also stands for what follows an error. */
export const EMPTY: Node = { kind: 'sequence', parts: [] };

/** Notes the first error, in Go's words, and skips what follows. */
export function fail(reader: Reader, error: string): Node {
  reader.error ??= error;
  reader.at = reader.text.length;
  return EMPTY;
}

/** The pattern from here, or from another place. */
export function rest(reader: Reader, from = reader.at): string {
  return reader.text.slice(from).join('');
}

/** What has been read since a place. */
export function between(reader: Reader, from: number): string {
  return reader.text.slice(from, reader.at).join('');
}
