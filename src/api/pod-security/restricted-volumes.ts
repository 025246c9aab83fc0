// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_restrictedVolumes.go.
import { child, index } from '../../kube/field-path.js';
import type { Volume } from '../../kube/types.generated.js';
import { type Check, type Pod, plural, quoted, type Refusal, sorted } from './check.js';

const ALLOWED = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const;

// Upstream's order: the first source that is set names the type. `portworxVolume` to `storageos` are its spellings.
const NAMED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
] as const;

/** Restricted: only volumes that belong to the pod or the cluster's storage. */
export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  versions: [{ since: 0, check: onlyAllowedVolumes }],
  overrides: ['hostPathVolumes'],
};

function onlyAllowedVolumes(pod: Pod): Refusal | undefined {
  const path = child(pod.specPath, 'volumes');
  const bad = (pod.spec.volumes ?? []).flatMap((volume, i) =>
    isAllowed(volume) ? [] : [placed(volume, index(path, i))],
  );
  if (bad.length === 0) return undefined;
  const types = sorted(bad.map((v) => v.type));
  const who = `${plural('volume', 'volumes', bad.length)} ${quoted(bad.map((v) => v.name))}`;
  const what = `${plural('restricted volume type', 'restricted volume types', types.length)} ${quoted(types)}`;
  return {
    reason: 'restricted volume types',
    detail: `${who} ${plural('uses', 'use', bad.length)} ${what}`,
    paths: bad.map((v) => v.path),
  };
}

function isAllowed(volume: Volume): boolean {
  if (ALLOWED.some((source) => volume[source] !== undefined)) return true;
  // The API server makes a volume without a source an emptyDir before it judges the pod (SetDefaults_Volume).
  return Object.keys(volume).every((field) => field === 'name');
}

function placed(volume: Volume, path: ReturnType<typeof index>) {
  const source = NAMED.find((name) => volume[name] !== undefined);
  return {
    name: volume.name ?? '',
    type: source ?? 'unknown',
    path: source === undefined ? path : child(path, source),
  };
}
