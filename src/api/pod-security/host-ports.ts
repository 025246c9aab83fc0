// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_hostPorts.go.
import { child, index } from '../../kube/field-path.js';
import { type Check, containersNamed, type Pod, placedContainers, plural, type Refusal, sorted } from './check.js';

/** Baseline: no container takes a port of its node. */
export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [{ since: 0, check: noHostPorts }],
};

function noHostPorts(pod: Pod): Refusal | undefined {
  const found = placedContainers(pod).flatMap((placed) =>
    (placed.container.ports ?? []).flatMap((port, i) => {
      const path = child(index(child(placed.path, 'ports'), i), 'hostPort');
      return Number(port.hostPort ?? 0) === 0 ? [] : [{ placed, port: String(port.hostPort), path }];
    }),
  );
  if (found.length === 0) return undefined;
  const names = [...new Map(found.map((f) => [f.placed.path, f.placed.name])).values()];
  const ports = sorted(found.map((f) => f.port));
  const verb = plural('uses', 'use', names.length);
  return {
    reason: 'hostPort',
    detail: `${containersNamed(names)} ${verb} ${plural('hostPort', 'hostPorts', ports.length)} ${ports.join(', ')}`,
    paths: found.map((f) => f.path),
  };
}
