/** The nodes where nobody describes any: they have what the pods ask for, so that the forecast is not about them. */

import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import { podTemplate } from '../kube/pod-template.js';
import { parseQuantity, quantityValue } from '../kube/quantity.js';
import type { PodSpec } from '../kube/types.generated.js';
import type { Manifest } from './admission/manifest.js';
import { type ClusterNode, DEFAULT_NODES, nodeManifests } from './scenario/cluster.js';
import { podRequests } from './scheduler/resources.js';
import { placesOfStorage } from './volumes/assumed.js';

/** So many devices of each kind a node has at least. */
const PLENTY = 1000;
const ORDINARY: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** A cluster of our own making: how many nodes of which size, and their manifests. */
export interface DefaultCluster {
  readonly nodes: readonly ClusterNode[];
  readonly manifests: readonly Manifest[];
  /** What its nodes have because pods ask for it. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Nodes with room for twice all pods, with the labels that nodeSelectors and node affinities want and the devices that
 * containers ask for.
 */
export function defaultCluster(manifests: readonly Manifest[]): DefaultCluster {
  const labels: Record<string, string> = {};
  const resources: Record<string, string> = {};
  const turns = turnsOf(manifests);
  for (const { apiVersion, kind, object } of manifests) {
    const spec = podTemplate({ apiVersion, kind, ...object })?.spec;
    if (spec === undefined) continue;
    for (const [name, value] of wantedBy(spec)) if (!turns.has(name)) labels[name] ??= value;
    for (const [name, amount] of devices(spec.containers))
      resources[name] = String(Math.max(Number(resources[name] ?? PLENTY), ROOM * amount));
  }
  const nodes = sized(demandOf(manifests), Math.max(0, ...[...turns.values()].map(({ length }) => length)));
  const made = nodeManifests(
    nodes.map((node) => ({ ...node, resources })),
    labels,
  );
  const domains = domainsOf(manifests, new Set([...Object.keys(labels), ...turns.keys()]));
  const places = new Map([...domains, ...turns, ...placesOf(manifests)]);
  const inTurn = [...turns, ...domains].map(
    ([name, values]) => [name, values.map((value) => value ?? 'none').join(' or ')] as const,
  );
  return {
    nodes,
    manifests: made.map((manifest, place) => placedAt(manifest, places, place)),
    labels: { ...labels, ...Object.fromEntries(inTurn) },
  };
}

/** The labels of nodes that a pod wants. */
function* wantedBy(spec: JsonObject): Iterable<readonly [string, string]> {
  for (const [name, value] of Object.entries(objectOf(spec.nodeSelector) ?? {})) yield [name, String(value)];
  yield* affinityLabels(spec.affinity);
}

/**
 * Labels of which pods want different values, or that some want and others refuse: the nodes take turns, in the order in
 * which they are asked for, so that those that go together are on one node. `undefined` is a node without the label.
 */
function turnsOf(manifests: readonly Manifest[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const wanted = new Map<string, (string | undefined)[]>();
  const refused = new Set<string>();
  for (const { apiVersion, kind, object } of manifests) {
    const spec = podTemplate({ apiVersion, kind, ...object })?.spec;
    if (spec === undefined) continue;
    for (const [label, value] of wantedBy(spec)) {
      const known = wanted.get(label) ?? [];
      if (!known.includes(value)) wanted.set(label, [...known, value]);
    }
    for (const label of refusedLabels(spec.affinity)) refused.add(label);
  }
  const contested = [...wanted].filter(
    ([label, values]) => !WELL_KNOWN.has(label) && (values.length > 1 || refused.has(label)),
  );
  return new Map(contested.map(([label, values]) => [label, refused.has(label) ? [...values, undefined] : values]));
}

/** Where nobody says how many domains a topology has. */
const DOMAINS = ['a', 'b', 'c'] as const;

/** Topologies of their own over which pods have to be spread, or within which they have to be together or apart. */
function domainsOf(manifests: readonly Manifest[], known: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const keys = manifests.flatMap(({ apiVersion, kind, object }) => {
    const spec = podTemplate({ apiVersion, kind, ...object })?.spec;
    return spec === undefined ? [] : [...topologyKeys(spec)];
  });
  const own = keys.filter((key) => !known.has(key) && !key.includes('kubernetes.io/'));
  return new Map(own.map((key) => [key, DOMAINS]));
}

function* topologyKeys(spec: JsonObject): Iterable<string> {
  const affinity = objectOf(spec.affinity);
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap(
    (one) => arrayOf(objectOf(one)?.requiredDuringSchedulingIgnoredDuringExecution) ?? [],
  );
  const constraints = (arrayOf(spec.topologySpreadConstraints) ?? []).filter(
    (one) => objectOf(one)?.whenUnsatisfiable === 'DoNotSchedule',
  );
  for (const { topologyKey } of [...terms, ...constraints].filter(isJsonObject))
    if (typeof topologyKey === 'string' && topologyKey !== '') yield topologyKey;
}

const HOSTNAME = 'kubernetes.io/hostname';
const WELL_KNOWN: ReadonlySet<string> = new Set([
  HOSTNAME,
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

/** The hosts, zones and regions that pods and their storage ask for, by the label of nodes that names them. */
function placesOf(manifests: readonly Manifest[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const places = new Map([...placesOfStorage(manifests)].map(([label, values]) => [label, [...values]] as const));
  for (const { apiVersion, kind, object } of manifests) {
    const spec = podTemplate({ apiVersion, kind, ...object })?.spec;
    const wanted = [...Object.entries(objectOf(spec?.nodeSelector) ?? {}), ...affinityLabels(spec?.affinity)];
    for (const [label, value] of wanted) {
      if (!WELL_KNOWN.has(label)) continue;
      const known = places.get(label) ?? [];
      if (!known.includes(String(value))) places.set(label, [...known, String(value)]);
    }
  }
  return places;
}

/** The nodes take turns; a host is one node. */
function placedAt(
  manifest: Manifest,
  places: ReadonlyMap<string, readonly (string | undefined)[]>,
  place: number,
): Manifest {
  const labels: Record<string, Json> = {};
  for (const [label, values] of places) {
    const value = values[label === HOSTNAME ? place : place % Math.max(1, values.length)];
    if (value !== undefined) labels[label] = value;
  }
  if (Object.keys(labels).length === 0) return manifest;
  const metadata = objectOf(manifest.object.metadata) ?? {};
  const all = { ...objectOf(metadata.labels), ...labels };
  return { ...manifest, object: { ...manifest.object, metadata: { ...metadata, labels: all } } };
}

/** A rollout may run the old and the new pods side by side. */
const ROOM = 2;
/** More nodes than Kubernetes supports are no cluster. */
const MAX_NODES = 5000;
const GIB = 2 ** 30;

/** `turns`: so many sorts of nodes there are; each has two, so that one can be drained. */
function sized(demand: Demand, turns: number): readonly ClusterNode[] {
  return DEFAULT_NODES.map((node) => {
    const [cpu, memory] = [demand.largest.cpu, demand.largest.memory].map((amount) => Math.ceil(ROOM * amount));
    const nodeCpu = Math.max(Number(node.cpu) * 1000, cpu ?? 0);
    const nodeMemory = Math.max(Number.parseInt(node.memory, 10) * GIB, memory ?? 0);
    const { daemons, pods } = demand;
    const counts = [
      node.count,
      (ROOM * pods.count) / Math.max(1, node.pods - daemons.count),
      (ROOM * pods.cpu) / Math.max(1, nodeCpu - daemons.cpu),
      (ROOM * pods.memory) / Math.max(1, nodeMemory - daemons.memory),
      demand.apart,
      ROOM * turns,
    ];
    return {
      ...node,
      count: Math.min(MAX_NODES, Math.ceil(Math.max(...counts))),
      cpu: String(Math.ceil(nodeCpu / 1000)),
      memory: `${Math.ceil(nodeMemory / GIB)}Gi`,
    };
  });
}

/** Pods, CPU in millicores and memory in bytes. */
interface Amount {
  readonly count: number;
  readonly cpu: number;
  readonly memory: number;
}

interface Demand {
  /** All pods but those of DaemonSets. */
  readonly pods: Amount;
  /** The pods that run on each node. */
  readonly daemons: Amount;
  /** The most that one pod asks for. */
  readonly largest: Amount;
  /** The most pods of one workload that do not share a node. */
  readonly apart: number;
}

const NOTHING: Amount = { count: 0, cpu: 0, memory: 0 };

function demandOf(manifests: readonly Manifest[]): Demand {
  const most = mostReplicas(manifests);
  let demand: Demand = { pods: NOTHING, daemons: NOTHING, largest: NOTHING, apart: 0 };
  for (const { apiVersion, kind, name, namespace = 'default', object } of manifests) {
    const template = podTemplate({ apiVersion, kind, ...object });
    if (template === undefined) continue;
    // The template of an object that the API server has accepted.
    const spec = template.spec as PodSpec;
    const requests = podRequests(spec);
    const pod: Amount = { count: 1, cpu: requests.get('cpu') ?? 0, memory: requests.get('memory') ?? 0 };
    const scaled = most.get(`${namespace}/${kind}/${name ?? ''}`) ?? 0;
    const count = Math.max(podsOf(kind, object), scaled);
    const isDaemon = kind === 'DaemonSet';
    demand = {
      pods: isDaemon ? demand.pods : plus(demand.pods, pod, count),
      daemons: isDaemon ? plus(demand.daemons, pod, 1) : demand.daemons,
      largest: {
        count: 1,
        cpu: Math.max(demand.largest.cpu, pod.cpu),
        memory: Math.max(demand.largest.memory, pod.memory),
      },
      apart: Math.max(demand.apart, !isDaemon && isApart(spec) ? count : 0),
    };
  }
  return demand;
}

function plus(one: Amount, pod: Amount, count: number): Amount {
  return {
    count: one.count + count,
    cpu: one.cpu + count * pod.cpu,
    memory: one.memory + count * pod.memory,
  };
}

/** How many replicas HorizontalPodAutoscalers may set, by namespace, kind and name. */
function mostReplicas(manifests: readonly Manifest[]): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { kind, namespace = 'default', object } of manifests) {
    if (kind !== 'HorizontalPodAutoscaler') continue;
    const spec = objectOf(object.spec);
    const target = objectOf(spec?.scaleTargetRef);
    most.set(`${namespace}/${String(target?.kind)}/${String(target?.name)}`, numberOf(spec?.maxReplicas) ?? 0);
  }
  return most;
}

/** How many pods a workload has at once. */
function podsOf(kind: string, object: JsonObject): number {
  const spec = objectOf(object.spec);
  if (kind === 'Job') return numberOf(spec?.parallelism) ?? 1;
  if (kind === 'CronJob') return numberOf(objectOf(objectOf(spec?.jobTemplate)?.spec)?.parallelism) ?? 1;
  return kind === 'Pod' ? 1 : (numberOf(spec?.replicas) ?? 1);
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** Can two of its pods not share a node: by host port, or by anti-affinity on host names? */
function isApart({ affinity, hostNetwork, containers = [] }: PodSpec): boolean {
  const terms = affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (terms.some(({ topologyKey }) => topologyKey === 'kubernetes.io/hostname')) return true;
  return containers.some(({ ports = [] }) =>
    ports.some(({ hostPort }) => hostPort !== undefined || hostNetwork === true),
  );
}

/** Labels that fulfil the first term of a required node affinity. */
function* affinityLabels(affinity: Json | undefined): Iterable<readonly [string, string]> {
  const required = objectOf(objectOf(affinity)?.nodeAffinity)?.requiredDuringSchedulingIgnoredDuringExecution;
  const [term] = arrayOf(objectOf(required)?.nodeSelectorTerms) ?? [];
  for (const requirement of (arrayOf(objectOf(term)?.matchExpressions) ?? []).filter(isJsonObject)) {
    const key = stringOf(requirement.key);
    // Where several are allowed the first is enough, but for places: the nodes take turns.
    const values =
      key !== undefined && WELL_KNOWN.has(key) ? requirement.values : [arrayOf(requirement.values)?.[0] ?? ''];
    if (key !== undefined && requirement.operator === 'In')
      for (const value of arrayOf(values) ?? []) yield [key, String(value)];
    if (key !== undefined && requirement.operator === 'Exists') yield [key, ''];
  }
}

/** Labels that the first term of a required node affinity does not want, or not with some value. */
function* refusedLabels(affinity: Json | undefined): Iterable<string> {
  const required = objectOf(objectOf(affinity)?.nodeAffinity)?.requiredDuringSchedulingIgnoredDuringExecution;
  const [term] = arrayOf(objectOf(required)?.nodeSelectorTerms) ?? [];
  for (const { key, operator } of (arrayOf(objectOf(term)?.matchExpressions) ?? []).filter(isJsonObject))
    if (typeof key === 'string' && (operator === 'NotIn' || operator === 'DoesNotExist')) yield key;
}

/** The devices that containers ask for, and how many. */
function* devices(containers: Json | undefined): Iterable<readonly [string, number]> {
  for (const container of arrayOf(containers) ?? []) {
    const asked = objectOf(objectOf(container)?.resources);
    for (const amounts of [asked?.requests, asked?.limits]) {
      for (const [name, amount] of Object.entries(objectOf(amounts) ?? {}))
        if (!ORDINARY.has(name)) yield [name, countOf(amount)];
    }
  }
}

function countOf(amount: Json | undefined): number {
  const quantity = typeof amount === 'string' || typeof amount === 'number' ? parseQuantity(amount) : undefined;
  return quantity === undefined ? 0 : Math.ceil(Number(quantityValue(quantity)));
}
