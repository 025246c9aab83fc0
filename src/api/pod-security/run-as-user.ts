// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_runAsUser.go.
import { child } from '../../kube/field-path.js';
import { type Check, hasUserNamespace, type Pod, placedContainers, type Refusal, setters } from './check.js';

/** Restricted from 1.23: nothing says `runAsUser: 0`; from 1.35 on a pod in a user namespace may. */
export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { since: 23, check: noUserZero },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : noUserZero(pod)) },
  ],
};

function noUserZero(pod: Pod): Refusal | undefined {
  const podIsBad = isZero(pod.spec.securityContext?.runAsUser);
  const bad = placedContainers(pod).filter((c) => isZero(c.container.securityContext?.runAsUser));
  const who = setters(
    podIsBad,
    bad.map((c) => c.name),
  );
  if (who.length === 0) return undefined;
  return {
    reason: 'runAsUser=0',
    detail: `${who.join(' and ')} must not set runAsUser=0`,
    paths: [
      ...(podIsBad ? [child(pod.specPath, 'securityContext', 'runAsUser')] : []),
      ...bad.map((c) => child(c.path, 'securityContext', 'runAsUser')),
    ],
  };
}

function isZero(user: number | bigint | undefined): boolean {
  return user !== undefined && Number(user) === 0;
}
