/** Binding claims to volumes, and making volumes for them: what the volume controller and external provisioners do. */

import type { NodeSelectorTerm, PersistentVolumeSpec, TopologySelectorTerm } from '../../kube/types.generated.js';
import type { Steps } from '../action.js';
import type { Node } from '../objects/node.js';
import { type PersistentVolume, PROVISIONED_BY, PV_PROTECTION } from '../objects/persistent-volume.js';
import type { PersistentVolumeClaim } from '../objects/persistent-volume-claim.js';
import { labelOf } from '../scheduler/topology-spread.js';
import { current, type World } from '../world.js';
import type { ClaimClass } from './claim-class.js';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

// Disks of one zone, and folders or disks of one node. All others are taken to be reachable from everywhere.
const ZONAL: ReadonlySet<string> = new Set([
  'ebs.csi.aws.com',
  'kubernetes.io/aws-ebs',
  'pd.csi.storage.gke.io',
  'kubernetes.io/gce-pd',
  'disk.csi.azure.com',
  'kubernetes.io/azure-disk',
  'cinder.csi.openstack.org',
  'kubernetes.io/cinder',
]);
const LOCAL: ReadonlySet<string> = new Set([
  'rancher.io/local-path',
  'openebs.io/local',
  'local.csi.openebs.io',
  'topolvm.io',
  'topolvm.cybozu.com',
  'hostpath.csi.k8s.io',
  'k8s.io/minikube-hostpath',
  'docker.io/hostpath',
]);
/** File systems on the network: no node has them for itself. */
const SHARED = /nfs|efs|smb|cephfs|azurefile|file\.csi|gluster|juicefs|lustre/i;

/** Binds claim and volume to each other. */
export function* bindClaim(claim: PersistentVolumeClaim, volume: PersistentVolume, world: World): Steps {
  const { namespace, name, uid } = claim.metadata;
  const because = `it suits PersistentVolumeClaim ${name}`;
  if (volume.spec.claimRef?.uid !== uid) {
    const claimRef = { kind: 'PersistentVolumeClaim', namespace, name, uid };
    yield { do: 'update', object: { ...volume, spec: { ...volume.spec, claimRef } }, because };
  }
  const taken = current(world, volume);
  if (taken !== undefined)
    yield { do: 'status', object: { ...taken, status: { ...taken.status, phase: 'Bound' } }, because };
  yield* finish(claim, volume.metadata.name, world);
}

function* finish(claim: PersistentVolumeClaim, volumeName: string, world: World): Steps {
  const because = `bound to PersistentVolume ${volumeName}`;
  yield { do: 'update', object: { ...claim, spec: { ...claim.spec, volumeName } }, because };
  const stored = current(world, claim);
  if (stored !== undefined) yield { do: 'status', object: { ...stored, status: { phase: 'Bound' } }, because };
}

interface Making {
  readonly node: Node | undefined;
  readonly world: World;
  /** The volume's name, if it is not named after the claim. */
  readonly name?: string;
}

/** Makes a volume for the claim; `node` is where its first pod will run. */
export function* provision(
  claim: PersistentVolumeClaim,
  claimClass: Exclude<ClaimClass, { kind: 'by-hand' }>,
  { node, world, name: volumeName = `pvc-${claim.metadata.uid}` }: Making,
): Steps {
  const { namespace, name, uid } = claim.metadata;
  const { provisioner, reclaimPolicy, allowedTopologies } =
    claimClass.kind === 'given' ? claimClass.spec : { provisioner: '', reclaimPolicy: 'Delete', allowedTopologies: [] };
  const terms = termsOf(provisioner, allowedTopologies, node ?? anyNode(allowedTopologies, claim, world));
  const spec: PersistentVolumeSpec = {
    capacity: claim.spec.resources?.requests,
    accessModes: claim.spec.accessModes,
    volumeMode: claim.spec.volumeMode,
    storageClassName: claimClass.name,
    persistentVolumeReclaimPolicy: reclaimPolicy,
    claimRef: { kind: 'PersistentVolumeClaim', namespace, name, uid },
    ...(terms.length > 0 && { nodeAffinity: { required: { nodeSelectorTerms: terms } } }),
    ...sourceOf(provisioner),
  };
  const because = `a volume is made for PersistentVolumeClaim ${name}`;
  const outcome = yield {
    do: 'create',
    object: {
      kind: 'PersistentVolume',
      metadata: {
        name: volumeName,
        namespace: '',
        labels: {},
        annotations: { [PROVISIONED_BY]: provisioner },
        ownerReferences: [],
        finalizers: [PV_PROTECTION],
      },
      spec,
      status: { phase: 'Bound' },
    },
    because,
  };
  if (outcome.kind === 'done') yield* finish(claim, volumeName, world);
}

function sourceOf(provisioner: string): Pick<PersistentVolumeSpec, 'csi' | 'hostPath' | 'nfs'> {
  if (LOCAL.has(provisioner)) return { hostPath: { path: '' } };
  return SHARED.test(provisioner) ? { nfs: {} } : { csi: { driver: provisioner } };
}

/** Where a volume can be reached from that was made beside this node. */
function termsOf(
  provisioner: string,
  allowed: readonly TopologySelectorTerm[],
  node: Node | undefined,
): NodeSelectorTerm[] {
  const own = LOCAL.has(provisioner) ? HOST : ZONAL.has(provisioner) ? ZONE : undefined;
  const keys = allowed.flatMap(({ matchLabelExpressions = [] }) => matchLabelExpressions.map(({ key = '' }) => key));
  const matchExpressions = [...new Set([...keys, ...(own === undefined ? [] : [own])])].flatMap((key) => {
    const value = node && labelOf(node, key);
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
  return matchExpressions.length === 0 ? [] : [{ matchExpressions }];
}

/** Where nobody waits for a pod, zones take turns by the name of the claim. */
function anyNode(
  allowed: readonly TopologySelectorTerm[],
  { metadata }: PersistentVolumeClaim,
  { objects }: World,
): Node | undefined {
  const nodes = [...objects.Node.values()].filter((node) => isAllowed(node, allowed));
  const sum = [...metadata.name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return nodes[sum % Math.max(1, nodes.length)];
}

/** `MatchTopologySelectorTerms`: does the class make volumes for pods on this node? */
export function isAllowed(node: Node, allowed: readonly TopologySelectorTerm[]): boolean {
  if (allowed.length === 0) return true;
  return allowed.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values = [] }) => values.includes(labelOf(node, key) ?? '')),
  );
}

/** Can only one node have the volume at a time, and has to let it go first? */
export function isExclusive({ spec }: PersistentVolume): boolean {
  const modes = spec.accessModes ?? [];
  const isShared = modes.length === 0 || modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');
  return !isShared && isAttached(spec);
}

/** Is it a disk that is attached to a node, and not a folder there or a network file system? */
function isAttached({ csi, ...spec }: PersistentVolumeSpec): boolean {
  if (csi !== undefined) return !SHARED.test(csi.driver ?? '') && !LOCAL.has(csi.driver ?? '');
  const { awsElasticBlockStore, gcePersistentDisk, azureDisk, cinder, iscsi, fc, rbd, vsphereVolume } = spec;
  const disks = [awsElasticBlockStore, gcePersistentDisk, azureDisk, cinder, iscsi, fc, rbd, vsphereVolume];
  return disks.some((disk) => disk !== undefined);
}
