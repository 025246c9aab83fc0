import { child, type FieldPath } from '../kube/field-path.js';
import type { Container, IntOrString, Probe } from '../kube/types.generated.js';

/** The probes of a container, in the order the kubelet needs them to pass. */
const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
/** The field of a container that holds a probe. */
export type ProbeName = (typeof PROBES)[number];

/** A probe's numbers with their defaults, in seconds and counts: pkg/apis/core/v1/defaults.go SetDefaults_Probe. */
export interface ProbeTiming {
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  /** Seconds from the container's start until the probe may have failed often enough, if it never passes. */
  readonly givesUpAfter: number;
  /** Seconds that the container has at most: the first check may come a period late. */
  readonly allows: number;
}

/** The numbers of a probe; a field that is 0 means its default, except the delay. */
export function probeTiming({
  initialDelaySeconds,
  periodSeconds,
  timeoutSeconds,
  failureThreshold,
}: Probe): ProbeTiming {
  const initialDelay = initialDelaySeconds ?? 0;
  const period = periodSeconds || 10;
  const failures = failureThreshold || 3;
  return {
    initialDelay,
    period,
    failures,
    timeout: timeoutSeconds || 1,
    givesUpAfter: initialDelay + (failures - 1) * period,
    allows: initialDelay + failures * period,
  };
}

/** A probe of a container, with its path. */
export function probesOf(container: Container, path: FieldPath): { name: ProbeName; probe: Probe; path: FieldPath }[] {
  return PROBES.flatMap((name) => {
    const probe = container[name];
    return probe === undefined ? [] : [{ name, probe, path: child(path, name) }];
  });
}

/** The port that a probe asks and where it says so; gRPC ports are numbers only. */
export function probePort(
  probe: Probe,
  path: FieldPath,
): { readonly port: IntOrString; readonly path: FieldPath } | undefined {
  for (const action of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const port = probe[action]?.port;
    if (port !== undefined) return { port, path: child(path, action, 'port') };
  }
  return undefined;
}

/** Do the two probes ask the same? */
export function isSameAction(a: Probe, b: Probe): boolean {
  const asked = ({ exec, httpGet, tcpSocket, grpc }: Probe): string =>
    JSON.stringify([exec, httpGet, tcpSocket, grpc].map(sorted));
  return asked(a) === asked(b) && (a.exec ?? a.httpGet ?? a.tcpSocket ?? a.grpc) !== undefined;
}

function sorted(action: object | undefined): unknown {
  return action === undefined ? null : Object.entries(action).sort(([a], [b]) => (a < b ? -1 : 1));
}
