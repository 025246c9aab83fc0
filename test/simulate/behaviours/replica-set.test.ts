/** ReplicaSets and ReplicationControllers: what people say of them, and what happens. */

import { refusals, rejections } from '../questions/ask.js';
import { type Behaviour, events, lives, places, testBehaviours } from './behaviour.js';
import { pod, template, workload } from './manifests.js';

const set = (replicas: number) => workload('ReplicaSet', 'web', { spec: { replicas } });
const TWO_NODES = 'cluster: { nodes: [{ count: 2, cpu: "4", memory: 8Gi }] }';

const controller = (replicas: number, version: number) => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'demo' },
  spec: {
    replicas,
    selector: { app: 'demo' },
    template: template({ app: 'demo' }, { container: { image: `registry.example.com/demo:${version}` } }),
  },
});

const behaviours: readonly Behaviour[] = [
  {
    id: 'rs-under-replicated',
    says: 'a container that ends is started again in the same pod; no other pod is made',
    question: {
      files: { 'v1.yaml': [set(2)] },
      scenario: `
steps:
  - apply: v1.yaml
  - behave: { pod: { selector: app=web, index: 0 }, behaviour: { exit: { after: 1s, code: 1 } } }
  - wait: 5s
`,
      horizonMs: 60_000,
    },
    facts: (answer) => lives(answer, 'ReplicaSet/web'),
    are: ['web-xxxxx created 0 ready 5', 'web-xxxxx created 0 ready 5 restarts 3'],
  },
  {
    id: 'rs-under-replicated (phase Failed)',
    says: 'a pod that its node has evicted is Failed: it is kept, not counted, and replaced',
    question: {
      files: { 'v1.yaml': [set(2)] },
      scenario: `
${TWO_NODES}
steps: [{ apply: v1.yaml }, { at: 60s, pressure: { node: node-1, memory: 64Mi } }, { wait: 2m }]
`,
    },
    facts: (answer) =>
      answer.forecast.timeline.pods
        .map(({ phases, gone }) => `${phases.at(-1)?.status}${gone === undefined ? '' : ' gone'}`)
        .sort(),
    are: ['Evicted', 'Running', 'Running'],
  },
  {
    id: 'rs-over-replicated, rs-manual-pod',
    says: 'a pod made by hand is adopted, and is the one that goes, being the only one not ready',
    question: { files: { 'v1.yaml': [set(3)], 'pod.yaml': [pod('by-hand', { app: 'web' })] } },
    facts: (answer) => ({
      events: events(answer, ['SuccessfulCreate', 'SuccessfulDelete'], 1),
      lives: lives(answer, 'Pod/by-hand'),
    }),
    are: {
      events: ['5 ReplicaSet/web SuccessfulDelete Deleted pod: by-hand'],
      lives: ['by-hand created 5 deleting 5 gone 5'],
    },
  },
  {
    id: 'rs-node-failure',
    says: 'NotReady after 40 to 50 s, evicted 300 s later; the old pods stay until the node comes back',
    question: {
      files: { 'v1.yaml': [set(2)] },
      scenario: `
${TWO_NODES}
steps: [{ apply: v1.yaml }, { at: 60s, fail-node: { node: node-2 } }, { wait: 20m }]
`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'ReplicaSet/web'),
      events: events(answer, ['NodeNotReady', 'TaintManagerEviction']),
    }),
    are: {
      events: [
        '105 Node/node-2 NodeNotReady Node node-2 status is now: NodeNotReady',
        '405 Pod/web-xxxxx TaintManagerEviction Marking for deletion Pod default/web-xxxxx',
      ],
      lives: [
        'web-xxxxx created 0 ready 5',
        'web-xxxxx created 0 ready 5 deleting 405',
        'web-xxxxx created 405 ready 410',
      ],
    },
  },
  {
    id: 'rs-delete-pod',
    says: 'the replacement is there as soon as the pod is told to go, not when it is gone',
    question: {
      files: { 'v1.yaml': [set(3)] },
      scenario: 'steps: [{ apply: v1.yaml }, { delete: { pod: { selector: app=web, index: 0 } } }]',
    },
    facts: (answer) => lives(answer, 'ReplicaSet/web'),
    are: [
      'web-xxxxx created 0 ready 5',
      'web-xxxxx created 0 ready 5',
      'web-xxxxx created 0 ready 5 deleting 5 gone 6',
      'web-xxxxx created 5 ready 10',
    ],
  },
  {
    id: 'rs-scale-down-2',
    says: 'on equal nodes the newest go',
    question: {
      files: { 'v1.yaml': [set(2)] },
      scenario: `
cluster: { nodes: [{ count: 5, cpu: "4", memory: 8Gi }] }
steps:
  - apply: v1.yaml
  - at: 100s
    scale: { target: rs/web, replicas: 5 }
  - at: 200s
    scale: { target: rs/web, replicas: 2 }
`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'ReplicaSet/web'),
      because: [
        ...new Set(answer.forecast.timeline.events.filter(({ step }) => step === 2).map(({ because }) => because)),
      ],
    }),
    are: {
      because: ['spec.replicas: 2; ready for less time first'],
      lives: [
        'web-xxxxx created 0 ready 5',
        'web-xxxxx created 0 ready 5',
        'web-xxxxx created 100 ready 105 deleting 200 gone 201',
        'web-xxxxx created 100 ready 105 deleting 200 gone 201',
        'web-xxxxx created 100 ready 105 deleting 200 gone 201',
      ],
    },
  },
  ...['Deployment', 'ReplicaSet'].map(
    (kind): Behaviour => ({
      id: `rs-scale-down-2 (crowded node, ${kind})`,
      says: 'the node with more pods of the Deployment loses first; a set of nobody looks at no nodes',
      question: {
        files: { 'v1.yaml': [workload(kind, 'web', { spec: { replicas: 3 } })] },
        scenario: `
${TWO_NODES}
steps:
  - cordon: { node: node-2 }
  - apply: v1.yaml
  - uncordon: { node: node-2 }
  - at: 100s
    scale: { target: ${kind}/web, replicas: 4 }
  - at: 200s
    scale: { target: ${kind}/web, replicas: 3 }
`,
      },
      facts: (answer) => places(answer, `${kind}/web`),
      are:
        kind === 'Deployment'
          ? ['node-1', 'node-1', 'node-1, deleted', 'node-2']
          : ['node-1', 'node-1', 'node-1', 'node-2, deleted'],
    }),
  ),
  {
    id: 'rs-drain',
    says: 'a drain is an eviction: graceful and at once; a bare pod needs --force',
    question: {
      files: { 'v1.yaml': [set(4)], 'pod.yaml': [pod('bare', { app: 'tool' }, { nodeName: 'node-1' })] },
      scenario: `
${TWO_NODES}
steps:
  - apply: v1.yaml
  - apply: pod.yaml
  - drain: { node: node-1, ignoreDaemonSets: true, deleteEmptyDirData: true }
  - drain: { node: node-2, ignoreDaemonSets: true, deleteEmptyDirData: true }
`,
    },
    facts: (answer) => ({ refused: refusals(answer), lives: lives(answer, 'ReplicaSet/web') }),
    are: {
      lives: [
        'web-xxxxx created 0 ready 5',
        'web-xxxxx created 0 ready 5',
        'web-xxxxx created 0 ready 5 deleting 10 gone 11',
        'web-xxxxx created 0 ready 5 deleting 10 gone 11',
        'web-xxxxx created 10',
        'web-xxxxx created 10',
      ],
      refused: [
        'error: unable to drain node "node-1" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): default/bare, continuing command...',
      ],
    },
  },
  {
    id: 'rs-not-adopted-without-labels',
    says: "a ReplicaSet without labels is nobody's; both keep their pods, apart by pod-template-hash",
    question: {
      files: {
        'rs.yaml': [
          {
            ...workload('ReplicaSet', 'bare', {}),
            spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template({ app: 'web' }) },
          },
        ],
        'deploy.yaml': [workload('Deployment', 'web', { spec: { replicas: 2 } })],
      },
    },
    facts: (answer) => ({
      set: lives(answer, 'ReplicaSet/bare').length,
      deployment: lives(answer, 'Deployment/web').length,
      deleted: events(answer, ['SuccessfulDelete']),
      outcomes: answer.verdicts.map(({ kind, outcome }) => `${kind} ${outcome}`),
    }),
    are: {
      deleted: [],
      deployment: 2,
      outcomes: ['Deployment complete', 'ReplicaSet complete'],
      set: 2,
    },
  },
  {
    id: 'rc-relabel',
    says: 'a relabelled pod is let go and goes on running; another one takes its place at once',
    question: {
      files: { 'v1.yaml': [controller(3, 1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 60s
    relabel: { pod: { selector: app=demo, index: 0 }, labels: { app: other } }
`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'ReplicationController/demo'),
      owned: [...answer.forecast.world.objects.Pod.values()]
        .map(({ metadata }) => `${metadata.labels.app}: ${metadata.ownerReferences.map(({ kind }) => kind).join()}`)
        .sort(),
    }),
    are: {
      lives: [
        'demo-xxxxx created 0 ready 5',
        'demo-xxxxx created 0 ready 5',
        'demo-xxxxx created 0 ready 5',
        'demo-xxxxx created 60 ready 65',
      ],
      owned: ['demo: ReplicationController', 'demo: ReplicationController', 'demo: ReplicationController', 'other: '],
    },
  },
  {
    id: 'rc-scale-10',
    says: 'pods are made in batches of 1, 2 and 4; the third fails as a whole',
    question: {
      files: {
        'v1.yaml': [
          { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '6' } } },
          controller(3, 1),
        ],
      },
      scenario: 'steps: [{ apply: v1.yaml }, { at: 60s, scale: { target: rc/demo, replicas: 10 } }]',
    },
    facts: (answer) => events(answer, ['SuccessfulCreate', 'FailedCreate'], 1).slice(0, 7),
    are: [
      '60 ReplicationController/demo SuccessfulCreate Created pod: demo-xxxxx',
      '60 ReplicationController/demo SuccessfulCreate Created pod: demo-xxxxx',
      '60 ReplicationController/demo SuccessfulCreate Created pod: demo-xxxxx',
      '60 ReplicationController/demo FailedCreate Error creating: pods "demo-xxxxx" is forbidden: exceeded quota: few, requested: pods=1, used: pods=6, limited: pods=6',
      '60 ReplicationController/demo FailedCreate Error creating: pods "demo-xxxxx" is forbidden: exceeded quota: few, requested: pods=1, used: pods=6, limited: pods=6',
      '60 ReplicationController/demo FailedCreate Error creating: pods "demo-xxxxx" is forbidden: exceeded quota: few, requested: pods=1, used: pods=6, limited: pods=6',
      '60 ReplicationController/demo FailedCreate Error creating: pods "demo-xxxxx" is forbidden: exceeded quota: few, requested: pods=1, used: pods=6, limited: pods=6',
    ],
  },
  {
    id: 'rc-rolling-update',
    says: 'another template changes no pod; only the pods made later have it',
    question: {
      files: { 'v1.yaml': [controller(2, 1)], 'v2.yaml': [controller(3, 2)] },
      scenario:
        'steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { delete: { pod: { selector: app=demo, index: 0 } } }]',
    },
    facts: (answer) => [...answer.forecast.world.objects.Pod.values()].map(({ spec }) => spec.containers?.[0]?.image),
    are: ['registry.example.com/demo:1', 'registry.example.com/demo:2', 'registry.example.com/demo:2'],
  },
  {
    id: 'rs-in-mismatch',
    says: 'the API server refuses a selector that does not select the template',
    question: {
      files: {
        'v1.yaml': [
          {
            ...workload('ReplicaSet', 'web', {}),
            spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: template({ app: 'api' }) },
          },
        ],
      },
    },
    facts: rejections,
    are: [
      'the API server rejects it: spec.template.metadata.labels: `selector` does not match template `labels`: it wants app=web, not app=api',
    ],
  },
];

testBehaviours('ReplicaSets', behaviours);
