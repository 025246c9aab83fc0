// The syntax of Go's regular expressions (RE2 with Perl's classes). Follows Go 1.26 regexp/syntax/parse.go.
import {
  type CharacterClass,
  exactly,
  ignoringCase,
  negated,
  PERL,
  POSIX,
  range,
  unicodeClass,
  union,
} from './character-class.js';

/** A regular expression as a tree. */
export type Node =
  | { readonly kind: 'class'; readonly contains: CharacterClass }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly part: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: 'assert'; readonly what: Assertion };

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'not-word';

/** The tree, or Go's message. */
export type Syntax = { readonly node: Node } | { readonly error: string };

const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

interface Reader {
  /** Code points. */
  readonly text: readonly string[];
  at: number;
  flags: Flags;
  error: string | undefined;
  depth: number;
}

/** Parses a pattern. */
export function parsePattern(pattern: string): Syntax {
  const reader: Reader = {
    text: [...pattern],
    at: 0,
    flags: { i: false, m: false, s: false, U: false },
    error: undefined,
    depth: 0,
  };
  const node = choice(reader);
  if (reader.error === undefined && reader.at < reader.text.length) fail(reader, `unexpected ): \`${pattern}\``);
  return reader.error === undefined ? { node } : { error: reader.error };
}

const EMPTY: Node = { kind: 'sequence', parts: [] };

function fail(reader: Reader, error: string): Node {
  reader.error ??= error;
  reader.at = reader.text.length;
  return EMPTY;
}

function rest(reader: Reader, from = reader.at): string {
  return reader.text.slice(from).join('');
}

function between(reader: Reader, from: number): string {
  return reader.text.slice(from, reader.at).join('');
}

function choice(reader: Reader): Node {
  if (++reader.depth > MAX_DEPTH) return fail(reader, `expression nests too deeply: \`${rest(reader, 0)}\``);
  const parts = [sequence(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at++;
    parts.push(sequence(reader));
  }
  reader.depth--;
  return parts.length === 1 ? (parts[0] ?? EMPTY) : { kind: 'choice', parts };
}

function sequence(reader: Reader): Node {
  const parts: Node[] = [];
  while (reader.at < reader.text.length) {
    const next = reader.text[reader.at];
    if (next === '|' || next === ')') break;
    const start = reader.at;
    if (next === '\\' && reader.text[reader.at + 1] === 'Q') {
      parts.push(...literalQuote(reader));
      continue;
    }
    const atom = atomAt(reader);
    if (atom === undefined) continue;
    parts.push(repeated(reader, atom, start));
  }
  return { kind: 'sequence', parts };
}

function literalQuote(reader: Reader): Node[] {
  reader.at += 2;
  const nodes: Node[] = [];
  while (reader.at < reader.text.length) {
    if (reader.text[reader.at] === '\\' && reader.text[reader.at + 1] === 'E') {
      reader.at += 2;
      break;
    }
    nodes.push(literal(reader, reader.text[reader.at++] ?? ''));
  }
  return nodes;
}

function literal(reader: Reader, character: string): Node {
  const contains = exactly(character.codePointAt(0) ?? 0);
  return { kind: 'class', contains: reader.flags.i ? ignoringCase(contains) : contains };
}

// `undefined`: flags were changed, there is nothing to match.
function atomAt(reader: Reader): Node | undefined {
  const character = reader.text[reader.at] ?? '';
  switch (character) {
    case '(':
      return group(reader);
    case '[':
      return bracket(reader);
    case '\\':
      return escaped(reader);
    case '*':
    case '+':
    case '?':
      return fail(reader, `missing argument to repetition operator: \`${character}\``);
    case '{':
      if (repetition(reader) !== undefined)
        return fail(reader, `missing argument to repetition operator: \`${rest(reader)}\``);
      break;
    case '.':
      reader.at++;
      return { kind: 'class', contains: reader.flags.s ? () => true : (code) => code !== 0x0a };
    case '^':
      reader.at++;
      return { kind: 'assert', what: reader.flags.m ? 'line-start' : 'text-start' };
    case '$':
      reader.at++;
      return { kind: 'assert', what: reader.flags.m ? 'line-end' : 'text-end' };
  }
  reader.at++;
  return literal(reader, character);
}

function repeated(reader: Reader, atom: Node, start: number): Node {
  const before = reader.at;
  const bounds = quantifier(reader);
  if (bounds === undefined) return atom;
  if (bounds.min > MAX_REPEAT || (bounds.max > MAX_REPEAT && bounds.max !== Infinity) || bounds.min > bounds.max) {
    return fail(reader, `invalid repeat count: \`${between(reader, before)}\``);
  }
  const lazy = reader.text[reader.at] === '?';
  if (lazy) reader.at++;
  const afterOne = reader.at;
  if (quantifier(reader) !== undefined)
    return fail(reader, `invalid nested repetition operator: \`${between(reader, before)}\``);
  reader.at = afterOne;
  const node: Node = { kind: 'repeat', part: atom, min: bounds.min, max: bounds.max, greedy: lazy === reader.flags.U };
  return sizeOf(node) > MAX_REPEAT * 10 ? fail(reader, `invalid repeat count: \`${between(reader, start)}\``) : node;
}

function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'repeat':
      return sizeOf(node.part) * Math.max(1, node.max === Infinity ? node.min : node.max);
    case 'sequence':
    case 'choice':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    default:
      return 1;
  }
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function quantifier(reader: Reader): Bounds | undefined {
  const character = reader.text[reader.at];
  if (character === '{') {
    const bounds = repetition(reader);
    if (bounds === undefined) return undefined;
    reader.at += bounds.length;
    return bounds;
  }
  const bounds =
    character === '*' ? { min: 0, max: Infinity } : character === '+' ? { min: 1, max: Infinity } : { min: 0, max: 1 };
  if (character !== '*' && character !== '+' && character !== '?') return undefined;
  reader.at++;
  return bounds;
}

// `{2}`, `{2,}`, `{2,5}`; anything else after `{` is literal text.
function repetition(reader: Reader): (Bounds & { readonly length: number }) | undefined {
  const match = /^\{(0|[1-9]\d*)(,?)(0|[1-9]\d*)?\}/.exec(reader.text.slice(reader.at, reader.at + 40).join(''));
  if (match === null) return undefined;
  const [all, low = '', comma, high] = match;
  if (comma === '' && high !== undefined) return undefined;
  const min = Number(low);
  return { min, max: high !== undefined ? Number(high) : comma === ',' ? Infinity : min, length: all.length };
}

function group(reader: Reader): Node | undefined {
  const start = reader.at++;
  const outer = reader.flags;
  if (reader.text[reader.at] === '?') {
    const header = rest(reader);
    const name = /^\?P?<([A-Za-z0-9_]+)>/.exec(header);
    const flags = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(header);
    if (name !== null) reader.at += [...name[0]].length;
    else if (flags === null || (flags[1] === '' && flags[2] === undefined && flags[3] === ')')) {
      return fail(
        reader,
        header.startsWith('?P<') || header.startsWith('?<')
          ? `invalid named capture: \`(${header}\``
          : `invalid or unsupported Perl syntax: \`(${header.slice(0, 2)}\``,
      );
    } else {
      reader.at += flags[0].length;
      reader.flags = withFlags(outer, flags[1] ?? '', flags[2] ?? '');
      if (flags[3] === ')') return undefined;
    }
  }
  const inside = choice(reader);
  reader.flags = outer;
  if (reader.error === undefined && reader.text[reader.at] !== ')')
    return fail(reader, `missing closing ): \`${rest(reader, 0)}\``);
  reader.at++;
  return reader.error === undefined ? inside : fail(reader, `missing closing ): \`${rest(reader, start)}\``);
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const value = (flag: keyof Flags) => (on.includes(flag) ? true : off.includes(flag) ? false : flags[flag]);
  return { i: value('i'), m: value('m'), s: value('s'), U: value('U') };
}

const ASSERTIONS = new Map<string, Assertion>([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'word'],
  ['B', 'not-word'],
]);

function escaped(reader: Reader): Node {
  const character = reader.text[reader.at + 1];
  const assertion = ASSERTIONS.get(character ?? '');
  if (assertion !== undefined) {
    reader.at += 2;
    return { kind: 'assert', what: assertion };
  }
  const named = namedClass(reader);
  if (named !== undefined) return { kind: 'class', contains: reader.flags.i ? ignoringCase(named) : named };
  const code = escapedCode(reader);
  return code === undefined ? EMPTY : literal(reader, String.fromCodePoint(code));
}

// `\d`, `\pL`, `\p{Greek}`, `\P{^Greek}` at the reader's place.
function namedClass(reader: Reader): CharacterClass | undefined {
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

function escapedCode(reader: Reader): number | undefined {
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

function bracket(reader: Reader): Node {
  const start = reader.at++;
  const inverted = reader.text[reader.at] === '^';
  if (inverted) reader.at++;
  const classes: CharacterClass[] = [];
  for (let first = true; first || reader.text[reader.at] !== ']'; first = false) {
    if (reader.at >= reader.text.length)
      return reader.error === undefined ? fail(reader, `missing closing ]: \`${rest(reader, start)}\``) : EMPTY;
    const item = bracketItem(reader);
    if (item === undefined) return EMPTY;
    classes.push(item);
  }
  reader.at++;
  const all = union(classes);
  const folded = reader.flags.i ? ignoringCase(all) : all;
  return { kind: 'class', contains: inverted ? negated(folded) : folded };
}

function bracketItem(reader: Reader): CharacterClass | undefined {
  if (reader.text[reader.at] === '[' && reader.text[reader.at + 1] === ':') {
    const match = /^\[:(\^?)(\w+):\]/.exec(rest(reader));
    const contains = POSIX.get(match?.[2] ?? '');
    if (match !== null) {
      if (contains === undefined) {
        fail(reader, `invalid character class range: \`${match[0]}\``);
        return undefined;
      }
      reader.at += match[0].length;
      return match[1] === '^' ? negated(contains) : contains;
    }
  }
  if (reader.text[reader.at] === '\\') {
    const named = namedClass(reader);
    if (named !== undefined) return reader.error === undefined ? named : undefined;
  }
  const start = reader.at;
  const low = bracketCode(reader);
  if (low === undefined) return undefined;
  if (reader.text[reader.at] !== '-' || reader.text[reader.at + 1] === ']' || reader.at + 1 >= reader.text.length)
    return exactly(low);
  reader.at++;
  const high = bracketCode(reader);
  if (high === undefined) return undefined;
  if (high >= low) return range(low, high);
  fail(reader, `invalid character class range: \`${between(reader, start)}\``);
  return undefined;
}

function bracketCode(reader: Reader): number | undefined {
  if (reader.text[reader.at] === '\\') return escapedCode(reader);
  return reader.text[reader.at++]?.codePointAt(0);
}
