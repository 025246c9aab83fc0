// The syntax of Go's regular expressions (RE2 with Perl's classes). Follows Go 1.26 regexp/syntax/parse.go.
import { bracket } from './bracket.js';
import { exactly, ignoringCase } from './character-class.js';
import { escapedCode, namedClass } from './escape.js';
import { type Assertion, EMPTY, type Flags, fail, type Node, type Reader, rest } from './pattern-reader.js';
import { repeated, repetition } from './repetition.js';

/** The tree, or Go's message. */
export type Syntax = { readonly node: Node } | { readonly error: string };

const MAX_DEPTH = 1000;

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
