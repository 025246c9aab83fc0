import type { Failure, FailureKind } from './failure.js';
import type { Token } from './token.js';

/** A place where a key may have started: known to be one only when its colon is found. */
export interface SimpleKey {
  possible: boolean;
  /** Nothing but a key can stand there. */
  readonly required: boolean;
  /** Number of the token that would be the key. */
  readonly token: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** The scanner of one chunk; its functions change it in place and return false after `fail`. */
export interface Scanner {
  readonly text: string;
  readonly end: number;
  pos: number;
  line: number;
  lineStart: number;
  /** Column of the innermost block collection; -1 outside of all. */
  indent: number;
  readonly indents: number[];
  flowLevel: number;
  /** May a key start here? */
  keyAllowed: boolean;
  /** One possible key for the block context and each level of flow. */
  readonly keys: SimpleKey[];
  readonly keyOfToken: Map<number, number>;
  tokens: Token[];
  /** First token that was not taken yet, and how many were taken. */
  head: number;
  taken: number;
  started: boolean;
  readonly comments: { readonly start: number; readonly end: number }[];
  failure: Failure | undefined;
}

/** A scanner at the start of the text between two offsets, whose last line ends in a line feed. */
export function scannerOf(text: string, start: number, end: number): Scanner {
  return {
    text,
    end,
    pos: start,
    line: 0,
    lineStart: start,
    indent: -1,
    indents: [],
    flowLevel: 0,
    keyAllowed: true,
    keys: [{ possible: false, required: false, token: 0, at: start, line: 0, column: 0 }],
    keyOfToken: new Map(),
    tokens: [],
    head: 0,
    taken: 0,
    started: false,
    comments: [],
    failure: undefined,
  };
}

/** Stops: the text is no YAML. `from` is where the wrong thing began, if not here. */
export function fail(scanner: Scanner, kind: FailureKind, from = scanner.pos, piece?: string): false {
  scanner.failure ??= { kind, at: scanner.pos, from, ...(piece !== undefined && { piece }) };
  return false;
}

/** The character at an offset; 0 at the end. */
export function codeAt(scanner: Scanner, at: number): number {
  return at < scanner.end ? scanner.text.charCodeAt(at) : 0;
}

/** Is it a line break? Go counts NEL, LS and PS, too. */
export function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Is it a line break or the end of the text? */
export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

/** Is it a space or a tab? */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Is it a blank, a line break or the end of the text? */
export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code);
}

/** Goes over the line break at `pos`; returns what it is in a value. */
export function skipBreak(scanner: Scanner): string {
  const code = codeAt(scanner, scanner.pos);
  scanner.pos += code === 13 && codeAt(scanner, scanner.pos + 1) === 10 ? 2 : 1;
  scanner.line++;
  scanner.lineStart = scanner.pos;
  return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
}

/** The column of `pos`, from 0. */
export function columnOf(scanner: Scanner): number {
  return scanner.pos - scanner.lineStart;
}

/** Is the document marker at `pos`, with a blank or the end of the line behind it? */
export function isMarker(scanner: Scanner, marker: '---' | '...'): boolean {
  return scanner.text.startsWith(marker, scanner.pos) && isBlankOrEnd(codeAt(scanner, scanner.pos + 3));
}
