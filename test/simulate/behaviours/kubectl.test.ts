/** kubectl: what people expect of commands, and what they answer. */

import { refusals } from '../questions/ask.js';
import { type Behaviour, images, plain, said, testBehaviours } from './behaviour.js';
import { cronJob, job, pod, workload } from './manifests.js';

const web = (version: number, labels: Record<string, string> = {}) => {
  const object = workload('Deployment', 'web', {
    spec: { replicas: 1 },
    container: { image: `registry.example.com/web:${version}` },
  });
  return { ...object, metadata: { name: 'web', labels } };
};

const behaviours: readonly Behaviour[] = [
  {
    id: 'replace-missing',
    says: 'what is not there cannot be replaced',
    question: { files: { 'v1.yaml': [web(1)] }, scenario: 'steps: [{ replace: v1.yaml }]' },
    facts: refusals,
    are: ['Error from server (NotFound): error when replacing "v1.yaml": deployments.apps "web" not found'],
  },
  {
    id: 'replace-missing (replaced)',
    says: 'a replaced object is what the file says and nothing else',
    question: {
      files: { 'v1.yaml': [web(1, { team: 'a' })], 'v2.yaml': [web(2)] },
      scenario: `
steps:
  - apply: v1.yaml
  - relabel: { target: deployment/web, labels: { added: by-hand } }
  - replace: v2.yaml
`,
    },
    facts: (answer) => ({
      labels: answer.forecast.world.objects.Deployment.get('default/web')?.metadata.labels,
      images: images(answer),
    }),
    are: {
      images: ['web-HASH-xxxxx web:2'],
      labels: {},
    },
  },
  {
    id: 'create-existing',
    says: 'creating what exists is an error; nothing changes',
    question: {
      files: { 'v1.yaml': [web(1)], 'v2.yaml': [web(2)] },
      scenario: 'steps: [{ create: v1.yaml }, { create: v2.yaml }]',
    },
    facts: (answer) => ({ refused: refusals(answer), images: images(answer) }),
    are: {
      images: ['web-HASH-xxxxx web:1'],
      refused: [
        'Error from server (AlreadyExists): error when creating "v2.yaml": deployments.apps "web" already exists',
      ],
    },
  },
  {
    id: 'patch metadata.name',
    says: 'a name cannot be patched',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario:
        'steps: [{ apply: v1.yaml }, { patch: { target: deployment/web, patch: { metadata: { name: other } } } }]',
    },
    facts: refusals,
    are: ['Error from server (BadRequest): the name of the object (other) does not match the name on the URL (web)'],
  },
  {
    id: 'patch of fields that cannot change',
    says: 'a selector, and a replica count that is no number, are refused; an unknown field is only warned of',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - patch: { target: deployment/web, patch: { spec: { selector: { matchLabels: { app: other } } } } }
  - patch: { target: deployment/web, patch: { spec: { replicas: many } } }
  - patch: { target: deployment/web, patch: { spec: { replica: 3 } } }
`,
    },
    facts: refusals,
    are: [
      'the API server rejects it: spec.template.metadata.labels: `selector` does not match template `labels`: it wants app=other, not app=web (and 1 more)',
      'the API server rejects it: spec.replicas: replicas has to be an integer of 32 bits, not the string "many"',
    ],
  },
  {
    id: 'label and annotate without --overwrite',
    says: 'another value needs --overwrite; a key with a minus removes it',
    question: {
      files: { 'v1.yaml': [web(1, { team: 'a', tier: 'front' })] },
      scenario: `
steps:
  - apply: v1.yaml
  - relabel: { target: deployment/web, labels: { team: b }, overwrite: false }
  - relabel: { target: deployment/web, labels: { team: c, tier: null } }
  - relabel: { target: deployment/web, annotations: { note: one } }
  - relabel: { target: deployment/web, annotations: { note: two }, overwrite: false }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      labels: answer.forecast.world.objects.Deployment.get('default/web')?.metadata.labels,
    }),
    are: {
      labels: {
        team: 'c',
      },
      refused: [
        "error: 'team' already has a value (a), and --overwrite is false",
        "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (one)",
      ],
    },
  },
  {
    id: 'commands on what is not there',
    says: 'NotFound, in the words of the API server',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - scale: { target: deployment/nope, replicas: 2 }
  - set-image: { target: sts/nope, container: app, image: "app:2" }
  - rollout: { undo: ds/nope }
  - rollout: { status: deployment/nope }
  - delete: { pod: nope }
  - delete: { target: pvc/nope }
  - delete: { file: v1.yaml }
  - drain: { node: nope }
  - wait: { target: deployment/nope, for: condition=Available }
  - wait: { target: deployment/nope, for: delete }
`,
    },
    facts: refusals,
    are: [
      'Error from server (NotFound): deployments.apps "nope" not found',
      'Error from server (NotFound): statefulsets.apps "nope" not found',
      'Error from server (NotFound): daemonsets.apps "nope" not found',
      'Error from server (NotFound): deployments.apps "nope" not found',
      'Error from server (NotFound): pods "nope" not found',
      'Error from server (NotFound): persistentvolumeclaims "nope" not found',
      'Error from server (NotFound): deployments.apps "web" not found',
      'Error from server (NotFound): nodes "nope" not found',
      'Error from server (NotFound): deployments.apps "nope" not found',
    ],
  },
  {
    id: 'commands of other kinds',
    says: 'what a kind does not know is refused',
    question: {
      files: {
        'v1.yaml': [
          web(1),
          workload('DaemonSet', 'agent', {}),
          workload('ReplicaSet', 'set', { spec: { replicas: 1 } }),
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - scale: { target: ds/agent, replicas: 2 }
  - rollout: { pause: ds/agent }
  - rollout: { resume: ds/agent }
  - rollout: { resume: deployment/web }
  - rollout: { undo: ds/agent }
  - rollout: { undo: rs/set }
  - rollout: { restart: rs/set }
  - rollout: { status: rs/set }
  - rollout: { undo: deployment/web, toRevision: 1 }
  - rollout: { undo: deployment/web, toRevision: 9 }
  - rollout: { status: deployment/web, revision: 9 }
`,
    },
    facts: (answer) => ({ refused: refusals(answer), said: said(answer) }),
    are: {
      refused: [
        'Error from server (NotFound): the server could not find the requested resource',
        'error: daemonsets.apps "agent" pausing is not supported',
        'error: daemonsets.apps "agent" resuming is not supported',
        'error: deployments.apps "web" is not paused',
        'error: no last revision to roll back to',
        'error: no rollbacker has been implemented for "ReplicaSet.apps"',
        'error: replicasets.apps "set" restarting is not supported',
        'error: no status viewer has been implemented for ReplicaSet.apps',
        'error: unable to find specified revision 9 in history',
        'error: desired revision (9) is different from the running revision (1)',
      ],
      said: ['deployment.apps/web skipped rollback (current template already matches revision 1)'],
    },
  },
  {
    id: 'wait',
    says: 'wait ends when the condition is met, when the object is gone, or when its time is over',
    question: {
      files: { 'v1.yaml': [web(1), pod('once', { app: 'once' })] },
      scenario: `
pods: [{ match: { selector: app=web }, behaviour: { ready: 20s } }]
steps:
  - apply: v1.yaml
  - wait: { target: deployment/web, for: condition=Available, timeout: 10s }
  - wait: { target: deployment/web, for: condition=available=TRUE, timeout: 30s }
  - delete: { pod: once }
  - wait: { target: pod/once, for: delete }
  - wait: { pod: { selector: app=web }, for: condition=Ready }
  - wait: { pod: { selector: app=none }, for: condition=Ready }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      said: said(answer),
      at: answer.forecast.steps.map(({ at }) => at / 1000),
    }),
    are: {
      at: [0, 0, 10, 25, 25, 26, 26],
      refused: ['error: timed out waiting for the condition on deployments/web', 'error: no matching resources found'],
      said: ['deployment.apps/web condition met', 'pod/once condition met', 'pod/web-HASH-xxxxx condition met'],
    },
  },
  {
    id: 'wait for the conditions of a pod',
    says: 'scheduled, initialized once its init containers have ended, then ready',
    question: {
      files: {
        'v1.yaml': [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'shell' },
            spec: {
              initContainers: [{ name: 'init', image: 'registry.example.com/init:1' }],
              containers: [{ name: 'app', image: 'registry.example.com/web:1' }],
            },
          },
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - wait: { target: pod/shell, for: condition=PodScheduled }
  - wait: { target: pod/shell, for: condition=Initialized }
  - wait: { target: pod/shell, for: condition=Initialized=false, timeout: 1s }
  - wait: { target: pod/shell, for: condition=ContainersReady }
  - wait: { target: pod/shell, for: condition=DisruptionTarget, timeout: 1s }
`,
    },
    facts: (answer) => ({ said: answer.forecast.steps.map(({ said = [] }) => said.join()), refused: refusals(answer) }),
    are: {
      refused: [
        'error: timed out waiting for the condition on pods/shell',
        'error: timed out waiting for the condition on pods/shell',
      ],
      said: ['', 'pod/shell condition met', 'pod/shell condition met', '', 'pod/shell condition met', ''],
    },
  },
  {
    id: 'delete --force',
    says: 'without grace the pod is gone at once, whatever its node does',
    question: {
      files: { 'v1.yaml': [pod('slow', { app: 'slow' }, { terminationGracePeriodSeconds: 120 })] },
      scenario: `
pods: [{ match: { selector: app=slow }, behaviour: { terminate: 100s } }]
steps: [{ apply: v1.yaml }, { at: 60s, delete: { pod: slow } }, { at: 70s, delete: { pod: slow, force: true } }]
`,
    },
    facts: (answer) => answer.forecast.timeline.pods.map(({ deleting, gone }) => ({ deleting, gone })),
    are: [{ deleting: 60_000, gone: 70_000 }],
  },
  {
    id: 'Terminating stuck: finalizers',
    says: 'an object with a finalizer stays until somebody takes it off, as does a pod that has ended',
    question: {
      files: {
        'v1.yaml': [
          { ...web(1), metadata: { name: 'web', finalizers: ['example.com/backup'] } },
          { ...pod('held', { app: 'held' }), metadata: { name: 'held', finalizers: ['example.com/logs'] } },
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 20s
    delete: { target: deployment/web }
  - delete: { pod: held, force: true }
  - at: 60s
    wait: { target: deployment/web, for: delete, timeout: 30s }
  - at: 100s
    patch: { target: deployment/web, patch: { metadata: { finalizers: null } } }
  - patch: { target: pod/held, patch: { metadata: { finalizers: null } } }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      pods: answer.forecast.timeline.pods
        .map(({ name, gone }) => plain(`${name} gone ${(gone ?? Number.NaN) / 1000}`))
        .sort(),
      left: answer.forecast.world.objects.Deployment.size,
    }),
    are: {
      left: 0,
      pods: ['held gone 101', 'web-HASH-xxxxx gone 101'],
      refused: ['error: timed out waiting for the condition on deployments/web'],
    },
  },
  {
    id: 'apply removes what the file no longer says',
    says: 'a three-way merge: fields of the last file go, fields that somebody else set stay',
    question: {
      files: { 'v1.yaml': [web(1, { team: 'a', tier: 'front' })], 'v2.yaml': [web(1, { team: 'a' })] },
      scenario: `
steps:
  - apply: v1.yaml
  - relabel: { target: deployment/web, labels: { added: by-hand } }
  - apply: v2.yaml
`,
    },
    facts: (answer) => answer.forecast.world.objects.Deployment.get('default/web')?.metadata.labels,
    are: { added: 'by-hand', team: 'a' },
  },
  {
    id: 'commands that move nothing',
    says: 'how long a rollout took is told from the command that moved it, not from one that printed or was refused',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - set-image: { target: deployment/web, container: app, image: "registry.example.com/web:2" }
  - rollout: { status: deployment/web }
  - get: pods
  - scale: { target: deployment/web, replicas: 5, currentReplicas: 4 }
`,
    },
    facts: ({ verdicts }) => verdicts.map(({ step, durationMs }) => ({ step, durationMs })),
    are: [{ step: 'set image deployment/web app=registry.example.com/web:2', durationMs: 6000 }],
  },
  {
    id: 'get -o wide, nodes, budgets',
    says: 'where pods are and what they run; nodes that take no new pods; how many pods a budget lets go',
    question: {
      files: {
        'v1.yaml': [
          web(1),
          workload('StatefulSet', 'db', { spec: { replicas: 1, serviceName: 'db' } }),
          cronJob('backup', { schedule: '*/5 * * * *' }),
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: { name: 'web' },
            spec: { maxUnavailable: '50%', selector: { matchLabels: { app: 'web' } } },
          },
        ],
      },
      scenario: `
cluster: { nodes: [{ count: 1, cpu: "4", memory: 8Gi, labels: { node-role.kubernetes.io/worker: "" } }] }
steps:
  - apply: v1.yaml
  - at: 2s
    get: { kind: pods, wide: true }
  - at: 12s
    cordon: { node: node-1 }
  - get: { kind: pods, selector: app=web, wide: true }
  - get: { kind: deploy, wide: true }
  - get: { kind: sts, wide: true }
  - get: { kind: cj, wide: true }
  - get: nodes
  - get: pdb
`,
    },
    facts: (answer) => answer.forecast.steps.map((step) => (step.said ?? []).map(plainCells)),
    are: [
      [],
      [
        'NAME  READY  STATUS  RESTARTS  AGE  IP  NODE  NOMINATED NODE  READINESS GATES',
        'db-0  0/1  ContainerCreating  0  2s  <none>  node-1  <none>  <none>',
        'web-HASH-xxxxx  0/1  ContainerCreating  0  2s  <none>  node-1  <none>  <none>',
      ],
      [],
      [
        'NAME  READY  STATUS  RESTARTS  AGE  IP  NODE  NOMINATED NODE  READINESS GATES',
        'web-HASH-xxxxx  1/1  Running  0  12s  <unknown>  node-1  <none>  <none>',
      ],
      [
        'NAME  READY  UP-TO-DATE  AVAILABLE  AGE  CONTAINERS  IMAGES  SELECTOR',
        'web  1/1  1  1  12s  app  registry.example.com/web:1  app=web',
      ],
      ['NAME  READY  AGE  CONTAINERS  IMAGES', 'db  1/1  12s  app  registry.example.com/db:1'],
      [
        'NAME  SCHEDULE  TIMEZONE  SUSPEND  ACTIVE  LAST SCHEDULE  AGE  CONTAINERS  IMAGES  SELECTOR',
        'backup  */5 * * * *  <none>  False  0  <none>  12s  app  registry.example.com/task:1  <none>',
      ],
      ['NAME  STATUS  ROLES  AGE  VERSION', 'node-1  Ready,SchedulingDisabled  worker  12s  v1.35.4'],
      ['NAME  MIN AVAILABLE  MAX UNAVAILABLE  ALLOWED DISRUPTIONS  AGE', 'web  N/A  50%  1  12s'],
    ],
  },
  {
    id: 'get, cron-columns',
    says: 'the columns of kubectl get; CronJobs have a TIMEZONE',
    question: {
      files: {
        'v1.yaml': [
          web(1),
          workload('StatefulSet', 'db', { spec: { replicas: 3, serviceName: 'db' } }),
          workload('DaemonSet', 'agent', { pod: { nodeSelector: { disk: 'fast' } } }),
          cronJob('backup', { schedule: '*/5 * * * *', timeZone: 'Etc/UTC', suspend: true }),
          job('once', { completions: 3, parallelism: 2 }),
        ],
      },
      scenario: `
cluster: { nodes: [{ count: 2, cpu: "4", memory: 8Gi, labels: { disk: fast } }] }
pods: [{ match: { selector: app=web }, behaviour: { crash: { after: 3s, times: 1 } } }]
steps:
  - apply: v1.yaml
  - at: 12s
    get: pods
  - get: { kind: pods, selector: app=web, showLabels: true }
  - get: deploy
  - get: rs
  - get: sts
  - get: ds
  - get: cj
  - get: jobs
  - get: { kind: rc }
`,
    },
    facts: (answer) => answer.forecast.steps.map((step) => (step.said ?? []).map(plainCells)),
    are: [
      [],
      [
        'NAME  READY  STATUS  RESTARTS  AGE',
        'agent-xxxxx  1/1  Running  0  12s',
        'agent-xxxxx  1/1  Running  0  12s',
        'db-0  1/1  Running  0  12s',
        'db-1  1/1  Running  0  7s',
        'db-2  0/1  ContainerCreating  0  2s',
        'once-xxxxx  1/1  Running  0  12s',
        'once-xxxxx  1/1  Running  0  12s',
        'web-HASH-xxxxx  1/1  Running  1 (4s ago)  12s',
      ],
      [
        'NAME  READY  STATUS  RESTARTS  AGE  LABELS',
        'web-HASH-xxxxx  1/1  Running  1 (4s ago)  12s  app=web,pod-template-hash=HASH',
      ],
      ['NAME  READY  UP-TO-DATE  AVAILABLE  AGE', 'web  1/1  1  1  12s'],
      ['NAME  DESIRED  CURRENT  READY  AGE', 'web-HASH  1  1  1  12s'],
      ['NAME  READY  AGE', 'db  2/3  12s'],
      [
        'NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE',
        'agent  2  2  2  2  2  disk=fast  12s',
      ],
      [
        'NAME  SCHEDULE  TIMEZONE  SUSPEND  ACTIVE  LAST SCHEDULE  AGE',
        'backup  */5 * * * *  Etc/UTC  True  0  <none>  12s',
      ],
      ['NAME  STATUS  COMPLETIONS  DURATION  AGE', 'once  Running  0/3  12s  12s'],
      ['No resources found in default namespace.'],
    ],
  },
];

/** Without what is random in names, and so without the alignment. */
function plainCells(line: string): string {
  return plain(line)
    .replace(/=[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '=HASH')
    .replace(/ {2,}/g, '  ');
}

testBehaviours('kubectl', behaviours);
