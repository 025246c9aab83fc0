// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_windowsHostProcess.go.
import { child } from '../../kube/field-path.js';
import { type Check, type Pod, placedContainers, type Refusal, setters } from './check.js';

/** Baseline: no Windows container runs in the host's namespaces. */
export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [{ since: 0, check: noHostProcess }],
};

function noHostProcess(pod: Pod): Refusal | undefined {
  const podIsBad = pod.spec.securityContext?.windowsOptions?.hostProcess === true;
  const bad = placedContainers(pod).filter((c) => c.container.securityContext?.windowsOptions?.hostProcess === true);
  const who = setters(
    podIsBad,
    bad.map((c) => c.name),
  );
  if (who.length === 0) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${who.join(' and ')} must not set securityContext.windowsOptions.hostProcess=true`,
    paths: [
      ...(podIsBad ? [child(pod.specPath, 'securityContext', 'windowsOptions', 'hostProcess')] : []),
      ...bad.map((c) => child(c.path, 'securityContext', 'windowsOptions', 'hostProcess')),
    ],
  };
}
