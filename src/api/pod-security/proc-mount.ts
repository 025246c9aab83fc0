// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_procMount_baseline.go and _restricted.go.
import { child } from '../../kube/field-path.js';
import {
  type Check,
  containersNamed,
  hasUserNamespace,
  type Pod,
  placedContainers,
  quoted,
  type Refusal,
  sorted,
} from './check.js';

/** Baseline: /proc is masked; from 1.35 on a pod in a user namespace may unmask it. */
export const procMountBaseline: Check = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { since: 0, check: onlyDefaultProcMount },
    { since: 35, check: (pod) => (hasUserNamespace(pod) ? undefined : onlyDefaultProcMount(pod)) },
  ],
};

/** Restricted from 1.35: /proc is masked, user namespace or not. */
export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  versions: [{ since: 35, check: onlyDefaultProcMount }],
  overrides: ['procMount'],
};

function onlyDefaultProcMount(pod: Pod): Refusal | undefined {
  const bad = placedContainers(pod).flatMap((placed) => {
    const type = placed.container.securityContext?.procMount;
    return type === undefined || type === 'Default' ? [] : [{ ...placed, type }];
  });
  if (bad.length === 0) return undefined;
  const types = quoted(sorted(bad.map((c) => c.type)));
  return {
    reason: 'procMount',
    detail: `${containersNamed(bad.map((c) => c.name))} must not set securityContext.procMount to ${types}`,
    paths: bad.map((c) => child(c.path, 'securityContext', 'procMount')),
  };
}
