// Which kinds an API server serves. Twin of discovery and of kubectl's RESTMapper: apiVersion and kind are compared letter by letter.
import { groupOf } from '../kube/api-version.js';
import { nearName } from '../kube/near-name.js';
import { type KubernetesVersion, NEWEST_MINOR, OLDEST_MINOR } from '../kube/version.js';
import { formerKinds, type Lifecycle, lifecycleOf } from './lifecycle.js';
import { type KindLine, kindLines, structType } from './table.js';
import type { StructType } from './type.js';

/** A built-in kind, seen from one minor. */
export interface ResourceType {
  readonly apiVersion: string;
  /** `''` is the core group. */
  readonly group: string;
  /** The part after the group: `v1`, `v1beta1`. */
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Does a server of the minor serve it? Beta and alpha versions only with `--runtime-config`, see `needsRuntimeConfig`. */
  readonly served: boolean;
  /** An alpha or beta version that servers leave off unless `--runtime-config` turns it on. */
  readonly needsRuntimeConfig: boolean;
  /** The first minor that serves it; no earlier than the oldest bundled one is known. */
  readonly sinceMinor: number;
  readonly lifecycle: Lifecycle | undefined;
  /** How Go decodes it, in the minor or, if that does not serve it, the nearest one that does. */
  readonly struct: StructType;
}

/** Why no server of the minor takes this apiVersion and kind. */
export type Absence =
  | {
      readonly reason: 'removed';
      readonly removedIn: number;
      readonly replacement?: string;
      readonly replacementKind?: string;
    }
  | { readonly reason: 'not-yet'; readonly sinceMinor: number; readonly instead?: KindName }
  | { readonly reason: 'unknown'; readonly suggestion?: KindName }
  | { readonly reason: 'not-built-in' };

/** An apiVersion and a kind. */
export interface KindName {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The built-in kind, whether or not the minor serves it; `undefined` if no bundled minor ever did. */
export function resourceType(apiVersion: string, kind: string, version: KubernetesVersion): ResourceType | undefined {
  const minor = Math.min(Math.max(version.minor, OLDEST_MINOR), NEWEST_MINOR);
  let types = typesByMinor.get(minor);
  if (types === undefined) {
    types = new Map([...lines()].map(([name, kinds]) => [name, new Map(kinds.map((line) => [line.kind, { line }]))]));
    typesByMinor.set(minor, types);
  }
  const entry = types.get(apiVersion)?.get(kind);
  if (entry === undefined) return undefined;
  entry.type ??= typeOf(apiVersion, entry.line, minor);
  return entry.type;
}

/** All kinds that the minor serves, sorted by apiVersion and kind. */
export function servedTypes(version: KubernetesVersion): ResourceType[] {
  const all = [...lines()].flatMap(([apiVersion, kinds]) =>
    kinds.map(({ kind }) => resourceType(apiVersion, kind, version)),
  );
  return all.filter((type): type is ResourceType => type?.served === true);
}

/** Why the minor does not serve it, and what to write instead; for an apiVersion and kind that it does not serve. */
export function absenceOf(apiVersion: string, kind: string, version: KubernetesVersion): Absence {
  if (!isBuiltInGroup(groupOf(apiVersion))) return { reason: 'not-built-in' };
  const lifecycle = lifecycleOf(apiVersion, kind);
  if (lifecycle?.removedIn !== undefined && version.minor >= lifecycle.removedIn) {
    const { removedIn, replacement, replacementKind } = lifecycle;
    return {
      reason: 'removed',
      removedIn,
      ...(replacement === undefined ? {} : { replacement }),
      ...(replacementKind === undefined ? {} : { replacementKind }),
    };
  }
  const type = resourceType(apiVersion, kind, version);
  if (type !== undefined) return notServed(type, version);
  const suggestion = nearKind(apiVersion, kind, version);
  return suggestion === undefined ? { reason: 'unknown' } : { reason: 'unknown', suggestion };
}

/** A kind that the minor's servers know and leave off: where to find it instead; `undefined` for what is on by default. */
export function offByDefault(
  { needsRuntimeConfig, group, kind }: ResourceType,
  version: KubernetesVersion,
): { readonly instead?: KindName } | undefined {
  if (!needsRuntimeConfig) return undefined;
  const instead = servedVersion(group, kind, version);
  return instead === undefined ? {} : { instead: { apiVersion: instead.apiVersion, kind: instead.kind } };
}

/** Is it a group of Kubernetes itself, now or in the past? Its kinds can be judged without any CRD. */
export function isBuiltInGroup(group: string): boolean {
  groups ??= new Set([...[...lines().keys()].map(groupOf), 'extensions', 'settings.k8s.io']);
  return groups.has(group);
}

/** A line of the table, and what was made of it for one minor when it was first asked for. */
interface TypeEntry {
  readonly line: KindLine;
  type?: ResourceType;
}

const typesByMinor = new Map<number, ReadonlyMap<string, ReadonlyMap<string, TypeEntry>>>();
let allLines: Map<string, KindLine[]> | undefined;
let groups: Set<string> | undefined;

function lines(): Map<string, KindLine[]> {
  allLines ??= kindLines();
  return allLines;
}

function typeOf(apiVersion: string, line: KindLine, minor: number): ResourceType {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
  const served = line.minors.includes(minor);
  const nearest = served ? minor : (line.minors.filter((other) => other < minor).at(-1) ?? line.minors[0] ?? minor);
  return {
    apiVersion,
    group,
    version,
    kind: line.kind,
    plural: line.plural,
    namespaced: line.namespaced,
    served,
    needsRuntimeConfig: /alpha|beta/.test(version) && !ON_BY_DEFAULT.has(`${apiVersion} ${line.kind}`),
    sinceMinor: line.minors[0] ?? minor,
    lifecycle: lifecycleOf(apiVersion, line.kind),
    struct: structType(line.type, nearest),
  };
}

// Beta versions from before 1.24, when new beta APIs stopped being on by default (KEP-3136).
const ON_BY_DEFAULT: ReadonlySet<string> = new Set([
  'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration',
  'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration',
  'storage.k8s.io/v1beta1 CSIStorageCapacity',
]);

function notServed(type: ResourceType, version: KubernetesVersion): Absence {
  if (type.sinceMinor > version.minor) {
    const instead = servedVersion(type.group, type.kind, version);
    return { reason: 'not-yet', sinceMinor: type.sinceMinor, ...(instead === undefined ? {} : { instead }) };
  }
  const last = lines()
    .get(type.apiVersion)
    ?.find(({ kind }) => kind === type.kind)
    ?.minors.at(-1);
  const replacement = servedVersion(type.group, type.kind, version)?.apiVersion;
  return {
    reason: 'removed',
    removedIn: (last ?? version.minor) + 1,
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** The most stable version of a kind in its group that the minor serves without `--runtime-config`. */
function servedVersion(group: string, kind: string, version: KubernetesVersion): KindName | undefined {
  return candidates(version).find((type) => type.group === group && type.kind === kind);
}

// Stable versions first, so that the first match is the one to write.
function candidates(version: KubernetesVersion): ResourceType[] {
  const on = servedTypes(version).filter((type) => !type.needsRuntimeConfig);
  return on.sort((a, b) => stability(b.version) - stability(a.version));
}

function stability(version: string): number {
  const [, major = '0', stage] = /^v(\d+)(alpha|beta)?/.exec(version) ?? [];
  return (stage === undefined ? 200 : stage === 'beta' ? 100 : 0) + Number(major);
}

// What kubectl takes on its command line, and nothing takes in a manifest.
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ...([
    ['cj', 'CronJob'],
    ['cm', 'ConfigMap'],
    ['crd', 'CustomResourceDefinition'],
    ['csr', 'CertificateSigningRequest'],
  ] as const),
  ...([
    ['deploy', 'Deployment'],
    ['ds', 'DaemonSet'],
    ['ep', 'Endpoints'],
    ['hpa', 'HorizontalPodAutoscaler'],
  ] as const),
  ...([
    ['ing', 'Ingress'],
    ['limits', 'LimitRange'],
    ['netpol', 'NetworkPolicy'],
    ['no', 'Node'],
    ['ns', 'Namespace'],
  ] as const),
  ...([
    ['pc', 'PriorityClass'],
    ['pdb', 'PodDisruptionBudget'],
    ['po', 'Pod'],
    ['pv', 'PersistentVolume'],
  ] as const),
  ...([
    ['pvc', 'PersistentVolumeClaim'],
    ['quota', 'ResourceQuota'],
    ['rc', 'ReplicationController'],
  ] as const),
  ...([
    ['rs', 'ReplicaSet'],
    ['sa', 'ServiceAccount'],
    ['sc', 'StorageClass'],
    ['sts', 'StatefulSet'],
    ['svc', 'Service'],
  ] as const),
]);

/** The kind that was probably meant: right kind in another version or group, else a near name in this one, else anywhere. */
function nearKind(apiVersion: string, kind: string, version: KubernetesVersion): KindName | undefined {
  const all = candidates(version);
  const exact =
    all.find((type) => type.kind === kind && type.group === groupOf(apiVersion)) ??
    all.find((type) => type.kind === kind);
  if (exact !== undefined) return { apiVersion: exact.apiVersion, kind: exact.kind };
  const lower = kind.toLowerCase();
  const sameLetters = all.find((type) => type.kind.toLowerCase() === lower || type.plural === lower);
  if (sameLetters !== undefined) return { apiVersion: sameLetters.apiVersion, kind: sameLetters.kind };
  const long = SHORT_NAMES.get(lower);
  const shortened = all.find((type) => type.kind === long);
  if (shortened !== undefined) return { apiVersion: shortened.apiVersion, kind: shortened.kind };
  const here = all.filter((type) => type.apiVersion === apiVersion);
  for (const some of [here, all]) {
    const near = nearName(kind, new Set(some.map((type) => type.kind)));
    const found = some.find((type) => type.kind === near);
    if (found !== undefined) return { apiVersion: found.apiVersion, kind: found.kind };
  }
  const former = nearName(kind, formerKinds(apiVersion));
  return former === undefined ? undefined : { apiVersion, kind: former };
}
