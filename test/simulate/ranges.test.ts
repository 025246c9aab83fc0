import { expect, test } from 'vitest';
import { play } from '../../src/simulate/play.js';
import { parseAssertion } from '../../src/simulate/scenario/assertions.js';
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

test('an assertion has to hold with every seed; the one that breaks it is named', () => {
  const assertions = ['deployment/web unavailableSeconds > 0', 'deployment/web minAvailable >= 1'].flatMap((text) => {
    const assertion = parseAssertion(text, 'default');
    return typeof assertion === 'string' ? [] : [assertion];
  });
  const { assertions: judged, seeds } = play(gameOf(WEB, STEPS), { ...OPTIONS, assertions, seeds: 5 });
  expect({ judged, seeds }).toEqual({
    judged: [
      {
        expression: 'deployment/web unavailableSeconds > 0',
        held: false,
        at: undefined,
        found: 'unavailableSeconds is 0 with seed 2',
        seed: 2,
      },
      { expression: 'deployment/web minAvailable >= 1', held: true, at: undefined, found: 'minAvailable is 2' },
    ],
    seeds: 5,
  });
});

test('one seed has no range', () => {
  expect(ofWeb(1).ranges).toBeUndefined();
});
