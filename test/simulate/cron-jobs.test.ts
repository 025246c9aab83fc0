import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf, type Play } from './forecast-of.js';

/** A CronJob `report`, from Monday, 2026-01-05 at 09:00 UTC; pods run for 10 s after 5 s. */
function report(spec: JsonObject = {}): JsonObject {
  const containers: JsonObject[] = [{ name: 'app', image: 'registry.example.com/report:1' }];
  const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers } } } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: { schedule: '* * * * *', jobTemplate, ...spec },
  };
}

const runs = (runMs: number) => [{ match: {}, behaviour: { runMs } }];
const START = Date.UTC(2026, 0, 5, 9);

/** `09:01:00 SuccessfulCreate 09:01`: what the controller says, and the scheduled time of Jobs in it. */
function said({ timeline }: Forecast): string[] {
  return timeline.events
    .filter(({ controller }) => controller === 'cronjob-controller')
    .map(({ at, reason, message }) => {
      const minutes = /report-(\d+)/.exec(message)?.[1];
      const scheduled =
        minutes === undefined ? '' : ` ${new Date(Number(minutes) * 60_000).toISOString().slice(11, 16)}`;
      return `${new Date(START + at).toISOString().slice(11, 19)} ${reason}${scheduled}`;
    });
}

interface Row {
  readonly name: string;
  readonly play: Play;
  readonly said: readonly string[];
  readonly outcome: string;
}

const minutes = (count: number) => ({ wait: `${count}m` });

const rows: readonly Row[] = [
  {
    name: 'the first run is waited for, later ones are not',
    play: { apply: [report({ schedule: '0 18 * * *' })] },
    said: ['18:00:00 SuccessfulCreate 18:00', '18:00:16 SawCompletedJob 18:00'],
    outcome: 'complete',
  },
  {
    name: 'Allow: Jobs overlap',
    play: { apply: [report()], steps: [minutes(3)], pods: runs(80_000), horizonMs: 170_000 },
    said: ['09:01:00 SuccessfulCreate 09:01', '09:02:00 SuccessfulCreate 09:02', '09:02:26 SawCompletedJob 09:01'],
    outcome: 'complete',
  },
  {
    name: 'Forbid: the missed time starts the moment the running Job ends',
    play: {
      apply: [report({ concurrencyPolicy: 'Forbid' })],
      steps: [minutes(3)],
      pods: runs(80_000),
      horizonMs: 170_000,
    },
    said: [
      '09:01:00 SuccessfulCreate 09:01',
      '09:02:00 JobAlreadyActive',
      '09:02:26 SawCompletedJob 09:01',
      '09:02:26 SuccessfulCreate 09:02',
    ],
    outcome: 'complete',
  },
  {
    name: 'Replace: the running Job is deleted',
    play: {
      apply: [report({ concurrencyPolicy: 'Replace' })],
      steps: [minutes(3)],
      pods: runs(80_000),
      horizonMs: 170_000,
    },
    said: ['09:01:00 SuccessfulCreate 09:01', '09:02:00 SuccessfulDelete 09:01', '09:02:00 SuccessfulCreate 09:02'],
    outcome: 'running: still running when the forecast ended after 170 s: 1 Job has not ended: report-29460062',
  },
  {
    name: 'history limits: the oldest successful Job goes when the next one ends',
    play: { apply: [report({ successfulJobsHistoryLimit: 1 })], steps: [minutes(3)], horizonMs: 140_000 },
    said: [
      '09:01:00 SuccessfulCreate 09:01',
      '09:01:16 SawCompletedJob 09:01',
      '09:02:00 SuccessfulCreate 09:02',
      '09:02:16 SuccessfulDelete 09:01',
      '09:02:16 SawCompletedJob 09:02',
    ],
    outcome: 'complete',
  },
  {
    name: 'suspended for two hours: only the latest missed time starts, and it says so',
    play: {
      apply: [report({ suspend: true })],
      steps: [minutes(120), { patch: { target: 'cronjob/report', patch: { spec: { suspend: false } } } }],
      horizonMs: 7_230_000,
    },
    said: ['11:00:00 TooManyMissedTimes', '11:00:00 SuccessfulCreate 11:00', '11:00:16 SawCompletedJob 11:00'],
    outcome: 'complete',
  },
  {
    name: 'startingDeadlineSeconds: what was missed for longer does not start',
    play: {
      apply: [report({ schedule: '30 * * * *', suspend: true, startingDeadlineSeconds: 60 })],
      steps: [minutes(40), { patch: { target: 'cronjob/report', patch: { spec: { suspend: false } } } }],
      horizonMs: 5_430_000,
    },
    said: ['10:30:00 SuccessfulCreate 10:30', '10:30:16 SawCompletedJob 10:30'],
    outcome: 'complete',
  },
  {
    name: 'a schedule changed to a time that has passed starts nothing before its next time',
    play: {
      apply: [report({ schedule: '0 12 * * *' })],
      steps: [{ patch: { target: 'cronjob/report', patch: { spec: { schedule: '5 * * * *' } } } }],
      horizonMs: 600_000,
    },
    said: ['09:05:00 SuccessfulCreate 09:05', '09:05:16 SawCompletedJob 09:05'],
    outcome: 'complete',
  },
  {
    name: 'a history without room: nobody says that the Job has ended',
    play: { apply: [report({ schedule: '5 * * * *', successfulJobsHistoryLimit: 0 })], horizonMs: 600_000 },
    said: ['09:05:00 SuccessfulCreate 09:05', '09:05:16 SuccessfulDelete 09:05'],
    outcome: 'complete',
  },
  {
    name: 'a schedule changed: limits are looked at when the old or the new one comes',
    play: {
      apply: [report({ schedule: '5 * * * *' })],
      steps: [
        minutes(6),
        {
          patch: {
            target: 'cronjob/report',
            patch: { spec: { schedule: '8 * * * *', successfulJobsHistoryLimit: 0, suspend: false } },
          },
        },
        minutes(3),
      ],
      horizonMs: 700_000,
    },
    said: [
      '09:05:00 SuccessfulCreate 09:05',
      '09:05:16 SawCompletedJob 09:05',
      '09:08:00 SuccessfulDelete 09:05',
      '09:08:00 SuccessfulCreate 09:08',
      '09:08:16 SuccessfulDelete 09:08',
    ],
    outcome: 'complete',
  },
  {
    name: 'the time zone decides: 12:00 in Berlin is 11:00 UTC in January',
    play: { apply: [report({ schedule: '0 12 * * *', timeZone: 'Europe/Berlin' })] },
    said: ['11:00:00 SuccessfulCreate 11:00', '11:00:16 SawCompletedJob 11:00'],
    outcome: 'complete',
  },
  {
    name: 'a day that never comes',
    play: { apply: [report({ schedule: '0 0 31 2 *' })] },
    said: ['09:00:00 InvalidSchedule'],
    outcome: 'stuck: spec.schedule: 0 0 31 2 * never comes',
  },
  {
    name: 'a failed Job is a failed CronJob',
    play: { apply: [report({ schedule: '30 * * * *' })], pods: [{ match: {}, behaviour: { exitCode: 1 } }] },
    said: ['09:30:00 SuccessfulCreate 09:30', '09:42:16 SawCompletedJob 09:30'],
    outcome: 'failed: the last Job that ended (report-29460090) failed: BackoffLimitExceeded',
  },
];

describe('CronJobs', () => {
  test.each(rows)('$name', ({ play, said: words, outcome }) => {
    const run = forecastOf(play);
    const [verdict] = verdicts(run);
    const reason = verdict === undefined || verdict.reason === '' ? '' : `: ${verdict.reason}`;
    expect({ said: said(run), outcome: `${verdict?.outcome}${reason}` }).toEqual({ said: words, outcome });
  });

  test('a Job says when it was due, on the clock of the time zone', () => {
    const run = forecastOf({ apply: [report({ schedule: '0 12 * * *', timeZone: 'Asia/Kolkata' })] });
    const jobs = [...run.world.objects.Job.values()].map(({ metadata }) => [metadata.name, metadata.annotations]);
    expect(jobs).toEqual([
      // 2026-01-06 12:00 in Kolkata is 06:30 UTC; minutes since 1970.
      ['report-29461350', { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-06T12:00:00+05:30' }],
    ]);
  });
});
