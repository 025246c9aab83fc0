/** What teams ask of Jobs and CronJobs. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { cronJob, job } from '../../behaviours/manifests.js';
import type { Asked } from './asked.js';

const files = (spec: JsonObject, more: JsonObject = {}) => ({ 'job.yaml': [job('work', spec, more)] });
const cron = (spec: JsonObject, ofJob: JsonObject = {}) => ({ 'cron.yaml': [cronJob('report', spec, ofJob)] });
const runs = (behaviour: string) => `pods: [{ match: {}, behaviour: ${behaviour} }]`;
const APPLY = 'steps: [{ apply: job.yaml }]';
const CONTROLLER = 'pkg/controller/job/job_controller.go';
const JOBS = '{ get: { kind: jobs, output: "custom-columns=NAME:.metadata.name,START:.metadata.creationTimestamp" } }';

export const JOBS_AND_CRON_JOBS: readonly Asked[] = [
  {
    question: 'backoffLimit 2 and parallelism 5: how many pods fail before the Job does?',
    source: `${CONTROLLER}: the limit is exceeded by failed pods of all that run; they fail together`,
    files: files({ backoffLimit: 2, parallelism: 5, completions: 5 }),
    scenario: `${runs('{ runFor: 2s, exitCode: 1 }')}\n${APPLY}\nassert: [job/work is failed, job/work maxPods == 5]`,
  },
  {
    question: 'backoffLimit 0 with restartPolicy OnFailure: is there no retry at all?',
    source: `${CONTROLLER} pastBackoffLimitOnFailure: with 0 one restart is too many`,
    files: files({ backoffLimit: 0 }, { restartPolicy: 'OnFailure' }),
    scenario: `${runs('{ runFor: 2s, exitCode: 1 }')}\n${APPLY}\nassert: [job/work is failed]`,
  },
  {
    question: 'An Indexed Job of four where index 2 always fails: do the others go on?',
    source: `${CONTROLLER}: without backoffLimitPerIndex the whole Job fails at backoffLimit`,
    files: files({ completionMode: 'Indexed', completions: 4, parallelism: 2, backoffLimit: 1 }),
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 30s } }, { match: { selector: "batch.kubernetes.io/job-completion-index=2" }, behaviour: { runFor: 2s, exitCode: 1 } }]
${APPLY}
assert: [job/work is failed]`,
  },
  {
    question: 'The same with backoffLimitPerIndex 1: which indexes succeed, and does the Job?',
    source: 'KEP-3850: FailedIndexes makes the Job fail when all others have ended',
    files: files({ completionMode: 'Indexed', completions: 4, parallelism: 2, backoffLimitPerIndex: 1 }),
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 30s } }, { match: { selector: "batch.kubernetes.io/job-completion-index=2" }, behaviour: { runFor: 2s, exitCode: 1 } }]
${APPLY}
assert: [job/work is failed]`,
  },
  {
    question: 'podFailurePolicy has Count for exit code 42 before FailJob for 42: which one wins?',
    source: 'concepts/workloads/controllers/job: rules in order, the first that matches',
    files: files({
      backoffLimit: 1,
      podFailurePolicy: {
        rules: [
          { action: 'Count', onExitCodes: { operator: 'In', values: [42] } },
          { action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } },
        ],
      },
    }),
    scenario: `${runs('{ runFor: 2s, exitCode: 42 }')}\n${APPLY}\nassert: [job/work is failed]`,
  },
  {
    question: 'podFailurePolicy FailJob on 42, with five pods running: are the others stopped?',
    source: `${CONTROLLER}: FailureTarget, then all active pods are deleted`,
    files: files({
      parallelism: 3,
      completions: 3,
      completionMode: 'Indexed',
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
    }),
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 1h } }, { match: { selector: "batch.kubernetes.io/job-completion-index=0" }, behaviour: { runFor: 20s, exitCode: 42 } }]
${APPLY}
assert: [job/work is failed, job/work durationSeconds <= 60]`,
  },
  {
    question: 'successPolicy for the leader, index 0: what becomes of the workers?',
    source: 'KEP-3998: SuccessCriteriaMet deletes the pods that still run, then Complete',
    files: files({
      completionMode: 'Indexed',
      parallelism: 3,
      completions: 3,
      successPolicy: { rules: [{ succeededIndexes: '0' }] },
    }),
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 1h } }, { match: { selector: "batch.kubernetes.io/job-completion-index=0" }, behaviour: { runFor: 20s } }]
${APPLY}
assert: [job/work completes within 60s]`,
  },
  {
    question: 'activeDeadlineSeconds 100 and the Job is suspended for ten minutes: is the deadline over?',
    source:
      'test/oracle job-resumed-past-deadline: yes. The deadline is checked before startTime is set anew; the documentation says otherwise',
    files: files({ activeDeadlineSeconds: 100 }),
    scenario: `
${runs('{ runFor: 60s }')}
steps:
  - apply: job.yaml
  - { at: 30s, patch: { target: job/work, patch: { spec: { suspend: true } } } }
  - { at: 10m, patch: { target: job/work, patch: { spec: { suspend: false } } } }
assert: [job/work is failed]`,
  },
  {
    question: 'activeDeadlineSeconds 60 and no node has room: does the Job fail?',
    source: `${CONTROLLER} pastActiveDeadline: startTime is set when the controller first sees the Job, Pending pods count`,
    files: files(
      { activeDeadlineSeconds: 60 },
      { containers: [{ name: 'app', image: 'registry.example.com/task:1', resources: { requests: { cpu: '64' } } }] },
    ),
    scenario: `cluster: { nodes: [{ count: 2, cpu: "16" }] }\n${APPLY}\nassert: [job/work is failed]`,
  },
  {
    question: 'An image that cannot be pulled, and backoffLimit 3: does the Job fail?',
    source: `${CONTROLLER}: only failed pods count, and this one is Pending`,
    files: files({ backoffLimit: 3 }),
    scenario: `${runs('{ pull: never }')}\n${APPLY}\nassert: [job/work restarts == 0]`,
    horizonMs: 3_600_000,
  },
  {
    question: 'ttlSecondsAfterFinished 0: can I still read the logs?',
    source: 'pkg/controller/ttlafterfinished: deleted with its pods as soon as it has ended',
    files: files({ ttlSecondsAfterFinished: 0 }),
    scenario: `${runs('{ runFor: 5s }')}\nsteps: [{ apply: job.yaml }, { wait: 1m }, { get: jobs }, { get: pods }]`,
  },
  {
    question: 'I raise parallelism of a running Job, and then completions: which works?',
    source: 'pkg/apis/batch/validation: completions is immutable (but for Indexed with both equal), parallelism is not',
    files: files({ parallelism: 1, completions: 4 }),
    scenario: `
${runs('{ runFor: 60s }')}
steps:
  - apply: job.yaml
  - { at: 10s, patch: { target: job/work, patch: { spec: { parallelism: 4 } } } }
  - { at: 20s, patch: { target: job/work, patch: { spec: { completions: 8 } } } }
assert: [job/work maxPods == 4, job/work durationSeconds <= 80]`,
  },
  {
    question: 'A sidecar (restartPolicy Always init container) in a Job: does the Job end?',
    source: 'KEP-753: sidecars are stopped when the last container has ended',
    files: files(
      {},
      {
        initContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:1', restartPolicy: 'Always' }],
      },
    ),
    scenario: `${runs('{ container: app, runFor: 20s }')}\n${APPLY}\nassert: [job/work completes within 60s]`,
  },
  {
    question: 'An ordinary second container that never ends, in a Job: does the Job end?',
    source: 'a pod succeeds when all its containers have ended',
    files: files(
      {},
      {
        containers: [
          { name: 'app', image: 'registry.example.com/task:1' },
          { name: 'proxy', image: 'registry.example.com/proxy:1' },
        ],
      },
    ),
    scenario: `
pods:
  - match: {}
    behaviour: { container: app, runFor: 20s }
  - match: {}
    behaviour: { container: proxy, runFor: 720h }
${APPLY}`,
  },
  {
    question: 'Every five minutes, Forbid, and one run takes 17 minutes: how many runs are lost?',
    source: 'pkg/controller/cronjob: while one runs nothing starts; when it ends only the latest missed time starts',
    files: cron({ schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid' }),
    scenario: `
startsAt: "2026-01-05T09:00:00Z"
pods: [{ match: {}, behaviour: { runFor: 17m } }]
steps: [{ apply: cron.yaml }, { wait: 40m }, ${JOBS}]`,
    horizonMs: 2_460_000,
  },
  {
    question:
      'Forbid with startingDeadlineSeconds 60 and a run that takes seven minutes: is the missed time made up for?',
    source: 'pkg/controller/cronjob: a time older than the deadline is not started',
    files: cron({ schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 60 }),
    scenario: `
startsAt: "2026-01-05T09:00:00Z"
pods: [{ match: {}, behaviour: { runFor: 7m } }]
steps: [{ apply: cron.yaml }, { wait: 21m }, ${JOBS}]`,
    horizonMs: 1_320_000,
  },
  {
    question: 'Suspended over a weekend, a run every ten minutes: do 288 Jobs start on Monday?',
    source: 'pkg/controller/cronjob/utils.go: the latest missed time only, with a warning for more than 100',
    files: cron({ schedule: '*/10 * * * *' }),
    scenario: `
startsAt: "2026-01-03T00:00:00Z"
pods: [{ match: {}, behaviour: { runFor: 1m } }]
steps:
  - apply: cron.yaml
  - { at: 5s, patch: { target: cronjob/report, patch: { spec: { suspend: true } } } }
  - { at: 48h5m, patch: { target: cronjob/report, patch: { spec: { suspend: false } } } }
  - wait: 1m
  - ${JOBS}`,
    horizonMs: 173_200_000,
  },
  {
    question: 'A CronJob without timeZone, 0 8 * * *: eight o’clock where?',
    source: 'concepts/workloads/controllers/cron-jobs: the time zone of the controller manager, mostly UTC',
    files: cron({ schedule: '0 8 * * *' }),
    scenario: `
startsAt: "2026-07-05T00:00:00Z"
steps: [{ apply: cron.yaml }, { wait: 24h }, ${JOBS}]`,
    horizonMs: 86_460_000,
  },
  {
    question: 'A run at 02:15 in Lord Howe Island, where clocks go back by half an hour: once or twice?',
    source: 'robfig/cron spec.go: 01:30 to 02:00 happens twice, 02:15 once',
    files: cron({ schedule: '15 2 * * *', timeZone: 'Australia/Lord_Howe' }),
    scenario: `
startsAt: "2026-04-03T12:00:00Z"
steps: [{ apply: cron.yaml }, { wait: 60h }, ${JOBS}]`,
    horizonMs: 216_060_000,
  },
  {
    question: 'And at 01:45, every day, on Lord Howe Island when clocks go back?',
    source: 'robfig/cron spec.go: 01:45 happens at 14:45Z and at 15:15Z',
    files: cron({ schedule: '45 1 * * *', timeZone: 'Australia/Lord_Howe' }),
    scenario: `
startsAt: "2026-04-03T12:00:00Z"
steps: [{ apply: cron.yaml }, { wait: 60h }, ${JOBS}]`,
    horizonMs: 216_060_000,
  },
  {
    question: 'Replace, and the old pod takes 30 s to end: do two runs overlap?',
    source: 'test/oracle cron-replace: the old Job is deleted in the background, the new one starts at once',
    files: cron({ schedule: '* * * * *', concurrencyPolicy: 'Replace' }),
    scenario: `
startsAt: "2026-01-05T09:00:00Z"
pods: [{ match: {}, behaviour: { runFor: 10m, terminate: 25s } }]
steps: [{ apply: cron.yaml }, { at: 125s, get: pods }, { wait: 5s }]`,
    horizonMs: 150_000,
  },
  {
    question: 'At 12:15 I move an hourly CronJob to ten past twelve, daily: does it run today?',
    source:
      'asked of the oracle in minutes: 12:10 counts as missed since 12:00; it starts when the CronJob is looked at next, which the old schedule had set to 13:00',
    files: {
      'cron.yaml': [cronJob('report', { schedule: '0 * * * *' })],
      'daily.yaml': [cronJob('report', { schedule: '10 12 * * *' })],
    },
    scenario: `
startsAt: "2026-01-05T09:30:00Z"
pods: [{ match: {}, behaviour: { runFor: 1m } }]
steps: [{ apply: cron.yaml }, { at: 2h45m, apply: daily.yaml }, { wait: 1m }, ${JOBS}, { wait: 50m }, ${JOBS}]`,
    horizonMs: 14_400_000,
  },
];
