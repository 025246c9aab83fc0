// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_capabilities_baseline.go and _restricted.go.
import { child, index } from '../../kube/field-path.js';
import {
  type Check,
  containersNamed,
  isWindows,
  type PlacedContainer,
  type Pod,
  placedContainers,
  quoted,
  type Refusal,
  sorted,
} from './check.js';

const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Baseline: no capability is added beyond the runtime's default set. */
export const capabilitiesBaseline: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [{ since: 0, check: onlyDefaultCapabilities }],
};

/** Restricted: every container drops ALL and adds at most NET_BIND_SERVICE. */
export const capabilitiesRestricted: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  versions: [
    { since: 22, check: everythingDropped },
    { since: 25, check: (pod) => (isWindows(pod) ? undefined : everythingDropped(pod)) },
  ],
  overrides: ['capabilities_baseline'],
};

function onlyDefaultCapabilities(pod: Pod): Refusal | undefined {
  const added = additions(pod, DEFAULT_CAPABILITIES);
  if (added.containers.length === 0) return undefined;
  return { reason: 'non-default capabilities', detail: added.detail, paths: added.paths };
}

function everythingDropped(pod: Pod): Refusal | undefined {
  const missing = placedContainers(pod).filter(
    (c) => c.container.securityContext?.capabilities?.drop?.includes('ALL') !== true,
  );
  const added = additions(pod, ['NET_BIND_SERVICE']);
  if (missing.length === 0 && added.containers.length === 0) return undefined;
  const details = [
    ...(missing.length > 0
      ? [`${containersNamed(missing.map((c) => c.name))} must set securityContext.capabilities.drop=["ALL"]`]
      : []),
    ...(added.containers.length > 0 ? [added.detail] : []),
  ];
  return {
    reason: 'unrestricted capabilities',
    detail: details.join('; '),
    paths: [...missing.map((c) => child(c.path, 'securityContext', 'capabilities', 'drop')), ...added.paths],
  };
}

function additions(pod: Pod, allowed: readonly string[]) {
  const found = placedContainers(pod).flatMap((placed) => forbiddenOf(placed, allowed));
  const containers = [...new Map(found.map((f) => [f.placed.path, f.placed.name])).values()];
  const values = quoted(sorted(found.map((f) => f.value)));
  return {
    containers,
    detail: `${containersNamed(containers)} must not include ${values} in securityContext.capabilities.add`,
    paths: found.map((f) => f.path),
  };
}

function forbiddenOf(placed: PlacedContainer, allowed: readonly string[]) {
  const added = placed.container.securityContext?.capabilities?.add ?? [];
  const path = child(placed.path, 'securityContext', 'capabilities', 'add');
  return added.flatMap((value, i) => (allowed.includes(value) ? [] : [{ placed, value, path: index(path, i) }]));
}
