import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reelOf } from '../../src/tui/film.js';
import { widthOf } from '../../src/tui/line.js';
import { type PlayerState, startState } from '../../src/tui/player.js';
import { type Size, screen } from '../../src/tui/screen.js';
import { DB, reportOf, STUCK, web } from '../report/simulation/report-of.js';

const STUCK_REEL = reelOf(reportOf(STUCK));
const SHOP = reelOf(reportOf({ files: { 'web.yaml': web(), 'db.yaml': DB } }));
const LARGE = reelOf(
  reportOf({ files: { 'web.yaml': web('web:1', 300) }, scenario: '{ steps: [{ apply: web.yaml }] }' }),
);
const EMPTY = reelOf(reportOf({ files: {}, scenario: '{ steps: [{ wait: 1m }] }' }));
const SIZE: Size = { columns: 80, rows: 23 };

function shown(reel: typeof STUCK_REEL, state: Partial<PlayerState>, size = SIZE): string[] {
  const paused = { ...startState(reel, 10), isPlaying: false };
  return screen(reel, { ...paused, ...state }, size).map((line) => line.map(({ text }) => text).join(''));
}

// Whole screens: `UPDATE=1` writes them anew.
test.each([
  { name: 'stuck-at-12s', reel: STUCK_REEL, state: { at: 12_000 } },
  { name: 'stuck-verdict', reel: STUCK_REEL, state: { at: 12_000, showsVerdict: true } },
  { name: 'many-pods', reel: LARGE, state: { at: 2000 } },
  { name: 'empty', reel: EMPTY, state: {} },
])('$name', ({ name, reel, state }) => {
  const golden = `test/tui/golden/${name}.txt`;
  const text = `${shown(reel, state)
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
  if (process.env.UPDATE !== undefined) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

test('the verdict, with what holds and what would be if', () => {
  const lines = shown(STUCK_REEL, { showsVerdict: true }, { columns: 80, rows: 40 });
  expect(lines[8]).toBe('VERDICT');
  expect(lines.find((line) => line.startsWith('broken'))).toMatch(
    /^broken +deployment\/web completes within 5m: stuck/,
  );
  expect(
    shown(SHOP, { showsVerdict: true }, { columns: 80, rows: 60 }).some((line) => line.startsWith('what if')),
  ).toBe(true);
});

test('tab shows another workload', () => {
  expect(shown(SHOP, { workload: 0 })[0]).toMatch(/1\/2 {2}Deployment default\/web$/);
  expect(shown(SHOP, { workload: 1 })[0]).toMatch(/2\/2 {2}StatefulSet default\/db$/);
});

describe('no size is exceeded', () => {
  const sizes = [80, 60, 40, 30, 200].flatMap((columns) => [23, 18, 10, 60].map((rows) => ({ columns, rows })));
  test.each(sizes)('$columns × $rows', (size) => {
    for (const reel of [STUCK_REEL, SHOP, LARGE, EMPTY]) {
      for (const at of [0, 5000, reel.endedAt]) {
        for (const showsVerdict of [false, true]) {
          const state = { ...startState(reel, 10), at, showsVerdict, scroll: 1000 };
          const lines = screen(reel, state, size);
          expect(lines.length).toBeLessThanOrEqual(size.rows);
          expect(lines.filter((line) => widthOf(line) > size.columns)).toEqual([]);
        }
      }
    }
  });
});
