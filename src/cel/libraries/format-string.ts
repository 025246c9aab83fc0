// `'%s has %d'.format([…])`. Follows cel-go v0.26 ext/formatting.go (the version before 4, with the en_US locale).

import { compareStrings } from '../evaluation/comparison.js';
import { runtimeTypeName, typeOfValue } from '../evaluation/runtime-type.js';
import { formatDouble } from '../standard/conversions.js';
import { formatDurationSeconds, formatTimestamp } from '../standard/time-text.js';
import {
  failure,
  isDuration,
  isMap,
  isTimestamp,
  isTypeValue,
  isUint,
  itemsOf,
  type MapValue,
  type Value,
} from '../value.js';
import { celQuote } from './quote.js';

/** One `%` clause of a format string. */
export interface Clause {
  readonly letter: string;
  readonly precision: number | undefined;
}

/** The pieces of a format string in order: text to copy, or a clause; or what is wrong with it. */
export function clauses(format: string): readonly (string | Clause)[] | { readonly error: string } {
  const pieces: (string | Clause)[] = [];
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf('%', at);
    if (percent === -1) break;
    pieces.push(format.slice(at, percent));
    if (format[percent + 1] === '%') {
      pieces.push('%');
      at = percent + 2;
      continue;
    }
    const match = /^(?:\.(\d*))?([\s\S])/.exec(format.slice(percent + 1));
    if (match === null) return { error: 'unexpected end of string' };
    const [all, precision, letter = ''] = match;
    if (!'sdfebxXo'.includes(letter)) {
      return { error: `could not parse formatting clause: unrecognized formatting clause "${letter}"` };
    }
    pieces.push({ letter, precision: precision === undefined ? undefined : Number(precision) });
    at = percent + 1 + all.length;
  }
  pieces.push(format.slice(at));
  return pieces;
}

/** The formatted text, or a failure. */
export function formatText(format: string, args: readonly Value[]): Value {
  const pieces = clauses(format);
  if ('error' in pieces) return failure(pieces.error);
  let text = '';
  let index = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const arg = args[index];
    if (arg === undefined) return failure(`index ${index} out of range`);
    index++;
    const formatted = formatClause(piece, arg);
    if (typeof formatted !== 'string') return failure(`error during formatting: ${formatted.error}`);
    text += formatted;
  }
  return text;
}

type Formatted = string | { readonly error: string };

const WANTED: Readonly<Record<string, string>> = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on integers',
  f: 'fixed-point clause can only be used on doubles',
  e: 'scientific clause can only be used on doubles',
  b: 'only integers and bools can be formatted as binary',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
  o: 'octal clause can only be used on integers',
};

/** Why a value of this type does not fit the clause, in cel-go's words. */
export function clauseError(letter: string, typeName: string): string {
  return `${WANTED[letter.toLowerCase()]}, was given ${typeName}`;
}

function formatClause({ letter, precision = 6 }: Clause, arg: Value): Formatted {
  const integer = typeof arg === 'bigint' ? arg : isUint(arg) ? arg.value : undefined;
  const double = doubleOf(arg);
  switch (letter) {
    case 's':
      return asText(arg) ?? { error: clauseError('s', nameOf(arg)) };
    case 'f':
    case 'e':
      return double === undefined ? { error: clauseError(letter, nameOf(arg)) } : decimal(double, letter, precision);
    case 'b':
      if (typeof arg === 'boolean') return arg ? '1' : '0';
      break;
    case 'x':
    case 'X': {
      const hex = integer === undefined ? hexOf(arg) : integer.toString(16);
      if (hex !== undefined) return letter === 'X' ? hex.toUpperCase() : hex;
      break;
    }
  }
  const radix = { d: 10, b: 2, o: 8 }[letter] ?? 10;
  return integer === undefined ? { error: clauseError(letter, nameOf(arg)) } : integer.toString(radix);
}

function nameOf(value: Value): string {
  return runtimeTypeName(typeOfValue(value));
}

function doubleOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  const special = new Map<Value, number>([
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
  ]);
  return special.get(value);
}

// The locale is en_US: `1,234.500000`, `1.500000 × 10⁰³`, ∞.
function decimal(value: number, letter: string, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (letter === 'f') {
    const [whole = '', fraction] = value.toFixed(Math.min(precision, 100)).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  }
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(precision, 100)).split('e');
  const sign = exponent.startsWith('-') ? '⁻' : '';
  const digits = exponent.replace(/[+-]/, '').padStart(2, '0');
  return `${mantissa}×10${sign}${[...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}

function hexOf(value: Value): string | undefined {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  if (!(bytes instanceof Uint8Array)) return undefined;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function asText(value: Value): string | undefined {
  const items = itemsOf(value);
  if (items !== undefined) return listText(items);
  if (isMap(value)) return mapText(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (isUint(value)) return String(value.value);
  if (isDuration(value)) return formatDurationSeconds(value.nanos);
  if (isTimestamp(value)) return formatTimestamp(value);
  return isTypeValue(value) ? value.name : undefined;
}

function listText(items: readonly Value[]): string | undefined {
  const texts = items.map(memberText);
  return texts.includes(undefined) ? undefined : `[${texts.join(', ')}]`;
}

function mapText(map: MapValue): string | undefined {
  const pairs = map.keys().map((key) => [memberText(key), memberText(map.find(key) ?? null)] as const);
  if (pairs.some(([key, value]) => key === undefined || value === undefined)) return undefined;
  const sorted = pairs.map(([key = '', value = '']) => [key, value] as const).sort(([a], [b]) => compareStrings(a, b));
  return `{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

// Inside a list or map, values are written as CEL literals.
function memberText(value: Value): string | undefined {
  if (typeof value === 'string') return celQuote(value);
  if (value instanceof Uint8Array) return `b${celQuote(new TextDecoder().decode(value))}`;
  if (typeof value === 'number') return Number.isFinite(value) ? value.toFixed(6) : celQuote(formatDouble(value));
  const text = asText(value);
  if (text === undefined) return undefined;
  if (isDuration(value)) return `duration("${text}")`;
  return isTimestamp(value) ? `timestamp("${text}")` : text;
}
