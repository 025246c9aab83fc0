/** What users ask of Jobs and CronJobs. `oracle:` what a recording of the real controllers shows. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { ask, created, lives, type Question, refusals, words } from './ask.js';

const JOB = 'Job/migrate';

function migrate(spec: JsonObject = {}, restartPolicy = 'Never'): Question['files'] {
  const containers: JsonObject[] = [{ name: 'app', image: 'registry.example.com/migrate:1' }];
  const template = { spec: { restartPolicy, containers } };
  return {
    'job.yaml': [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' }, spec: { template, ...spec } }],
  };
}

const FAILS = 'pods: [{ match: {}, behaviour: { runFor: 2s, exitCode: 3 } }]\nsteps: [{ apply: job.yaml }]';
const times = (answer: ReturnType<typeof ask>) => created(answer, JOB);
const gaps = (at: readonly number[]) => at.slice(1).map((time, place) => time - (at[place] ?? 0));

describe('34. a Job that fails, restartPolicy Never', () => {
  test('backoffLimit 6: seven pods, after 10, 20, 40, 80, 160, 320 s', () => {
    // oracle: job-fail-backoff3. Each pod takes 7 s (start 5, run 2).
    const answer = ask({ files: migrate(), scenario: FAILS });
    expect([gaps(times(answer)).map((gap) => gap - 7), words(answer, JOB)]).toEqual([
      [10, 20, 40, 80, 160, 320],
      {
        outcome: 'failed',
        reason: 'BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 7 failed pods)',
        next: 'kubectl logs job/migrate shows why pods end; a failed Job is not retried: delete and apply it again',
      },
    ]);
  });

  test('the delay ends at ten minutes, not at six', () => {
    const answer = ask({ files: migrate({ backoffLimit: 9 }), scenario: FAILS });
    expect(gaps(times(answer)).map((gap) => gap - 7)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  });

  test('parallelism 3, backoffLimit 3: six failed pods, more than the limit', () => {
    const answer = ask({ files: migrate({ parallelism: 3, completions: 6, backoffLimit: 3 }), scenario: FAILS });
    expect([times(answer).length, words(answer, JOB).reason]).toEqual([
      6,
      'BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 6 completions, 6 failed pods)',
    ]);
  });
});

describe('35. a Job that fails, restartPolicy OnFailure', () => {
  test('one pod, restarted until the limit, deleted with its logs', () => {
    // oracle: job-fail-onfailure
    const answer = ask({ files: migrate({}, 'OnFailure'), scenario: FAILS });
    expect([lives(answer, JOB).length, answer.verdicts[0]?.restarts, words(answer, JOB)]).toEqual([
      1,
      6,
      {
        outcome: 'failed',
        reason: 'BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 1 failed pods)',
        next: 'its pods are deleted and their logs with them (restartPolicy Never keeps failed pods); a failed Job is not retried: delete and apply it again',
      },
    ]);
  });
});

const ignore: JsonObject = {
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
};
const EVICTIONS = `cluster: { nodes: [{ count: 1 }] }
pods: [{ match: {}, behaviour: { runFor: 10m } }]
steps:
- apply: job.yaml
- { at: 60s, evict: { pod: { selector: job-name=migrate } } }
- { at: 120s, evict: { pod: { selector: job-name=migrate } } }
- { at: 180s, evict: { pod: { selector: job-name=migrate } } }`;

describe('36. a drain under a Job', () => {
  test('Ignore DisruptionTarget: not counted, but the delay grows all the same', () => {
    // oracle: job-failurepolicy-ignore, for the first of them
    const answer = ask({ files: migrate({ backoffLimit: 2, ...ignore }), scenario: EVICTIONS });
    expect([times(answer).map((at, place) => at - 60 * place), words(answer, JOB).outcome]).toEqual([
      [0, 11, 21, 41],
      'complete',
    ]);
  });

  test('without the policy each eviction counts', () => {
    const answer = ask({ files: migrate({ backoffLimit: 2 }), scenario: EVICTIONS });
    expect([times(answer).length, words(answer, JOB).outcome]).toEqual([3, 'failed']);
  });
});

describe('37. a pod of a Job is deleted and takes 25 s to go', () => {
  const scenario = `pods: [{ match: {}, behaviour: { runFor: 10m, terminate: 25s } }]
steps: [{ apply: job.yaml }, { at: 60s, delete: { pod: { selector: job-name=migrate } } }]`;

  test.each([
    // oracle: job-replacement-terminating. It counts as failed: the next comes after the delay of a first failure.
    { name: 'TerminatingOrFailed, the default: beside the old one', spec: {}, at: 70, most: 2 },
    // oracle: job-replacement-failed
    { name: 'Failed: after the old one', spec: { podReplacementPolicy: 'Failed' }, at: 95, most: 1 },
    { name: 'a podFailurePolicy: as Failed', spec: ignore, at: 95, most: 1 },
    { name: 'Failed, 1.28: not there yet', version: '1.28', spec: { podReplacementPolicy: 'Failed' }, at: 70, most: 2 },
  ])('$name', ({ spec, at, most, version = '1.35.4' }) => {
    const answer = ask({ version, files: migrate(spec), scenario });
    expect([times(answer), answer.verdicts[0]?.maxPodsWithTerminating]).toEqual([[0, at], most]);
  });
});

function report(spec: JsonObject): Question['files'] {
  const containers: JsonObject[] = [{ name: 'app', image: 'registry.example.com/report:1' }];
  const template = { spec: { restartPolicy: 'Never', containers } };
  const of = (more: JsonObject): JsonObject => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: { jobTemplate: { spec: { template } }, ...spec, ...more },
  });
  return { 'cron.yaml': [of({})], 'suspended.yaml': [of({ suspend: true })] };
}

/** The scheduled times of the Jobs, from their names. */
function runs({ forecast: { timeline } }: ReturnType<typeof ask>): string[] {
  const minutes = new Set(timeline.pods.map(({ owner }) => Number(owner.split('-')[1])));
  return [...minutes].map((minute) => new Date(minute * 60_000).toISOString().slice(0, 16));
}

describe('38. a CronJob on the days when clocks change', () => {
  test.each([
    {
      name: '02:30 in New York: skipped in spring',
      files: report({ schedule: '30 2 * * *', timeZone: 'America/New_York' }),
      startsAt: '2026-03-07T00:00:00Z',
      runs: ['2026-03-07T07:30', '2026-03-09T06:30'],
    },
    {
      name: '01:30 in New York: twice in autumn',
      files: report({ schedule: '30 1 * * *', timeZone: 'America/New_York' }),
      startsAt: '2026-11-01T00:00:00Z',
      runs: ['2026-11-01T05:30', '2026-11-01T06:30', '2026-11-02T06:30', '2026-11-03T06:30'],
    },
    {
      name: 'day of month and day of week: either',
      files: report({ schedule: '0 12 2 11 1,2' }),
      startsAt: '2026-11-01T00:00:00Z',
      runs: ['2026-11-02T12:00', '2026-11-03T12:00'],
    },
  ])('$name', ({ files, startsAt, runs: expected }) => {
    const scenario = `startsAt: ${startsAt}\nsteps: [{ apply: cron.yaml }, { wait: 72h }]`;
    expect(runs(ask({ files, scenario, horizonMs: 72 * 3_600_000 }))).toEqual(expected);
  });
});

describe('39. a CronJob that missed its times', () => {
  test('two hours of every minute: the latest one starts at once, and a warning says how many there were', () => {
    const answer = ask({
      files: report({ schedule: '* * * * *' }),
      scenario: 'steps: [{ apply: suspended.yaml }, { at: 2h, apply: cron.yaml }, { wait: 70s }]',
      horizonMs: 7_270_000,
    });
    const warnings = answer.forecast.timeline.events.filter(({ reason }) => reason === 'TooManyMissedTimes');
    expect([runs(answer), warnings.map(({ at, message }) => [at / 1000, message])]).toEqual([
      ['2026-01-05T11:00', '2026-01-05T11:01'],
      [[7200, 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew']],
    ]);
  });

  test('Forbid and a long run: times are skipped', () => {
    // oracle: cron-forbid. The missed one starts when the one before has ended, the ones between never.
    const answer = ask({
      files: report({ schedule: '* * * * *', concurrencyPolicy: 'Forbid' }),
      scenario: 'pods: [{ match: {}, behaviour: { runFor: 150s } }]\nsteps: [{ apply: cron.yaml }, { wait: 9m }]',
      horizonMs: 540_000,
    });
    expect(runs(answer)).toEqual(['2026-01-05T09:01', '2026-01-05T09:03', '2026-01-05T09:06', '2026-01-05T09:08']);
  });

  test('startingDeadlineSeconds 5: every minute all the same; only controllers before 1.21 looked every 10 s', () => {
    const answer = ask({
      files: report({ schedule: '* * * * *', startingDeadlineSeconds: 5 }),
      scenario: 'steps: [{ apply: cron.yaml }, { wait: 3m }]',
      horizonMs: 200_000,
    });
    expect(runs(answer)).toEqual(['2026-01-05T09:01', '2026-01-05T09:02', '2026-01-05T09:03']);
  });

  test('startingDeadlineSeconds 10 after two hours: nothing of the past', () => {
    // oracle: cron-deadline
    const answer = ask({
      files: report({ schedule: '*/30 * * * *', startingDeadlineSeconds: 10 }),
      scenario: 'steps: [{ apply: suspended.yaml }, { at: 125m, apply: cron.yaml }, { wait: 10m }]',
      horizonMs: 8_200_000,
    });
    expect([runs(answer), refusals(answer)]).toEqual([[], []]);
  });
});
