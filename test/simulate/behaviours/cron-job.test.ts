/** CronJobs: what people say of overlapping, missed and manual runs, and what happens. Virtual time starts at 09:00 UTC. */

import { type Behaviour, events, testBehaviours } from './behaviour.js';
import { cronJob } from './manifests.js';

type Answer = Parameters<Behaviour['facts']>[0];
const runs = (seconds: number, code = 0) =>
  `pods: [{ match: { image: "*" }, behaviour: { runFor: ${seconds}s, exitCode: ${code} } }]\n`;
const MINUTELY = '* * * * *';
const minutes = (count: number) => (count * 60 + 10) * 1000;
/** The CronJob's own events, in minutes. */
const log = (answer: Answer) =>
  answer.forecast.timeline.events
    .filter(({ object }) => object.startsWith('CronJob/'))
    .map(({ at, reason, message }) => `${Math.round(at / 6_000) / 10} ${reason} ${message.replace(/\d{8}/, 'MINUTE')}`);
const jobs = (answer: Answer) =>
  [...answer.forecast.world.objects.Job.values()].map(({ metadata, status }) => ({
    name: metadata.name,
    at: Math.floor(metadata.creationTimestamp / 60_000),
    active: status.active,
  }));

const behaviours: readonly Behaviour[] = [
  {
    id: 'cron-allow',
    says: 'with Allow two or three run at once',
    question: {
      files: { 'v1.yaml': [cronJob('tick', { schedule: MINUTELY, concurrencyPolicy: 'Allow' })] },
      scenario: `${runs(120)}steps: [{ apply: v1.yaml }, { wait: 4m }]`,
      horizonMs: minutes(4),
    },
    facts: (answer) => ({
      log: log(answer),
      active: answer.forecast.world.objects.CronJob.get('default/tick')?.status.active.length,
    }),
    are: {
      active: 2,
      log: [
        '1 SuccessfulCreate Created job tick-MINUTE',
        '2 SuccessfulCreate Created job tick-MINUTE',
        '3 SuccessfulCreate Created job tick-MINUTE',
        '3.1 SawCompletedJob Saw completed job: tick-MINUTE, condition: Complete',
        '4 SuccessfulCreate Created job tick-MINUTE',
        '4.1 SawCompletedJob Saw completed job: tick-MINUTE, condition: Complete',
      ],
    },
  },
  {
    id: 'cron-replace',
    says: 'with Replace each run ends the one before: none completes',
    question: {
      files: { 'v1.yaml': [cronJob('tick', { schedule: MINUTELY, concurrencyPolicy: 'Replace' })] },
      scenario: `${runs(120)}steps: [{ apply: v1.yaml }, { wait: 4m }]`,
      horizonMs: minutes(4),
    },
    facts: (answer) => ({ log: log(answer), jobs: jobs(answer).length }),
    are: {
      jobs: 1,
      log: [
        '1 SuccessfulCreate Created job tick-MINUTE',
        '2 SuccessfulDelete Deleted job tick-MINUTE',
        '2 SuccessfulCreate Created job tick-MINUTE',
        '3 SuccessfulDelete Deleted job tick-MINUTE',
        '3 SuccessfulCreate Created job tick-MINUTE',
        '4 SuccessfulDelete Deleted job tick-MINUTE',
        '4 SuccessfulCreate Created job tick-MINUTE',
      ],
    },
  },
  {
    id: 'cron-forbid-skip-1, cron-forbid-skip-3',
    says: 'Forbid does not skip for good: the missed run starts when the one before has ended',
    question: {
      files: { 'v1.yaml': [cronJob('tick', { schedule: MINUTELY, concurrencyPolicy: 'Forbid' })] },
      scenario: `${runs(80)}steps: [{ apply: v1.yaml }, { wait: 5m }]`,
      horizonMs: minutes(5),
    },
    facts: log,
    are: [
      '1 SuccessfulCreate Created job tick-MINUTE',
      '2 JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
      '2.4 SawCompletedJob Saw completed job: tick-MINUTE, condition: Complete',
      '2.4 SuccessfulCreate Created job tick-MINUTE',
      '3 JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
      '3.9 SawCompletedJob Saw completed job: tick-MINUTE, condition: Complete',
      '3.9 SuccessfulCreate Created job tick-MINUTE',
      '4 JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
      '5 JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
    ],
  },
  {
    id: 'cron-retry',
    says: 'the Job itself tries again, backoffLimit times, before the next schedule',
    question: {
      files: { 'v1.yaml': [cronJob('tick', { schedule: '*/10 * * * *' }, { backoffLimit: 2 })] },
      scenario: `${runs(1, 1)}steps: [{ apply: v1.yaml }, { wait: 19m }]`,
      horizonMs: minutes(19),
    },
    facts: (answer) => ({
      log: log(answer),
      pods: answer.forecast.timeline.pods.map(({ created }) => created / 1000),
    }),
    are: {
      log: [
        '10 SuccessfulCreate Created job tick-MINUTE',
        '10.8 SawCompletedJob Saw completed job: tick-MINUTE, condition: Failed',
      ],
      pods: [600.1, 616, 642],
    },
  },
  {
    id: 'cron-list',
    says: '30 */2 * * * is minute 30 of every second hour',
    question: {
      files: { 'v1.yaml': [cronJob('tick', { schedule: '30 */2 * * *' })] },
      scenario: 'steps: [{ apply: v1.yaml }, { wait: 6h }]',
      horizonMs: minutes(360),
    },
    facts: (answer) => jobs(answer).map(({ at }) => `${9 + Math.floor(at / 60)}:${at % 60}`),
    are: ['10:30', '12:30', '14:30'],
  },
  {
    id: 'cron-job-names, cron-job-names-3',
    says: 'the suffix is the scheduled minute since 1970, a day is 1440; there is no cronjob-name label',
    question: {
      files: { 'v1.yaml': [cronJob('backup', { schedule: '0 2 * * *', timeZone: 'Asia/Shanghai' })] },
      scenario: 'startsAt: 2024-01-02T00:00:00Z\nsteps: [{ apply: v1.yaml }, { wait: 60h }]',
      horizonMs: minutes(3600),
    },
    facts: (answer) => ({
      names: jobs(answer).map(({ name }) => name),
      labels: [...answer.forecast.world.objects.Job.values()].flatMap(({ metadata }) => Object.keys(metadata.labels)),
    }),
    are: {
      labels: [],
      names: ['backup-28403640', 'backup-28405080'],
    },
  },
  {
    id: 'cron-demo',
    says: 'parallelism 1 and completions 3: three pods one after the other each minute; three Jobs are kept',
    question: {
      files: { 'v1.yaml': [cronJob('demo', { schedule: MINUTELY }, { completions: 3, parallelism: 1 })] },
      scenario: `${runs(4)}steps: [{ apply: v1.yaml }, { wait: 6m }]`,
      horizonMs: minutes(6),
    },
    facts: (answer) => {
      const all = jobs(answer).map(({ name }) => Number(name.slice('demo-'.length)));
      const [first = 0] = all;
      return {
        jobs: all.map((minute) => minute - first),
        pods: answer.forecast.timeline.pods
          .filter(({ created }) => created < 120_000)
          .map(({ created }) => created / 1000),
      };
    },
    are: {
      jobs: [0, 1, 2, 3],
      pods: [60.1, 70.1, 80.1],
    },
  },
  {
    id: 'cron-manual',
    says: 'a Job made by hand belongs to the CronJob, ignores Forbid, and counts in the history',
    question: {
      files: { 'v1.yaml': [cronJob('backup', { schedule: MINUTELY, concurrencyPolicy: 'Forbid' })] },
      scenario: `
${runs(30)}
steps:
  - apply: v1.yaml
  - at: 65s
    create-job: { from: cronjob/backup, name: backup-now }
`,
      horizonMs: 90_000,
    },
    facts: (answer) => ({
      jobs: jobs(answer).map(({ name, active }) => `${name.replace(/\d{8}/, 'MINUTE')} ${active}`),
      unexpected: events(answer, ['UnexpectedJob'])[0],
      owners: [...answer.forecast.world.objects.Job.values()].map(({ metadata }) => metadata.ownerReferences[0]?.name),
    }),
    are: {
      jobs: ['backup-MINUTE 1', 'backup-now 1'],
      owners: ['backup', 'backup'],
      unexpected: '65 CronJob/backup UnexpectedJob Saw a job that the controller did not create or forgot: backup-now',
    },
  },
  {
    id: 'cron-suspend',
    says: 'running Jobs go on; after the resume the latest missed run starts at once',
    question: {
      files: { 'v1.yaml': [cronJob('backup', { schedule: '*/5 * * * *' })] },
      scenario: `
${runs(60)}
steps:
  - apply: v1.yaml
  - at: 310s
    patch: { target: cronjob/backup, patch: { spec: { suspend: true } } }
  - at: 1000s
    patch: { target: cronjob/backup, patch: { spec: { suspend: false } } }
`,
      horizonMs: 1_100_000,
    },
    facts: log,
    are: [
      '5 SuccessfulCreate Created job backup-MINUTE',
      '6.1 SawCompletedJob Saw completed job: backup-MINUTE, condition: Complete',
      '16.7 SuccessfulCreate Created job backup-MINUTE',
      '17.8 SawCompletedJob Saw completed job: backup-MINUTE, condition: Complete',
    ],
  },
  {
    id: 'cron-deadline',
    says: 'a run that was missed by no more than startingDeadlineSeconds still starts',
    question: {
      files: { 'v1.yaml': [cronJob('backup', { schedule: '*/5 * * * *', startingDeadlineSeconds: 300 })] },
      scenario: `
${runs(10)}
steps:
  - apply: v1.yaml
  - at: 10s
    patch: { target: cronjob/backup, patch: { spec: { suspend: true } } }
  - at: 580s
    patch: { target: cronjob/backup, patch: { spec: { suspend: false } } }
`,
      horizonMs: 590_000,
    },
    facts: log,
    are: ['9.7 SuccessfulCreate Created job backup-MINUTE'],
  },
  {
    id: 'cron-history-ttl',
    says: 'ttlSecondsAfterFinished of a day takes daily Jobs away before the history limit of three',
    question: {
      files: { 'v1.yaml': [cronJob('backup', { schedule: '0 2 * * *' }, { ttlSecondsAfterFinished: 86_400 })] },
      scenario: `${runs(60)}steps: [{ apply: v1.yaml }, { wait: 96h }]`,
      horizonMs: minutes(5760),
    },
    facts: (answer) => jobs(answer).length,
    are: 1,
  },
];

testBehaviours('CronJobs', behaviours);
