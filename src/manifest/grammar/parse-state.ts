import type { Failure, FailureKind } from './failure.js';
import { nodeOf, type YamlNode } from './node.js';
import { fetchMore } from './scanner.js';
import type { Scanner } from './state.js';
import type { Token } from './token.js';

/** A collection that is being read. */
export interface Frame {
  readonly node: YamlNode;
  readonly kind: 'block-map' | 'block-list' | 'indentless-list' | 'flow-list' | 'flow-map' | 'flow-pair';
  first: boolean;
  expects: 'key' | 'value' | 'end';
  /** A flow map's key that stands without `:`: its value is empty. */
  bare: boolean;
}

/** The parser of one document; its functions change it in place. */
export interface Parser {
  readonly scanner: Scanner;
  readonly stack: Frame[];
  readonly anchors: Map<string, YamlNode>;
  readonly handles: Map<string, string>;
  failure: Failure | undefined;
}

/** The next token; `undefined` after a failure. */
export function peek(parser: Parser): Token | undefined {
  const { scanner } = parser;
  if (scanner.failure !== undefined || !fetchMore(scanner)) {
    parser.failure ??= scanner.failure;
    return undefined;
  }
  return scanner.tokens[scanner.head];
}

/** Goes over the next token. */
export function take(parser: Parser): void {
  const { scanner } = parser;
  if (peek(parser) === undefined) return;
  scanner.head++;
  scanner.taken++;
  if (scanner.head < 256) return;
  scanner.tokens = scanner.tokens.slice(scanner.head);
  scanner.head = 0;
}

/** Notes a failure; the first one counts. */
export function fail(parser: Parser, kind: FailureKind, token: Token, from = token.start): false {
  parser.failure ??= { kind, at: token.start, from };
  return false;
}

/** Starts a collection. */
export function open(parser: Parser, kind: Frame['kind'], token: Token, tag: string): YamlNode {
  const isMap = kind === 'block-map' || kind === 'flow-map' || kind === 'flow-pair';
  const node = nodeOf({ kind: isMap ? 'map' : 'list', start: token.start, end: token.end, tag, open: true });
  parser.stack.push({ node, kind, first: true, expects: 'key', bare: false });
  return node;
}

/** Ends the innermost collection, at the offset or where its last child ends. */
export function close(parser: Parser, end?: number): void {
  const frame = parser.stack.pop();
  if (frame === undefined) return;
  frame.node.open = false;
  frame.node.end = end ?? Math.max(frame.node.end, frame.node.children.at(-1)?.end ?? 0);
}

/** Appends a child to the collection, unless reading it failed. */
export function add(frame: Frame, node: YamlNode | undefined): void {
  if (node !== undefined) frame.node.children.push(node);
}

/** Where the last child of the collection ends. */
export function endOfLast(frame: Frame): number {
  return frame.node.children.at(-1)?.end ?? frame.node.start;
}
