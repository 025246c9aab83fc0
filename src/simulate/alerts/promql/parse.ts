/**
 * From a text to an expression, with Prometheus' own grammar for editors (@prometheus-io/lezer-promql). What is PromQL and
 * outside of the subset becomes `unsupported`, in its place. Texts are bounded in length and depth: they come from files.
 */

import { parser } from '@prometheus-io/lezer-promql';
import type { Aggregation, Binary, Expression, LabelMatcher, Matching, Selector } from './expression.js';
import { durationMs, numberOf, textOf } from './literals.js';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** The longest rule of kube-prometheus has about 2,000 characters. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 200;
const TOO_DEEP = `it is nested more than ${MAX_DEPTH} deep`;

/** An expression, or why there is none. */
export type Parsed =
  | { readonly kind: 'parsed'; readonly expression: Expression }
  | { readonly kind: 'mistake'; readonly message: string };

/** Reads PromQL. */
export function parsePromql(text: string): Parsed {
  if (text.length > MAX_LENGTH) return { kind: 'mistake', message: `it is longer than ${MAX_LENGTH} characters` };
  if (nesting(text) > MAX_DEPTH) return { kind: 'mistake', message: TOO_DEEP };
  const tree = parser.parse(text);
  let errorAt: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) errorAt ??= from;
    },
  });
  const [root] = children(tree.topNode);
  if (errorAt !== undefined || root === undefined)
    return { kind: 'mistake', message: `it is no PromQL from character ${(errorAt ?? 0) + 1} on` };
  const reader: Reader = { text, mistake: undefined };
  const expression = expressionOf(reader, root, 0);
  return reader.mistake === undefined ? { kind: 'parsed', expression } : { kind: 'mistake', message: reader.mistake };
}

/** Brackets that are open at once: what would make the grammar slow is refused before it sees it. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

interface Reader {
  readonly text: string;
  mistake: string | undefined;
}

function unsupported(what: string): Expression {
  return { kind: 'unsupported', what };
}

function expressionOf(reader: Reader, node: SyntaxNode, depth: number): Expression {
  if (depth > MAX_DEPTH) {
    reader.mistake ??= TOO_DEEP;
    return unsupported('depth');
  }
  const inner = (child: SyntaxNode | null): Expression =>
    child === null ? unsupported('an empty expression') : expressionOf(reader, child, depth + 1);
  const source = sourceOf(reader, node);
  switch (node.name) {
    case 'ParenExpr':
      return inner(children(node)[0] ?? null);
    case 'NumberDurationLiteral': {
      const value = numberOf(source);
      return value === undefined ? unsupported(`the number ${source}`) : { kind: 'number', value };
    }
    case 'UnaryExpr': {
      const operand = inner(children(node).at(-1) ?? null);
      return source.startsWith('-') ? { kind: 'negative', operand } : operand;
    }
    case 'VectorSelector':
      return selectorOf(reader, node);
    case 'MatrixSelector': {
      const selector = inner(children(node)[0] ?? null);
      const rangeMs = durationOf(reader, children(node).at(-1) ?? null);
      if (selector.kind !== 'selector' || rangeMs === undefined || rangeMs === 0)
        return unsupported(`the range ${source}`);
      return { kind: 'range', selector, rangeMs };
    }
    case 'OffsetExpr':
      return isOfSelector(node)
        ? withOffset(inner(children(node)[0] ?? null), durationOf(reader, children(node).at(-1) ?? null))
        : unsupported('offset of anything but a selector');
    case 'FunctionCall':
      return {
        kind: 'call',
        name: sourceOf(reader, node.getChild('FunctionIdentifier')),
        args: children(node.getChild('FunctionCallBody')).map(inner),
      };
    case 'AggregateExpr':
      return aggregationOf(reader, node, inner);
    case 'BinaryExpr':
      return binaryOf(reader, node, inner);
    case 'StringLiteral':
      return unsupported(`the text ${source}`);
    case 'SubqueryExpr':
      return unsupported('a subquery');
    case 'StepInvariantExpr':
      return unsupported('the modifier @');
    default:
      return unsupported(node.name);
  }
}

type Inner = (child: SyntaxNode | null) => Expression;

/** Does a selector stand right before `offset`? */
function isOfSelector(node: SyntaxNode): boolean {
  let [last] = children(node);
  while (last?.name === 'BinaryExpr' || last?.name === 'UnaryExpr') last = children(last).at(-1);
  return last?.name === 'VectorSelector' || last?.name === 'MatrixSelector';
}

/** The grammar gives `a - b offset 5m` the offset of the whole; Prometheus gives it to what stands right before it. */
function withOffset(operand: Expression, offsetMs: number | undefined): Expression {
  if (offsetMs === undefined || offsetMs < 0) return unsupported('such an offset');
  switch (operand.kind) {
    case 'selector':
      return { ...operand, offsetMs };
    case 'range':
      return { ...operand, selector: { ...operand.selector, offsetMs } };
    case 'binary':
      return { ...operand, right: withOffset(operand.right, offsetMs) };
    case 'negative':
      return { ...operand, operand: withOffset(operand.operand, offsetMs) };
    default:
      return operand;
  }
}

function selectorOf(reader: Reader, node: SyntaxNode): Expression {
  const matchers: LabelMatcher[] = [];
  let metric = sourceOf(reader, node.getChild('Identifier'));
  for (const part of children(node.getChild('LabelMatchers'))) {
    const value = textOf(sourceOf(reader, part.getChild('StringLiteral')));
    if (part.name !== 'UnquotedLabelMatcher' || value === undefined) return unsupported('a matcher with quoted names');
    const label = sourceOf(reader, part.getChild('LabelName'));
    const op = matchOp(sourceOf(reader, part.getChild('MatchOp')));
    if (op === undefined) return unsupported('such a matcher');
    if (label !== '__name__') matchers.push({ label, op, value });
    else if (op === '=' && metric === '') metric = value;
    else return unsupported('a matcher on __name__');
  }
  if (metric === '') return unsupported('a selector without a metric');
  return { kind: 'selector', metric, matchers, offsetMs: 0 } satisfies Selector;
}

function matchOp(text: string): LabelMatcher['op'] | undefined {
  return text === '=' || text === '!=' || text === '=~' || text === '!~' ? text : undefined;
}

function durationOf(reader: Reader, node: SyntaxNode | null): number | undefined {
  if (node === null || (node.name !== 'DurationExpr' && node.name !== 'OffsetDurationExpr')) return undefined;
  const text = sourceOf(reader, node).trim();
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  return seconds === undefined ? durationMs(text) : seconds * 1000;
}

function aggregationOf(reader: Reader, node: SyntaxNode, inner: Inner): Expression {
  const modifier = node.getChild('AggregateModifier');
  const args = children(node.getChild('FunctionCallBody'));
  const operand = args.at(-1);
  if (operand === undefined) return unsupported('an aggregation of nothing');
  return {
    kind: 'aggregation',
    op: sourceOf(reader, node.getChild('AggregateOp')).toLowerCase(),
    grouping: { by: modifier?.getChild('Without') == null, labels: labelsOf(reader, modifier) },
    parameter: args.length > 1 ? inner(args[0] ?? null) : undefined,
    operand: inner(operand),
  } satisfies Aggregation;
}

function labelsOf(reader: Reader, node: SyntaxNode | null | undefined, place = 0): string[] {
  const list = node?.getChildren('GroupingLabels')[place];
  return children(list ?? null).map((label) => textOf(sourceOf(reader, label)) ?? sourceOf(reader, label));
}

function binaryOf(reader: Reader, node: SyntaxNode, inner: Inner): Expression {
  const parts = children(node);
  const [left, operator] = parts;
  const right = parts.at(-1);
  if (left === undefined || operator === undefined || right === undefined) return unsupported('such an operator');
  const op = sourceOf(reader, operator).toLowerCase();
  // Prometheus takes the sign of `-1 ^ 2` last, the grammar first.
  if (op === '^' && left.name === 'NumberDurationLiteral' && /^[+-]/.test(sourceOf(reader, left)))
    return unsupported('a power of a number with a sign');
  if (isTornByOffset(reader, left, op)) return unsupported('an operator after an offset');
  if (node.getChild('FillModifier') !== null) return unsupported('fill');
  return {
    kind: 'binary',
    op,
    bool: node.getChild('BoolModifier') !== null,
    matching: matchingOf(reader, node.getChild('MatchingModifierClause')),
    left: inner(left),
    right: inner(right),
  } satisfies Binary;
}

/** From the loosest to the tightest. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
];

/** Would Prometheus let the operator take only a part of what the grammar has put before an offset? */
function isTornByOffset(reader: Reader, left: SyntaxNode, op: string): boolean {
  const torn = left.name === 'OffsetExpr' ? children(left)[0] : undefined;
  if (torn?.name !== 'BinaryExpr') return torn?.name === 'UnaryExpr';
  const inner = sourceOf(reader, children(torn)[1] ?? null).toLowerCase();
  const rank = (name: string) => PRECEDENCE.findIndex((names) => names.includes(name));
  return op === '^' || rank(op) > rank(inner);
}

function matchingOf(reader: Reader, clause: SyntaxNode | null): Matching {
  if (clause === null) return { on: false, labels: [] };
  const matching = { on: clause.getChild('On') !== null, labels: labelsOf(reader, clause) };
  const many = clause.getChild('GroupLeft') ? 'left' : clause.getChild('GroupRight') ? 'right' : undefined;
  return many === undefined ? matching : { ...matching, group: { many, include: labelsOf(reader, clause, 1) } };
}

function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') found.push(child);
  }
  return found;
}

function sourceOf(reader: Reader, node: SyntaxNode | null): string {
  return node === null ? '' : reader.text.slice(node.from, node.to);
}
