// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_privileged.go.
import { child } from '../../kube/field-path.js';
import { type Check, containersNamed, type Pod, placedContainers, type Refusal } from './check.js';

/** Baseline: no container is privileged. */
export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  versions: [{ since: 0, check: noPrivilegedContainers }],
};

function noPrivilegedContainers(pod: Pod): Refusal | undefined {
  const bad = placedContainers(pod).filter((c) => c.container.securityContext?.privileged === true);
  if (bad.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${containersNamed(bad.map((c) => c.name))} must not set securityContext.privileged=true`,
    paths: bad.map((c) => child(c.path, 'securityContext', 'privileged')),
  };
}
