// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_allowPrivilegeEscalation.go.
import { child } from '../../kube/field-path.js';
import { type Check, containersNamed, isWindows, type Pod, placedContainers, type Refusal } from './check.js';

/** Restricted: every container says `allowPrivilegeEscalation: false`. */
export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { since: 8, check: everyContainerForbidsIt },
    { since: 25, check: (pod) => (isWindows(pod) ? undefined : everyContainerForbidsIt(pod)) },
  ],
};

function everyContainerForbidsIt(pod: Pod): Refusal | undefined {
  const bad = placedContainers(pod).filter((c) => c.container.securityContext?.allowPrivilegeEscalation !== false);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersNamed(bad.map((c) => c.name))} must set securityContext.allowPrivilegeEscalation=false`,
    paths: bad.map((c) => child(c.path, 'securityContext', 'allowPrivilegeEscalation')),
  };
}
