import { expect, test } from 'vitest';
import { play } from '../../../src/simulate/play.js';
import { type Fault, parseFault } from '../../../src/simulate/what-if/fault.js';
import { gameOf, OPTIONS, WEB } from './asked.js';

const CASES: readonly {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly steps: readonly string[];
  readonly outcome: string;
  readonly minAvailable: number;
}[] = [
  {
    name: 'new pods never get ready',
    faults: [{ kind: 'new-pods' }],
    steps: ['apply shop.yaml', 'change the template of each workload'],
    outcome: 'stuck',
    minAvailable: 3,
  },
  {
    name: 'a full quota lets a rollout pass that may do without a pod',
    faults: [{ kind: 'quota' }],
    steps: [
      'apply shop.yaml',
      'fill a ResourceQuota of pods in each namespace',
      'change the template of each workload',
    ],
    outcome: 'complete',
    minAvailable: 3,
  },
  {
    name: 'a node by its place, with two of the pods',
    faults: [{ kind: 'node', node: '1' }],
    steps: ['apply shop.yaml', 'fail node 1'],
    outcome: 'complete',
    minAvailable: 2,
  },
];

test.each(CASES)('$name', ({ faults, steps, outcome, minAvailable }) => {
  const { forecast, verdicts } = play(gameOf(WEB), { ...OPTIONS, faults });
  expect({
    steps: forecast.steps.map(({ text }) => text),
    verdicts: verdicts.map((verdict) => ({ outcome: verdict.outcome, minAvailable: verdict.minAvailable })),
  }).toEqual({ steps, verdicts: [{ outcome, minAvailable }] });
});

test('a node that is not there is refused', () => {
  const faults: readonly Fault[] = [
    { kind: 'node', node: 'node-9' },
    { kind: 'node', node: '9' },
  ];
  const { forecast } = play(gameOf(WEB), { ...OPTIONS, faults });
  expect(forecast.steps.map(({ refused }) => refused)).toEqual([
    '',
    'Error from server (NotFound): nodes "node-9" not found',
    'there is no node 9: the cluster has 3',
  ]);
});

test.each([
  ['new-pods', { kind: 'new-pods' }],
  ['quota', { kind: 'quota' }],
  ['node:node-2', { kind: 'node', node: 'node-2' }],
  ['node:', undefined],
  ['pods', undefined],
])('%s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});
