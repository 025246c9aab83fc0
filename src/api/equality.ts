// What the API server takes for the same: `apiequality.Semantic.DeepEqual` on its Go structs. An absent field is the
// zero value of its type, so that only pointers tell absent from zero: the tables below name them, read off
// k8s.io/api v0.36.1 for Pods, claims, volumes, Jobs and StatefulSets.
import type { Json } from '../kube/json.js';
import { compareQuantities, parseQuantity } from '../kube/quantity.js';

// `field`, or `parent.field` where the name alone does not say.
const POINTERS: ReadonlySet<string> = new Set([
  ...[
    'activeDeadlineSeconds',
    'allocatable',
    'allowPrivilegeEscalation',
    'apiGroup',
    'automountServiceAccountToken',
    'backoffLimit',
  ],
  ...['backoffLimitPerIndex', 'cachingMode', 'completionMode', 'completions', 'defaultMode', 'enableServiceLinks'],
  ...['endpointsNamespace', 'expirationSeconds', 'fsGroup', 'fsGroupChangePolicy', 'gmsaCredentialSpec'],
  ...['gmsaCredentialSpecName', 'hostProcess', 'hostUsers', 'hostnameOverride', 'initiatorName', 'localhostProfile'],
  ...[
    'deletionGracePeriodSeconds',
    'managedBy',
    'manualSelector',
    'maxFailedIndexes',
    'maxUnavailable',
    'minDomains',
    'mode',
    'mountPropagation',
  ],
  ...['nodeAffinityPolicy', 'nodeTaintsPolicy', 'optional', 'parallelism', 'podReplacementPolicy', 'preemptionPolicy'],
  ...['priority', 'privileged', 'procMount', 'readOnlyRootFilesystem', 'recursiveReadOnly', 'replicas'],
  ...['resourceClaimName', 'resourceClaimTemplateName', 'revisionHistoryLimit', 'runAsGroup', 'runAsNonRoot'],
  ...['runAsUser', 'runAsUserName', 'runtimeClassName', 'seLinuxChangePolicy', 'secretNamespace', 'service'],
  ...['setHostnameAsFQDN', 'shareProcessNamespace', 'sizeLimit', 'stopSignal', 'succeededCount', 'succeededIndexes'],
  ...['supplementalGroupsPolicy', 'suspend', 'terminationGracePeriodSeconds', 'tolerationSeconds'],
  ...['ttlSecondsAfterFinished', 'volumeAttributesClassName', 'volumeMode', 'affinity', 'appArmorProfile'],
  ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'capabilities', 'cephfs', 'cinder', 'claimRef'],
  ...['clusterTrustBundle', 'configMap', 'configMapKeyRef', 'configMapRef', 'controllerExpandSecretRef'],
  ...['controllerPublishSecretRef', 'csi', 'dataSource', 'dataSourceRef', 'dnsConfig', 'downwardAPI', 'emptyDir'],
  ...['ephemeral', 'exec', 'exitCodes', 'fc', 'fieldRef', 'fileKeyRef', 'flexVolume', 'flocker', 'gcePersistentDisk'],
  ...[
    'gitRepo',
    'glusterfs',
    'grpc',
    'hostPath',
    'httpGet',
    'inlineVolumeSpec',
    'iscsi',
    'labelSelector',
    'lifecycle',
    'livenessProbe',
  ],
  ...[
    'local',
    'namespaceSelector',
    'nodeTopology',
    'nfs',
    'nodeAffinity',
    'nodeExpandSecretRef',
    'nodePublishSecretRef',
  ],
  ...['nodeStageSecretRef', 'onExitCodes', 'ordinals', 'os', 'persistentVolumeClaim', 'persistentVolumeName'],
  ...['persistentVolumeClaimRetentionPolicy', 'photonPersistentDisk', 'podAffinity', 'podAntiAffinity'],
  ...['podCertificate', 'podFailurePolicy', 'portworxVolume', 'postStart', 'preStop', 'projected', 'quobyte', 'rbd'],
  ...['readinessProbe', 'required', 'resourceFieldRef', 'rollingUpdate', 'scaleIO', 'schedulingGroup'],
  ...['seLinuxOptions', 'seccompProfile', 'secret', 'secretKeyRef', 'secretRef', 'securityContext', 'selector'],
  ...['serviceAccountToken', 'sleep', 'startupProbe', 'storageos', 'successPolicy', 'tcpSocket', 'valueFrom'],
  ...['volumeClaimTemplate', 'vsphereVolume', 'windowsOptions', 'storageClassName'],
  ...['onExitCodes.containerName', 'local.fsType', 'azureDisk.fsType', 'volumes.image', 'azureDisk.kind', 'fc.lun'],
  ...['clusterTrustBundle.name', 'clusterTrustBundle.signerName', 'dataSourceRef.namespace', 'azureDisk.readOnly'],
  ...['rollingUpdate.partition', 'nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution', 'options.value'],
]);

// Maps with keys that the user chose: an entry is there or it is not.
const MAPS: ReadonlySet<string> = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector', 'userAnnotations', 'volumeAttributes', 'parameters'],
  ...['flexVolume.options', 'data', 'binaryData'],
]);

// Maps of quantities, and quantities: 1Gi is 1024Mi.
const AMOUNTS: ReadonlySet<string> = new Set(['capacity', 'hard', 'limits', 'overhead', 'requests']);
const QUANTITIES: ReadonlySet<string> = new Set(['divisor', 'sizeLimit']);

const MAX_DEPTH = 64;

/** Does the API server see no difference between these two values of the field `field` (of `parent`)? */
export function isSame(left: unknown, right: unknown, field: string, parent = ''): boolean {
  // Both come from decoded objects, which are JSON.
  return sameField(left as Json | undefined, right as Json | undefined, field, parent, 0);
}

/**
 * Is what is sent the same as what was stored, to Go's reflect.DeepEqual? An empty map or list is not an absent one, and what
 * was stored empty has become absent: so sending the same empty one again is a change.
 */
export function isIdentical(sent: object | undefined, stored: object | undefined, field: string): boolean {
  if (sent !== undefined && Object.keys(stored ?? {}).length === 0) return false;
  return isSame(sent, stored, field);
}

/** Is the field `field` (of `parent`) a pointer, so that it tells its zero value from nothing? */
export function isPointer(field: string, parent: string): boolean {
  return POINTERS.has(field) || POINTERS.has(`${parent}.${field}`);
}

/** Is it a map of texts whose keys the user chose? */
export function isFreeMap(field: string, parent: string): boolean {
  return MAPS.has(field) || MAPS.has(`${parent}.${field}`);
}

/** Is it a map of quantities? */
export function isAmountMap(field: string, value: Json | undefined): boolean {
  return AMOUNTS.has(field) && isAmounts(value);
}

/** Is it a quantity? */
export function isQuantity(field: string): boolean {
  return QUANTITIES.has(field);
}

function sameField(
  left: Json | undefined,
  right: Json | undefined,
  field: string,
  parent: string,
  depth: number,
): boolean {
  if (left === right) return true;
  if (depth > MAX_DEPTH) return false;
  if (isPointer(field, parent) && isNothing(left) !== isNothing(right)) return false;
  if (isFreeMap(field, parent)) return sameMap(left, right, sameText);
  if (AMOUNTS.has(field) && isAmounts(left) && isAmounts(right)) return sameMap(left, right, sameQuantity);
  if (QUANTITIES.has(field)) return sameQuantity(left, right);
  return sameValue(left, right, field, depth);
}

function sameValue(left: Json | undefined, right: Json | undefined, field: string, depth: number): boolean {
  if (isList(left) || isList(right)) {
    const [some, others] = [isList(left) ? left : [], isList(right) ? right : []];
    if ((!isList(left) && !isNothing(left)) || (!isList(right) && !isNothing(right))) return false;
    return (
      some.length === others.length &&
      some.every(
        (item, at) => item === others[at] || (depth < MAX_DEPTH && sameValue(item, others[at], field, depth + 1)),
      )
    );
  }
  const isObject = typeof (left ?? right) === 'object' && (left ?? right) !== null;
  // `''`, `0` and `false` are what an absent value is.
  if (!isObject) return (left || undefined) === (right || undefined);
  if ((typeof left !== 'object' && !isNothing(left)) || (typeof right !== 'object' && !isNothing(right))) return false;
  const [some, others] = [fieldsOf(left), fieldsOf(right)];
  for (const name of new Set([...some.keys(), ...others.keys()])) {
    if (!sameField(some.get(name), others.get(name), name, field, depth + 1)) return false;
  }
  return true;
}

function sameMap(
  left: Json | undefined,
  right: Json | undefined,
  sameEntry: (left: Json | undefined, right: Json | undefined) => boolean,
): boolean {
  const [some, others] = [fieldsOf(left), fieldsOf(right)];
  if (some.size !== others.size) return false;
  for (const [name, value] of some) if (!others.has(name) || !sameEntry(value, others.get(name))) return false;
  return true;
}

function sameText(left: Json | undefined, right: Json | undefined): boolean {
  return left === right;
}

function sameQuantity(left: Json | undefined, right: Json | undefined): boolean {
  const [one, other] = [quantityOf(left), quantityOf(right)];
  return one !== undefined && other !== undefined ? compareQuantities(one, other) === 0 : left === right;
}

function quantityOf(value: Json | undefined): ReturnType<typeof parseQuantity> {
  if (isNothing(value)) return parseQuantity(0);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? parseQuantity(value)
    : undefined;
}

function isNothing(value: Json | undefined): value is undefined | null {
  return value === undefined || value === null;
}

// A claim for devices calls a list `requests`, and a map of such maps `capacity`.
function isAmounts(value: Json | undefined): boolean {
  return (
    !isList(value) && [...fieldsOf(value).values()].every((amount) => typeof amount !== 'object' || amount === null)
  );
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function fieldsOf(value: Json | undefined): ReadonlyMap<string, Json | undefined> {
  return new Map(typeof value === 'object' && value !== null && !isList(value) ? Object.entries(value) : []);
}
