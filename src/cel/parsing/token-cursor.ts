// Where parsing stands in the tokens of an expression.
import type { Expr, ExpressionError } from '../ast.js';
import type { Token } from './token.js';

/** A parse under way. */
export interface Parser {
  readonly tokens: readonly Token[];
  /** Of the next token. */
  at: number;
  /** How many expressions the next token is inside of. */
  depth: number;
  /** The names of the macros in force. */
  readonly macros: ReadonlySet<string>;
  readonly errors: ExpressionError[];
}

const END: Token = { kind: 'end', text: '<EOF>', start: 0, end: 0 };

/** The token that comes next, or a few ahead of it. */
export function peek(parser: Parser, ahead = 0): Token {
  return parser.tokens[parser.at + ahead] ?? END;
}

/** Takes the next token. */
export function next(parser: Parser): Token {
  const token = peek(parser);
  if (token.kind !== 'end') parser.at++;
  return token;
}

/** Whether the token is one of these symbols. */
export function isSymbol(token: Token, ...texts: readonly string[]): boolean {
  return token.kind === 'symbol' && texts.includes(token.text);
}

/** Takes the symbol, if it comes next. */
export function accept(parser: Parser, text: string): Token | undefined {
  return isSymbol(peek(parser), text) ? next(parser) : undefined;
}

/** Notes a syntax error and skips what follows: messages about it would only mislead. */
export function unexpected(parser: Parser, expecting: string): Expr {
  const token = peek(parser);
  if (parser.errors.length === 0) {
    const at = token.kind === 'end' ? (parser.tokens.at(-1)?.start ?? 0) : token.start;
    parser.errors.push({ at, message: `Syntax error: mismatched input '${token.text}' ${expecting}` });
  }
  parser.at = parser.tokens.length;
  return { kind: 'literal', at: token.start, value: null };
}

/** Takes the symbol, which has to come next. */
export function expect(parser: Parser, text: string): Token | undefined {
  const token = accept(parser, text);
  if (token === undefined) unexpected(parser, `expecting '${text}'`);
  return token;
}
