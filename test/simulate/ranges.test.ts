import { expect, test } from 'vitest';
import { play } from '../../src/simulate/play.js';
import { gameOf, OPTIONS, WEB } from './what-if/asked.js';

const STEPS = [
  { drain: { node: 'node-1' } },
  { behave: { pod: { selector: 'app=web', take: 1 }, behaviour: { unready: true } } },
  { scale: { target: 'deployment/web', replicas: 2 } },
];

function ofWeb(seeds: number) {
  const { verdicts } = play(gameOf(WEB, STEPS), { ...OPTIONS, seeds });
  const web = verdicts.find(({ kind }) => kind === 'Deployment');
  return { note: web?.note?.split('; ').at(-1), ranges: web?.ranges };
}

test('what differs from seed to seed is told as a range', () => {
  expect(ofWeb(5)).toEqual({
    note: 'by chance, over 5 seeds: below the promise for 0 to 10 s',
    ranges: { unavailableMs: [0, 10_000] },
  });
});

test('one seed has no range', () => {
  expect(ofWeb(1).ranges).toBeUndefined();
});
