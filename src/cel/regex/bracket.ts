// Character classes in brackets: `[^a-z[:digit:]\\s]`.
import { type CharacterClass, exactly, ignoringCase, negated, POSIX, range, union } from './character-class.js';
import { escapedCode, namedClass } from './escape.js';
import { between, EMPTY, fail, type Node, type Reader, rest } from './pattern-reader.js';

/** The class at the reader's `[`. */
export function bracket(reader: Reader): Node {
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
