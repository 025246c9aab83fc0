// CEL's grammar by recursive descent. Follows cel-go v0.26 parser/gen/CEL.g4 and parser/parser.go.
// Not modelled: the words of ANTLR's syntax errors (ours say what was expected).
import type { Call, Expr, ExpressionError, ListElement, MapEntry, Struct } from '../ast.js';
import { literalValue } from './literal.js';
import { expandMacro } from './macros.js';
import { call, chain, END_EXPR, logical, MAX_CHAIN, PRODUCTS, RELATIONS, repeated, SUMS } from './operator-chain.js';
import { type Token, tokens } from './token.js';
import { accept, expect, isSymbol, next, type Parser, peek, unexpected } from './token-cursor.js';

/** cel-go's default `MaxRecursionDepth`. */
const MAX_DEPTH = 250;
/** cel-go's default `ExpressionSizeCodePointLimit`. */
const MAX_LENGTH = 100_000;

const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** The expression, or why it is none. */
export type Parsed = { readonly expr: Expr } | { readonly errors: readonly ExpressionError[] };

/** Parses an expression; `macros` are the names of the macros in force. */
export function parse(text: string, macros: ReadonlySet<string>): Parsed {
  if (text.length > MAX_LENGTH) {
    return {
      errors: [
        { at: 0, message: `expression code point size exceeds limit: size: ${text.length}, limit ${MAX_LENGTH}` },
      ],
    };
  }
  const lexed = tokens(text);
  if (lexed.error !== undefined) return { errors: [lexed.error] };
  const parser: Parser = { tokens: lexed.tokens, at: 0, depth: 0, macros, errors: [] };
  const expr = expression(parser);
  if (parser.errors.length === 0 && peek(parser).kind !== 'end') unexpected(parser, 'expecting <EOF>');
  return parser.errors.length > 0 ? { errors: parser.errors } : { expr };
}

function expression(parser: Parser): Expr {
  parser.depth++;
  if (parser.depth > MAX_DEPTH) {
    if (parser.errors.length === 0) {
      parser.errors.push({ at: peek(parser).start, message: `expression recursion limit exceeded: ${MAX_DEPTH}` });
    }
    parser.at = parser.tokens.length;
  }
  const result = ternary(parser);
  parser.depth--;
  return result;
}

function ternary(parser: Parser): Expr {
  if (parser.at >= parser.tokens.length) return unexpected(parser, 'expecting an expression');
  const condition = disjunction(parser);
  const question = accept(parser, '?');
  if (question === undefined) return condition;
  const yes = disjunction(parser);
  expect(parser, ':');
  const no = expression(parser);
  return call('_?_:_', question.start, [condition, yes, no]);
}

function disjunction(parser: Parser): Expr {
  return logical(parser, '||', () => logical(parser, '&&', () => relation(parser)));
}

function relation(parser: Parser): Expr {
  return chain(parser, RELATIONS, () => chain(parser, SUMS, () => chain(parser, PRODUCTS, () => unary(parser))));
}

function unary(parser: Parser): Expr {
  const first = peek(parser);
  if (isSymbol(first, '!')) return repeated(parser, '!', () => postfix(parser));
  const number = peek(parser, 1);
  const signed = isSymbol(first, '-') && (number.kind === 'int' || number.kind === 'float');
  return isSymbol(first, '-') && !signed ? repeated(parser, '-', () => postfix(parser)) : postfix(parser);
}

function postfix(parser: Parser): Expr {
  let expr = primary(parser);
  for (let length = 0; ; length++) {
    const token = peek(parser);
    if (!isSymbol(token, '.', '[')) return expr;
    if (length >= MAX_CHAIN) return unexpected(parser, `after ${MAX_CHAIN} selections in a row`);
    next(parser);
    expr = token.text === '.' ? selection(parser, token, expr) : subscript(parser, token, expr);
  }
}

function selection(parser: Parser, dot: Token, operand: Expr): Expr {
  const optional = accept(parser, '?') !== undefined;
  const name = peek(parser);
  if (!isFieldName(name)) return unexpected(parser, 'expecting IDENTIFIER');
  next(parser);
  if (optional) return call('_?._', dot.start, [operand, { kind: 'literal', at: name.start, value: name.text }]);
  const open = accept(parser, '(');
  if (open === undefined) return { kind: 'select', at: dot.start, operand, field: name.text, test: false };
  return callOrMacro(parser, open, { name: name.text, target: operand });
}

function isFieldName({ kind, text }: Token): boolean {
  return kind === 'identifier' && text !== 'in' && !CONSTANTS.has(text);
}

function subscript(parser: Parser, open: Token, operand: Expr): Expr {
  const optional = accept(parser, '?') !== undefined;
  const index = expression(parser);
  expect(parser, ']');
  return call(optional ? '_[?_]' : '_[_]', open.start, [operand, index]);
}

function callOrMacro(parser: Parser, open: Token, { name, target }: Pick<Call, 'name' | 'target'>): Expr {
  const args: Expr[] = [];
  if (accept(parser, ')') === undefined) {
    do args.push(expression(parser));
    while (accept(parser, ',') !== undefined);
    expect(parser, ')');
  }
  if (parser.errors.length > 0) return END_EXPR;
  const expanded = expandMacro({ at: open.start, name, target, args }, parser.macros);
  if (expanded === undefined) return { kind: 'call', at: open.start, name, target, args };
  if ('kind' in expanded) return expanded;
  parser.errors.push(expanded);
  return END_EXPR;
}

function primary(parser: Parser): Expr {
  const token = peek(parser);
  if (token.kind === 'symbol') return bracketed(parser, token);
  if (token.kind === 'identifier') return identifier(parser);
  if (token.kind === 'end') return unexpected(parser, 'expecting an expression');
  next(parser);
  return literal(parser, token);
}

function literal(parser: Parser, token: Token, minus?: Token): Expr {
  const { start: at } = minus ?? token;
  const value = literalValue(token, minus !== undefined);
  if ('value' in value) return { kind: 'literal', at, value: value.value };
  parser.errors.push({ at, message: value.error });
  return END_EXPR;
}

function bracketed(parser: Parser, token: Token): Expr {
  switch (token.text) {
    case '(': {
      next(parser);
      const inside = expression(parser);
      expect(parser, ')');
      return inside;
    }
    case '[':
      return list(parser);
    case '{':
      return map(parser);
    case '.':
      next(parser);
      return peek(parser).kind === 'identifier' ? identifier(parser) : unexpected(parser, 'expecting IDENTIFIER');
    case '-':
      next(parser);
      return literal(parser, next(parser), token);
    default:
      return unexpected(parser, 'expecting an expression');
  }
}

// `[,]` is an empty list.
function acceptLoneComma(parser: Parser, close: string): void {
  if (isSymbol(peek(parser), ',') && isSymbol(peek(parser, 1), close)) next(parser);
}

function list(parser: Parser): Expr {
  const open = next(parser);
  const elements: ListElement[] = [];
  acceptLoneComma(parser, ']');
  while (!isSymbol(peek(parser), ']') && parser.errors.length === 0) {
    const optional = accept(parser, '?') !== undefined;
    elements.push({ optional, value: expression(parser) });
    if (accept(parser, ',') === undefined) break;
  }
  expect(parser, ']');
  return { kind: 'list', at: open.start, elements };
}

function map(parser: Parser): Expr {
  const open = next(parser);
  const entries: MapEntry[] = [];
  acceptLoneComma(parser, '}');
  while (!isSymbol(peek(parser), '}') && parser.errors.length === 0) {
    const optional = accept(parser, '?') !== undefined;
    const key = expression(parser);
    expect(parser, ':');
    entries.push({ optional, key, value: expression(parser) });
    if (accept(parser, ',') === undefined) break;
  }
  expect(parser, '}');
  return { kind: 'map', at: open.start, entries };
}

function identifier(parser: Parser): Expr {
  const token = next(parser);
  const constant = CONSTANTS.get(token.text);
  if (constant !== undefined) return { kind: 'literal', at: token.start, value: constant };
  if (token.text === 'in') {
    parser.at--;
    return unexpected(parser, 'expecting an expression');
  }
  const structEnd = structNameEnd(parser);
  if (structEnd !== undefined) return structLiteral(parser, token, structEnd);
  if (RESERVED.has(token.text)) {
    parser.errors.push({ at: token.start, message: `reserved identifier: ${token.text}` });
    return END_EXPR;
  }
  const open = accept(parser, '(');
  if (open !== undefined) return callOrMacro(parser, open, { name: token.text, target: undefined });
  return { kind: 'ident', at: token.start, name: token.text };
}

// `a.b.C{`: how many tokens the rest of the name has; a `{` cannot follow a name otherwise.
function structNameEnd(parser: Parser): number | undefined {
  let ahead = 0;
  while (isSymbol(peek(parser, ahead), '.') && peek(parser, ahead + 1).kind === 'identifier') ahead += 2;
  return isSymbol(peek(parser, ahead), '{') ? ahead : undefined;
}

function structLiteral(parser: Parser, first: Token, rest: number): Expr {
  let name = first.text;
  for (let i = 0; i < rest; i++) name += next(parser).text;
  const open = next(parser);
  const fields: Struct['fields'][number][] = [];
  acceptLoneComma(parser, '}');
  while (!isSymbol(peek(parser), '}') && parser.errors.length === 0) {
    const optional = accept(parser, '?') !== undefined;
    const field = peek(parser);
    if (!isFieldName(field)) return unexpected(parser, "expecting {'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}");
    next(parser);
    const colon = expect(parser, ':');
    fields.push({ at: colon?.start ?? field.start, name: field.text, optional, value: expression(parser) });
    if (accept(parser, ',') === undefined) break;
  }
  expect(parser, '}');
  return { kind: 'struct', at: open.start, name, fields };
}
