import { describe, expect, test } from 'vitest';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';
import { readDocuments } from '../../src/manifest/read.js';

// Texts made to exhaust time, memory or the stack. Nothing is timed: an algorithm that is not linear does not come to
// an end here, and one that recurses overflows the stack.

// Enough for quadratic algorithms to take minutes.
const many = 200_000;

function outcome(text: string): { readonly fast: string; readonly messages: readonly string[] } {
  const fast = readDocuments('hostile.yaml', text);
  const { documents } = readDocumentsExactly('hostile.yaml', text);
  const messages = documents.flatMap(({ problems, template }) => [
    ...(template === undefined ? [] : ['template']),
    ...problems.map(({ message }) => message),
  ]);
  return { fast: fast.kind === 'read' ? 'read' : fast.why, messages: [...new Set(messages)] };
}

const deepDashes = `${'- '.repeat(20_000)}x\n`;
const deepBlocks = Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
const laughs = ['a: &a ["x"]']
  .concat([...'bcdefghi'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]`))
  .join('\n');
const manyKeys = Array.from({ length: 20_000 }, (_, at) => `key-${at}: 1\n`).join('');

describe('hostile texts', () => {
  test.each([
    ['ten million characters of plain text', `a: ${'x'.repeat(50 * many)}\n`, 'read', []],
    ['a million words in quotes', `a: "${'x '.repeat(5 * many)}"\n`, 'read', []],
    ['many items in one line', `a: [${'x, '.repeat(many)}]\n`, 'read', []],
    ['many empty lines', `a: |+\n  x\n${'\n'.repeat(many)}b: 1\n`, 'read', []],
    ['many lines of folded text', `a: >\n${'  x\n\n'.repeat(many)}`, 'read', []],
    ['many separators', '---\n'.repeat(many), 'read', []],
    ['many digits', `a: ${'9'.repeat(many)}\nb: 0x${'f'.repeat(many)}\n`, 'read', []],
    [
      'a hundred thousand brackets',
      `a: ${'['.repeat(100_000)}`,
      'deep nesting',
      ['more than 10,000 collections inside each other'],
    ],
    ['twenty thousand dashes', deepDashes, 'deep nesting', ['more than 10,000 collections inside each other']],
    ['three hundred blocks', deepBlocks, 'deep nesting', []],
    ['a billion laughs', laughs, 'many aliases', ['aliases repeat too much of this document']],
    [
      'a quote without end',
      `a: "${'x\n'.repeat(many)}`,
      'quoted scalar without an end',
      ['the quote " is never closed'],
    ],
    ['a bracket without end', `a: [${'x,\n'.repeat(many)}`, 'flow collection without an end', ['"[" is never closed']],
    [
      'a line of template actions',
      `a: ${'{{ x }} '.repeat(100_000)}\n`,
      'indicator in a flow collection',
      ['template'],
    ],
    [
      'many colons',
      `${'a: '.repeat(many)}\n`,
      'colon in a plain scalar',
      ['a second ": " on one line: quote the value if that is text'],
    ],
    [
      'many broken documents',
      '---\na: [\n'.repeat(many / 10),
      'flow collection without an end',
      ['"[" is never closed'],
    ],
    ['a long key', `${'k'.repeat(many)}: 1\n`, 'long key', undefined],
  ])('%s', (_, text, fast, messages) => {
    const seen = outcome(text);
    expect(seen).toEqual({ fast: expect.stringContaining(fast), messages: messages ?? seen.messages });
  });

  test('twenty thousand keys twice are twenty thousand duplicates', () => {
    const text = manyKeys + manyKeys;
    const [document] = readDocumentsExactly('hostile.yaml', text).documents;
    expect([readDocuments('hostile.yaml', text).kind, document?.problems.length]).toEqual(['hand-over', 20_000]);
  });

  test('the value of an alias bomb is not handed on', () => {
    const [document] = readDocumentsExactly('hostile.yaml', laughs).documents;
    expect([document?.value, document?.tape.keys]).toEqual([undefined, []]);
  });

  test('a value deeper than code can follow is right and marked, and no resource', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\ndata: ${'['.repeat(2000)}${']'.repeat(2000)}\n`;
    const file = readDocumentsExactly('hostile.yaml', text);
    expect([file.documents[0]?.deep, file.documents[0]?.problems]).toEqual([true, []]);
    expect(identify(file)).toEqual({
      resources: [],
      unidentified: [],
      notChecked: [{ document: 0, reason: 'nested too deep to be a Kubernetes object', rejected: [] }],
      broken: [],
    });
  });

  test('keys that are names of every object are keys', () => {
    const text = '__proto__: {a: 1}\nconstructor: 1\ntoString: 2\nhasOwnProperty: 3\n"__proto__ ": 4\n';
    const fast = readDocuments('hostile.yaml', text);
    const value = fast.kind === 'read' ? fast.file.documents[0]?.value : undefined;
    expect(JSON.stringify(value)).toBe(
      '{"__proto__":{"a":1},"constructor":1,"toString":2,"hasOwnProperty":3,"__proto__ ":4}',
    );
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
