import { expect, test } from 'vitest';
import { lineIndex } from '../../src/manifest/position.js';
import { codeFrame } from '../../src/report/code-frame.js';

const at = (line: number, column: number, endColumn: number, endLine = line) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

interface Case {
  readonly name: string;
  readonly text: string;
  readonly range: ReturnType<typeof at>;
  readonly note?: string;
  readonly frame: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'the line, the line before, the underline',
    text: 'spec:\n  replicas: many',
    range: at(2, 13, 17),
    frame: ['  1 | spec:', '  2 |   replicas: many', '    |             ^^^^'],
  },
  {
    name: 'the first line has none before it',
    text: 'kind: Pod',
    range: at(1, 7, 10),
    frame: ['  1 | kind: Pod', '    |       ^^^'],
  },
  {
    name: 'wide characters take two cells, combining marks none',
    text: 'name: 店舗 e\u0301x',
    range: at(1, 10, 13),
    frame: ['  1 | name: 店舗 e\u0301x', '    |            ^^'],
  },
  {
    name: 'emoji are two UTF-16 units and two cells',
    text: '🚀: x',
    range: at(1, 5, 6),
    frame: ['  1 | 🚀: x', '    |     ^'],
  },
  { name: 'tabs become four cells', text: 'a:\tb', range: at(1, 4, 5), frame: ['  1 | a:    b', '    |       ^'] },
  {
    name: 'escape sequences become visible',
    text: 'a: "\u001b[31m"',
    range: at(1, 4, 10),
    frame: ['  1 | a: "␛[31m"', '    |    ^^^^^^'],
  },
  {
    name: 'a range over lines ends with its first line',
    text: 'a: |\n  b',
    range: at(1, 4, 4, 2),
    frame: ['  1 | a: |', '    |    ^'],
  },
  { name: 'an empty range still shows', text: 'a:', range: at(1, 3, 3), frame: ['  1 | a:', '    |   ^'] },
  { name: 'a note', text: 'a: b', range: at(1, 4, 5), note: 'this one', frame: ['  1 | a: b', '    |    ^ this one'] },
  {
    name: 'a long line is cut around the underline',
    text: `a: ${'x'.repeat(200)}HERE${'y'.repeat(200)}`,
    range: at(1, 204, 208),
    frame: [`  1 | …${'x'.repeat(13)}HERE${'y'.repeat(37)}…`, `    | ${' '.repeat(14)}^^^^`],
  },
  {
    name: 'a long value is cut on the right',
    text: `a: ${'x'.repeat(200)}`,
    range: at(1, 4, 204),
    frame: [`  1 | a: ${'x'.repeat(51)}…`, `    |    ${'^'.repeat(51)}`],
  },
];

test.each(CASES)('$name', ({ text, range, note, frame }) => {
  const options = {
    paint: (_tone: string, painted: string) => painted,
    tone: 'error',
    columns: 60,
    ...(note && { note }),
  } as const;
  expect(codeFrame(lineIndex(text).lineText, range, options)).toEqual(frame);
});
