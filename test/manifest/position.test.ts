import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../src/manifest/position.js';

describe('line index', () => {
  const text = 'one\r\ntwo\rthr\u00e9e\n\n\ud83d\ude00x';

  test('offsets and positions are each other’s inverse', () => {
    const lines = lineIndex(text);
    const within = Array.from({ length: text.length + 1 }, (_, offset) => offset).filter((offset) => offset !== 4);
    expect(within.map((offset) => lines.offsetOf(lines.positionOf(offset)))).toEqual(within);
  });

  test('lines end in LF, CR LF or CR', () => {
    const lines = lineIndex(text);
    expect(Array.from({ length: 7 }, (_, line) => lines.lineText(line))).toEqual([
      '',
      'one',
      'two',
      'thr\u00e9e',
      '',
      '\ud83d\ude00x',
      '',
    ]);
    expect(lines.count).toBe(5);
  });

  test('columns count UTF-16 units', () => {
    expect(lineIndex(text).rangeOf(text.length - 1, text.length)).toEqual({
      start: { line: 5, column: 3 },
      end: { line: 5, column: 4 },
    });
  });

  test('what is outside moves to the nearest place', () => {
    const lines = lineIndex('ab\ncd\n');
    expect([
      lines.positionOf(-1),
      lines.positionOf(99),
      lines.offsetOf({ line: 1, column: 99 }),
      lines.offsetOf({ line: 99, column: 1 }),
      lines.offsetOf({ line: 0, column: 1 }),
    ]).toEqual([{ line: 1, column: 1 }, { line: 3, column: 1 }, 2, 6, 0]);
  });

  test('an empty text has one empty line', () => {
    const lines = lineIndex('');
    expect([lines.count, lines.lineText(1), lines.positionOf(0)]).toEqual([1, '', { line: 1, column: 1 }]);
  });
});
