// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_runAsNonRoot.go.
import { child } from '../../kube/field-path.js';
import {
  type Check,
  containersNamed,
  hasUserNamespace,
  type Pod,
  placedContainers,
  type Refusal,
  setters,
} from './check.js';

/** Restricted: every container must not run as root; from 1.35 on a pod in a user namespace may. */
export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  versions: [
    { since: 0, check: nobodyIsRoot },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : nobodyIsRoot(pod)) },
  ],
};

function nobodyIsRoot(pod: Pod): Refusal | undefined {
  const forPod = pod.spec.securityContext?.runAsNonRoot;
  const containers = placedContainers(pod).map((placed) => ({
    name: placed.name,
    value: placed.container.securityContext?.runAsNonRoot,
    path: child(placed.path, 'securityContext', 'runAsNonRoot'),
  }));
  const podPath = child(pod.specPath, 'securityContext', 'runAsNonRoot');
  const explicit = containers.filter((c) => c.value === false);
  const who = setters(
    forPod === false,
    explicit.map((c) => c.name),
  );
  if (who.length > 0) {
    return {
      reason: 'runAsNonRoot != true',
      detail: `${who.join(' and ')} must not set securityContext.runAsNonRoot=false`,
      paths: [...(forPod === false ? [podPath] : []), ...explicit.map((c) => c.path)],
    };
  }
  const implicit = forPod === true ? [] : containers.filter((c) => c.value === undefined);
  if (implicit.length === 0) return undefined;
  return {
    reason: 'runAsNonRoot != true',
    detail: `pod or ${containersNamed(implicit.map((c) => c.name))} must set securityContext.runAsNonRoot=true`,
    paths: [podPath, ...implicit.map((c) => c.path)],
  };
}
