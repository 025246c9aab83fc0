/** Deployments: what people say of rolling out, pausing, going back and canaries, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { numbers, refusals, sizes } from '../questions/ask.js';
import {
  type Behaviour,
  counts,
  events,
  images,
  lives,
  rolloutStatus,
  said,
  testBehaviours,
  verdict,
} from './behaviour.js';
import { type Parts, workload } from './manifests.js';

function web(version: number | string, spec: JsonObject = {}, parts: Parts = {}): JsonObject {
  const container = { image: `registry.example.com/web:${version}`, ...parts.container };
  return workload('Deployment', 'web', { ...parts, spec: { replicas: 3, ...spec }, container });
}

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});
const versions = (spec: JsonObject = {}, parts: Parts = {}) => ({
  'v1.yaml': [web(1, spec, parts)],
  'v2.yaml': [web(2, spec, parts)],
});
const SET_IMAGE = '{ set-image: { target: deployment/web, container: app, image: "registry.example.com/web:2" } }';
const setImage = (version: number | string) => SET_IMAGE.replace(':2"', `:${version}"`);
const BROKEN = 'pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]';
const rollout = (verb: string, more = '') => `{ rollout: { ${verb}: deployment/web${more} } }`;

const behaviours: readonly Behaviour[] = [
  {
    id: 'deploy-create',
    says: 'hash and suffix use only letters and digits that spell no words',
    question: { files: { 'v1.yaml': [web(1)] } },
    facts: (answer) => ({
      status: rolloutStatus(answer, 'Deployment/web'),
      strange: answer.forecast.timeline.pods
        .map(({ name }) => name)
        .filter((name) => !/^web-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name)),
    }),
    are: {
      status: [
        'Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available...',
        'deployment "web" successfully rolled out',
        0,
      ],
      strange: [],
    },
  },
  {
    id: 'deploy-roll-4-1-1',
    says: 'in one go: new 0→1, old 4→3, new 1→2; availability drops to 3 at once',
    question: { files: versions({ replicas: 4, ...rolling(1, 1) }) },
    facts: (answer) => ({ sizes: sizes(answer), numbers: numbers(answer, 'Deployment/web') }),
    are: {
      numbers: {
        min: 3,
        outcome: 'complete',
        peak: 5,
        peakWithTerminating: 7,
        seconds: 11,
      },
      sizes: ['r1 0→4', 'r2 0→1', 'r1 4→3', 'r2 1→2', 'r1 3→1', 'r2 2→4', 'r1 1→0'],
    },
  },
  {
    id: 'deploy-roll-status-3',
    says: 'kubectl rollout status counts updated, then old, then available replicas',
    question: {
      files: { 'v1.yaml': [web(1, rolling(1, 1))] },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('status')}]`,
    },
    facts: (answer) => ({ printed: said(answer), status: rolloutStatus(answer, 'Deployment/web') }),
    are: {
      printed: [
        'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated...',
        'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
        'deployment "web" successfully rolled out',
      ],
      status: [
        'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated...',
        'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
        'deployment "web" successfully rolled out',
        0,
      ],
    },
  },
  {
    id: 'deploy-roll-status-3 (surge 1, unavailable 0)',
    says: 'the last old pod is pending termination at the end',
    question: {
      files: { 'v1.yaml': [web(1, rolling(1, 0))] },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('status')}]`,
    },
    facts: said,
    are: [
      'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
      'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated...',
      'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
      'deployment "web" successfully rolled out',
    ],
  },
  {
    id: 'deploy-patch-image',
    says: 'a patch merges containers by name, and rolls out',
    question: {
      files: { 'v1.yaml': [web(1, { replicas: 1 }, { container: { env: [{ name: 'MODE', value: 'a' }] } })] },
      scenario: `
steps:
  - apply: v1.yaml
  - patch:
      target: deployment/web
      patch: { spec: { template: { spec: { containers: [{ name: app, image: "registry.example.com/web:2" }] } } } }
`,
    },
    facts: (answer) => ({
      sizes: sizes(answer),
      containers: [...answer.forecast.world.objects.Pod.values()].map(({ spec }) =>
        spec.containers?.map(({ name, image, env }) => ({ name, image, env })),
      ),
    }),
    are: {
      containers: [
        [
          {
            env: [
              {
                name: 'MODE',
                value: 'a',
              },
            ],
            image: 'registry.example.com/web:2',
            name: 'app',
          },
        ],
      ],
      sizes: ['r1 0→1', 'r2 0→1', 'r1 1→0'],
    },
  },
  ...[
    { replicas: 3, peak: 4, min: 3 },
    { replicas: 4, peak: 5, min: 3 },
    { replicas: 5, peak: 7, min: 4 },
    { replicas: 6, peak: 8, min: 5 },
    { replicas: 9, peak: 12, min: 7 },
    { replicas: 10, peak: 13, min: 8 },
  ].map(
    ({ replicas, ...bounds }): Behaviour => ({
      id: `deploy-percent-default ${replicas}`,
      says: '25 % surge rounds up, 25 % unavailable rounds down',
      question: {
        files: versions({ replicas }),
        scenario: `${BROKEN}\nsteps: [{ apply: v1.yaml }, { apply: v2.yaml }]`,
      },
      facts: (answer) => {
        const { peak, min } = numbers(answer, 'Deployment/web');
        return { peak, min };
      },
      are: bounds,
    }),
  ),
  {
    id: 'deploy-recreate',
    says: 'new pods only when all old ones are gone; a slow shutdown is outage, too',
    question: {
      files: versions({ strategy: { type: 'Recreate' } }),
      scenario: `
pods: [{ match: { image: "*:1" }, behaviour: { terminate: 30s } }]
steps: [{ apply: v1.yaml }, ${setImage(2)}]
`,
    },
    facts: (answer) => ({ sizes: sizes(answer), counts: counts(answer, 'Deployment/web', 1) }),
    are: {
      counts: [
        '5: 3 desired, 0 pods, 0 new, 0 ready, 0 available +3 terminating',
        '35: 3 desired, 3 pods, 3 new, 0 ready, 0 available',
        '40: 3 desired, 3 pods, 3 new, 3 ready, 3 available',
      ],
      sizes: ['r1 0→3', 'r1 3→0', 'r2 0→3'],
    },
  },
  {
    id: 'deploy-recreate-faster',
    says: 'as long as the termination and the start of all; no more pods than replicas',
    question: { files: versions({ strategy: { type: 'Recreate' } }) },
    facts: (answer) => numbers(answer, 'Deployment/web'),
    are: {
      min: 0,
      outcome: 'complete',
      peak: 3,
      peakWithTerminating: 3,
      seconds: 6,
    },
  },
  {
    id: 'deploy-history-change-cause',
    says: 'CHANGE-CAUSE is an annotation; without a new one the old one is copied to the next revision',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - relabel: { target: deployment/web, annotations: { kubernetes.io/change-cause: Update to 2 } }
  - ${setImage(3)}
  - ${rollout('history')}
`,
    },
    facts: said,
    are: [
      'deployment.apps/web',
      'REVISION  CHANGE-CAUSE',
      '1         <none>',
      '2         Update to 2',
      '3         Update to 2',
    ],
  },
  {
    id: 'deploy-history-detail',
    says: 'a revision is its template, with the pod-template-hash label, annotations, probes, node selector, tolerations',
    question: {
      files: {
        'v1.yaml': [
          web(
            1,
            {},
            {
              pod: {
                nodeSelector: { disk: 'fast' },
                tolerations: [
                  { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
                  { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 30 },
                ],
                volumes: [{ name: 'tmp', emptyDir: {} }],
                initContainers: [{ name: 'init', image: 'registry.example.com/init:1', command: ['sh', '-c', 'true'] }],
              },
              container: {
                args: ['serve'],
                ports: [{ containerPort: 8080 }, { containerPort: 9090, name: 'm', protocol: 'UDP' }],
                env: [{ name: 'MODE', value: 'a' }],
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
                readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 },
                livenessProbe: { exec: { command: ['cat', '/tmp/x'] } },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp', readOnly: true }],
              },
            },
          ),
        ],
      },
      scenario: `steps: [{ apply: v1.yaml }, ${rollout('history', ', revision: 1')}, ${rollout('history', ', revision: 9')}]`,
    },
    facts: (answer) => ({
      said: said(answer).map((line) => line.replace(/(pod-template-hash)=\w+/, '$1=HASH')),
      refused: refusals(answer),
    }),
    are: {
      refused: ['error: unable to find the specified revision'],
      said: [
        'deployment.apps/web with revision #1',
        'Pod Template:',
        '  Labels:	app=web',
        '	pod-template-hash=HASH',
        '  Init Containers:',
        '   init:',
        '    Image:	registry.example.com/init:1',
        '    Port:	<none>',
        '    Host Port:	<none>',
        '    Command:',
        '      sh',
        '      -c',
        '      true',
        '    Environment:	<none>',
        '    Mounts:	<none>',
        '  Containers:',
        '   app:',
        '    Image:	registry.example.com/web:1',
        '    Ports:	8080/TCP, 9090/UDP (m)',
        '    Host Ports:	0/TCP, 0/UDP (m)',
        '    Args:',
        '      serve',
        '    Limits:',
        '      memory:	128Mi',
        '    Requests:',
        '      cpu:	100m',
        '      memory:	64Mi',
        '    Liveness:	exec [cat /tmp/x] delay=0s timeout=1s period=10s #success=1 #failure=3',
        '    Readiness:	http-get http://:8080/healthz delay=0s timeout=1s period=5s #success=1 #failure=3',
        '    Environment:',
        '      MODE:	a',
        '    Mounts:',
        '      /tmp from tmp (ro)',
        '  Volumes:',
        '   tmp:',
        "    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
        '    Medium:\t',
        '    SizeLimit:\t<unset>',
        '  Node-Selectors:	disk=fast',
        '  Tolerations:	a=b:NoExecute for 30s',
        '	gpu:NoSchedule op=Exists',
      ],
    },
  },
  {
    id: 'deploy-undo-prev',
    says: 'the revision before is taken again and gets a new number: 1, 3, 4',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}, ${setImage(3)}, ${rollout('undo')}, ${rollout('history')}]`,
    },
    facts: (answer) => ({ history: said(answer), images: images(answer) }),
    are: {
      history: [
        'deployment.apps/web',
        'REVISION  CHANGE-CAUSE',
        '1         <none>',
        '3         <none>',
        '4         <none>',
      ],
      images: ['web-HASH-xxxxx web:2', 'web-HASH-xxxxx web:2', 'web-HASH-xxxxx web:2'],
    },
  },
  {
    id: 'deploy-history-limit-0',
    says: 'old ReplicaSets are deleted when the rollout is complete: nothing to go back to',
    question: {
      files: { 'v1.yaml': [web(1, { revisionHistoryLimit: 0 })] },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('undo')}]`,
    },
    facts: (answer) => ({ refused: refusals(answer), sets: answer.forecast.world.objects.ReplicaSet.size }),
    are: {
      refused: ['error: no rollout history found for deployment "web"'],
      sets: 1,
    },
  },
  {
    id: 'undo-while-paused-script',
    says: 'undo is refused while paused, and the Deployment stays paused',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
${BROKEN}
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - ${rollout('pause')}
  - ${rollout('undo')}
  - ${rollout('status', ', timeout: 20m')}
`,
    },
    facts: (answer) => ({ refused: refusals(answer), said: said(answer), verdict: verdict(answer, 'Deployment/web') }),
    are: {
      refused: [
        "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
        'error: timed out waiting for the condition',
      ],
      said: ['Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...'],
      verdict:
        'paused: spec.paused: the Deployment is paused: 1 of 3 pods updated, 3 available; 1 pod never gets ready (image registry.example.com/web:2)',
    },
  },
  {
    id: 'undo-while-paused-flow',
    says: 'after the resume the bad version rolls out fully',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - ${setImage('bad')}
  - after: { event: ScalingReplicaSet, contains: "0 to 1" }
    rollout: { pause: deployment/web }
  - ${rollout('undo', ', toRevision: 2')}
  - ${rollout('resume')}
`,
    },
    facts: (answer) => ({ refused: refusals(answer), images: images(answer) }),
    are: {
      images: ['web-HASH-xxxxx web:bad', 'web-HASH-xxxxx web:bad', 'web-HASH-xxxxx web:bad'],
      refused: [
        "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
      ],
    },
  },
  {
    id: 'restart-paused',
    says: 'a paused Deployment is not restarted',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `steps: [{ apply: v1.yaml }, ${rollout('pause')}, ${rollout('restart')}, ${rollout('resume')}, ${rollout('restart')}]`,
    },
    facts: (answer) => ({ refused: refusals(answer), sizes: sizes(answer) }),
    are: {
      refused: ['error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)'],
      sizes: ['r1 0→3', 'r2 0→1', 'r1 3→2', 'r2 1→2', 'r1 2→1', 'r2 2→3', 'r1 1→0'],
    },
  },
  {
    id: 'pause-status-text',
    says: 'rollout status does not say paused: it waits',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - after: { event: ScalingReplicaSet, contains: "0 to 1" }
    rollout: { pause: deployment/web }
  - ${rollout('status', ', timeout: 60s')}
  - ${rollout('status')}
`,
    },
    facts: (answer) => ({ said: said(answer), refused: refusals(answer) }),
    are: {
      refused: ['error: timed out waiting for the condition', 'kubectl rollout status waits for ever'],
      said: [
        'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
        'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
      ],
    },
  },
  {
    id: 'pause-saturated',
    says: 'when all new pods are available the old ones go although it is paused',
    question: {
      files: { 'v1.yaml': [web(1, { replicas: 1 })] },
      scenario: `
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - after: { event: ScalingReplicaSet, contains: "0 to 1" }
    rollout: { pause: deployment/web }
  - ${rollout('status', ', timeout: 60s')}
`,
    },
    facts: (answer) => ({ sizes: sizes(answer), said: said(answer) }),
    are: {
      said: [
        'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
        'deployment "web" successfully rolled out',
      ],
      sizes: ['r1 0→1', 'r2 0→1', 'r1 1→0'],
    },
  },
  {
    id: 'pause-saturated (scaled)',
    says: 'scaling while paused is shared out in proportion',
    question: {
      files: { 'v1.yaml': [web(1, { replicas: 10, ...rolling(3, 2) })] },
      scenario: `
${BROKEN}
steps:
  - apply: v1.yaml
  - ${setImage(2)}
  - ${rollout('pause')}
  - scale: { target: deployment/web, replicas: 20 }
`,
    },
    facts: (answer) => sizes(answer),
    are: ['r1 0→10', 'r2 0→3', 'r1 10→8', 'r2 3→5', 'r1 8→14', 'r2 5→9'],
  },
  {
    id: 'set-image-wrong-container',
    says: 'an unknown container is refused',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario:
        'steps: [{ apply: v1.yaml }, { set-image: { target: deployment/web, container: nginx, image: "nginx:1.25" } }]',
    },
    facts: (answer) => ({ refused: refusals(answer), images: images(answer) }),
    are: {
      images: ['web-HASH-xxxxx web:1', 'web-HASH-xxxxx web:1', 'web-HASH-xxxxx web:1'],
      refused: ['error: unable to find container named "nginx"'],
    },
  },
  {
    id: 'canary-scale-zero-first',
    says: 'between the commands only the canary serves; up first, down then, loses nothing',
    question: {
      files: {
        'v1.yaml': [
          workload('Deployment', 'stable', { spec: { replicas: 9 } }),
          workload('Deployment', 'canary', { spec: { replicas: 1 } }),
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - scale: { target: deployment/stable, replicas: 0 }
  - scale: { target: deployment/canary, replicas: 10 }
`,
    },
    facts: (answer) => ({
      stable: counts(answer, 'Deployment/stable', 1),
      canary: counts(answer, 'Deployment/canary', 1),
    }),
    are: {
      canary: [
        '6: 10 desired, 10 pods, 10 new, 1 ready, 1 available',
        '11: 10 desired, 10 pods, 10 new, 10 ready, 10 available',
      ],
      stable: [
        '5: 0 desired, 0 pods, 0 new, 0 ready, 0 available +9 terminating',
        '6: 0 desired, 0 pods, 0 new, 0 ready, 0 available',
      ],
    },
  },
  {
    id: 'canary-orphan-adopt',
    says: 'an orphaned ReplicaSet with matching labels becomes an old revision and is scaled to 0',
    question: {
      files: {
        'v1.yaml': [web(1), { ...web(2, { replicas: 1 }), metadata: { name: 'web-canary' } }],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - delete: { target: deployment/web-canary, cascade: orphan }
  - rollout: { history: deployment/web }
`,
    },
    facts: (answer) => ({
      events: events(answer, ['ScalingReplicaSet', 'SuccessfulDelete'], 1),
      history: said(answer),
      images: images(answer),
    }),
    are: {
      events: [
        '5 Deployment/web ScalingReplicaSet Scaled down replica set web-canary-HASH from 1 to 0',
        '5 ReplicaSet/web-canary-HASH SuccessfulDelete Deleted pod: web-canary-HASH-xxxxx',
      ],
      history: ['deployment.apps/web', 'REVISION  CHANGE-CAUSE', '1         <none>', '2         <none>'],
      images: ['web-HASH-xxxxx web:1', 'web-HASH-xxxxx web:1', 'web-HASH-xxxxx web:1'],
    },
  },
  {
    id: 'canary-limitrange',
    says: 'a container without resources gets those of the LimitRange',
    question: {
      files: {
        'v1.yaml': [
          {
            apiVersion: 'v1',
            kind: 'LimitRange',
            metadata: { name: 'defaults' },
            spec: {
              limits: [
                {
                  type: 'Container',
                  default: { cpu: '500m', memory: '512Mi' },
                  defaultRequest: { cpu: '100m', memory: '128Mi' },
                },
              ],
            },
          },
          web(1, { replicas: 1 }),
        ],
      },
    },
    facts: (answer) =>
      [...answer.forecast.world.objects.Pod.values()].map(({ spec }) => spec.containers?.[0]?.resources),
    are: [
      {
        limits: {
          cpu: '500m',
          memory: '512Mi',
        },
        requests: {
          cpu: '100m',
          memory: '128Mi',
        },
      },
    ],
  },
  {
    id: 'scale-precondition',
    says: '--current-replicas refuses when there are not so many',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - scale: { target: deployment/web, replicas: 5, currentReplicas: 2 }
  - scale: { target: deployment/web, replicas: 4, currentReplicas: 3 }
`,
    },
    facts: (answer) => ({ refused: refusals(answer), sizes: sizes(answer) }),
    are: {
      refused: ['error: Expected replicas to be 2, was 3'],
      sizes: ['r1 0→3', 'r1 3→4'],
    },
  },
  {
    id: 'deploy-roll-simple',
    says: 'one new, and when it is ready one old: only with surge 1 and unavailable 0',
    question: { files: versions(rolling(1, 0)) },
    facts: (answer) => ({ sizes: sizes(answer), numbers: numbers(answer, 'Deployment/web') }),
    are: {
      numbers: {
        min: 3,
        outcome: 'complete',
        peak: 4,
        peakWithTerminating: 5,
        seconds: 16,
      },
      sizes: ['r1 0→3', 'r2 0→1', 'r1 3→2', 'r2 1→2', 'r1 2→1', 'r2 2→3', 'r1 1→0'],
    },
  },
  {
    id: 'deploy-roll-3-1-1',
    says: 'at once four pods: two old, available, and two new',
    question: { files: versions(rolling(1, 1)) },
    facts: (answer) => ({ sizes: sizes(answer), numbers: numbers(answer, 'Deployment/web') }),
    are: {
      numbers: {
        min: 2,
        outcome: 'complete',
        peak: 4,
        peakWithTerminating: 5,
        seconds: 10,
      },
      sizes: ['r1 0→3', 'r2 0→1', 'r1 3→2', 'r2 1→2', 'r1 2→0', 'r2 2→3'],
    },
  },
  {
    id: 'deploy-rs-kept',
    says: 'the old ReplicaSet stays without pods, and undo takes it up again',
    question: {
      files: { 'v1.yaml': [web(1)] },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('undo')}]`,
    },
    facts: (answer) =>
      [...answer.forecast.world.objects.ReplicaSet.values()].map(
        ({ spec }) => `${spec.template.spec?.containers?.[0]?.image}: ${spec.replicas}`,
      ),
    are: ['registry.example.com/web:1: 3', 'registry.example.com/web:2: 0'],
  },
  {
    id: 'deploy-random-names',
    says: 'a restarted container keeps its pod and its name; only another pod has another name',
    question: {
      files: { 'v1.yaml': [web(1, { replicas: 1 })] },
      scenario: `
steps:
  - apply: v1.yaml
  - behave: { pod: { selector: app=web }, behaviour: { exit: { after: 1s, code: 1 } } }
  - at: 14s
    delete: { pod: { selector: app=web } }
`,
      horizonMs: 60_000,
    },
    facts: (answer) => ({
      lives: lives(answer, 'Deployment/web'),
      names: new Set(answer.forecast.timeline.pods.map(({ name }) => name)).size,
    }),
    are: {
      lives: ['web-HASH-xxxxx created 0 ready 5 deleting 14 gone 14 restarts 1', 'web-HASH-xxxxx created 14 ready 19'],
      names: 2,
    },
  },
  {
    id: 'undo-is-rollout',
    says: 'undo is a rollout; unhealthy new pods go first, without waiting',
    question: {
      files: { 'v1.yaml': [web(1, { replicas: 4, ...rolling(1, 1) })] },
      scenario: `${BROKEN}\nsteps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('undo')}]`,
    },
    facts: (answer) => ({ sizes: sizes(answer), numbers: numbers(answer, 'Deployment/web') }),
    are: {
      numbers: {
        min: 3,
        outcome: 'complete',
        peak: 5,
        peakWithTerminating: 6,
        seconds: 5,
      },
      sizes: ['r1 0→4', 'r2 0→1', 'r1 4→3', 'r2 1→2', 'r2 2→0', 'r1 3→4'],
    },
  },
  {
    id: 'minready-30',
    says: 'waves of the surge, each at least minReadySeconds long',
    question: { files: versions({ replicas: 6, minReadySeconds: 30, ...rolling('25%', 0) }) },
    facts: (answer) => ({ sizes: sizes(answer), numbers: numbers(answer, 'Deployment/web') }),
    are: {
      numbers: {
        min: 6,
        outcome: 'complete',
        peak: 8,
        peakWithTerminating: 10,
        seconds: 106,
      },
      sizes: ['r1 0→6', 'r2 0→2', 'r1 6→4', 'r2 2→4', 'r1 4→2', 'r2 4→6', 'r1 2→0'],
    },
  },
  {
    id: 'progress-deadline',
    says: 'after progressDeadlineSeconds only a condition and an exit code; nothing is rolled back',
    question: {
      files: { 'v1.yaml': [web(1, { progressDeadlineSeconds: 600 })] },
      scenario: `${BROKEN}\nsteps: [{ apply: v1.yaml }, ${setImage(2)}, ${rollout('status')}]`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      conditions: answer.forecast.timeline.conditions
        .filter(({ type, status }) => type === 'Progressing' && status === 'False')
        .map(({ at, reason }) => `${at / 1000} ${reason}`),
      sizes: sizes(answer),
      status: rolloutStatus(answer, 'Deployment/web'),
    }),
    are: {
      conditions: ['606 ProgressDeadlineExceeded'],
      refused: ['error: deployment "web" exceeded its progress deadline'],
      sizes: ['r1 0→3', 'r2 0→1'],
      status: [
        'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
        'error: deployment "web" exceeded its progress deadline',
        1,
      ],
    },
  },
  {
    id: 'quota-surge-deadlock',
    says: 'a quota that is used up forbids the surge, and maxUnavailable 0 the rest: it never moves',
    question: {
      files: {
        'v1.yaml': [
          {
            apiVersion: 'v1',
            kind: 'ResourceQuota',
            metadata: { name: 'compute' },
            spec: { hard: { pods: '10', 'limits.cpu': '20' } },
          },
          web(1, { replicas: 10, ...rolling('25%', 0) }, { container: { resources: { limits: { cpu: '100m' } } } }),
        ],
      },
      scenario: `steps: [{ apply: v1.yaml }, ${setImage(2)}]`,
    },
    facts: (answer) => ({
      verdict: verdict(answer, 'Deployment/web'),
      sizes: sizes(answer),
      images: new Set(images(answer)).size,
    }),
    are: {
      images: 1,
      sizes: ['r1 0→10', 'r2 0→3'],
      verdict:
        'stuck: 0 of 10 pods updated, 10 available: pods "web-HASH-xxxxx" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10; maxSurge 3 and maxUnavailable 0 allow no further step',
    },
  },
  {
    id: 'quota-ecommerce',
    says: 'as many as fit, then FailedCreate with what was asked, used and limited',
    question: {
      files: {
        'v1.yaml': [
          {
            apiVersion: 'v1',
            kind: 'ResourceQuota',
            metadata: { name: 'compute' },
            spec: { hard: { 'limits.cpu': '4' } },
          },
          web(1, { replicas: 1 }, { container: { resources: { requests: { cpu: '10m' }, limits: { cpu: '1' } } } }),
          workload('Deployment', 'canary', {
            spec: { replicas: 1 },
            container: { resources: { requests: { cpu: '10m' }, limits: { cpu: '500m' } } },
          }),
        ],
      },
      scenario: 'steps: [{ apply: v1.yaml }, { scale: { target: deployment/web, replicas: 9 } }]',
    },
    facts: (answer) => ({
      verdict: verdict(answer, 'Deployment/web'),
      pods: counts(answer, 'Deployment/web', 1).at(-1),
      event: events(answer, ['FailedCreate'], 1)[0],
    }),
    are: {
      event:
        '5 ReplicaSet/web-HASH FailedCreate Error creating: pods "web-HASH-xxxxx" is forbidden: exceeded quota: compute, requested: limits.cpu=1, used: limits.cpu=3500m, limited: limits.cpu=4',
      pods: '10: 9 desired, 3 pods, 3 new, 3 ready, 3 available',
      verdict:
        'stuck: 3 of 9 pods updated, 3 available: pods "web-HASH-xxxxx" is forbidden: exceeded quota: compute, requested: limits.cpu=1, used: limits.cpu=3500m, limited: limits.cpu=4',
    },
  },
];

testBehaviours('Deployments', behaviours);
