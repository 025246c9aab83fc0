/**
 * What an object takes of quotas, under the names that quotas use. Follows kubernetes@v1.35.4
 * pkg/quota/v1/evaluator/core (pods.go, services.go, persistent_volume_claims.go) and k8s.io/apiserver@v0.35.4
 * pkg/quota/v1/generic/evaluator.go.
 */

import type { PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { WorldObject } from '../objects/kinds.js';
import { resourceName } from '../objects/resource-name.js';
import { amounts, podRequests } from '../scheduler/resources.js';

/** Amounts by name: `cpu` in millicores, everything else in units. */
export function askedFor(object: NewObject | WorldObject): Map<string, number> {
  const name = resourceName(object.kind);
  // The core group's counts are older than the general word.
  const counts = new Map(
    name.includes('.')
      ? [[`count/${name}`, 1]]
      : [
          [name, 1],
          [`count/${name}`, 1],
        ],
  );
  const more = object.kind === 'Pod' ? computeOf(object.spec) : othersOf(object);
  return new Map([...counts, ...more]);
}

/** `requests.cpu` and plain `cpu` are the same. */
function computeOf(spec: PodSpec): Map<string, number> {
  const asked = new Map<string, number>();
  for (const [name, amount] of podRequests(spec)) {
    asked.set(`requests.${name}`, amount);
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') asked.set(name, amount);
  }
  for (const container of spec.containers ?? []) {
    for (const [name, amount] of amounts(container.resources?.limits)) {
      asked.set(`limits.${name}`, (asked.get(`limits.${name}`) ?? 0) + amount);
    }
  }
  return asked;
}

function othersOf(object: NewObject | WorldObject): (readonly [string, number])[] {
  if (object.kind === 'PersistentVolumeClaim') {
    const { storageClassName, resources } = object.spec;
    const storage = amounts(resources?.requests).get('storage') ?? 0;
    const all = [['requests.storage', storage]] as const;
    if (!storageClassName) return [...all];
    const ofClass = `${storageClassName}.storageclass.storage.k8s.io`;
    return [...all, [`${ofClass}/requests.storage`, storage], [`${ofClass}/persistentvolumeclaims`, 1]];
  }
  if (object.kind !== 'Service') return [];
  const { type, ports = [], allocateLoadBalancerNodePorts = true } = object.spec;
  const isBalanced = type === 'LoadBalancer';
  const named = ports.filter(({ nodePort = 0 }) => nodePort !== 0).length;
  const nodePorts =
    isBalanced && !allocateLoadBalancerNodePorts ? named : isBalanced || type === 'NodePort' ? ports.length : 0;
  return [
    ['services.nodeports', nodePorts],
    ['services.loadbalancers', isBalanced ? 1 : 0],
  ];
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
