import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Document } from '../../src/manifest/document.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { readDocuments } from '../../src/manifest/read.js';

// The fast reader and the exact path share no code for block structure, scalars and flow: where both read a text they
// have to see the same values, places, problems and directives.

const samples = ['samples/shop', 'samples/broken', 'test/manifest/fixtures'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

samples.push(
  'apiVersion: v1\r\nkind: ConfigMap\r\ndata:\r\n  text: |\r\n    one\r\n    two\r\n---\r\nkind: Secret\r\na: "x\r\n  y"',
);

/** Pieces that change what a line of YAML means. */
const pieces = [
  ...[' ', '  ', '\n', '\n\n', '\r\n', '\r', '\t', ':', ': ', '- ', '? ', '#', ' # note', '"', "'", ',', '\\'],
  ...['{', '}', '[', ']', '{a: b}', '[a, b]', '{"a": 1}', '|', '>', '|-\n  ', '>+2\n', '&a ', '*a', '<<: *a\n'],
  ...[
    '!',
    '!!str ',
    '%',
    '@',
    '`',
    '...',
    '\n...\n',
    '---',
    '\n---\n',
    '--- # rollcast-ignore x\n',
    '~',
    'yes',
    '0x1f',
  ],
  ...['1e3', '1_000', '.inf', 'key: value\n', '  key:\n', '\u00e9', '\u0085', '\u2028', '\ufeff', '\ud83d\ude00', '\0'],
];

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(3),
    insert: fc.constantFrom('', ...pieces),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Halves of surrogate pairs, which no decoded file has. */
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { at, remove, insert } of edits) {
    const from = Math.floor(at * (result.length + 1));
    result = result.slice(0, from) + insert + result.slice(from + remove);
  }
  return result.replace(halfPairs, '\ufffd');
}

function comparable(documents: readonly Document[]): unknown {
  return documents.map(({ tape, ...document }) => ({ ...document, tape: { ...tape, offsets: [...tape.offsets] } }));
}

test('both paths read the samples alike', () => {
  for (const text of samples) {
    const fast = readDocuments('sample.yaml', text);
    const exact = readDocumentsExactly('sample.yaml', text);
    expect(fast.kind === 'read' && comparable(fast.file.documents)).toEqual(comparable(exact.documents));
  }
});

test('both paths read mutated samples alike, or the fast one hands over', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), edits, (sample, changes) => {
      const text = edited(sample, changes);
      const fast = readDocuments('sample.yaml', text);
      const exact = readDocumentsExactly('sample.yaml', text);
      if (fast.kind === 'read') expect(comparable(fast.file.documents)).toEqual(comparable(exact.documents));
    }),
    { numRuns: 1000, seed: 20261121 },
  );
});
