// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_sysctls.go.
import { child, index } from '../../kube/field-path.js';
import type { Check, Pod, Refusal } from './check.js';

const SAFE = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SAFE_1_27 = [...SAFE, 'net.ipv4.ip_local_reserved_ports'];
const SAFE_1_29 = [
  ...SAFE_1_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SAFE_1_32 = [...SAFE_1_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

/** Baseline: only sysctls that are safe, a list that grows with the versions. */
export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  versions: [
    { since: 0, check: (pod) => onlySafe(pod, SAFE) },
    { since: 27, check: (pod) => onlySafe(pod, SAFE_1_27) },
    { since: 29, check: (pod) => onlySafe(pod, SAFE_1_29) },
    { since: 32, check: (pod) => onlySafe(pod, SAFE_1_32) },
  ],
};

function onlySafe(pod: Pod, safe: readonly string[]): Refusal | undefined {
  const path = child(pod.specPath, 'securityContext', 'sysctls');
  const bad = (pod.spec.securityContext?.sysctls ?? []).flatMap((sysctl, i) => {
    const name = sysctl.name ?? '';
    return safe.includes(name) ? [] : [{ name, path: child(index(path, i), 'name') }];
  });
  if (bad.length === 0) return undefined;
  return {
    reason: 'forbidden sysctls',
    detail: bad.map((s) => s.name).join(', '),
    paths: bad.map((s) => s.path),
  };
}
