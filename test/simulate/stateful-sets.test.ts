import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import type { Steps } from '../../src/simulate/action.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { verdicts } from '../../src/simulate/verdict.js';
import type { World } from '../../src/simulate/world.js';
import { db, forecastOf, type Play } from './forecast-of.js';

const image = (tag: string) => ({ image: `registry.example.com/db:${tag}` });
const BEHAVIOUR: Play['pods'] = [
  { match: {}, behaviour: { pullMs: 0, startMs: 500, readyMs: 500, terminateMs: 1000 } },
  { match: { image: '*:broken' }, behaviour: { readyMs: 'never' } },
];

/** What happened to pods, in order: `+2:1` made at revision 1, `-2` deleted. */
function acts({ timeline }: Forecast): string {
  const all = timeline.pods.flatMap(({ name, revision, created, deleting, phases }) => {
    const ordinal = name.slice(name.lastIndexOf('-') + 1);
    const last = phases.find(({ status }) => status === 'Terminating' || status === 'gone');
    const made = { at: created, order: phases[0]?.order ?? 0, text: `+${ordinal}:${revision}` };
    return deleting === undefined ? [made] : [made, { at: deleting, order: last?.order ?? 0, text: `-${ordinal}` }];
  });
  return all
    .sort((one, other) => one.order - other.order)
    .map(({ text }) => text)
    .join(' ');
}

/** The end of a run: the outcome with its reason and what to type. */
function end(run: Forecast): readonly string[] {
  return verdicts(run).map(({ outcome, reason, next }) => [outcome, reason, next].filter(Boolean).join(' | '));
}

function claims({ world }: Forecast): string[] {
  return [...world.objects.PersistentVolumeClaim.values()].map(({ metadata, status }) => {
    const owners = metadata.ownerReferences.map((owner) => `${owner.kind}/${owner.name}`).join(',');
    return `${metadata.name} ${status.phase}${owners && ` of ${owners}`}`;
  });
}

interface Row {
  readonly name: string;
  readonly play: Play;
  readonly acts: string;
  readonly end: readonly string[];
}

/** db-1 ends, as its node would say. */
function* podEnds(world: World, phase: 'Failed' | 'Succeeded'): Steps<undefined> {
  const pod = world.objects.Pod.get('default/db-1');
  if (pod === undefined) return undefined;
  yield {
    do: 'status',
    object: { ...pod, status: { ...pod.status, phase, ready: false } },
    because: 'its node says so',
  };
  return undefined;
}

const scale = (replicas: number) => ({ scale: { target: 'statefulset/db', replicas } });
const remove = (name: string) => ({ delete: { pod: name } });
const data: JsonObject = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const SMALL_NODE = { count: 1, name: undefined, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] };
const waits = '; podManagementPolicy OrderedReady creates, updates and deletes no other pod before it';

const rows: readonly Row[] = [
  {
    name: 'made from the first, updated from the last',
    play: { apply: [db(), db({}, image('2'))] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'Parallel makes all at once and still updates one by one',
    play: { apply: [db({ podManagementPolicy: 'Parallel' }), db({ podManagementPolicy: 'Parallel' }, image('2'))] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'scaled down from the last',
    play: { apply: [db()], steps: [scale(1)] },
    acts: '+0:1 +1:1 +2:1 -2 -1',
    end: ['complete'],
  },
  {
    name: 'partition 2: only the last is updated',
    play: {
      apply: [db(), db({ updateStrategy: { rollingUpdate: { partition: 2 } } }, image('2'))],
      steps: [remove('db-0')],
    },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -0 +0:1',
    end: ['complete'],
  },
  {
    name: 'OnDelete: somebody has to delete each pod',
    play: {
      apply: [db({ updateStrategy: { type: 'OnDelete' } }), db({ updateStrategy: { type: 'OnDelete' } }, image('2'))],
      steps: [remove('db-1')],
    },
    acts: '+0:1 +1:1 +2:1 -1 +1:2',
    end: [
      'stuck | 1 of 3 pods updated: updateStrategy OnDelete replaces a pod only when somebody deletes it | kubectl delete pod db-2 db-0',
    ],
  },
  {
    name: 'a broken update stands at the last pod',
    play: { apply: [db(), db({}, image('broken'))] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2',
    end: [
      `stuck | 1 of 3 pods updated, 2 available: db-2 never gets ready (image registry.example.com/db:broken)${waits} | correct the template, or kubectl rollout undo statefulset/db; that alone does not replace db-2: kubectl delete pod db-2 afterwards`,
    ],
  },
  {
    name: 'the revert of a broken update does not help',
    play: { apply: [db(), db({}, image('broken')), db()] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2',
    end: [
      `stuck | 2 of 3 pods updated, 2 available: db-2 never gets ready (image registry.example.com/db:broken)${waits} | kubectl delete pod db-2: the template is another one by now, but the controller does not replace this pod by itself`,
    ],
  },
  {
    name: 'after the revert, deleting the pod by hand does',
    play: { apply: [db(), db({}, image('broken')), db()], steps: [remove('db-2')] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -2 +2:3',
    end: ['complete'],
  },
  {
    name: 'with Parallel the undo replaces the broken pod itself',
    play: {
      apply: [db({ podManagementPolicy: 'Parallel' }), db({ podManagementPolicy: 'Parallel' }, image('broken'))],
      steps: [{ rollout: { undo: 'statefulset/db' } }],
    },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -2 +2:3',
    end: ['complete'],
  },
  {
    name: 'maxUnavailable 2 counts in 1.35.0, where its gate is on',
    play: {
      apply: [
        db({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }),
        db({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }, image('2')),
      ],
      version: { minor: 35, patch: 0 },
    },
    acts: '+0:1 +1:1 +2:1 -2 -1 +1:2 +2:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'maxUnavailable 2 is ignored in 1.35.4, where its gate is off again',
    play: {
      apply: [
        db({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }),
        db({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }, image('2')),
      ],
    },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'new image and two more replicas: the new ordinals come first',
    play: { apply: [db(), db({ replicas: 5 }, image('2'))] },
    acts: '+0:1 +1:1 +2:1 +3:2 +4:2 -2 +2:2 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'new image and two replicas less: surplus pods go first',
    play: { apply: [db({ replicas: 4 }), db({ replicas: 2 }, image('2'))] },
    acts: '+0:1 +1:1 +2:1 +3:1 -3 -2 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'a broken pod that is surplus goes first when it is scaled down; then the update goes on',
    play: { apply: [db(), db({}, image('broken'))], steps: [scale(1)] },
    acts: '+0:1 +1:1 +2:1 -2 +2:2 -2 -1 -0 +0:2',
    end: [
      `stuck | 1 of 1 pods updated, 0 available: db-0 never gets ready (image registry.example.com/db:broken)${waits} | correct the template, or kubectl rollout undo statefulset/db; that alone does not replace db-0: kubectl delete pod db-0 afterwards`,
    ],
  },
  {
    name: 'a pod that is not ready keeps OrderedReady from scaling down',
    play: { apply: [db()], steps: [{ behave: { pod: 'db-0', behaviour: { unready: true } } }, scale(1)] },
    acts: '+0:1 +1:1 +2:1',
    end: [
      `stuck | 3 pods where spec.replicas is 1, 2 available: db-0 never gets ready (image registry.example.com/db:1)${waits} | correct the template; that alone does not replace db-0: kubectl delete pod db-0 afterwards`,
    ],
  },
  {
    name: 'all pods deleted at once: they come back one by one',
    play: { apply: [db()], steps: [{ delete: { pod: { selector: 'app=db' } } }] },
    acts: '+0:1 +1:1 +2:1 -0 -1 -2 +0:1 +1:1 +2:1',
    end: ['complete'],
  },
  {
    name: 'a pod that has failed (evicted by its node) is deleted and made anew',
    play: { apply: [db()], last: (world) => podEnds(world, 'Failed') },
    acts: '+0:1 +1:1 +2:1 -1 +1:1',
    end: ['complete'],
  },
  {
    name: 'so is one that has succeeded',
    play: { apply: [db()], last: (world) => podEnds(world, 'Succeeded') },
    acts: '+0:1 +1:1 +2:1 -1 +1:1',
    end: ['complete'],
  },
  {
    name: 'set image',
    play: {
      apply: [db({ replicas: 1 })],
      steps: [{ 'set-image': { target: 'statefulset/db', container: 'app', image: 'registry.example.com/db:2' } }],
    },
    acts: '+0:1 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'undo to a revision by its number',
    play: {
      apply: [db({ replicas: 1 }), db({ replicas: 1 }, image('2')), db({ replicas: 1 }, image('3'))],
      steps: [{ rollout: { undo: 'statefulset/db', toRevision: 1 } }],
    },
    acts: '+0:1 -0 +0:2 -0 +0:3 -0 +0:4',
    end: ['complete'],
  },
  {
    name: 'ordinals start at 5',
    play: { apply: [db({ ordinals: { start: 5 }, replicas: 2 })] },
    acts: '+5:1 +6:1',
    end: ['complete'],
  },
  {
    name: 'rollout restart replaces every pod',
    play: { apply: [db({ replicas: 2 })], steps: [{ rollout: { restart: 'statefulset/db' } }] },
    acts: '+0:1 +1:1 -1 +1:2 -0 +0:2',
    end: ['complete'],
  },
  {
    name: 'a pod that has no room holds up all that come after it',
    play: { apply: [db({}, { resources: { requests: { cpu: '3' } } })], nodes: [SMALL_NODE] },
    acts: '+0:1 +1:1',
    end: [
      `stuck | 2 of 3 pods updated, 1 available: db-1 cannot be scheduled (0/1 nodes are available: 1 Insufficient cpu)${waits} | add a node with room or lower what the pods ask for; the pod waits`,
    ],
  },
];

describe('StatefulSets', () => {
  test.each(rows)('$name', ({ play, acts: wanted, end: wantedEnd }) => {
    const run = forecastOf({ pods: BEHAVIOUR, ...play });
    expect({ acts: acts(run), end: end(run) }).toEqual({ acts: wanted, end: wantedEnd });
  });
});

const retention = (whenDeleted: string, whenScaled: string): JsonObject => ({
  ...data,
  persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
});
const claimRows = [
  {
    name: 'stay when scaled down and are used again',
    apply: db(data),
    steps: [scale(1), scale(2)],
    claims: ['data-db-0 Bound', 'data-db-1 Bound', 'data-db-2 Bound'],
  },
  {
    name: 'stay when the set is deleted',
    apply: db(data),
    steps: [{ delete: { target: 'statefulset/db' } }],
    claims: ['data-db-0 Bound', 'data-db-1 Bound', 'data-db-2 Bound'],
  },
  {
    name: 'whenScaled Delete: go with their pods',
    apply: db(retention('Retain', 'Delete')),
    steps: [scale(1)],
    claims: ['data-db-0 Bound'],
  },
  {
    name: 'whenDeleted Delete: belong to the set',
    apply: db(retention('Delete', 'Retain')),
    steps: [scale(2)],
    claims: [
      'data-db-0 Bound of StatefulSet/db',
      'data-db-1 Bound of StatefulSet/db',
      'data-db-2 Bound of StatefulSet/db',
    ],
  },
  {
    name: 'whenDeleted Delete: go with the set',
    apply: db(retention('Delete', 'Delete')),
    steps: [{ delete: { target: 'statefulset/db' } }],
    claims: [],
  },
];

describe('claims of a StatefulSet', () => {
  test.each(claimRows)('$name', ({ apply, steps, claims: wanted }) => {
    expect(claims(forecastOf({ apply: [apply], steps, pods: BEHAVIOUR }))).toEqual(wanted);
  });
});

test('an apply that changes what may not change is refused, and nothing happens', () => {
  const run = forecastOf({ apply: [db({ replicas: 1 }), db({ ...data, replicas: 1 }, image('2'))], pods: BEHAVIOUR });
  const refused = run.steps.map((step) => step.refused);
  const fields =
    "'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'revisionHistoryLimit', 'minReadySeconds'";
  const wayOut =
    'kubectl delete statefulset/db --cascade=orphan and apply again: pods and claims stay, the new StatefulSet adopts the pods; existing claims keep their size';
  expect({ refused, acts: acts(run) }).toEqual({
    refused: ['', `the API server rejects it: spec: only ${fields} may change in the spec of a StatefulSet; ${wayOut}`],
    acts: '+0:1',
  });
});

test('history: the limit keeps the newest of the old revisions, going back gives an old one a new number', () => {
  const spec = { replicas: 1, revisionHistoryLimit: 1 };
  const tags = ['1', '2', '3', '2'];
  const run = forecastOf({ apply: tags.map((tag) => db(spec, image(tag))), pods: BEHAVIOUR });
  const revisions = [...run.world.objects.ControllerRevision.values()].map(
    ({ spec: { revision, template } }) => `${revision} ${template.spec?.containers?.[0]?.image}`,
  );
  expect(revisions).toEqual(['4 registry.example.com/db:2', '3 registry.example.com/db:3']);
});

describe('a pod that has the name of one of its own', () => {
  const taking = (metadata: JsonObject, spec: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'db-1', ...metadata },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/tool:1' }], ...spec },
  });
  const waits = '; podManagementPolicy OrderedReady creates, updates and deletes no other pod before it';

  test.each<{
    readonly name: string;
    readonly apply: readonly JsonObject[];
    readonly steps?: Play['steps'];
    readonly end: string;
  }>([
    {
      name: 'nobody’s',
      apply: [taking({ labels: { app: 'tool' } }), db({ replicas: 3 })],
      end: `stuck | 1 of 3 pods updated, 1 available: db-1 cannot be created (pods "db-1" already exists: a pod that no controller owns and spec.selector does not match)${waits} | kubectl delete pod db-1 if nobody needs it: the controller makes its own db-1 then`,
    },
    {
      name: 'nobody’s, and ended',
      apply: [
        taking({ labels: { app: 'tool' } }, { restartPolicy: 'Never' }),
        db({ replicas: 2, podManagementPolicy: 'Parallel' }),
      ],
      steps: [{ behave: { pod: { selector: 'app=tool' }, behaviour: { exitCode: 0, runFor: '1s' } } }, { wait: '1m' }],
      end: 'stuck | 1 of 2 pods updated, 1 available: db-1 cannot be created (pods "db-1" already exists: a Succeeded pod that no controller owns and spec.selector does not match) | kubectl delete pod db-1 if nobody needs it: the controller makes its own db-1 then',
    },
    {
      name: 'nobody’s, deleted but kept by a finalizer',
      apply: [taking({ labels: { app: 'tool' }, finalizers: ['example.com/logs'] }), db({ replicas: 2 })],
      steps: [{ delete: { pod: 'db-1' } }, { wait: '5m' }],
      end: `stuck | 1 of 2 pods updated, 1 available: db-1 cannot be created (pods "db-1" already exists: a Failed pod that no controller owns and spec.selector does not match, still terminating, kept by finalizer example.com/logs)${waits} | what set the finalizer has to take it off; the controller makes its own db-1 then`,
    },
  ])('$name', ({ apply, steps = [], end: expected }) => {
    const run = forecastOf({ apply, steps, pods: BEHAVIOUR });
    const own = verdicts(run).filter(({ kind }) => kind === 'StatefulSet');
    expect(own.map(({ outcome, reason, next }) => [outcome, reason, next].join(' | '))).toEqual([expected]);
  });
});
