// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_hostNamespaces.go.
import { child } from '../../kube/field-path.js';
import type { Check, Pod, Refusal } from './check.js';

/** Baseline: the pod shares no namespace with its node. */
export const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [{ since: 0, check: noHostNamespaces }],
};

function noHostNamespaces(pod: Pod): Refusal | undefined {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => pod.spec[field] === true);
  if (shared.length === 0) return undefined;
  return {
    reason: 'host namespaces',
    detail: shared.map((field) => `${field}=true`).join(', '),
    paths: shared.map((field) => child(pod.specPath, field)),
  };
}
