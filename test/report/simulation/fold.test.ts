import { expect, test } from 'vitest';
import { folded, withoutMiddle } from '../../../src/report/simulation/fold.js';
import type { Row } from '../../../src/report/simulation/rows.js';

const row = (at: number, text: string, about = 'shop/CronJob/report'): Row => ({
  at: at * 1000,
  order: at,
  kind: 'pod',
  about,
  counts: undefined,
  text,
  because: '',
});

const runs = (count: number, about?: string): Row[] =>
  Array.from({ length: count }, (_, run) => [
    row(run * 60, `pod report-${run}-abc${run}x  Running`, about),
    row(run * 60 + 5, `pod report-${run}-abc${run}x  Completed`, about),
    row(run * 60 + 6, `CronJob/report SawCompletedJob: report-${run}`, about),
  ]).flat();

const step: Row = { ...row(300, 'step 2: wait'), kind: 'step', about: '' };
const texts = (rows: readonly Row[]) => rows.map(({ text }) => text);

test('the first and the last run are shown, those between are counted', () => {
  expect(texts(folded(runs(10)))).toEqual([
    ...texts(runs(1)),
    '… 8 more runs of CronJob/report, the same each time, until 8m06s: --verbose shows them',
    ...texts(runs(10).slice(-3)),
  ]);
});

test.each([
  { name: 'few repetitions', rows: runs(5) },
  { name: 'a step between', rows: [...runs(5), step, ...runs(5)] },
  { name: 'nothing alike', rows: [...'abcdefghijklmnopqrst'].map((letter, at) => row(at, `pod ${letter}  Running`)) },
  { name: 'nothing', rows: [] },
])('$name: all is shown', ({ rows }) => {
  expect(folded(rows)).toEqual(rows);
});

test('what two workloads do at the same time is folded for each', () => {
  const mixed = runs(10).flatMap((one, place) => [one, { ...one, about: 'shop/CronJob/backup', order: place }]);
  expect(texts(folded(mixed).filter(({ kind }) => kind === 'folded'))).toEqual([
    '… 8 more runs of CronJob/report, the same each time, until 8m06s: --verbose shows them',
    '… 8 more runs of CronJob/backup, the same each time, until 8m06s: --verbose shows them',
  ]);
});

test('repetitions that take longer each time are not called the same', () => {
  const slower = runs(10).map((one, place) => ({ ...one, at: one.at + place * place * 10 }));
  expect(texts(folded(slower).filter(({ kind }) => kind === 'folded'))).toEqual([
    '… 8 more runs of CronJob/report, much the same, until 8m13s: --verbose shows them',
  ]);
});

const comingUp = (count: number, at = 5): Row[] =>
  Array.from({ length: count }, (_, place) => [
    {
      ...row(
        at,
        `Deployment/web-${place}: Scaled up replica set web-${place}-abc from 0 to 2`,
        `shop/Deployment/web-${place}`,
      ),
      kind: 'event' as const,
      because: 'it has no ReplicaSet yet',
    },
    row(at, `pods web-${place}-abc-1, web-${place}-abc-2  ContainerCreating`, `shop/Deployment/web-${place}`),
  ]).flat();

test('what many workloads do alike at one moment is one row', () => {
  expect(texts(folded([...comingUp(6), step, row(305, 'pod web-0-abc-1  Running')]))).toEqual([
    '6 Deployments make their first ReplicaSet: --verbose shows them',
    '12 pods of 6 workloads  ContainerCreating',
    'step 2: wait',
    'pod web-0-abc-1  Running',
  ]);
});

test.each([
  { name: 'few workloads', rows: comingUp(5) },
  { name: 'at different times', rows: [...comingUp(3), ...comingUp(3, 6)] },
])('$name: each has its rows', ({ rows }) => {
  expect(folded(rows)).toEqual(rows);
});

const at = (place: number, kind: Row['kind']): Row => ({ ...row(place, `row ${place}`), kind });

test.each([
  { name: 'few rows', kinds: 'eseese', most: 6, shown: [0, 1, 2, 3, 4, 5] },
  { name: 'steps of the middle stay', kinds: 'eeeeseeeee', most: 4, shown: [0, 1, -2, 4, -3, 8, 9] },
  { name: 'but not where they are too many', kinds: 'essssssssse', most: 4, shown: [0, 1, -7, 9, 10] },
])('the middle is left out: $name', ({ kinds, most, shown }) => {
  const rows = [...kinds].map((kind, place) => at(place, kind === 's' ? 'step' : 'event'));
  const left = withoutMiddle(rows, most).map((one) => (typeof one === 'number' ? -one : rows.indexOf(one)));
  expect(left).toEqual(shown);
});
