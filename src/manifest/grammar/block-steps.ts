import { emptyNode } from './node.js';
import { parseNode } from './parse-node.js';
import { add, close, endOfLast, type Frame, fail, type Parser, peek, take } from './parse-state.js';
import type { Token } from './token.js';

/** The next key or value of a block mapping. */
export function stepBlockMap(parser: Parser, frame: Frame, token: Token): void {
  if (frame.expects === 'key') stepKey(parser, frame, token);
  else stepValue(parser, frame, token);
}

function stepKey(parser: Parser, frame: Frame, token: Token): void {
  if (token.kind === 'block-end') {
    take(parser);
    close(parser);
  } else if (token.kind === 'key') {
    frame.expects = 'value';
    parseInMap(parser, frame, token);
  } else fail(parser, 'no-key', token, frame.node.start);
}

function stepValue(parser: Parser, frame: Frame, token: Token): void {
  frame.expects = 'key';
  if (token.kind === 'value') parseInMap(parser, frame, token);
  else add(frame, emptyNode(endOfLast(frame)));
}

function parseInMap(parser: Parser, frame: Frame, token: Token): void {
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty = next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end';
  add(frame, isEmpty ? emptyNode(token.end) : parseNode(parser, true, true));
}

/** The next item of a block list. */
export function stepBlockList(parser: Parser, frame: Frame, token: Token): void {
  if (token.kind === 'block-end') {
    take(parser);
    close(parser);
    return;
  }
  if (token.kind !== 'block-entry') {
    fail(parser, 'no-entry', token, frame.node.start);
    return;
  }
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty = next.kind === 'block-entry' || next.kind === 'block-end';
  add(frame, isEmpty ? emptyNode(token.end) : parseNode(parser, true, false));
}

/** The next item of a list whose dashes stand in the column of its key. */
export function stepIndentlessList(parser: Parser, frame: Frame, token: Token): void {
  if (token.kind !== 'block-entry') {
    close(parser);
    return;
  }
  take(parser);
  const next = peek(parser);
  if (next === undefined) return;
  const isEmpty =
    next.kind === 'block-entry' || next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end';
  add(frame, isEmpty ? emptyNode(token.end) : parseNode(parser, true, false));
}
