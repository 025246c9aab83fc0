/**
 * What an object takes of quotas, under the names that quotas use. Follows kubernetes@v1.35.4
 * pkg/quota/v1/evaluator/core (pods.go, services.go, persistent_volume_claims.go) and k8s.io/apiserver@v0.35.4
 * pkg/quota/v1/generic/evaluator.go.
 */

import { formatQuantity, parseQuantity, type QuantityFormat } from '../../kube/quantity.js';
import type { Container, PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { WorldObject } from '../objects/kinds.js';
import { isTerminal, NEW_POD_STATUS } from '../objects/pod.js';
import { resourceName } from '../objects/resource-name.js';
import { amounts, podLimits, podRequests } from '../scheduler/resources.js';

/** So much of one name: CPU in millicores, everything else in units; `format` is how it is written in messages. */
export interface Amount {
  readonly value: number;
  readonly format: QuantityFormat;
}

/** What something takes, by the names of quotas. */
export type Amounts = ReadonlyMap<string, Amount>;

/** What an object takes that is there, or would be. A pod that has ended is only an object that is stored. */
export function askedFor(object: NewObject | WorldObject): Amounts {
  if (object.kind === 'Pod') {
    const { status = NEW_POD_STATUS, spec } = object;
    return isTerminal({ status }) ? STORED_POD : ofPod(spec);
  }
  const name = resourceName(object.kind);
  const asked = new Map<string, Amount>();
  // The core group's counts are older than the general word.
  if (!name.includes('.')) asked.set(name, pieces(1));
  asked.set(`count/${name}`, pieces(1));
  for (const [more, amount] of othersOf(object)) asked.set(more, amount);
  return asked;
}

/** A number of objects. */
export function pieces(value: number): Amount {
  return { value, format: 'DecimalSI' };
}

const STORED_POD: Amounts = new Map([['count/pods', pieces(1)]]);

const byPod = new WeakMap<PodSpec, Amounts>();

function ofPod(spec: PodSpec): Amounts {
  const known = byPod.get(spec);
  if (known !== undefined) return known;
  const asked = new Map([...STORED_POD, ['pods', pieces(1)] as const]);
  const note = (name: string, resource: string, value: number) =>
    asked.set(name, { value, format: formatOf(spec, resource, name.startsWith('limits.')) });
  for (const [resource, value] of podRequests(spec)) {
    note(`requests.${resource}`, resource, value);
    // `requests.cpu` and plain `cpu` are the same; other resources have the long name only.
    if (COMPUTE.has(resource) || resource.startsWith('hugepages-')) note(resource, resource, value);
  }
  for (const [resource, value] of podLimits(spec))
    if (COMPUTE.has(resource)) note(`limits.${resource}`, resource, value);
  byPod.set(spec, asked);
  return asked;
}

const COMPUTE: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Sums are written as their first part is. */
function formatOf(
  { containers = [], initContainers = [], resources }: PodSpec,
  resource: string,
  isLimit: boolean,
): QuantityFormat {
  for (const { requests, limits } of [resources ?? {}, ...[...containers, ...initContainers].map(resourcesOf)]) {
    const amount = isLimit ? limits?.[resource] : (requests?.[resource] ?? limits?.[resource]);
    const parsed = amount === undefined ? undefined : parseQuantity(amount);
    if (parsed !== undefined) return parsed.format;
  }
  return 'DecimalSI';
}

function resourcesOf({ resources = {} }: Container): NonNullable<Container['resources']> {
  return resources;
}

function othersOf(object: NewObject | WorldObject): (readonly [string, Amount])[] {
  if (object.kind === 'PersistentVolumeClaim') {
    const { storageClassName, resources } = object.spec;
    const value = amounts(resources?.requests).get('storage') ?? 0;
    const format = parseQuantity(resources?.requests?.storage ?? '0')?.format ?? 'DecimalSI';
    const all = [['requests.storage', { value, format }]] as const;
    if (!storageClassName) return [...all];
    const ofClass = `${storageClassName}.storageclass.storage.k8s.io`;
    return [
      ...all,
      [`${ofClass}/requests.storage`, { value, format }],
      [`${ofClass}/persistentvolumeclaims`, pieces(1)],
    ];
  }
  if (object.kind !== 'Service') return [];
  const { type, ports = [], allocateLoadBalancerNodePorts = true } = object.spec;
  const isBalanced = type === 'LoadBalancer';
  const named = ports.filter(({ nodePort = 0 }) => nodePort !== 0).length;
  const nodePorts =
    isBalanced && !allocateLoadBalancerNodePorts ? named : isBalanced || type === 'NodePort' ? ports.length : 0;
  return [
    ['services.nodeports', pieces(nodePorts)],
    ['services.loadbalancers', pieces(isBalanced ? 1 : 0)],
  ];
}

/** The amount as the API server writes it: `3500m`, `1536Mi`. */
export function written(name: string, { value, format }: Amount): string {
  const isMilli = name === 'cpu' || name.endsWith('.cpu');
  const unscaled = BigInt(Math.round(value));
  return formatQuantity({ unscaled, scale: isMilli ? -3 : 0, format, isInt64: true, text: undefined });
}

/** Quotas of these want every container to say how much it takes. */
const TO_BE_SAID = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/**
 * `limits.cpu for: app; limits.memory for: app,proxy`: the amounts that a quota of these limits wants each container of a
 * pod to say, and that it leaves out; '' if none. Amounts of the pod as a whole are enough.
 */
export function leftOut(
  { containers = [], initContainers = [], resources }: PodSpec,
  limited: readonly string[],
): string {
  if (Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0) return '';
  return TO_BE_SAID.filter((name) => limited.includes(name))
    .map((name) => {
      const [resource = ''] = name.split('.').slice(-1);
      const missing = [...containers, ...initContainers].filter((container) => {
        const { requests = {}, limits = {} } = container.resources ?? {};
        // A request left out is the limit.
        return !Object.hasOwn(name.startsWith('limits.') ? limits : { ...limits, ...requests }, resource);
      });
      return { name, missing: [...new Set(missing.map((container) => container.name ?? ''))].sort() };
    })
    .filter(({ missing }) => missing.length > 0)
    .map(({ name, missing }) => `${name} for: ${missing.join(',')}`)
    .join('; ');
}
