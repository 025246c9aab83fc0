import { type Json, type JsonObject, objectOf } from '../../kube/json.js';
import { parseQuantity, quantityValue } from '../../kube/quantity.js';
import type { Manifest } from '../admission/manifest.js';
import { parseTaint } from './nodes.js';
import {
  fail,
  field,
  type Placed,
  type Reader,
  readCount,
  readList,
  readMarks,
  readObject,
  readText,
  shown,
} from './reader.js';

/** Some equal nodes. */
export interface ClusterNode {
  readonly count: number;
  readonly name: string | undefined;
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Json[];
  /** More resources, such as devices. */
  readonly resources?: Readonly<Record<string, string>>;
  /** How many volumes of a CSI driver it can have, as its CSINode says. */
  readonly volumes?: Readonly<Record<string, number>>;
}

/** The nodes where nobody says: roomy enough that the cluster is not what the forecast is about. */
export const DEFAULT_NODES: readonly ClusterNode[] = [
  { count: 3, name: undefined, cpu: '16', memory: '64Gi', pods: 110, labels: {}, taints: [] },
];

/** Far beyond what Kubernetes supports (5,000), and still played within seconds. */
const MAX_NODES = 100_000;

const NODE_WORDS = ['count', 'name', 'cpu', 'memory', 'pods', 'labels', 'taints', 'resources', 'volumes'];

/** `cluster.nodes: [{ count: 3, cpu: "4", memory: 8Gi, labels: {}, taints: [], resources: {}, volumes: {} }]` */
export function readNodes(reader: Reader, placed: Placed): ClusterNode[] {
  return readList(reader, placed).flatMap((item) => readNode(reader, item) ?? []);
}

/** One item of that list. */
export function readNode(reader: Reader, placed: Placed): ClusterNode | undefined {
  const { path } = placed;
  const object = readObject(reader, placed, NODE_WORDS);
  if (object === undefined) return undefined;
  const count = Object.hasOwn(object, 'count') ? readCount(reader, field(object, 'count', path)) : 1;
  if (count !== undefined && count > MAX_NODES)
    fail(reader, field(object, 'count', path).path, `expected at most ${MAX_NODES} nodes, found ${count}`);
  const pods = Object.hasOwn(object, 'pods') ? readCount(reader, field(object, 'pods', path)) : 110;
  const marks = Object.hasOwn(object, 'labels') ? readMarks(reader, field(object, 'labels', path)) : {};
  const cpu = amount(reader, field(object, 'cpu', path), '4');
  const memory = amount(reader, field(object, 'memory', path), '16Gi');
  const taints = readList(reader, field(object, 'taints', path)).flatMap((one) => readTaint(reader, one) ?? []);
  const name = typeof object.name === 'string' ? object.name : undefined;
  const labels = Object.fromEntries(Object.entries(marks ?? {}).map(([label, text]) => [label, text ?? '']));
  const more = readMore(reader, object, placed);
  return { count: count ?? 1, name, cpu, memory, pods: pods ?? 110, labels, taints, ...more };
}

/** `disk=full:NoSchedule`, or `{ key: disk, value: full, effect: NoSchedule }`. */
function readTaint(reader: Reader, placed: Placed): JsonObject | undefined {
  const { value, path } = placed;
  if (typeof value === 'string') {
    const change = parseTaint(value);
    if (change?.kind === 'add') {
      const { key = '', value: said = '', effect = '' } = change.taint;
      return { key, value: said, effect };
    }
    return fail(reader, path, `expected a taint such as disk=full:NoSchedule, found ${shown(value)}`);
  }
  const object = readObject(reader, placed, ['key', 'value', 'effect', 'timeAdded']);
  if (object === undefined) return undefined;
  readText(reader, field(object, 'key', path));
  const { effect } = object;
  if (EFFECTS.some((one) => one === effect)) return object;
  return fail(reader, field(object, 'effect', path).path, `expected ${EFFECTS.join(', ')}, found ${shown(effect)}`);
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** `{ resources: { nvidia.com/gpu: 4 }, volumes: { ebs.csi.aws.com: 25 } }` */
function readMore(reader: Reader, object: JsonObject, { path }: Placed): Pick<ClusterNode, 'resources' | 'volumes'> {
  const entries = (name: string) => Object.keys(objectOf(object[name]) ?? {});
  const at = (name: string, key: string) => field(objectOf(object[name]) ?? {}, key, field(object, name, path).path);
  const resources = entries('resources').map((key) => [key, amount(reader, at('resources', key), '0')] as const);
  const volumes = entries('volumes').map((key) => [key, readCount(reader, at('volumes', key)) ?? 0] as const);
  return {
    ...(resources.length > 0 && { resources: Object.fromEntries(resources) }),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes) }),
  };
}

function amount(reader: Reader, { value, path }: Placed, fallback: string): string {
  if (value === undefined) return fallback;
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
  if (quantity !== undefined && quantityValue(quantity) >= 0) return String(value);
  fail(reader, path, `expected a quantity such as 4 or 8Gi, found ${shown(value)}`);
  return fallback;
}

const ZONES = ['zone-a', 'zone-b', 'zone-c'];

/** The manifests of the nodes: `node-1`, `node-2`, …, spread over three zones. */
export function nodeManifests(
  nodes: readonly ClusterNode[],
  moreLabels: Readonly<Record<string, string>> = {},
): Manifest[] {
  let number = 0;
  return nodes.flatMap((node) =>
    Array.from({ length: node.count }, (_unused, place) => {
      number++;
      const name = node.name === undefined ? `node-${number}` : `${node.name}${node.count > 1 ? `-${place + 1}` : ''}`;
      const labels = { ...moreLabels, ...wellKnown(name, number), ...node.labels };
      return [manifestOf(node, name, labels), ...limitsOf(node, name)];
    }).flat(),
  );
}

function wellKnown(name: string, number: number): Record<string, string> {
  return {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/region': 'region-1',
    'topology.kubernetes.io/zone': ZONES[(number - 1) % ZONES.length] ?? 'zone-a',
  };
}

/** The CSINode of a node that can have so many volumes only. */
function limitsOf({ volumes }: ClusterNode, name: string): Manifest[] {
  if (volumes === undefined) return [];
  const drivers = Object.entries(volumes).map(([driver, count]) => ({
    name: driver,
    nodeID: name,
    allocatable: { count },
  }));
  const object: JsonObject = { metadata: { name }, spec: { drivers } };
  return [{ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', namespace: undefined, name, object }];
}

function manifestOf(
  { cpu, memory, pods, taints, resources = {} }: ClusterNode,
  name: string,
  labels: Readonly<Record<string, string>>,
): Manifest {
  const allocatable = { cpu, memory, pods: String(pods), 'ephemeral-storage': '1Ti', ...resources };
  const object: JsonObject = { metadata: { name, labels }, spec: { taints }, status: { allocatable } };
  return { apiVersion: 'v1', kind: 'Node', namespace: undefined, name, object };
}
