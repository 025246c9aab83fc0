import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { applyManifest } from '../../src/simulate/admission/admit-manifest.js';
import type { Manifest } from '../../src/simulate/admission/manifest.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { ClusterNode } from '../../src/simulate/scenario/cluster.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf } from './forecast-of.js';

function node(name: string, zone: string): ClusterNode {
  const labels = { 'topology.kubernetes.io/zone': zone };
  return { count: 1, name, cpu: '4', memory: '8Gi', pods: 110, labels, taints: [] };
}

const nodes = [node('a', 'z1'), node('b', 'z2')];

function volume(name: string, spec: JsonObject, labels: JsonObject = {}): JsonObject {
  const common = { capacity: { storage: '10Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'disks' };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels },
    spec: { ...common, csi: { driver: 'disks.example.com', volumeHandle: name }, ...spec },
  };
}

function claim(name: string, spec: JsonObject = {}): JsonObject {
  const common = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { ...common, ...spec } };
}

const disks = (name: string, spec: JsonObject = {}) => claim(name, { storageClassName: 'disks', ...spec });

function storageClass(name: string, more: JsonObject = {}, annotations: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
    provisioner: 'disks.example.com',
    ...more,
  };
}

const late = (more: JsonObject = {}) => storageClass('late', { volumeBindingMode: 'WaitForFirstConsumer', ...more });

function pod(name: string, claimName: string, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/db:1' }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, volumes, ...spec } };
}

const onNode = (...values: string[]): JsonObject => ({
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }],
    },
  },
});

interface Binding {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  /** The claim's phase and the class and size of its volume; what was said of it. */
  readonly is: string;
  readonly says?: string;
}

const bindings: readonly Binding[] = [
  {
    name: 'the smallest volume that is large enough',
    apply: [
      volume('large', { capacity: { storage: '50Gi' } }),
      volume('medium', {}),
      volume('small', { capacity: { storage: '1Gi' } }),
      disks('data', { resources: { requests: { storage: '5Gi' } } }),
    ],
    is: 'Bound medium',
  },
  {
    name: 'the volume with its modes',
    apply: [
      volume('one', {}),
      volume('many', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'], capacity: { storage: '99Gi' } }),
      disks('data', { accessModes: ['ReadWriteMany'] }),
    ],
    is: 'Bound many',
  },
  {
    name: 'the volume with fewer modes rather than the smaller',
    apply: [
      volume('many', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'], capacity: { storage: '1Gi' } }),
      volume('one', {}),
      disks('data'),
    ],
    is: 'Bound one',
  },
  {
    name: 'the volume that its selector selects',
    apply: [
      volume('slow', {}, { disk: 'slow' }),
      volume('fast', { capacity: { storage: '99Gi' } }, { disk: 'fast' }),
      disks('data', { selector: { matchLabels: { disk: 'fast' } } }),
    ],
    is: 'Bound fast',
  },
  {
    name: 'the volume that is reserved for it',
    apply: [
      volume('other', { capacity: { storage: '1Gi' } }),
      volume('own', { claimRef: { namespace: 'default', name: 'data' } }),
      disks('data'),
    ],
    is: 'Bound own',
  },
  {
    name: 'no volume that is reserved for another',
    apply: [volume('other', { claimRef: { namespace: 'default', name: 'cache' } }), disks('data')],
    is: 'Pending',
    says: 'ProvisioningFailed: storageclass.storage.k8s.io "disks" not found',
  },
  {
    name: 'the volume that it names',
    apply: [volume('small', { capacity: { storage: '1Gi' } }), volume('own', {}), disks('data', { volumeName: 'own' })],
    is: 'Bound own',
  },
  {
    name: 'a volume that it names and that is too small',
    apply: [volume('own', {}), disks('data', { volumeName: 'own', resources: { requests: { storage: '20Gi' } } })],
    is: 'Pending own',
    says: 'VolumeMismatch: Cannot bind to requested volume "own": requested PV is too small',
  },
  {
    name: 'nothing without class and volume',
    apply: [claim('data', { storageClassName: '' })],
    is: 'Pending',
    says: 'FailedBinding: no persistent volumes available for this claim and no storage class is set',
  },
  {
    name: 'a volume that its class makes',
    apply: [storageClass('ssd'), claim('data', { storageClassName: 'ssd' })],
    is: 'Bound ssd 1Gi',
  },
  {
    name: 'a volume of the default class',
    apply: [
      storageClass('ssd'),
      storageClass('hdd', {}, { 'storageclass.kubernetes.io/is-default-class': 'true' }),
      claim('data'),
    ],
    is: 'Bound hdd 1Gi',
  },
  {
    name: 'a volume of a class that is not among the files',
    apply: [claim('data', { storageClassName: 'unknown' })],
    is: 'Bound unknown 1Gi',
  },
  {
    name: 'nothing before a pod uses it, if its class waits for one',
    apply: [late(), claim('data', { storageClassName: 'late' })],
    is: 'Pending',
    says: 'WaitForFirstConsumer: waiting for first consumer to be created before binding',
  },
];

describe('a claim gets', () => {
  test.each(bindings)('$name', ({ apply, is, says = '' }) => {
    const { world, timeline } = forecastOf({ nodes, apply });
    const own = world.objects.PersistentVolumeClaim.get('default/data');
    const bound = world.objects.PersistentVolume.get(`/${own?.spec.volumeName ?? ''}`);
    const isMade = own?.spec.volumeName?.startsWith('pvc-') === true;
    const what = isMade
      ? `${bound?.spec.storageClassName} ${String(bound?.spec.capacity?.storage)}`
      : own?.spec.volumeName;
    const events = timeline.events.filter(({ object }) => object === 'PersistentVolumeClaim/data');
    expect({
      is: [own?.status.phase, ...(own?.spec.volumeName === undefined ? [] : [what])].join(' '),
      says: events.map(({ reason, message }) => `${reason}: ${message}`).join('; '),
      isBoundToo: (bound?.status.phase === 'Bound') === (own?.status.phase === 'Bound'),
    }).toEqual({ is, says, isBoundToo: true });
  });
});

interface Placement {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly steps?: readonly Json[];
  /** Applied after the steps. */
  readonly last?: JsonObject;
  /** The node of the pod `db`, or why it has none. */
  readonly db: string;
}

const TAIL =
  'no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

const placements: readonly Placement[] = [
  {
    name: 'where its volume is',
    apply: [volume('disk', onNode('b')), disks('data'), pod('db', 'data')],
    db: 'b',
  },
  {
    name: 'nowhere, if its volume is elsewhere',
    apply: [volume('disk', onNode('c')), disks('data'), pod('db', 'data')],
    db: `0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity. ${TAIL}`,
  },
  {
    name: 'where the label of its volume says',
    apply: [volume('disk', {}, { 'topology.kubernetes.io/zone': 'z2' }), disks('data'), pod('db', 'data')],
    db: 'b',
  },
  {
    name: 'nowhere, if no zone is that of its volume',
    apply: [volume('disk', {}, { 'topology.kubernetes.io/zone': 'z9' }), disks('data'), pod('db', 'data')],
    db: `0/2 nodes are available: 2 node(s) had no available volume zone. ${TAIL}`,
  },
  {
    name: 'nowhere, while its claim has no volume',
    apply: [claim('data', { storageClassName: '' }), pod('db', 'data')],
    db: '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
  },
  {
    name: 'to the node with a local volume that suits',
    apply: [
      late({ provisioner: 'kubernetes.io/no-provisioner' }),
      volume('disk', { storageClassName: 'late', ...onNode('b') }),
      claim('data', { storageClassName: 'late' }),
      pod('db', 'data'),
    ],
    db: 'b',
  },
  {
    name: 'nowhere, if no local volume suits',
    apply: [
      late({ provisioner: 'kubernetes.io/no-provisioner' }),
      volume('disk', { storageClassName: 'late', capacity: { storage: '500Mi' }, ...onNode('b') }),
      claim('data', { storageClassName: 'late' }),
      pod('db', 'data'),
    ],
    db: `0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind. ${TAIL}`,
  },
  {
    name: 'where its class makes volumes',
    apply: [
      late({
        allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['z2'] }] }],
      }),
      claim('data', { storageClassName: 'late' }),
      pod('db', 'data'),
    ],
    db: 'b',
  },
  {
    name: 'nowhere, if its zonal disk stays behind',
    apply: [
      late({ provisioner: 'ebs.csi.aws.com' }),
      claim('data', { storageClassName: 'late' }),
      pod('first', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'a' } }),
    ],
    steps: [{ delete: { pod: 'first' } }, { cordon: { node: 'a' } }],
    last: pod('db', 'data'),
    db: `0/2 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) were unschedulable. ${TAIL}`,
  },
  {
    name: 'with the claim of its ephemeral volume',
    apply: [
      {
        ...pod('db', 'data'),
        spec: {
          containers: [{ name: 'app', image: 'registry.example.com/db:1' }],
          nodeSelector: { 'kubernetes.io/hostname': 'a' },
          volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: claim('x').spec ?? {} } } }],
        },
      },
    ],
    db: 'a',
  },
  {
    name: 'nowhere, while another uses its ReadWriteOncePod volume',
    apply: [claim('data', { accessModes: ['ReadWriteOncePod'] }), pod('first', 'data'), pod('db', 'data')],
    db: '0/2 nodes are available: 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
  },
  {
    name: 'somewhere, once its claim is there',
    apply: [pod('db', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'a' } }), claim('data')],
    db: 'a',
  },
];

function asManifest(object: JsonObject): Manifest {
  return { apiVersion: String(object.apiVersion), kind: String(object.kind), namespace: undefined, name: 'db', object };
}

describe('a pod with a volume goes', () => {
  test.each(placements)('$name', (row) => {
    const { apply, steps = [], last } = row;
    const run = forecastOf({
      nodes,
      apply,
      steps,
      ...(last && { last: (world) => applyManifest(asManifest(last), world) }),
    });
    const own = run.world.objects.Pod.get('default/db');
    expect(own?.node ?? own?.status.unschedulable).toBe(row.db);
  });
});

function web(image: string, strategy: JsonObject, spec: JsonObject = {}): JsonObject {
  const labels = { app: 'web' };
  const containers = [{ name: 'app', image }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 1,
      strategy,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers, volumes, ...spec } },
    },
  };
}

interface Update {
  readonly name: string;
  readonly claim: JsonObject;
  readonly strategy?: JsonObject;
  readonly spec?: JsonObject;
  readonly says: string;
}

const STUCK =
  'stuck 1 of 1 pods updated, 1 available: 1 pod waits for the volume of PersistentVolumeClaim data, which node N has (Multi-Attach error); maxSurge 1 and maxUnavailable 0 allow no further step';

const updates: readonly Update[] = [
  { name: 'is stuck: two nodes cannot have a disk at a time', claim: claim('data'), says: STUCK },
  {
    name: 'goes on where the pod has to stay on its node',
    claim: claim('data'),
    spec: { nodeSelector: { 'kubernetes.io/hostname': 'a' } },
    says: 'complete',
  },
  { name: 'goes on with Recreate', claim: claim('data'), strategy: { type: 'Recreate' }, says: 'complete' },
  {
    name: 'goes on with a volume for many',
    claim: claim('data', { accessModes: ['ReadWriteMany'] }),
    says: 'complete',
  },
];

describe('an update of a Deployment with a ReadWriteOnce volume', () => {
  test.each(updates)('$name', ({ claim: own, strategy = { type: 'RollingUpdate' }, spec = {}, says }) => {
    const versions = ['1', '2'].map((tag) => web(`registry.example.com/web:${tag}`, strategy, spec));
    const run = forecastOf({ nodes, apply: [own, ...versions] });
    const verdict = verdicts(run).find(({ kind }) => kind === 'Deployment');
    const text = [verdict?.outcome, verdict?.reason].filter(Boolean).join(' ');
    const events = attachErrors(run);
    expect({ says: text.replace(/node [ab] has/, 'node N has'), events }).toEqual({
      says,
      events: says === 'complete' ? [] : ['Multi-Attach error for volume "V" Volume is already used by pod(s) P'],
    });
  });
});

function attachErrors({ timeline }: Forecast): string[] {
  return timeline.events
    .filter(({ reason }) => reason === 'FailedAttachVolume')
    .map(({ message }) => message.replace(/pvc-[0-9a-f-]+/, 'V').replace(/web-\w+-\w+/, 'P'));
}

interface Reclaim {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly steps: readonly Json[];
  /** Phases of claims and volumes at the end. */
  readonly left: readonly string[];
}

const gone: Json = { delete: { target: 'pvc/data' } };

const reclaims: readonly Reclaim[] = [
  {
    name: 'one made by hand is kept, and nobody else gets it',
    apply: [volume('disk', {}), disks('data')],
    steps: [gone],
    left: ['disk Released'],
  },
  {
    name: 'one made for it goes with it',
    apply: [storageClass('ssd'), claim('data', { storageClassName: 'ssd' })],
    steps: [gone],
    left: [],
  },
  {
    name: 'one made for it is kept with reclaimPolicy Retain',
    apply: [storageClass('ssd', { reclaimPolicy: 'Retain' }), claim('data', { storageClassName: 'ssd' })],
    steps: [gone],
    left: ['pvc Released'],
  },
  {
    name: 'nothing goes while a pod uses it',
    apply: [volume('disk', {}), disks('data'), pod('db', 'data')],
    steps: [gone],
    left: ['data Bound, being deleted', 'disk Bound'],
  },
  {
    name: 'it goes with the last pod',
    apply: [volume('disk', {}), disks('data'), pod('db', 'data')],
    steps: [gone, { delete: { pod: 'db' } }],
    left: ['disk Released'],
  },
  {
    name: 'a bound volume cannot go before its claim',
    apply: [volume('disk', {}), disks('data')],
    steps: [{ delete: { target: 'pv/disk' } }],
    left: ['data Bound', 'disk Bound, being deleted'],
  },
];

describe('of a deleted claim and its volume', () => {
  test.each(reclaims)('$name', ({ apply, steps, left }) => {
    const { world } = forecastOf({ nodes, apply, steps });
    const stored = [...world.objects.PersistentVolumeClaim.values(), ...world.objects.PersistentVolume.values()];
    const texts = stored.map(({ metadata, status }) => {
      const isGoing = metadata.deletionTimestamp !== undefined;
      return `${metadata.name.replace(/^pvc-.*/, 'pvc')} ${status.phase}${isGoing ? ', being deleted' : ''}`;
    });
    expect(texts).toEqual(left);
  });
});

test('a disk on a dead node is let go 6 minutes after its pod is gone', () => {
  const cordoned: JsonObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'b', labels: { 'kubernetes.io/hostname': 'b' } },
    spec: { unschedulable: true },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
  };
  const run = forecastOf({
    nodes: nodes.slice(0, 1),
    apply: [claim('data'), cordoned, web('registry.example.com/web:1', { type: 'RollingUpdate' })],
    steps: [
      { uncordon: { node: 'b' } },
      { 'fail-node': { node: 'a' } },
      { wait: '10m' },
      { delete: { pod: { selector: 'app=web', order: 'oldest', take: 1 }, force: true } },
    ],
  });
  const [first, second] = run.timeline.pods;
  expect({
    on: [first?.node, second?.node],
    waited: (second?.running ?? 0) - (first?.gone ?? 0),
    says: attachErrors(run),
  }).toEqual({
    on: ['a', 'b'],
    // And 5 s until it runs.
    waited: 365_000,
    says: ['Multi-Attach error for volume "V" Volume is already used by pod(s) P'],
  });
});
