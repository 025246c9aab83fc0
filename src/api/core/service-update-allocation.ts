// Twin of what comes before a Service's update validation: beginUpdate in pkg/registry/core/service/storage/storage.go and
// dropTypeDependentFields in pkg/registry/core/service/strategy.go, Kubernetes v1.35.4.
import type { FieldErrors } from '../../kube/field-error.js';
import type { Service, ServicePort, ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import {
  allocatesNodePorts,
  freeIp,
  validateHealthCheckPort,
  withFreeIps,
  withHealthCheckPort,
  withNodePorts,
} from './service-allocation.js';
import { sameList, withFamilies } from './service-families.js';
import { isExternallyAccessible, needsHealthCheck } from './service-traffic.js';

const CARRIED = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'] as const;

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** The Service with the addresses and ports that it got on creation. */
export function withAllocatedFields(to: Service, from: Service, live: Service): Service {
  if (to.spec === undefined) return to;
  const spec: Mutable<ServiceSpec> = { ...to.spec };
  const carry = <Field extends (typeof CARRIED)[number]>(field: Field): void => {
    if (spec[field] === undefined && from.spec?.[field] === undefined) spec[field] = live.spec?.[field];
  };
  for (const field of CARRIED) carry(field);
  if (spec.ports !== undefined) {
    const [first, stored] = [from.spec?.ports ?? [], live.spec?.ports ?? []];
    spec.ports = spec.ports.map((port) => withNodePort(port, first, stored));
  }
  return { ...to, spec };
}

// By the port it is for, which is how apply tells ports apart.
function withNodePort(port: ServicePort, from: readonly ServicePort[], live: readonly ServicePort[]): ServicePort {
  if (port.nodePort !== undefined) return port;
  const isSamePort = (other: ServicePort): boolean => other.port === port.port && other.nodePort !== undefined;
  const stored = live.find(isSamePort);
  return stored === undefined || from.some(isSamePort) ? port : { ...port, nodePort: stored.nodePort };
}

/** What the allocators refuse on update. */
export function admitServiceUpdate(to: Service, live: Service, context: ApiContext, errors: FieldErrors): void {
  allocated(to.spec ?? {}, live.spec ?? {}, context, errors);
}

/** The Service with addresses and ports, and without those that its type has no use for. */
export function preparedServiceUpdate(to: Service, live: Service, context: ApiContext): Service {
  const old = live.spec ?? {};
  const spec = allocated(to.spec ?? {}, old, context, []);
  return { ...to, spec: withoutUseless(spec, old, context) };
}

function allocated(spec: ServiceSpec, old: ServiceSpec, context: ApiContext, errors: FieldErrors): ServiceSpec {
  const next = withFamilies(normalized(patched(spec, old), old), old, context, errors);
  if (errors.length > 0) return next;
  const addressed = withAddresses(next, old);
  if (addressed.type === 'NodePort' || addressed.type === 'LoadBalancer') {
    validateNodePorts(addressed.ports ?? [], errors);
  }
  const startsChecks = needsHealthCheck(addressed) && !needsHealthCheck(old);
  if (errors.length === 0 && startsChecks) validateHealthCheckPort(addressed, errors);
  const ported = allocatesNodePorts(addressed)
    ? { ...addressed, ports: withNodePorts(addressed.ports ?? []) }
    : addressed;
  return startsChecks ? withHealthCheckPort(ported) : ported;
}

// Twin of updateClusterIPs: a Service that had no address gets one, one that gets a second family a second one.
function withAddresses(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  if (spec.type === 'ExternalName') return spec;
  if (old.type === 'ExternalName') return withFreeIps(spec);
  const isUpgrade = old.ipFamilies?.length === 1 && spec.ipFamilies?.length === 2;
  if (!isUpgrade || old.clusterIPs?.[0] === 'None') return spec;
  const [first = '', second = freeIp(spec.ipFamilies?.[1])] = spec.clusterIPs ?? [];
  return { ...spec, clusterIPs: [first, second] };
}

// Twin of patchAllocatedValues: what the client left out, though it cannot mean to take it away.
function patched(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const next: Mutable<ServiceSpec> = { ...spec };
  if (old.type !== 'ExternalName' && spec.type !== 'ExternalName') {
    next.clusterIP = spec.clusterIP || old.clusterIP;
    if ((spec.clusterIPs ?? []).length === 0) next.clusterIPs = old.clusterIPs;
  }
  if (allocatesNodePorts(old) && allocatesNodePorts(spec)) next.ports = patchedPorts(spec.ports ?? [], old.ports ?? []);
  if (needsHealthCheck(old) && needsHealthCheck(spec)) {
    next.healthCheckNodePort = spec.healthCheckNodePort || old.healthCheckNodePort;
  }
  return next;
}

// By the port's name, unless another port has taken it.
function patchedPorts(ports: readonly ServicePort[], old: readonly ServicePort[]): readonly ServicePort[] {
  const written = new Set(ports.map(({ nodePort = 0 }) => nodePort));
  const byName = new Map(old.map(({ name = '', nodePort = 0 }) => [name, nodePort]));
  return ports.map((port) => {
    const nodePort = byName.get(port.name ?? '') ?? 0;
    return (port.nodePort ?? 0) !== 0 || nodePort === 0 || written.has(nodePort) ? port : { ...port, nodePort };
  });
}

// Twin of normalizeClusterIPs: clients that know the singular only.
function normalized(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const [ip, oldIp] = [spec.clusterIP ?? '', old.clusterIP ?? ''];
  if (ip === oldIp) return (spec.clusterIPs ?? []).length === 0 ? { ...spec, clusterIPs: old.clusterIPs } : spec;
  if (!sameList(spec.clusterIPs, old.clusterIPs)) return spec;
  return { ...spec, clusterIPs: ip === '' ? undefined : [ip] };
}

// Twin of updateNodePorts; whether nodes have the port is looked at last, as on create.
function validateNodePorts(ports: readonly ServicePort[], errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const { nodePort = 0, protocol = 'TCP' } of ports) {
    if (nodePort === 0) continue;
    const pair = `${protocol} ${nodePort}`;
    if (seen.has(pair)) {
      // The server answers without a path and a type here.
      errors.push({ type: 'BadRequest', path: undefined, value: nodePort, detail: `duplicate nodePort: ${nodePort}` });
      return;
    }
    seen.add(pair);
  }
}

// Twin of dropTypeDependentFields: what the new type has no use for, if it is as it was.
function withoutUseless(spec: ServiceSpec, old: ServiceSpec, context: ApiContext): ServiceSpec {
  const next: Mutable<ServiceSpec> = { ...spec };
  if (old.type !== 'ExternalName' && spec.type === 'ExternalName') {
    if (spec.clusterIP === old.clusterIP && sameList(spec.clusterIPs, old.clusterIPs)) {
      next.clusterIP = undefined;
      next.clusterIPs = undefined;
    }
    if (sameList(spec.ipFamilies, old.ipFamilies)) next.ipFamilies = undefined;
    if (spec.ipFamilyPolicy === old.ipFamilyPolicy) next.ipFamilyPolicy = undefined;
  }
  if (usesNodePorts(old) && !usesNodePorts(spec)) {
    const known = new Set((old.ports ?? []).map(({ nodePort = 0 }) => nodePort)).add(0);
    if ((spec.ports ?? []).every(({ nodePort = 0 }) => known.has(nodePort))) {
      next.ports = spec.ports?.map(({ nodePort: _, ...port }) => port);
    }
  }
  const isUnchanged = (field: keyof ServiceSpec): boolean => spec[field] === old[field];
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && isUnchanged('healthCheckNodePort')) {
    next.healthCheckNodePort = undefined;
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
      if (isUnchanged(field)) delete next[field];
    }
  }
  const leaves = isExternallyAccessible(old, context) && !isExternallyAccessible(spec, context);
  if (leaves && isUnchanged('externalTrafficPolicy')) next.externalTrafficPolicy = undefined;
  return next;
}

function usesNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}
