import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf, type Play } from './forecast-of.js';

/** A Job `migrate`; pods get up in 5 s and run for 10 s unless a row says otherwise. */
function migrate(spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  const containers: JsonObject[] = [{ name: 'app', image: 'registry.example.com/migrate:1' }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate' },
    spec: { template: { spec: { restartPolicy: 'Never', containers, ...pod } }, ...spec },
  };
}

const FAILS: Play['pods'] = [{ match: {}, behaviour: { exitCode: 3 } }];

/** When each pod of the Job was made, in seconds. */
function madeAt({ timeline }: Forecast): number[] {
  return timeline.pods.map(({ created }) => created / 1000);
}

/** Warnings and ends, each with its time in seconds. */
function said({ timeline }: Forecast): string[] {
  return timeline.events
    .filter(({ controller }) => controller === 'job-controller')
    .filter(({ reason }) => !/^Successful/.test(reason))
    .map(({ at, reason }) => `${at / 1000} ${reason}`);
}

interface Row {
  readonly name: string;
  readonly play: Play;
  readonly pods: readonly number[];
  readonly said: readonly string[];
  readonly outcome: string;
}

const indexed = { completionMode: 'Indexed', completions: 3, parallelism: 3 };

const rows: readonly Row[] = [
  {
    name: 'one pod: complete a second after it ended',
    play: { apply: [migrate()] },
    pods: [0],
    said: ['16 Completed'],
    outcome: 'complete',
  },
  {
    name: 'five completions, two at a time: the next two a second after two ended',
    play: { apply: [migrate({ completions: 5, parallelism: 2 })] },
    pods: [0, 0, 16, 16, 32],
    said: ['48 Completed'],
    outcome: 'complete',
  },
  {
    name: 'a work queue is complete when one pod succeeded and the others ended',
    play: { apply: [migrate({ parallelism: 3 })] },
    pods: [0, 0, 0],
    said: ['16 Completed'],
    outcome: 'complete',
  },
  {
    name: 'failures are replaced 10, 20 and 40 s after they ended, until backoffLimit is exceeded',
    play: { apply: [migrate({ backoffLimit: 3 })], pods: FAILS },
    pods: [0, 25, 60, 115],
    said: ['131 BackoffLimitExceeded'],
    outcome:
      'failed: BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 4 failed pods)',
  },
  {
    name: 'the back-off grows up to ten minutes',
    play: { apply: [migrate({ backoffLimit: 8 })], pods: FAILS },
    pods: [0, 25, 60, 115, 210, 385, 720, 1335, 1950],
    said: ['1966 BackoffLimitExceeded'],
    outcome:
      'failed: BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 9 failed pods)',
  },
  {
    name: 'with OnFailure containers restart in the same pod, which is deleted at backoffLimit',
    play: { apply: [migrate({ backoffLimit: 2 }, { restartPolicy: 'OnFailure' })], pods: FAILS },
    pods: [0],
    said: ['38 BackoffLimitExceeded'],
    outcome:
      'failed: BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 1 failed pods)',
  },
  {
    name: 'FailJob on the exit code ends it at once',
    play: {
      apply: [
        migrate({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3] } }] } }),
      ],
      pods: FAILS,
    },
    pods: [0],
    said: ['16 PodFailurePolicy'],
    outcome:
      'failed: PodFailurePolicy: Container app for pod default/migrate-<p> failed with exit code 3 matching FailJob rule at index 0 (0 of 1 completions, 1 failed pods)',
  },
  {
    name: 'an ignored exit code is not counted, but waited for',
    play: {
      apply: [
        migrate({
          backoffLimit: 0,
          activeDeadlineSeconds: 60,
          podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'NotIn', values: [1] } }] },
        }),
      ],
      pods: FAILS,
    },
    pods: [0, 25],
    said: ['60 DeadlineExceeded'],
    outcome:
      'failed: DeadlineExceeded: Job was active longer than specified deadline (0 of 1 completions, 0 failed pods)',
  },
  {
    name: 'the deadline deletes running pods and counts them as failed',
    play: { apply: [migrate({ activeDeadlineSeconds: 8, parallelism: 2, completions: 2 })] },
    pods: [0, 0],
    said: ['9 DeadlineExceeded'],
    outcome:
      'failed: DeadlineExceeded: Job was active longer than specified deadline (0 of 2 completions, 2 failed pods)',
  },
  {
    name: 'each index has its own back-off and limit; the Job fails when all indexes have ended',
    play: { apply: [migrate({ ...indexed, backoffLimitPerIndex: 1 })], pods: FAILS },
    pods: [0, 0, 0, 25, 25, 25],
    said: ['41 FailedIndexes'],
    outcome: 'failed: FailedIndexes: Job has failed indexes (0 of 3 completions, 6 failed pods)',
  },
  {
    name: 'maxFailedIndexes ends it before',
    play: {
      apply: [migrate({ ...indexed, parallelism: 1, backoffLimitPerIndex: 0, maxFailedIndexes: 1 })],
      pods: FAILS,
    },
    pods: [0, 16],
    said: ['32 MaxFailedIndexesExceeded'],
    outcome:
      'failed: MaxFailedIndexesExceeded: Job has exceeded the specified maximal number of failed indexes (0 of 3 completions, 2 failed pods)',
  },
  {
    name: 'successPolicy: index 0 is enough',
    play: {
      apply: [migrate({ ...indexed, parallelism: 1, successPolicy: { rules: [{ succeededIndexes: '0' }] } })],
    },
    pods: [0],
    said: ['16 Completed'],
    outcome: 'complete',
  },
  {
    name: 'suspended: no pods',
    play: { apply: [migrate({ suspend: true })] },
    pods: [],
    said: ['0 Suspended'],
    outcome: 'suspended: spec.suspend: the Job is suspended (0 of 1 completions, 0 failed pods)',
  },
  {
    name: 'a changed template is refused',
    play: { apply: [migrate(), migrate({}, { terminationGracePeriodSeconds: 5 })] },
    pods: [0],
    said: ['16 Completed'],
    outcome:
      'rejected: the API server rejects it: spec.template: field is immutable (refused: the API server rejects it: spec.template: field is immutable; kubectl delete job/migrate and apply again: it starts anew)',
  },
  {
    name: 'deleted by its TTL after it failed: the verdict stays',
    play: { apply: [migrate({ backoffLimit: 0, ttlSecondsAfterFinished: 5 })], pods: FAILS },
    pods: [0],
    said: ['16 BackoffLimitExceeded'],
    outcome:
      'failed: BackoffLimitExceeded: Job has reached the specified backoff limit (0 of 1 completions, 1 failed pods)',
  },
  {
    name: 'pods whose node is gone count from their deletion: two are replaced 20 s later',
    play: {
      apply: [migrate({ completions: 2, parallelism: 2 })],
      nodes: [{ count: 1, name: undefined, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] }],
      pods: [{ match: {}, behaviour: { runMs: 300_000 } }],
      steps: [
        { 'add-node': { name: 'spare' }, at: '1m' },
        { 'remove-node': { node: 'node-1' }, at: '1m' },
      ],
    },
    pods: [0, 0, 120, 120],
    said: ['426 Completed'],
    outcome: 'complete',
  },
];

describe('Jobs', () => {
  test.each(rows)('$name', ({ play, pods, said: words, outcome }) => {
    const run = forecastOf(play);
    const refused = run.steps.map((step) => step.refused).filter((text) => text !== '');
    const [verdict] = verdicts(run);
    const reason = verdict === undefined || verdict.reason === '' ? '' : `: ${verdict.reason}`;
    const more = refused.length === 0 ? '' : ` (refused: ${refused.join('; ')})`;
    const ended = `${verdict?.outcome}${reason}${more}`.replace(/migrate-[a-z0-9]{5}\b/, 'migrate-<p>');
    expect({ pods: madeAt(run), said: said(run), outcome: ended }).toEqual({ pods, said: words, outcome });
  });

  test('pods of an Indexed Job carry their index in name, label and annotation', () => {
    const run = forecastOf({ apply: [migrate({ ...indexed, completions: 2, parallelism: 2 })] });
    const pods = [...run.world.objects.Pod.values()].map(({ metadata }) => ({
      name: metadata.name.slice(0, -5),
      label: metadata.labels['batch.kubernetes.io/job-completion-index'],
      annotation: metadata.annotations['batch.kubernetes.io/job-completion-index'],
      finalizers: metadata.finalizers,
    }));
    expect(pods).toEqual([
      { name: 'migrate-0-', label: '0', annotation: '0', finalizers: [] },
      { name: 'migrate-1-', label: '1', annotation: '1', finalizers: [] },
    ]);
  });
});
