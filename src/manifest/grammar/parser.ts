import { stepBlockList, stepBlockMap, stepIndentlessList } from './block-steps.js';
import type { Failure } from './failure.js';
import { stepFlowList, stepFlowMap, stepFlowPair } from './flow-steps.js';
import { emptyNode, type YamlNode } from './node.js';
import { parseNode } from './parse-node.js';
import { close, type Frame, fail, type Parser, peek, take } from './parse-state.js';
import { scannerOf } from './state.js';
import type { Token, TokenKind } from './token.js';

/** The first document of a text as a tree. */
export interface Parsed {
  readonly hasAnchors: boolean;
  /** `undefined` if there is nothing in the text; after a failure what was read before it. */
  readonly root: YamlNode | undefined;
  readonly failure: Failure | undefined;
  /** Where the document ended although text follows, which Go never looks at. */
  readonly rest: { readonly at: number; readonly afterMarker: boolean } | undefined;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
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
  return { root, failure, rest, hasAnchors: parser.anchors.size > 0, comments: parser.scanner.comments };
}

function parseRoot(parser: Parser, start: number): YamlNode | undefined {
  let token = peek(parser);
  if (token === undefined || token.kind === 'stream-end') return undefined;
  if (token.kind === 'version' || token.kind === 'tag-directive' || token.kind === 'document-start') {
    if (!parseDirectives(parser)) return undefined;
    token = peek(parser);
    if (token === undefined) return undefined;
    if (isDocumentEnd(token.kind)) return emptyNode(bodyOf(parser.scanner.text, start));
  }
  const root = parseNode(parser, true, false);
  while (parser.failure === undefined && parser.stack.length > 0) step(parser);
  return root;
}

/** The line behind `---`, where the text of an explicit document starts. */
function bodyOf(text: string, start: number): number {
  return text.indexOf('\n', start) + 1;
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

/** After a failure: what was read so far is all there is. A key without a value gets an empty one. */
function closeOpen(parser: Parser): void {
  while (parser.stack.length > 0) {
    const { node } = parser.stack.at(-1) ?? { node: emptyNode(0) };
    if (node.kind === 'map' && node.children.length % 2 === 1)
      node.children.push(emptyNode(node.children.at(-1)?.end ?? 0));
    close(parser);
  }
}

const steps: Record<Frame['kind'], (parser: Parser, frame: Frame, token: Token) => void> = {
  'block-map': stepBlockMap,
  'block-list': stepBlockList,
  'indentless-list': stepIndentlessList,
  'flow-list': stepFlowList,
  'flow-map': stepFlowMap,
  'flow-pair': stepFlowPair,
};

/** Reads on in the innermost collection. */
function step(parser: Parser): void {
  const frame = parser.stack.at(-1);
  const token = peek(parser);
  if (frame !== undefined && token !== undefined) steps[frame.kind](parser, frame, token);
}
