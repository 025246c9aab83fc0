import type { Failure, FailureKind } from './failure.js';
import { emptyNode, nodeOf, type YamlNode } from './node.js';
import { fetchMore } from './scanner.js';
import { type Scanner, scannerOf } from './state.js';
import type { Token, TokenKind } from './token.js';

/** The first document of a text as a tree. */
export interface Parsed {
  /** `undefined` if there is nothing in the text; after a failure what was read before it. */
  readonly root: YamlNode | undefined;
  readonly failure: Failure | undefined;
  /** Where the document ended although text follows, which Go never looks at. */
  readonly rest: { readonly at: number; readonly afterMarker: boolean } | undefined;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** A collection that is being read. */
interface Frame {
  readonly node: YamlNode;
  readonly kind: 'block-map' | 'block-list' | 'indentless-list' | 'flow-list' | 'flow-map' | 'flow-pair';
  first: boolean;
  expects: 'key' | 'value' | 'end';
  /** A flow map's key that stands without `:`: its value is empty. */
  bare: boolean;
}

interface Parser {
  readonly scanner: Scanner;
  readonly stack: Frame[];
  readonly anchors: Map<string, YamlNode>;
  readonly handles: Map<string, string>;
  failure: Failure | undefined;
}

/**
 * Tokens → tree, with the grammar of go.yaml.in/yaml/v2 (`parserc.go`, v2.4.3) but without recursion. Reads one document
 * and stops, as `yaml.Unmarshal` does.
 */
export function parse(text: string, start: number, end: number): Parsed {
  const handles = new Map([
    ['!', '!'],
    ['!!', 'tag:yaml.org,2002:'],
  ]);
  const parser: Parser = {
    scanner: scannerOf(text, start, end),
    stack: [],
    anchors: new Map(),
    handles,
    failure: undefined,
  };
  take(parser);
  const root = parseRoot(parser, start);
  const rest = parser.failure === undefined && root !== undefined ? restAfter(parser) : undefined;
  const failure = parser.failure ?? parser.scanner.failure;
  closeOpen(parser);
  return { root, failure, rest, comments: parser.scanner.comments };
}

function parseRoot(parser: Parser, start: number): YamlNode | undefined {
  let token = peek(parser);
  if (token === undefined || token.kind === 'stream-end') return undefined;
  if (token.kind === 'version' || token.kind === 'tag-directive' || token.kind === 'document-start') {
    if (!parseDirectives(parser)) return undefined;
    token = peek(parser);
    if (token === undefined) return undefined;
    if (isDocumentEnd(token.kind)) return emptyNode(start);
  }
  const root = parseNode(parser, true, false);
  while (parser.failure === undefined && parser.stack.length > 0) step(parser);
  return root;
}

function isDocumentEnd(kind: TokenKind): boolean {
  return (
    kind === 'version' ||
    kind === 'tag-directive' ||
    kind === 'document-start' ||
    kind === 'document-end' ||
    kind === 'stream-end'
  );
}

/** Directives and the `---` behind them. */
function parseDirectives(parser: Parser): boolean {
  let version = false;
  const own = new Set<string>();
  for (;;) {
    const token = peek(parser);
    if (token === undefined) return false;
    if (token.kind === 'version') {
      if (version || token.value !== '1.1') return fail(parser, 'directive', token);
      version = true;
    } else if (token.kind === 'tag-directive') {
      const handle = token.value ?? '';
      if (own.has(handle)) return fail(parser, 'directive', token);
      own.add(handle);
      parser.handles.set(handle, token.suffix ?? '');
    } else if (token.kind === 'document-start') {
      take(parser);
      return true;
    } else return fail(parser, 'directive-without-start', token);
    take(parser);
  }
}

/** The token behind the document: text there is dropped. */
function restAfter(parser: Parser): Parsed['rest'] {
  let token = peek(parser);
  const afterMarker = token?.kind === 'document-end';
  if (afterMarker) {
    // Go looks no further; we do, to say what it drops.
    return { at: token?.end ?? 0, afterMarker };
  }
  token = peek(parser);
  return token === undefined || token.kind === 'stream-end' ? undefined : { at: token.start, afterMarker };
}

function peek(parser: Parser): Token | undefined {
  const { scanner } = parser;
  if (scanner.failure !== undefined || !fetchMore(scanner)) {
    parser.failure ??= scanner.failure;
    return undefined;
  }
  return scanner.tokens[scanner.head];
}

function take(parser: Parser): void {
  const { scanner } = parser;
  if (peek(parser) === undefined) return;
  scanner.head++;
  scanner.taken++;
  if (scanner.head < 256) return;
  scanner.tokens = scanner.tokens.slice(scanner.head);
  scanner.head = 0;
}

function fail(parser: Parser, kind: FailureKind, token: Token, from = token.start): false {
  parser.failure ??= { kind, at: token.start, from };
  return false;
}

/** Anchor and tag before a node. */
interface Properties {
  readonly end: number;
  readonly anchor: string | undefined;
  readonly tag: string;
}

function parseNode(parser: Parser, block: boolean, indentless: boolean): YamlNode | undefined {
  const token = peek(parser);
  if (token === undefined) return undefined;
  if (token.kind === 'alias') return parseAlias(parser, token);
  const properties = parseProperties(parser, token);
  const content = properties && peek(parser);
  if (properties === undefined || content === undefined) return undefined;
  const { tag, end } = properties;
  const node = contentNode(parser, content, { ...properties, block, indentless });
  if (node !== undefined) return anchored(parser, node, properties);
  if (properties.anchor !== undefined || tag !== '') {
    const empty = nodeOf({ kind: 'scalar', start: end, end, tag, implicit: tag === '' });
    return anchored(parser, empty, properties);
  }
  fail(parser, 'no-content', content, content.start);
  return undefined;
}

function anchored(parser: Parser, node: YamlNode, { anchor }: Properties): YamlNode {
  if (anchor !== undefined) parser.anchors.set(anchor, node);
  return node;
}

function parseAlias(parser: Parser, token: Token): YamlNode | undefined {
  const value = token.value ?? '';
  const target = parser.anchors.get(value);
  if (target === undefined) {
    fail(parser, 'unknown-anchor', token);
    return undefined;
  }
  if (target.open) {
    fail(parser, 'recursive-anchor', token);
    return undefined;
  }
  take(parser);
  return nodeOf({ kind: 'alias', start: token.start, end: token.end, value, target });
}

/** `&anchor !tag` or `!tag &anchor`, each at most once. */
function parseProperties(parser: Parser, first: Token): Properties | undefined {
  let anchor: string | undefined;
  let tag: Token | undefined;
  let end = first.start;
  for (let token: Token | undefined = first; ; token = peek(parser)) {
    if (token === undefined) return undefined;
    if (token.kind === 'anchor' && anchor === undefined) anchor = token.value ?? '';
    else if (token.kind === 'tag' && tag === undefined) tag = token;
    else break;
    end = token.end;
    take(parser);
  }
  const full = tag === undefined ? '' : fullTag(parser, tag);
  return full === undefined ? undefined : { end, anchor, tag: full };
}

function fullTag(parser: Parser, token: Token): string | undefined {
  const handle = token.value ?? '';
  const suffix = token.suffix ?? '';
  if (handle === '') return suffix;
  const prefix = parser.handles.get(handle);
  if (prefix !== undefined) return prefix + suffix;
  fail(parser, 'tag-handle', token);
  return undefined;
}

interface Wanted extends Properties {
  readonly block: boolean;
  readonly indentless: boolean;
}

function contentNode(parser: Parser, token: Token, wanted: Wanted): YamlNode | undefined {
  const { tag, block } = wanted;
  if (wanted.indentless && token.kind === 'block-entry') return open(parser, 'indentless-list', token, tag);
  switch (token.kind) {
    case 'scalar': {
      take(parser);
      const implicit = (tag === '' && token.plain === true) || tag === '!';
      return nodeOf({ kind: 'scalar', start: token.start, end: token.end, tag, value: token.value ?? '', implicit });
    }
    case 'flow-list-start':
      take(parser);
      return open(parser, 'flow-list', token, tag);
    case 'flow-map-start':
      take(parser);
      return open(parser, 'flow-map', token, tag);
    case 'block-list-start':
      if (!block) return undefined;
      take(parser);
      return open(parser, 'block-list', token, tag);
    case 'block-map-start':
      if (!block) return undefined;
      take(parser);
      return open(parser, 'block-map', token, tag);
    default:
      return undefined;
  }
}

function open(parser: Parser, kind: Frame['kind'], token: Token, tag: string): YamlNode {
  const isMap = kind === 'block-map' || kind === 'flow-map' || kind === 'flow-pair';
  const node = nodeOf({ kind: isMap ? 'map' : 'list', start: token.start, end: token.end, tag, open: true });
  parser.stack.push({ node, kind, first: true, expects: 'key', bare: false });
  return node;
}

function close(parser: Parser, end?: number): void {
  const frame = parser.stack.pop();
  if (frame === undefined) return;
  frame.node.open = false;
  frame.node.end = end ?? Math.max(frame.node.end, frame.node.children.at(-1)?.end ?? 0);
}

/** After a failure: what was read so far is all there is. A key without a value gets an empty one. */
function closeOpen(parser: Parser): void {
  while (parser.stack.length > 0) {
    const { node } = parser.stack.at(-1) ?? { node: emptyNode(0) };
    if (node.kind === 'map' && node.children.length % 2 === 1)
      node.children.push(emptyNode(node.children.at(-1)?.end ?? 0));
    close(parser);
  }
}

function step(parser: Parser): void {
  const frame = parser.stack.at(-1);
  const token = peek(parser);
  if (frame === undefined || token === undefined) return;
  switch (frame.kind) {
    case 'block-map':
      return stepBlockMap(parser, frame, token);
    case 'block-list':
      return stepBlockList(parser, frame, token);
    case 'indentless-list':
      return stepIndentless(parser, frame, token);
    case 'flow-list':
      return stepFlowList(parser, frame, token);
    case 'flow-map':
      return stepFlowMap(parser, frame, token);
    case 'flow-pair':
      return stepFlowPair(parser, frame, token);
  }
}

function add(frame: Frame, node: YamlNode | undefined): void {
  if (node !== undefined) frame.node.children.push(node);
}

function stepBlockMap(parser: Parser, frame: Frame, token: Token): void {
  const isKey = frame.expects === 'key';
  if (isKey && token.kind === 'block-end') {
    take(parser);
    return close(parser);
  }
  if (isKey && token.kind !== 'key') {
    fail(parser, 'no-key', token, frame.node.start);
    return;
  }
  frame.expects = isKey ? 'value' : 'key';
  if (!isKey && token.kind !== 'value') return add(frame, emptyNode(endOfLast(frame)));
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  if (next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end')
    return add(frame, emptyNode(token.end));
  add(frame, parseNode(parser, true, true));
}

function endOfLast(frame: Frame): number {
  return frame.node.children.at(-1)?.end ?? frame.node.start;
}

function stepBlockList(parser: Parser, frame: Frame, token: Token): void {
  if (token.kind === 'block-end') {
    take(parser);
    return close(parser);
  }
  if (token.kind !== 'block-entry') {
    fail(parser, 'no-entry', token, frame.node.start);
    return;
  }
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  if (next.kind === 'block-entry' || next.kind === 'block-end') return add(frame, emptyNode(token.end));
  add(frame, parseNode(parser, true, false));
}

function stepIndentless(parser: Parser, frame: Frame, token: Token): void {
  if (token.kind !== 'block-entry') return close(parser);
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const ends = next.kind === 'block-entry' || next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end';
  add(frame, ends ? emptyNode(token.end) : parseNode(parser, true, false));
}

/** Goes over the comma between two entries of a flow collection. False when the collection cannot go on. */
function skipComma(parser: Parser, frame: Frame, token: Token, kind: FailureKind): boolean {
  if (frame.first) {
    frame.first = false;
    return true;
  }
  if (token.kind !== 'flow-entry') return fail(parser, kind, token, frame.node.start);
  take(parser);
  return true;
}

function stepFlowList(parser: Parser, frame: Frame, first: Token): void {
  if (first.kind !== 'flow-list-end' && !skipComma(parser, frame, first, 'flow-list-open')) return;
  const token = peek(parser);
  if (token === undefined) return;
  if (token.kind === 'flow-list-end') {
    take(parser);
    return close(parser, token.end);
  }
  if (token.kind !== 'key') return add(frame, parseNode(parser, false, false));
  take(parser);
  frame.node.children.push(open(parser, 'flow-pair', token, ''));
}

function stepFlowPair(parser: Parser, frame: Frame, token: Token): void {
  if (frame.expects === 'end') return close(parser);
  const isEnd = token.kind === 'flow-entry' || token.kind === 'flow-list-end';
  if (frame.expects === 'key') {
    frame.expects = 'value';
    if (token.kind !== 'value' && !isEnd) return add(frame, parseNode(parser, false, false));
    // libyaml swallows this token.
    take(parser);
    return add(frame, emptyNode(token.end));
  }
  frame.expects = 'end';
  if (token.kind !== 'value') return add(frame, emptyNode(endOfLast(frame)));
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  if (next.kind === 'flow-entry' || next.kind === 'flow-list-end') return add(frame, emptyNode(token.end));
  add(frame, parseNode(parser, false, false));
}

function stepFlowMap(parser: Parser, frame: Frame, first: Token): void {
  if (frame.expects === 'value') return stepFlowMapValue(parser, frame, first);
  if (first.kind !== 'flow-map-end' && !skipComma(parser, frame, first, 'flow-map-open')) return;
  const token = peek(parser);
  if (token === undefined) return;
  if (token.kind === 'flow-map-end') {
    take(parser);
    return close(parser, token.end);
  }
  frame.expects = 'value';
  frame.bare = token.kind !== 'key';
  if (frame.bare) return add(frame, parseNode(parser, false, false));
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty = next.kind === 'value' || next.kind === 'flow-entry' || next.kind === 'flow-map-end';
  add(frame, isEmpty ? emptyNode(next.start) : parseNode(parser, false, false));
}

function stepFlowMapValue(parser: Parser, frame: Frame, token: Token): void {
  frame.expects = 'key';
  if (frame.bare || token.kind !== 'value') return add(frame, emptyNode(endOfLast(frame)));
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  if (next.kind === 'flow-entry' || next.kind === 'flow-map-end') return add(frame, emptyNode(token.end));
  add(frame, parseNode(parser, false, false));
}
