// The extended string functions. Follows cel-go v0.26 ext/strings.go; Kubernetes has version 0 until 1.28, 2 from 1.29 on.
import { type FunctionDeclaration, fn, type Library, member, plain } from '../declaration.js';
import { DYN, INT, listOf, STRING } from '../type.js';
import { failure, itemsOf, type Value } from '../value.js';
import { formatText } from './format-string.js';
import { celQuote } from './quote.js';

const runes = (value: Value | undefined): string[] => [...String(value)];
const at = (value: Value | undefined): number => Number(value);

/** The functions of version 0. */
export const STRINGS: Library = { functions: functions() };

/** What version 1 and 2 added: `format` and `strings.quote`. */
export const STRINGS_2: Library = {
  functions: [
    fn(
      'format',
      member('string_format', [STRING, listOf(DYN)], STRING, (text, args = null) =>
        formatText(String(text), itemsOf(args) ?? []),
      ),
    ),
    fn(
      'strings.quote',
      plain('strings_quote', [STRING], STRING, (text) => celQuote(String(text))),
    ),
  ],
};

function functions(): FunctionDeclaration[] {
  return [
    fn('charAt', member('string_char_at_int', [STRING, INT], STRING, charAt)),
    fn(
      'indexOf',
      member('string_index_of_string', [STRING, STRING], INT, (text, part) => indexOf(runes(text), runes(part), 0)),
      member('string_index_of_string_int', [STRING, STRING, INT], INT, (text, part, from) =>
        indexOf(runes(text), runes(part), at(from)),
      ),
    ),
    fn(
      'lastIndexOf',
      member('string_last_index_of_string', [STRING, STRING], INT, (text, part) =>
        part === ''
          ? BigInt(runes(text).length)
          : lastIndexOf(runes(text), runes(part), Math.max(0, runes(text).length - 1)),
      ),
      member('string_last_index_of_string_int', [STRING, STRING, INT], INT, (text, part, from) =>
        lastIndexOf(runes(text), runes(part), at(from)),
      ),
    ),
    fn(
      'lowerAscii',
      member('string_lower_ascii', [STRING], STRING, (text) =>
        String(text).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
      ),
    ),
    fn(
      'upperAscii',
      member('string_upper_ascii', [STRING], STRING, (text) =>
        String(text).replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
      ),
    ),
    fn(
      'replace',
      member('string_replace_string_string', [STRING, STRING, STRING], STRING, (text, old, by) =>
        replaced(String(text), String(old), String(by), -1),
      ),
      member('string_replace_string_string_int', [STRING, STRING, STRING, INT], STRING, (text, old, by, count) =>
        replaced(String(text), String(old), String(by), at(count)),
      ),
    ),
    fn(
      'split',
      member('string_split_string', [STRING, STRING], listOf(STRING), (text, separator) =>
        split(String(text), String(separator), -1),
      ),
      member('string_split_string_int', [STRING, STRING, INT], listOf(STRING), (text, separator, count) =>
        split(String(text), String(separator), at(count)),
      ),
    ),
    fn(
      'substring',
      member('string_substring_int', [STRING, INT], STRING, (text, start) =>
        substring(runes(text), at(start), runes(text).length),
      ),
      member('string_substring_int_int', [STRING, INT, INT], STRING, (text, start, end) =>
        substring(runes(text), at(start), at(end)),
      ),
    ),
    // Go's unicode.IsSpace, which unlike JavaScript's trim leaves the zero width no-break space alone.
    fn(
      'trim',
      member('string_trim', [STRING], STRING, (text) =>
        String(text).replace(/^[\s\x85]+|[\s\x85]+$/gu, (space) => space.replace(/[^\ufeff]/g, '')),
      ),
    ),
    fn(
      'join',
      member('list_join', [listOf(STRING)], STRING, (list = null) => join(list, '')),
      member('list_join_string', [listOf(STRING), STRING], STRING, (list = null, separator) =>
        join(list, String(separator)),
      ),
    ),
  ];
}

function charAt(text: Value | undefined, index: Value | undefined): Value {
  const characters = runes(text);
  const position = at(index);
  if (position < 0 || position > characters.length) return failure(`index out of range: ${position}`);
  return characters[position] ?? '';
}

function indexOf(text: readonly string[], part: readonly string[], from: number): Value {
  if (part.length === 0) return BigInt(from);
  if (from < 0) return failure(`index out of range: ${from}`);
  for (let i = from; i + part.length <= text.length; i++) {
    if (part.every((character, j) => text[i + j] === character)) return BigInt(i);
  }
  return -1n;
}

function lastIndexOf(text: readonly string[], part: readonly string[], from: number): Value {
  if (part.length === 0) return BigInt(from);
  if (from < 0) return failure(`index out of range: ${from}`);
  if (from >= text.length) return -1n;
  for (let i = Math.min(from, text.length - part.length); i >= 0; i--) {
    if (part.every((character, j) => text[i + j] === character)) return BigInt(i);
  }
  return -1n;
}

// Go's strings.Replace: an empty `old` matches before each character and at the end.
function replaced(text: string, old: string, by: string, count: number): string {
  if (count === 0) return text;
  const parts = old === '' ? ['', ...text] : text.split(old);
  const limit = count < 0 ? Infinity : count;
  if (old === '') return [...text, ''].map((character, i) => (i < limit ? by : '') + character).join('');
  return parts.map((part, i) => (i === 0 ? part : (i <= limit ? by : old) + part)).join('');
}

// Go's strings.SplitN.
function split(text: string, separator: string, count: number): Value {
  if (count === 0) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function substring(text: readonly string[], start: number, end: number): Value {
  if (start > end && end !== text.length) return failure(`invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0 || start > text.length) return failure(`index out of range: ${start}`);
  if (end < 0 || end > text.length) return failure(`index out of range: ${end}`);
  return text.slice(start, end).join('');
}

function join(list: Value, separator: string): Value {
  const items = itemsOf(list) ?? [];
  const bad = items.find((item) => typeof item !== 'string');
  return bad === undefined ? items.join(separator) : failure('join: invalid input');
}
