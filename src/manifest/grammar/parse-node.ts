import { nodeOf, type YamlNode } from './node.js';
import { fail, open, type Parser, peek, take } from './parse-state.js';
import type { Token } from './token.js';

/** Anchor and tag before a node. */
interface Properties {
  readonly end: number;
  readonly anchor: string | undefined;
  readonly tag: string;
}

/** A node: a scalar or alias at once, of a collection only its start. `undefined` after a failure. */
export function parseNode(parser: Parser, block: boolean, indentless: boolean): YamlNode | undefined {
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
  fail(parser, 'no-content', content, parser.stack.at(-1)?.node.start);
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
