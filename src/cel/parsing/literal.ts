// What number and string literals mean. Follows cel-go v0.26 parser/parser.go and parser/unescape.go.

import { isInt64, isUint64, uint, type Value } from '../value.js';
import type { Token } from './token.js';

/** The value of a literal token (`negative`: a minus sign stands before the number), or what is wrong with it. */
export function literalValue(token: Token, negative: boolean): { readonly value: Value } | { readonly error: string } {
  switch (token.kind) {
    case 'int': {
      const value = negative ? -BigInt(token.text) : BigInt(token.text);
      return isInt64(value) ? { value } : { error: 'invalid int literal' };
    }
    case 'uint': {
      const value = BigInt(token.text.slice(0, -1));
      return isUint64(value) ? { value: uint(value) } : { error: 'invalid uint literal' };
    }
    case 'float': {
      const value = Number(token.text) * (negative ? -1 : 1);
      return Number.isFinite(value) ? { value } : { error: 'invalid double literal' };
    }
    default:
      return quotedValue(token);
  }
}

const SINGLE = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ['?', '?'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]);

const ESCAPE =
  /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;

function quotedValue(token: Token): { readonly value: Value } | { readonly error: string } {
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)("""|'''|"|')/.exec(token.text) ?? [];
  const body = token.text.slice(prefix.length + quote.length, token.text.length - quote.length).replace(/\r\n?/g, '\n');
  const bytes = token.kind === 'bytes';
  const parts = prefix.toLowerCase().includes('r') ? [{ text: body }] : unescaped(body, bytes);
  if (typeof parts === 'string') return { error: parts };
  if (!bytes)
    return { value: parts.map((part) => ('text' in part ? part.text : String.fromCodePoint(part.code))).join('') };
  const encoder = new TextEncoder();
  const encoded = parts.flatMap((part) => ('text' in part ? [...encoder.encode(part.text)] : [part.code]));
  return { value: Uint8Array.from(encoded) };
}

type Part = { readonly text: string } | { readonly code: number };

function unescaped(body: string, bytes: boolean): readonly Part[] | string {
  const parts: Part[] = [];
  let last = 0;
  for (const match of body.matchAll(ESCAPE)) {
    parts.push({ text: body.slice(last, match.index) });
    const part = escapePart(match, bytes);
    if (part === undefined) return `invalid string literal: unable to unescape string`;
    parts.push(part);
    last = match.index + match[0].length;
  }
  parts.push({ text: body.slice(last) });
  return parts;
}

function escapePart([, x, bigX, u, bigU, octal, single]: RegExpExecArray, bytes: boolean): Part | undefined {
  const hex = x ?? bigX;
  if (hex !== undefined) return { code: Number.parseInt(hex, 16) };
  if (octal !== undefined) return { code: Number.parseInt(octal, 8) };
  if (single !== undefined) {
    const character = SINGLE.get(single);
    return character === undefined ? undefined : { text: character };
  }
  const code = Number.parseInt(u ?? bigU ?? '', 16);
  // Code points have no meaning in bytes; surrogates and what lies beyond Unicode have none at all.
  if (bytes || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return { text: String.fromCodePoint(code) };
}
