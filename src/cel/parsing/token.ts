// The words of CEL. Follows the grammar of cel-go v0.26 parser/gen/CEL.g4.
import type { ExpressionError } from '../ast.js';

/** One token; `start` and `end` are UTF-16 offsets. */
export interface Token {
  readonly kind: 'identifier' | 'int' | 'uint' | 'float' | 'string' | 'bytes' | 'symbol' | 'end';
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SYMBOLS = ['==', '!=', '<=', '>=', '&&', '||', ...'<>[]{}().,-!?:+*/%'];

const SPACE = /[ \t\r\n\f]+|\/\/[^\n]*/y;
const NUMBER =
  /0[xX][0-9a-fA-F]+[uU]?|(?:[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)|[0-9]+[uU]?/y;
const IDENTIFIER = /[_a-zA-Z][_a-zA-Z0-9]*/y;
const STRING_PREFIX = /(?:[bB][rR]?|[rR][bB]?)?(?="|')/y;

/** The tokens of the expression, the last one of kind `end`; or the first character that starts none. */
export function tokens(text: string): { readonly tokens: readonly Token[]; readonly error?: ExpressionError } {
  const found: Token[] = [];
  let at = 0;
  while (true) {
    at = matchAt(SPACE, text, at) ?? at;
    while (true) {
      const next = matchAt(SPACE, text, at);
      if (next === undefined) break;
      at = next;
    }
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    if (typeof token === 'string') return { tokens: found, error: { at, message: token } };
    found.push(token);
    at = token.end;
  }
  found.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return { tokens: found };
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function tokenAt(text: string, at: number): Token | string {
  const prefix = matchAt(STRING_PREFIX, text, at);
  if (prefix !== undefined) return quoted(text, at, prefix);
  const number = matchAt(NUMBER, text, at);
  if (number !== undefined) return numeric(text.slice(at, number), at);
  const identifier = matchAt(IDENTIFIER, text, at);
  if (identifier !== undefined) {
    return { kind: 'identifier', text: text.slice(at, identifier), start: at, end: identifier };
  }
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, start: at, end: at + symbol.length };
  return `Syntax error: token recognition error at: '${String.fromCodePoint(text.codePointAt(at) ?? 0)}'`;
}

function numeric(text: string, start: number): Token {
  const end = start + text.length;
  if (/^0[xX]/.test(text)) return { kind: /[uU]$/.test(text) ? 'uint' : 'int', text, start, end };
  if (/[.eE]/.test(text)) return { kind: 'float', text, start, end };
  return { kind: /[uU]$/.test(text) ? 'uint' : 'int', text, start, end };
}

function quoted(text: string, start: number, quoteAt: number): Token | string {
  const prefix = text.slice(start, quoteAt).toLowerCase();
  const kind = prefix.includes('b') ? 'bytes' : 'string';
  const raw = prefix.includes('r');
  const one = text[quoteAt] ?? '"';
  const triple = one.repeat(3);
  const quote = text.startsWith(triple, quoteAt) ? triple : one;
  let at = quoteAt + quote.length;
  while (at < text.length) {
    if (text.startsWith(quote, at))
      return { kind, text: text.slice(start, at + quote.length), start, end: at + quote.length };
    if (quote === one && (text[at] === '\n' || text[at] === '\r')) break;
    at += text[at] === '\\' && !raw ? 2 : 1;
  }
  return `Syntax error: token recognition error at: '${text.slice(start, start + 20)}'`;
}
