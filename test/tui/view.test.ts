import { cleanup, render } from 'ink-testing-library';
import { createElement } from 'react';
import { afterEach, expect, test } from 'vitest';
import { View } from '../../src/tui/view.js';
import { reportOf, STUCK } from '../report/simulation/report-of.js';

const REPORT = reportOf(STUCK);

afterEach(cleanup);

/** React tells of a change a moment after the key. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

async function after(keys: readonly string[]): Promise<string[]> {
  const { stdin, lastFrame } = render(createElement(View, { report: REPORT, speed: 'max', colour: false }));
  await settled();
  for (const key of keys) {
    stdin.write(key);
    await settled();
  }
  return (lastFrame() ?? '').split('\n').map((line) => line.trimEnd());
}

const LEFT = '\u001b[D';
const RIGHT = '\u001b[C';
const HOME = '\u001b[H';
const END = '\u001b[F';

// The library's terminal has 100 columns; rows are not said, so there are 24.
test.each([
  { name: 'the end', keys: [], line: '❙❙ 10x  10m11s of 10m11s  step 2 of 2: apply broken.yaml' },
  { name: 'home', keys: [HOME], line: '❙❙ 10x  0s of 10m11s  step 1 of 2: apply v1.yaml' },
  { name: 'a step forward', keys: [HOME, RIGHT], line: '❙❙ 10x  5s of 10m11s  step 1 of 2: apply v1.yaml' },
  { name: 'a step back', keys: [LEFT], line: '❙❙ 10x  15s of 10m11s  step 2 of 2: apply broken.yaml' },
  { name: 'end', keys: [HOME, END], line: '❙❙ 10x  10m11s of 10m11s  step 2 of 2: apply broken.yaml' },
  { name: 'faster, typed fast', keys: [HOME, '++'], line: '❙❙ 50x  0s of 10m11s  step 1 of 2: apply v1.yaml' },
  {
    name: 'steps in one piece, as of a key that is held',
    keys: [HOME, RIGHT + RIGHT],
    line: '❙❙ 10x  10s of 10m11s  step 2 of 2: apply broken.yaml',
  },
  {
    name: 'characters and arrows in one piece',
    keys: [`+${HOME}${RIGHT}`],
    line: '❙❙ 20x  5s of 10m11s  step 1 of 2: apply v1.yaml',
  },
  { name: 'slower', keys: [HOME, '-'], line: '❙❙ 5x  0s of 10m11s  step 1 of 2: apply v1.yaml' },
  { name: 'a key without meaning', keys: ['x'], line: '❙❙ 10x  10m11s of 10m11s  step 2 of 2: apply broken.yaml' },
])('$name', async ({ keys, line }) => {
  const frame = await after(keys);
  expect(frame[1]).toBe(line);
  expect(frame.length).toBeLessThanOrEqual(23);
});

test('v shows the whole verdict, and again what was there', async () => {
  expect((await after(['v']))[8]).toMatch(/^VERDICT/);
  expect((await after(['v', 'v']))[8]).toMatch(/^PODS/);
});

test('space plays, and q ends it', async () => {
  const { stdin, lastFrame, frames } = render(createElement(View, { report: REPORT, speed: 'max', colour: false }));
  await settled();
  stdin.write(HOME);
  await settled();
  stdin.write(' ');
  await settled();
  expect(lastFrame()?.split('\n')[1]).toMatch(/^▶/);
  stdin.write('q');
  await settled();
  const drawn = frames.length;
  stdin.write(END);
  await settled();
  expect(frames.length).toBe(drawn);
});
