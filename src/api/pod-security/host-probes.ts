// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_hostProbesAndhostLifecycle.go.
import type { FieldPath } from '../../kube/field-path.js';
import { child } from '../../kube/field-path.js';
import type { LifecycleHandler, Probe } from '../../kube/types.generated.js';
import {
  type Check,
  containersNamed,
  type PlacedContainer,
  type Pod,
  placedContainers,
  plural,
  quoted,
  type Refusal,
  sorted,
} from './check.js';

/** Baseline from 1.34: probes and lifecycle handlers name no host, so the kubelet calls only the pod itself. */
export const hostProbesAndHostLifecycle: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [{ since: 34, check: noOtherHosts }],
};

function noOtherHosts(pod: Pod): Refusal | undefined {
  const found = placedContainers(pod).flatMap(hostsOf);
  if (found.length === 0) return undefined;
  const names = sorted(found.map((f) => f.name));
  const hosts = sorted(found.map((f) => f.host));
  const what = plural('probe or lifecycle host', 'probe or lifecycle hosts', hosts.length);
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersNamed(names)} ${plural('uses', 'use', names.length)} ${what} ${quoted(hosts)}`,
    paths: found.map((f) => f.path),
  };
}

function hostsOf({ container, name, path }: PlacedContainer) {
  const handlers: readonly (readonly [Probe | LifecycleHandler | undefined, FieldPath])[] = [
    [container.livenessProbe, child(path, 'livenessProbe')],
    [container.readinessProbe, child(path, 'readinessProbe')],
    [container.startupProbe, child(path, 'startupProbe')],
    [container.lifecycle?.postStart, child(path, 'lifecycle', 'postStart')],
    [container.lifecycle?.preStop, child(path, 'lifecycle', 'preStop')],
  ];
  return handlers.flatMap(([handler, at]) =>
    (['httpGet', 'tcpSocket'] as const).flatMap((kind) => {
      const host = handler?.[kind]?.host ?? '';
      return host === '' ? [] : [{ name, host, path: child(at, kind, 'host') }];
    }),
  );
}
