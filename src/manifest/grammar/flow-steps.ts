import type { FailureKind } from './failure.js';
import { emptyNode } from './node.js';
import { parseNode } from './parse-node.js';
import { add, close, endOfLast, type Frame, fail, open, type Parser, peek, take } from './parse-state.js';
import type { Token, TokenKind } from './token.js';

/** The next item of a flow list. */
export function stepFlowList(parser: Parser, frame: Frame, first: Token): void {
  const token = nextEntry(parser, frame, first, 'flow-list-end');
  if (token === undefined) return;
  if (token.kind === 'flow-list-end') {
    take(parser);
    close(parser, token.end);
  } else if (token.kind === 'key') {
    take(parser);
    add(frame, open(parser, 'flow-pair', token, ''));
  } else add(frame, parseNode(parser, false, false));
}

/** Goes over the comma between two entries; the token behind it, or the closing one. */
function nextEntry(parser: Parser, frame: Frame, token: Token, closing: TokenKind): Token | undefined {
  if (token.kind === closing || frame.first) {
    frame.first = false;
    return token;
  }
  if (token.kind === 'flow-entry') {
    take(parser);
    return peek(parser);
  }
  const kind: FailureKind = closing === 'flow-list-end' ? 'flow-list-open' : 'flow-map-open';
  fail(parser, kind, token, frame.node.start);
  return undefined;
}

/** A map of one entry inside a flow list: `[a: 1]`. */
export function stepFlowPair(parser: Parser, frame: Frame, token: Token): void {
  if (frame.expects === 'end') close(parser);
  else if (frame.expects === 'key') stepPairKey(parser, frame, token);
  else {
    frame.expects = 'end';
    parseFlowValue(parser, frame, token, 'flow-list-end');
  }
}

function stepPairKey(parser: Parser, frame: Frame, token: Token): void {
  frame.expects = 'value';
  if (token.kind !== 'value' && token.kind !== 'flow-entry' && token.kind !== 'flow-list-end') {
    add(frame, parseNode(parser, false, false));
    return;
  }
  // libyaml swallows this token, and so does Go.
  take(parser);
  add(frame, emptyNode(token.end));
}

function parseFlowValue(parser: Parser, frame: Frame, token: Token, closing: TokenKind): void {
  if (token.kind !== 'value') {
    add(frame, emptyNode(endOfLast(frame)));
    return;
  }
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty = next.kind === 'flow-entry' || next.kind === closing;
  add(frame, isEmpty ? emptyNode(token.end) : parseNode(parser, false, false));
}

/** The next key or value of a flow map. */
export function stepFlowMap(parser: Parser, frame: Frame, token: Token): void {
  if (frame.expects === 'key') {
    stepFlowKey(parser, frame, token);
    return;
  }
  frame.expects = 'key';
  if (frame.bare) add(frame, emptyNode(endOfLast(frame)));
  else parseFlowValue(parser, frame, token, 'flow-map-end');
}

function stepFlowKey(parser: Parser, frame: Frame, first: Token): void {
  const token = nextEntry(parser, frame, first, 'flow-map-end');
  if (token === undefined) return;
  if (token.kind === 'flow-map-end') {
    take(parser);
    close(parser, token.end);
    return;
  }
  frame.expects = 'value';
  frame.bare = token.kind !== 'key';
  if (frame.bare) {
    add(frame, parseNode(parser, false, false));
    return;
  }
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty = next.kind === 'value' || next.kind === 'flow-entry' || next.kind === 'flow-map-end';
  add(frame, isEmpty ? emptyNode(next.start) : parseNode(parser, false, false));
}
