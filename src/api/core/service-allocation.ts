// Twin of the allocation that comes before a Service's validation: pkg/registry/core/service/storage/alloc.go and
// storage.go, Kubernetes v1.35.4, for a dual-stack cluster with node ports 30000-32767.
// Not modelled: what depends on the cluster: the ranges of addresses, its IP families, addresses or ports that are taken.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Service, ServicePort, ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateClusterIps } from './service-addresses.js';
import { needsHealthCheck } from './service-traffic.js';

const SPEC = child(undefined, 'spec');
const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;

/** What the allocators refuse; each step's answer stands alone. */
export function admitService(service: Service, context: ApiContext, errors: FieldErrors): void {
  const spec = withClusterIps(service.spec ?? {});
  if (spec.type === 'ExternalName') return;
  validateClusterIps(spec, [], context, errors);
  if (errors.length > 0) return;
  validateStack(spec, errors);
  if (errors.length > 0) return;
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') validateNodePorts(spec.ports ?? [], errors);
  if (errors.length > 0 || !needsHealthCheck(spec)) return;
  const port = spec.healthCheckNodePort ?? 0;
  // The server answers with an internal error here, without a path.
  if (port !== 0 && !isNodePort(port)) {
    errors.push({ type: 'Internal', path: undefined, value: port, detail: `healthCheckNodePort ${outOfRange(port)}` });
  }
}

/** The Service with the addresses and ports that validation needs to see. */
export function withAllocations(service: Service, _context: ApiContext): Service {
  const written = withClusterIps(service.spec ?? {});
  const hasNodePorts = written.type === 'NodePort' || (written.type === 'LoadBalancer' && allocatesNodePorts(written));
  const spec = hasNodePorts ? { ...written, ports: withNodePorts(written.ports ?? []) } : written;
  if (!needsHealthCheck(spec) || (spec.healthCheckNodePort ?? 0) !== 0) return { ...service, spec };
  return { ...service, spec: { ...spec, healthCheckNodePort: LAST_NODE_PORT } };
}

function allocatesNodePorts(spec: ServiceSpec): boolean {
  return spec.allocateLoadBalancerNodePorts !== false;
}

// Any free port does: what matters is that ports of one number get the same.
function withNodePorts(ports: readonly ServicePort[]): readonly ServicePort[] {
  const requested = new Set(ports.map(({ nodePort = 0 }) => nodePort));
  const allocated = new Map<number, number>();
  let next = FIRST_NODE_PORT;
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

// Twin of initIPFamilyFields on create.
function validateStack(spec: ServiceSpec, errors: FieldErrors): void {
  const { clusterIP, clusterIPs = [], ipFamilies = [], selector = {} } = spec;
  const isSelectorless = clusterIP === 'None' && Object.keys(selector).length === 0;
  const policy = spec.ipFamilyPolicy ?? (isSelectorless ? 'RequireDualStack' : 'SingleStack');
  if (policy !== 'SingleStack') return;
  const both = { 'cluster IPs': clusterIPs.length, 'IP families': ipFamilies.length };
  for (const [what, count] of Object.entries(both)) {
    if (count !== 2) continue;
    const detail = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
    errors.push(invalid(child(SPEC, 'ipFamilyPolicy'), policy, detail));
  }
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
    if (!isNodePort(wanted)) {
      errors.push(invalid(path, wanted, outOfRange(wanted)));
      return;
    }
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

function outOfRange(port: number): string {
  return `${port} is not in the range of node ports, ${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;
}
