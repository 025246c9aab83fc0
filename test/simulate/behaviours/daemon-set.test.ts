/** DaemonSets: what people say of nodes, taints, drains and updates, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { numbers, refusals } from '../questions/ask.js';
import { type Behaviour, images, lives, places, rolloutStatus, said, testBehaviours, verdict } from './behaviour.js';
import { type Parts, pod, workload } from './manifests.js';

function agent(version: number | string, spec: JsonObject = {}, parts: Parts = {}): JsonObject {
  const container = { image: `registry.example.com/agent:${version}`, ...parts.container };
  return workload('DaemonSet', 'agent', { ...parts, spec, container });
}

const node = (name: string, more: string = '') => `{ name: ${name}, count: 1, cpu: "4", memory: 8Gi${more} }`;
const CONTROL_PLANE = ', taints: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }]';
const cluster = (...nodes: readonly string[]) => `cluster: { nodes: [${nodes.join(', ')}] }`;
const THREE = cluster(node('n1'), node('n2'), node('n3'));
const ONE_MASTER = cluster(node('master', CONTROL_PLANE), node('n1'), node('n2'));
const SET_IMAGE = '{ set-image: { target: ds/agent, container: app, image: "registry.example.com/agent:2" } }';
const BROKEN = 'pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]';

const behaviours: readonly Behaviour[] = [
  {
    id: 'ds-one-per-node',
    says: 'one pod on each node, on the control plane too if it tolerates the taint',
    question: {
      files: {
        'v1.yaml': [
          agent(
            1,
            {},
            { pod: { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } },
          ),
        ],
      },
      scenario: `${ONE_MASTER}\nsteps: [{ apply: v1.yaml }]`,
    },
    facts: (answer) => places(answer, 'DaemonSet/agent'),
    are: ['master', 'n1', 'n2'],
  },
  {
    id: 'ds-control-plane',
    says: 'without the toleration not on the tainted node',
    question: { files: { 'v1.yaml': [agent(1)] }, scenario: `${ONE_MASTER}\nsteps: [{ apply: v1.yaml }]` },
    facts: (answer) => places(answer, 'DaemonSet/agent'),
    are: ['n1', 'n2'],
  },
  {
    id: 'ds-node-removed',
    says: 'the pod of a removed node is garbage collected within 40 s',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `${THREE}\nsteps: [{ apply: v1.yaml }, { at: 60s, remove-node: { node: n2 } }, { at: 200s, add-node: ${node('n4')} }]`,
    },
    facts: (answer) => ({ lives: lives(answer, 'DaemonSet/agent'), places: places(answer, 'DaemonSet/agent') }),
    are: {
      lives: [
        'agent-xxxxx created 0 ready 5',
        'agent-xxxxx created 0 ready 5',
        'agent-xxxxx created 0 ready 5 deleting 100 gone 100',
        'agent-xxxxx created 200 ready 205',
      ],
      places: ['n1', 'n2, deleted', 'n3', 'n4'],
    },
  },
  {
    id: 'ds-drain',
    says: 'a drain refuses; with --ignore-daemonsets the pod stays',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `
${THREE}
steps: [{ apply: v1.yaml }, { drain: { node: n2 } }, { drain: { node: n2, ignoreDaemonSets: true } }]
`,
    },
    facts: (answer) => ({
      refused: refusals(answer).map((text) => text.replace(/agent-\w+/, 'agent-xxxxx')),
      places: places(answer, 'DaemonSet/agent'),
    }),
    are: {
      places: ['n1', 'n2', 'n3'],
      refused: [
        'error: unable to drain node "n2" due to error: cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-xxxxx, continuing command...',
      ],
    },
  },
  {
    id: 'ds-drain-ignore',
    says: 'all other pods go; those with an emptyDir and bare ones need their flags',
    question: {
      files: {
        'v1.yaml': [
          agent(1),
          pod('bare', { app: 'tool' }, { nodeName: 'n1' }),
          workload('ReplicaSet', 'cache', {
            spec: { replicas: 1 },
            pod: { nodeSelector: { disk: 'fast' }, volumes: [{ name: 'tmp', emptyDir: {} }] },
          }),
        ],
      },
      scenario: `
${cluster(node('n1', ', labels: { disk: fast }'), node('n2'))}
steps:
  - apply: v1.yaml
  - drain: { node: n1, ignoreDaemonSets: true }
  - drain: { node: n1, ignoreDaemonSets: true, force: true }
  - drain: { node: n1, ignoreDaemonSets: true, force: true, deleteEmptyDirData: true }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer).map((text) => text.replace(/cache-\w+/, 'cache-xxxxx')),
      bare: places(answer, 'Pod/bare'),
      cache: places(answer, 'ReplicaSet/cache'),
      agent: places(answer, 'DaemonSet/agent'),
    }),
    are: {
      agent: ['n1', 'n2'],
      bare: ['n1, deleted'],
      cache: ['n1, deleted', 'nowhere'],
      refused: [
        'error: unable to drain node "n1" due to error: [cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache-xxxxx, cannot delete cannot delete Pods that declare no controller (use --force to override): default/bare], continuing command...',
        'error: unable to drain node "n1" due to error: cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache-xxxxx, continuing command...',
      ],
    },
  },
  {
    id: 'ds-rolling',
    says: 'node by node: the old pod goes first; rollout status counts updated, then available pods',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `${THREE}\nsteps: [{ apply: v1.yaml }, ${SET_IMAGE}, { rollout: { status: ds/agent } }]`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'DaemonSet/agent'),
      printed: said(answer),
      status: rolloutStatus(answer, 'DaemonSet/agent').at(-1),
    }),
    are: {
      lives: [
        'agent-xxxxx created 0 ready 5 deleting 11 gone 12',
        'agent-xxxxx created 0 ready 5 deleting 17 gone 18',
        'agent-xxxxx created 0 ready 5 deleting 5 gone 6',
        'agent-xxxxx created 12 ready 17',
        'agent-xxxxx created 18 ready 23',
        'agent-xxxxx created 6 ready 11',
      ],
      printed: [
        'Waiting for daemon set "agent" rollout to finish: 0 out of 3 new pods have been updated...',
        'Waiting for daemon set "agent" rollout to finish: 1 out of 3 new pods have been updated...',
        'Waiting for daemon set "agent" rollout to finish: 2 out of 3 new pods have been updated...',
        'Waiting for daemon set "agent" rollout to finish: 2 of 3 updated pods are available...',
        'daemon set "agent" successfully rolled out',
      ],
      status: 0,
    },
  },
  {
    id: 'ds-percent',
    says: 'a percentage of the nodes is rounded up: 30 % of four is two',
    question: {
      files: {
        'v1.yaml': [agent(1, { updateStrategy: { rollingUpdate: { maxUnavailable: '30%' } } })],
        'v2.yaml': [agent(2, { updateStrategy: { rollingUpdate: { maxUnavailable: '30%' } } })],
      },
      scenario: `
${cluster(node('n1'), node('n2'), node('n3'), node('n4'))}
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
`,
    },
    facts: (answer) => numbers(answer, 'DaemonSet/agent'),
    are: {
      min: 2,
      outcome: 'complete',
      peak: 4,
      peakWithTerminating: 4,
      seconds: 12,
    },
  },
  {
    id: 'ds-maxsurge',
    says: 'maxSurge makes the new pod beside the old one, which goes when the new one is ready',
    question: {
      files: { 'v1.yaml': [agent(1, { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })] },
      scenario: `${THREE}\nsteps: [{ apply: v1.yaml }, ${SET_IMAGE}]`,
    },
    facts: (answer) => ({ lives: lives(answer, 'DaemonSet/agent'), numbers: numbers(answer, 'DaemonSet/agent') }),
    are: {
      lives: [
        'agent-xxxxx created 0 ready 5 deleting 10 gone 11',
        'agent-xxxxx created 0 ready 5 deleting 15 gone 16',
        'agent-xxxxx created 0 ready 5 deleting 20 gone 21',
        'agent-xxxxx created 10 ready 15',
        'agent-xxxxx created 15 ready 20',
        'agent-xxxxx created 5 ready 10',
      ],
      numbers: {
        min: 3,
        outcome: 'complete',
        peak: 4,
        peakWithTerminating: 5,
        seconds: 16,
      },
    },
  },
  {
    id: 'ds-ondelete',
    says: 'a pod gets the new template when somebody deletes it',
    question: {
      files: { 'v1.yaml': [agent(1, { updateStrategy: { type: 'OnDelete' } })] },
      scenario: `
${THREE}
steps: [{ apply: v1.yaml }, ${SET_IMAGE}, { delete: { pod: { selector: app=agent, index: 0 } } }, { rollout: { status: ds/agent } }]
`,
    },
    facts: (answer) => ({ images: images(answer), refused: refusals(answer) }),
    are: {
      images: ['agent-xxxxx agent:1', 'agent-xxxxx agent:1', 'agent-xxxxx agent:2'],
      refused: ['error: rollout status is only available for RollingUpdate strategy type'],
    },
  },
  {
    id: 'ds-undo',
    says: 'the history is in ControllerRevisions, with the same new numbers',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `
${THREE}
steps:
  - apply: v1.yaml
  - ${SET_IMAGE}
  - ${SET_IMAGE.replace(':2"', ':3"')}
  - rollout: { undo: ds/agent, toRevision: 2 }
  - rollout: { history: ds/agent }
`,
    },
    facts: (answer) => ({ history: said(answer), images: images(answer) }),
    are: {
      history: [
        'daemonset.apps/agent',
        'REVISION  CHANGE-CAUSE',
        '1         <none>',
        '3         <none>',
        '4         <none>',
      ],
      images: ['agent-xxxxx agent:2', 'agent-xxxxx agent:2', 'agent-xxxxx agent:2'],
    },
  },
  ...['NoSchedule', 'PreferNoSchedule', 'NoExecute'].map(
    (effect): Behaviour => ({
      id: `ds-taint-effects ${effect}`,
      says: 'NoSchedule and PreferNoSchedule leave what runs, NoExecute evicts',
      question: {
        files: { 'v1.yaml': [agent(1), workload('ReplicaSet', 'web', { spec: { replicas: 2 } })] },
        scenario: `
${cluster(node('n1'), node('n2'))}
steps: [{ apply: v1.yaml }, { taint: { node: n2, taints: ["disk=full:${effect}"] } }]
`,
      },
      facts: (answer) => ({ web: places(answer, 'ReplicaSet/web'), agent: places(answer, 'DaemonSet/agent') }),
      are:
        effect === 'NoExecute'
          ? { web: ['n1', 'n1', 'n2, deleted'], agent: ['n1', 'n2, deleted'] }
          : { web: ['n1', 'n2'], agent: ['n1', 'n2'] },
    }),
  ),
  {
    id: 'ds-stuck-update',
    says: 'it stops after maxUnavailable broken pods: one of three with the defaults',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `${THREE}\n${BROKEN}\nsteps: [{ apply: v1.yaml }, ${SET_IMAGE}, { rollout: { status: ds/agent, timeout: 5m } }]`,
    },
    facts: (answer) => ({
      printed: said(answer),
      refused: refusals(answer),
      images: images(answer),
      verdict: verdict(answer, 'DaemonSet/agent'),
    }),
    are: {
      images: ['agent-xxxxx agent:1', 'agent-xxxxx agent:1', 'agent-xxxxx agent:2'],
      printed: [
        'Waiting for daemon set "agent" rollout to finish: 0 out of 3 new pods have been updated...',
        'Waiting for daemon set "agent" rollout to finish: 1 out of 3 new pods have been updated...',
      ],
      refused: ['error: timed out waiting for the condition'],
      verdict:
        'stuck: 1 of 3 pods updated, 2 available: 1 pod never gets ready (image registry.example.com/agent:2); maxUnavailable 1 allows no further step',
    },
  },
  {
    id: 'ds-nodeselector-label',
    says: 'only on labelled nodes; without the label the pod goes at once',
    question: {
      files: { 'v1.yaml': [agent(1, {}, { pod: { nodeSelector: { role: 'worker' } } })] },
      scenario: `
${THREE}
steps:
  - apply: v1.yaml
  - relabel: { target: node/n1, labels: { role: worker } }
  - relabel: { target: node/n2, labels: { role: worker } }
  - at: 60s
    relabel: { target: node/n1, labels: { role: null } }
`,
    },
    facts: (answer) => ({ lives: lives(answer, 'DaemonSet/agent'), places: places(answer, 'DaemonSet/agent') }),
    are: {
      lives: ['agent-xxxxx created 0 ready 5 deleting 60 gone 61', 'agent-xxxxx created 5 ready 10'],
      places: ['n1, deleted', 'n2'],
    },
  },
  {
    id: 'ds-exclude-node',
    says: 'a node affinity in the template: all nodes roll, and the pod of the excluded node goes at once',
    question: {
      files: { 'v1.yaml': [agent(1)] },
      scenario: `
${THREE}
steps:
  - apply: v1.yaml
  - at: 60s
    patch:
      target: ds/agent
      patch:
        spec:
          template:
            spec:
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions: [{ key: kubernetes.io/hostname, operator: NotIn, values: [n1] }]
`,
    },
    facts: (answer) => ({ lives: lives(answer, 'DaemonSet/agent'), places: places(answer, 'DaemonSet/agent') }),
    are: {
      lives: [
        'agent-xxxxx created 0 ready 5 deleting 60 gone 61',
        'agent-xxxxx created 0 ready 5 deleting 61 gone 62',
        'agent-xxxxx created 0 ready 5 deleting 67 gone 68',
        'agent-xxxxx created 62 ready 67',
        'agent-xxxxx created 68 ready 73',
      ],
      places: ['n1, deleted', 'n2', 'n2, deleted', 'n3', 'n3, deleted'],
    },
  },
];

testBehaviours('DaemonSets', behaviours);
