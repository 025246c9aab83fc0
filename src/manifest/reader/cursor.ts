import type { Json } from '../../kube/json.js';
import type { Directive, TextProblem } from '../document.js';
import type { TapeBuilder } from '../tape.js';

/**
 * Where the fast reader is in one chunk of a file. One object for all functions of this folder, changed in place: the
 * reader runs over every byte of a project. The chunk ends in a line feed, so that inner loops need no bounds check.
 *
 * Functions that read a value return it, or `undefined` after `handOver`. They leave in `start` and `stop` where the
 * value is; those for block context leave `pos` and `column` at the next token.
 */
export interface Cursor {
  readonly text: string;
  /** End of the chunk, exclusive. */
  end: number;
  pos: number;
  /** Column of the token at `pos`, from 0; -1 at the end of the chunk. Valid after `nextToken`. */
  column: number;
  /** Start of the line that `pos` is on. */
  lineStart: number;
  /** Span of the value read last. */
  start: number;
  stop: number;
  /** The key found last by `scanKey`. */
  key: string;
  keyStart: number;
  keyEnd: number;
  /** Was that key a plain scalar that is no string, or the merge key? */
  keyIsResolved: boolean;
  keyIsMerge: boolean;
  /** One of 32 bits, the same for equal keys; all of them where that was not worked out. */
  keyBit: number;
  depth: number;
  /** Line breaks found last between two parts of a scalar, and where the text behind them starts. */
  breaks: number;
  partAt: number;
  /** End of the last line of text in the block scalar being read; -1 before there is one. */
  contentEnd: number;
  readonly tape: TapeBuilder;
  /** Anchored values; `undefined` while the anchored value is still being read. */
  anchors: Map<string, Anchored | undefined> | undefined;
  /** Nodes that aliases have repeated so far. */
  repeated: number;
  problems: TextProblem[];
  /** Comments are looked at only in files that speak to rollcast at all. */
  readonly wantsDirectives: boolean;
  directives: Directive[];
  /** Why the reader gave up. */
  why: string;
}

/** A value under an anchor, its node, and how many nodes reading it again costs. */
export interface Anchored {
  readonly value: Json;
  readonly node: number;
  readonly size: number;
}

/** Collections inside each other that the reader follows; more are left to the exact path, which does not recurse. */
export const deepest = 200;

/** Gives the chunk up: somebody slower has to look at it. */
export function handOver(cursor: Cursor, why: string): undefined {
  cursor.why = why;
  return undefined;
}
