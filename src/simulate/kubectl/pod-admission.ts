/** What admission plugins and controllers write into a pod's spec that the world does not keep there. */

import type { Json } from '../../kube/json.js';
import type { Toleration } from '../../kube/types.generated.js';
import type { Pod } from '../objects/pod.js';
import { managerOf, type World } from '../world.js';

const FOR_A_WHILE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** With what the admission plugin DefaultTolerationSeconds adds. */
export function withDefaultTolerations(tolerations: readonly Toleration[] = []): Toleration[] {
  const isTolerated = (key: string) =>
    tolerations.some(
      (own) => (own.key === key || (own.key ?? '') === '') && ((own.effect ?? '') === '' || own.effect === 'NoExecute'),
    );
  const added = FOR_A_WHILE.filter((key) => !isTolerated(key)).map(
    (key): Toleration => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }),
  );
  return [...tolerations, ...added];
}

/** `hostname` and `subdomain`: of a StatefulSet's pods its controller's, otherwise as the spec says. */
export function namesOf(
  pod: Pod,
  world: World,
): { readonly hostname: string | undefined; readonly subdomain: string | undefined } {
  const set = managerOf(world, 'StatefulSet', pod);
  if (set !== undefined) return { hostname: pod.metadata.name, subdomain: set.spec.serviceName || undefined };
  return { hostname: pod.spec.hostname || undefined, subdomain: pod.spec.subdomain || undefined };
}

/** The fields of the spec of a pod as it is stored, besides those of its template. */
export function admittedFields(pod: Pod, world: World): Readonly<Record<string, Json>> {
  const { spec, node } = pod;
  const { hostname, subdomain } = namesOf(pod, world);
  return {
    ...(hostname !== undefined && { hostname }),
    ...(subdomain !== undefined && { subdomain }),
    ...(node !== undefined && { nodeName: node }),
    preemptionPolicy: spec.preemptionPolicy ?? 'PreemptLowerPriority',
    priority: spec.priority ?? 0,
    serviceAccountName: spec.serviceAccountName ?? 'default',
    tolerations: withDefaultTolerations(spec.tolerations).map(
      ({ key, operator, value, effect, tolerationSeconds }) => ({
        ...(effect !== undefined && { effect }),
        ...(key !== undefined && { key }),
        ...(operator !== undefined && { operator }),
        ...(tolerationSeconds !== undefined && { tolerationSeconds }),
        ...(value !== undefined && { value }),
      }),
    ),
  };
}
