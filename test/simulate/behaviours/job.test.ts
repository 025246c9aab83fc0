/** Jobs: what people say of parallelism, back-off and ends, and what happens. */

import { refusals, rejections } from '../questions/ask.js';
import { type Behaviour, events, lives, plain, testBehaviours, verdict } from './behaviour.js';
import { job } from './manifests.js';

const runs = (seconds: number, code = 0) =>
  `pods: [{ match: { image: "*" }, behaviour: { runFor: ${seconds}s, exitCode: ${code} } }]\n`;
const APPLY = 'steps: [{ apply: v1.yaml }]';
type Answer = Parameters<Behaviour['facts']>[0];
const conditions = ({ forecast: { timeline } }: Answer) =>
  timeline.conditions.map(({ at, type, reason }) => `${at / 1000} ${type} ${reason}`);

const behaviours: readonly Behaviour[] = [
  {
    id: 'job-pi, job-5-2',
    says: 'a new pod starts as soon as one ends; the last one is alone',
    question: {
      files: { 'v1.yaml': [job('pi', { completions: 5, parallelism: 2 })] },
      scenario: `${runs(20)}${APPLY}`,
    },
    facts: (answer) => ({ lives: lives(answer, 'Job/pi'), most: Math.max(...totals(answer)) }),
    are: {
      lives: [
        'pi-xxxxx created 0 ready 5',
        'pi-xxxxx created 0 ready 5',
        'pi-xxxxx created 26 ready 31',
        'pi-xxxxx created 26 ready 31',
        'pi-xxxxx created 52 ready 57',
      ],
      most: 2,
    },
  },
  {
    id: 'job-status-both',
    says: 'Complete only when no pod is active; SuccessCriteriaMet comes before it',
    question: {
      files: { 'v1.yaml': [job('pi', { completions: 3, parallelism: 2 })] },
      scenario: `${runs(20)}${APPLY}`,
    },
    facts: (answer) => ({
      conditions: conditions(answer),
      status: [...answer.forecast.world.objects.Job.values()].map(
        ({ status: { active, succeeded, completionTime } }) => ({
          active,
          succeeded,
          hasEnded: completionTime !== undefined,
        }),
      ),
    }),
    are: {
      conditions: ['52 SuccessCriteriaMet CompletionsReached', '52 Complete CompletionsReached'],
      status: [
        {
          active: 0,
          hasEnded: true,
          succeeded: 3,
        },
      ],
    },
  },
  {
    id: 'job-workqueue',
    says: 'with completions 10 there are ten pods that succeed, whatever the queue says',
    question: {
      files: { 'v1.yaml': [job('work', { completions: 10, parallelism: 3 })] },
      scenario: `${runs(20)}${APPLY}`,
    },
    facts: (answer) => lives(answer, 'Job/work').length,
    are: 10,
  },
  {
    id: 'job-workqueue (no completions)',
    says: 'without completions the workers that drain the queue are all there is',
    question: { files: { 'v1.yaml': [job('work', { parallelism: 3 })] }, scenario: `${runs(20)}${APPLY}` },
    facts: (answer) => ({ pods: lives(answer, 'Job/work').length, verdict: verdict(answer, 'Job/work') }),
    are: { pods: 3, verdict: 'complete' },
  },
  {
    id: 'job-indexed',
    says: 'indexes 0 to 4, in the names of the pods and in their labels',
    question: {
      files: { 'v1.yaml': [job('parts', { completionMode: 'Indexed', completions: 5, parallelism: 2 })] },
      scenario: `${runs(20)}${APPLY}`,
    },
    facts: (answer) =>
      [...answer.forecast.world.objects.Pod.values()].map(
        ({ metadata }) =>
          `${metadata.name.slice(0, -6)} ${String(metadata.labels['batch.kubernetes.io/job-completion-index'])}`,
      ),
    are: ['parts-0 0', 'parts-1 1', 'parts-2 2', 'parts-3 3', 'parts-4 4'],
  },
  {
    id: 'job-backoff-table',
    says: 'retries after 10, 20, 40 s from the end of the pod before, then BackoffLimitExceeded',
    question: { files: { 'v1.yaml': [job('flaky', { backoffLimit: 3 })] }, scenario: `${runs(1, 1)}${APPLY}` },
    facts: (answer) => ({ lives: lives(answer, 'Job/flaky'), conditions: conditions(answer) }),
    are: {
      conditions: ['94 FailureTarget BackoffLimitExceeded', '94 Failed BackoffLimitExceeded'],
      lives: [
        'flaky-xxxxx created 0 ready 5',
        'flaky-xxxxx created 16 ready 21',
        'flaky-xxxxx created 42 ready 47',
        'flaky-xxxxx created 88 ready 93',
      ],
    },
  },
  {
    id: 'job-ok',
    says: 'one pod that ends well: Complete',
    question: { files: { 'v1.yaml': [job('once', {})] }, scenario: `${runs(3)}${APPLY}` },
    facts: (answer) => ({
      verdict: verdict(answer, 'Job/once'),
      events: events(answer, ['SuccessfulCreate', 'Completed']),
    }),
    are: {
      events: ['0 Job/once SuccessfulCreate Created pod: once-xxxxx', '9 Job/once Completed Job completed'],
      verdict: 'complete',
    },
  },
  {
    id: 'job-deadline',
    says: 'after activeDeadlineSeconds the pods are deleted: FailureTarget, then Failed, DeadlineExceeded',
    question: { files: { 'v1.yaml': [job('slow', { activeDeadlineSeconds: 60 })] }, scenario: `${runs(600)}${APPLY}` },
    facts: (answer) => ({ lives: lives(answer, 'Job/slow'), conditions: conditions(answer) }),
    are: {
      conditions: ['60 FailureTarget DeadlineExceeded', '61 Failed DeadlineExceeded'],
      lives: ['slow-xxxxx created 0 ready 5 deleting 60 gone 61'],
    },
  },
  {
    id: 'job-pending',
    says: 'a pod that fits nowhere is no failure: active 1 for ever',
    question: {
      files: { 'v1.yaml': [job('big', { backoffLimit: 3 }, { nodeSelector: { disk: 'none' } })] },
      scenario: `cluster: { nodes: [{ count: 1, cpu: "4", memory: 8Gi }] }\n${APPLY}`,
    },
    facts: (answer) => ({
      verdict: verdict(answer, 'Job/big'),
      status: [...answer.forecast.world.objects.Job.values()].map(({ status: { active, failed } }) => ({
        active,
        failed,
      })),
    }),
    are: {
      status: [
        {
          active: 1,
          failed: 0,
        },
      ],
      verdict:
        "stuck: 0 of 1 completions, 0 failed pods, 1 pod has not ended: 1 pod cannot be scheduled (0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector)",
    },
  },
  {
    id: 'job-ttl',
    says: 'Job and pods are deleted ttlSecondsAfterFinished after the end',
    question: {
      files: { 'v1.yaml': [job('once', { ttlSecondsAfterFinished: 100 })] },
      scenario: `${runs(15)}steps: [{ apply: v1.yaml }, { wait: 3m }]`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'Job/once'),
      left: answer.forecast.world.objects.Job.size,
      conditions: conditions(answer),
    }),
    are: {
      conditions: ['21 SuccessCriteriaMet CompletionsReached', '21 Complete CompletionsReached'],
      left: 0,
      lives: ['once-xxxxx created 0 ready 5 deleting 121 gone 121'],
    },
  },
  {
    id: 'job-onfailure',
    says: 'the same pod starts again in place; at backoffLimit it is deleted',
    question: {
      files: { 'v1.yaml': [job('import', { backoffLimit: 2 }, { restartPolicy: 'OnFailure' })] },
      scenario: `${runs(1, 1)}${APPLY}`,
    },
    facts: (answer) => ({ lives: lives(answer, 'Job/import'), conditions: conditions(answer) }),
    are: {
      conditions: ['19 FailureTarget BackoffLimitExceeded', '20 Failed BackoffLimitExceeded'],
      lives: ['import-xxxxx created 0 ready 5 deleting 19 gone 19 restarts 2'],
    },
  },
  {
    id: 'job-imagepull',
    says: 'an image that cannot be pulled is no failure either: the Job stays active',
    question: {
      files: { 'v1.yaml': [job('demo', {})] },
      scenario: `pods: [{ match: { image: "*" }, behaviour: { pull: never } }]\n${APPLY}`,
    },
    facts: (answer) => ({
      phases: answer.forecast.timeline.pods.flatMap(({ phases }) => phases.map(({ status }) => status)).slice(0, 6),
      events: answer.forecast.timeline.events
        .filter(({ object }) => object.startsWith('Pod/'))
        .map(({ reason, message }) => plain(`${reason}: ${message}`))
        .slice(0, 8),
      verdict: verdict(answer, 'Job/demo'),
    }),
    are: {
      events: [
        'Scheduled: Successfully assigned default/demo-xxxxx to node-2',
        'Pulling: Pulling image "registry.example.com/task:1"',
        'Failed: Failed to pull image "registry.example.com/task:1"',
        'Failed: Error: ErrImagePull',
        'BackOff: Back-off pulling image "registry.example.com/task:1"',
        'Failed: Error: ImagePullBackOff',
        'Pulling: Pulling image "registry.example.com/task:1"',
        'Failed: Failed to pull image "registry.example.com/task:1"',
      ],
      phases: ['Pending', 'ContainerCreating', 'ErrImagePull', 'ImagePullBackOff', 'ErrImagePull', 'ImagePullBackOff'],
      verdict:
        'stuck: 0 of 1 completions, 0 failed pods, 1 pod has not ended: 1 pod cannot pull image registry.example.com/task:1 (ImagePullBackOff)',
    },
  },
  {
    id: 'job-update-template',
    says: 'the template of a Job cannot be changed',
    question: {
      files: {
        'v1.yaml': [job('demo', {})],
        'v2.yaml': [job('demo', {}, { imagePullSecrets: [{ name: 'registry' }] })],
      },
    },
    facts: (answer) => refusals(answer).map((text) => text.split(';')[0]),
    are: ['the API server rejects it: spec.template: field is immutable'],
  },
  {
    id: 'job-failure-policy',
    says: 'podFailurePolicy needs restartPolicy Never; with it exit code 1 fails the Job at once',
    question: {
      files: {
        'v1.yaml': [job('data', policy(), { restartPolicy: 'OnFailure' })],
        'v2.yaml': [job('data', policy())],
      },
      scenario: `${runs(1, 1)}steps: [{ apply: v1.yaml }, { apply: v2.yaml }]`,
    },
    facts: (answer) => ({
      rejected: rejections(answer),
      conditions: conditions(answer),
      pods: lives(answer, 'Job/data').length,
    }),
    are: {
      conditions: ['6 FailureTarget PodFailurePolicy', '6 Failed PodFailurePolicy'],
      pods: 1,
      rejected: [
        'the API server rejects it: spec.template.spec.restartPolicy: only "Never" is supported when podFailurePolicy is specified',
      ],
    },
  },
  {
    id: 'job-suspend',
    says: 'suspending deletes the running pods; resuming starts anew',
    question: {
      files: { 'v1.yaml': [job('long', {})] },
      scenario: `
${runs(60)}
steps:
  - apply: v1.yaml
  - at: 20s
    patch: { target: job/long, patch: { spec: { suspend: true } } }
  - at: 40s
    patch: { target: job/long, patch: { spec: { suspend: false } } }
`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'Job/long'),
      events: events(answer, ['Suspended', 'Resumed', 'Completed']),
    }),
    are: {
      events: [
        '20 Job/long Suspended Job suspended',
        '40 Job/long Resumed Job resumed',
        '106 Job/long Completed Job completed',
      ],
      lives: ['long-xxxxx created 0 ready 5 deleting 20 gone 21', 'long-xxxxx created 40 ready 45'],
    },
  },
];

function policy() {
  const onExitCodes = { containerName: 'app', operator: 'In', values: [1, 2, 3] };
  return { backoffLimit: 6, podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes }] } };
}

function totals(answer: Answer): number[] {
  return answer.forecast.timeline.samples.map(({ total }) => total);
}

testBehaviours('Jobs', behaviours);
