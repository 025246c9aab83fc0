import { describe, expect, test } from 'vitest';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { readDocuments } from '../../src/manifest/read.js';

function documents(text: string): unknown {
  const fast = readDocuments('web.yaml', text);
  const exact = readDocumentsExactly('web.yaml', text).documents;
  if (fast.kind === 'read') expect(fast.file.documents).toEqual(exact);
  return exact.map(({ index, start, end, value }) => [index, text.slice(start, end), value]);
}

describe('documents of a file', () => {
  test.each<readonly [string, readonly unknown[]]>([
    ['', []],
    ['\n', [[0, '\n', null]]],
    ['a: 1', [[0, 'a: 1', { a: 1 }]]],
    ['---\na: 1\n', [[0, 'a: 1\n', { a: 1 }]]],
    ['a: 1\n---\n', [[0, 'a: 1\n', { a: 1 }]]],
    [
      '---\n---\na: 1\n',
      [
        [0, '', null],
        [1, 'a: 1\n', { a: 1 }],
      ],
    ],
    [
      '---\n---\n---\na: 1\n',
      [
        [0, '', null],
        [1, 'a: 1\n', { a: 1 }],
      ],
    ],
    [
      'a: 1\n---\n# note\n--- # next\nb: 2\n',
      [
        [0, 'a: 1\n', { a: 1 }],
        [1, '# note\n', null],
        [2, 'b: 2\n', { b: 2 }],
      ],
    ],
    [
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [0, 'a: 1\r\n', { a: 1 }],
        [1, 'b: 2\r\n', { b: 2 }],
      ],
    ],
    [
      'a: |\n  x\n  ---\n---\nb: 2\n',
      [
        [0, 'a: |\n  x\n  ---\n', { a: 'x\n---\n' }],
        [1, 'b: 2\n', { b: 2 }],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(documents(text)).toEqual(expected);
  });

  test('offsets are those of the file, whatever ends its lines', () => {
    const text = 'a: 1\r\nbc:\r\n  - d\r\n';
    const outcome = readDocuments('web.yaml', text);
    const tape = outcome.kind === 'read' ? outcome.file.documents[0]?.tape : undefined;
    expect([...(tape?.offsets ?? [])]).toEqual([
      ...[-1, -1, 0, 16, 4],
      ...[0, 1, 3, 4, 2],
      ...[6, 8, 13, 16, 4],
      ...[-1, -1, 15, 16, 4],
    ]);
  });

  test('comments that speak to rollcast are kept', () => {
    const text =
      '# rollcast-ignore-file a/b -- file\na: 1 # rollcast-ignore c/d -- line\n# note\n--- # rollcast-ignore e/f\nb: |\n  # rollcast-ignore text\nc: "# rollcast-ignore text"\n  #rollcast-ignore g/h\n';
    const outcome = readDocuments('web.yaml', text);
    const exact = readDocumentsExactly('web.yaml', text).documents;
    const directives = exact.map((document) =>
      document.directives.map(({ start, end, text: comment, ownLine }) => [text.slice(start, end), comment, ownLine]),
    );
    expect(outcome.kind === 'read' && outcome.file.documents).toEqual(exact);
    expect(directives).toEqual([
      [
        ['# rollcast-ignore-file a/b -- file', 'rollcast-ignore-file a/b -- file', true],
        ['# rollcast-ignore c/d -- line', 'rollcast-ignore c/d -- line', false],
      ],
      [
        ['# rollcast-ignore e/f', 'rollcast-ignore e/f', false],
        ['#rollcast-ignore g/h', 'rollcast-ignore g/h', true],
      ],
    ]);
  });

  test('equal keys are problems at both keys, and the last one wins', () => {
    const text = 'a: 1\nb:\n  c: 1\n  "c": 2\na: 3\n';
    const expected = [
      {
        kind: 'duplicate-key',
        start: 17,
        end: 20,
        message: 'key "c" is already set in this map',
        first: { start: 10, end: 11 },
      },
      {
        kind: 'duplicate-key',
        start: 24,
        end: 25,
        message: 'key "a" is already set in this map',
        first: { start: 0, end: 1 },
      },
    ];
    const fast = readDocuments('web.yaml', text);
    const [exact] = readDocumentsExactly('web.yaml', text).documents;
    expect([fast.kind === 'read' && fast.file.documents[0]?.problems, exact?.problems, exact?.value]).toEqual([
      expected,
      expected,
      { a: 3, b: { c: 2 } },
    ]);
  });
});
