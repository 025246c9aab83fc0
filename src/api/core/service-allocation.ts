// Twin of the allocation that comes before a Service's validation: pkg/registry/core/service/storage/alloc.go and
// storage.go, Kubernetes v1.35.4, for a cluster with the usual settings: IPv4 only, node ports 30000-32767.
// Not modelled: the range of cluster IPs, which every cluster chooses, and addresses or ports that are taken.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Service, ServicePort, ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseIp } from '../ip-address.js';
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
  const spec = withClusterIps(service.spec ?? {});
  if (!needsHealthCheck(spec) || (spec.healthCheckNodePort ?? 0) !== 0) return { ...service, spec };
  return { ...service, spec: { ...spec, healthCheckNodePort: FIRST_NODE_PORT } };
}

// Twin of normalizeClusterIPs: an old client writes the singular only.
function withClusterIps(spec: ServiceSpec): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec;
  return clusterIP !== '' && clusterIPs.length === 0 ? { ...spec, clusterIPs: [clusterIP] } : spec;
}

// Twin of initIPFamilyFields on create.
function validateStack(spec: ServiceSpec, errors: FieldErrors): void {
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy, selector = {} } = spec;
  const selectorless = Object.keys(selector).length === 0;
  const headlessWithoutSelector = clusterIP === 'None' && selectorless;
  const policy = ipFamilyPolicy ?? (headlessWithoutSelector ? 'RequireDualStack' : 'SingleStack');
  const policyPath = child(SPEC, 'ipFamilyPolicy');
  if (policy === 'SingleStack') {
    const both = { 'cluster IPs': clusterIPs.length, 'IP families': ipFamilies.length };
    for (const [what, count] of Object.entries(both)) {
      if (count !== 2) continue;
      const detail = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
      errors.push(invalid(policyPath, policy, detail));
    }
  }
  for (const [at, ip] of clusterIPs.entries()) {
    if (ip === 'None') break;
    if (at >= ipFamilies.length && parseIp(ip)?.family === 6) {
      errors.push(invalid(index(child(SPEC, 'clusterIPs'), at), ip, 'IPv6 is not configured on this cluster'));
    }
  }
  if (errors.length > 0 || headlessWithoutSelector) return;
  if (policy === 'RequireDualStack') {
    errors.push(invalid(policyPath, policy, 'this cluster is not configured for dual-stack services'));
  }
  for (const [at, family] of ipFamilies.entries()) {
    if (family !== 'IPv4') {
      errors.push(invalid(index(child(SPEC, 'ipFamilies'), at), family, 'not configured on this cluster'));
    }
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
