// Twin of the allocation that comes before a Service's validation: pkg/registry/core/service/storage/alloc.go and
// storage.go, Kubernetes v1.35.4, for a dual-stack cluster with node ports 30000-32767.
// Not modelled: what depends on the cluster: the ranges of addresses, its IP families, addresses or ports that are taken.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Service, ServicePort, ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withFamilies } from './service-families.js';
import { needsHealthCheck } from './service-traffic.js';

const SPEC = child(undefined, 'spec');
const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;
// Servers give out the upper part of the range; nobody writes down such a port.
const FREE_NODE_PORT = 31_417;
const OUT_OF_RANGE = `not in the range of node ports, ${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;

// Addresses for what the cluster would choose. Nobody can have written down a free one.
const FREE_IPS: ReadonlyMap<string, string> = new Map([
  ['IPv4', '10.96.255.254'],
  ['IPv6', 'fd00:10:96::fffe'],
]);

/** What the allocators refuse on create; each step's answer stands alone. */
export function admitService(service: Service, context: ApiContext, errors: FieldErrors): void {
  const spec = withFamilies(withClusterIps(service.spec ?? {}), undefined, context, errors);
  if (errors.length > 0 || spec.type === 'ExternalName') return;
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') validateNodePorts(spec.ports ?? [], errors);
  if (errors.length === 0 && needsHealthCheck(spec)) validateHealthCheckPort(spec, errors);
}

/**
 * The node ports that no node has. A dry run does not notice them, a create says so before it validates: asked last, so that
 * they do not hide the Service's other mistakes.
 */
export function reviewNodePorts(service: Service, _context: ApiContext, errors: FieldErrors): void {
  const { type, ports = [] } = service.spec ?? {};
  if (type !== 'NodePort' && type !== 'LoadBalancer') return;
  for (const [at, { nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0 || isNodePort(nodePort)) continue;
    errors.push(invalid(child(index(child(SPEC, 'ports'), at), 'nodePort'), nodePort, OUT_OF_RANGE));
    return;
  }
}

/** The Service with the addresses and ports that validation and later updates need to see. */
export function withAllocations(service: Service, context: ApiContext): Service {
  const families = withFamilies(withClusterIps(service.spec ?? {}), undefined, context, []);
  const written = families.type === 'ExternalName' ? families : withFreeIps(families);
  const spec = allocatesNodePorts(written) ? { ...written, ports: withNodePorts(written.ports ?? []) } : written;
  return { ...service, spec: withHealthCheckPort(spec) };
}

/** An address of the family that nobody has. */
export function freeIp(family = 'IPv4'): string {
  return FREE_IPS.get(family) ?? '';
}

/** The spec with an address for each family that has none. */
export function withFreeIps(spec: ServiceSpec): ServiceSpec {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (clusterIPs[0] === 'None') return spec;
  const all = ipFamilies.map((family, at) => clusterIPs[at] ?? freeIp(family));
  return { ...spec, clusterIP: all[0], clusterIPs: all };
}

/** The spec with a port for health checks, if it needs one and has none. */
export function withHealthCheckPort(spec: ServiceSpec): ServiceSpec {
  if (!needsHealthCheck(spec) || (spec.healthCheckNodePort ?? 0) !== 0) return spec;
  return { ...spec, healthCheckNodePort: LAST_NODE_PORT };
}

/** A written port for health checks is one that nodes have. */
export function validateHealthCheckPort(spec: ServiceSpec, errors: FieldErrors): void {
  const port = spec.healthCheckNodePort ?? 0;
  if (port === 0 || isNodePort(port)) return;
  // The server answers with an internal error here, without a path.
  errors.push({ type: 'Internal', path: undefined, value: port, detail: `healthCheckNodePort is ${OUT_OF_RANGE}` });
}

/** Does every port of the Service get a node port? */
export function allocatesNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/** The ports with a node port each. Any free one does: what matters is that ports of one number get the same. */
export function withNodePorts(ports: readonly ServicePort[]): readonly ServicePort[] {
  const requested = new Set(ports.map(({ nodePort = 0 }) => nodePort));
  const allocated = new Map<number, number>();
  let next = FREE_NODE_PORT;
  for (const { port = 0, nodePort = 0 } of ports) {
    if (nodePort !== 0 && !allocated.has(port)) allocated.set(port, nodePort);
  }
  return ports.map((servicePort) => {
    const { port = 0, nodePort = 0 } = servicePort;
    if (nodePort !== 0) return servicePort;
    while (requested.has(next)) next += 1;
    const own = allocated.get(port) ?? next;
    if (own === next) next += 1;
    allocated.set(port, own);
    return { ...servicePort, nodePort: own };
  });
}

// Twin of normalizeClusterIPs: an old client writes the singular only.
function withClusterIps(spec: ServiceSpec): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec;
  return clusterIP !== '' && clusterIPs.length === 0 ? { ...spec, clusterIPs: [clusterIP] } : spec;
}

// Twin of initNodePorts: the first port that cannot be had ends it. Ports of one number share a node port.
function validateNodePorts(ports: readonly ServicePort[], errors: FieldErrors): void {
  const allocated = new Map<number, number>();
  const taken = new Set<number>();
  for (const [at, servicePort] of ports.entries()) {
    const { port = 0, nodePort = 0 } = servicePort;
    const shared = allocated.get(port);
    const requested = ports.find((other) => (other.port ?? 0) === port && (other.nodePort ?? 0) !== 0)?.nodePort ?? 0;
    const wanted = shared === undefined ? requested : nodePort === shared ? 0 : nodePort;
    if (wanted === 0) continue;
    const path = child(index(child(SPEC, 'ports'), at), 'nodePort');
    if (taken.has(wanted)) {
      errors.push(invalid(path, wanted, 'provided port is already allocated'));
      return;
    }
    taken.add(wanted);
    if (shared === undefined) allocated.set(port, wanted);
  }
}

function isNodePort(port: number): boolean {
  return port >= FIRST_NODE_PORT && port <= LAST_NODE_PORT;
}
