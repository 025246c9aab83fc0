/** An escape in a double-quoted scalar: what it stands for, and how many UTF-16 units it takes. */
export interface Escape {
  readonly character: string;
  readonly length: number;
}

/** Escapes of one letter, as go.yaml.in/yaml/v2 `yaml_parser_scan_flow_scalar` knows them: JSON's `\/` is not among them. */
const letters = new Map<string, string>([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** Hexadecimal digits after the letter. */
const digitCounts = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The escape whose backslash is at the offset; `undefined` if there is no such escape. */
export function escapeAt(text: string, at: number): Escape | undefined {
  const letter = text.charAt(at + 1);
  const character = letters.get(letter);
  if (character !== undefined) return { character, length: 2 };
  const count = digitCounts.get(letter);
  if (count === undefined) return undefined;
  const digits = text.slice(at + 2, at + 2 + count);
  if (digits.length !== count || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  // Halves of a surrogate pair are refused, although JSON writes emoji with them.
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return undefined;
  return { character: String.fromCodePoint(value), length: 2 + count };
}
