// Escapes in a pattern: named classes (`\\d`, `\\p{Greek}`) and characters (`\\x{2260}`, `\\n`).
import { type CharacterClass, negated, PERL, unicodeClass } from './character-class.js';
import { fail, type Reader, rest } from './pattern-reader.js';

/** The class if `\d`, `\pL`, `\p{Greek}`, `\P{^Greek}` comes next. */
export function namedClass(reader: Reader): CharacterClass | undefined {
  const character = reader.text[reader.at + 1] ?? '';
  const perl = PERL.get(character);
  if (perl !== undefined) {
    reader.at += 2;
    return perl;
  }
  if (character !== 'p' && character !== 'P') return undefined;
  const match = /^\\[pP](?:\{(\^?)([^}]*)\}|([^{]))/u.exec(rest(reader));
  const contains = unicodeClass(match?.[2] ?? match?.[3] ?? '');
  if (match === null || contains === undefined) {
    fail(reader, `invalid character class range: \`${match?.[0] ?? rest(reader)}\``);
    return () => false;
  }
  reader.at += [...match[0]].length;
  return (character === 'P') === (match[1] === '^') ? contains : negated(contains);
}

const CONTROL = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

/** The code point of the escaped character that comes next; `undefined` behind an error. */
export function escapedCode(reader: Reader): number | undefined {
  const start = reader.at;
  const text = rest(reader);
  const numeric = /^\\(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\}|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/.exec(text);
  if (numeric !== null) {
    reader.at += numeric[0].length;
    const code =
      numeric[3] === undefined ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16) : Number.parseInt(numeric[3], 8);
    if (code <= 0x10ffff) return code;
    fail(reader, `invalid escape sequence: \`${numeric[0]}\``);
    return undefined;
  }
  const character = reader.text[start + 1];
  if (character === undefined) {
    fail(reader, 'trailing backslash at end of expression: ``');
    return undefined;
  }
  const control = CONTROL.get(character);
  const isPunctuation = character < '\x80' && !/[0-9A-Za-z]/.test(character);
  if (control === undefined && !isPunctuation) {
    fail(reader, `invalid escape sequence: \`\\${character}\``);
    return undefined;
  }
  reader.at += 2;
  return control ?? character.codePointAt(0);
}
