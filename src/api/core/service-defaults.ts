// Twin of SetDefaults_Service: pkg/apis/core/v1/defaults.go, Kubernetes v1.35.4.
import type { Service, ServicePort, ServiceSpec, SessionAffinityConfig } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isExternallyAccessible } from './service-traffic.js';

const AFFINITY_SECONDS = 10_800;

/** A Service with the server's defaults. */
export function withServiceDefaults(service: Service, context: ApiContext): Service {
  const written = service.spec ?? {};
  const type = written.type || 'ClusterIP';
  const sessionAffinity = written.sessionAffinity || 'None';
  const spec: ServiceSpec = {
    ...written,
    type,
    sessionAffinity,
    sessionAffinityConfig: affinityConfig(sessionAffinity, written.sessionAffinityConfig),
    ...(written.ports !== undefined && { ports: written.ports.map(withPortDefaults) }),
    internalTrafficPolicy:
      written.internalTrafficPolicy ??
      (['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type) ? 'Cluster' : undefined),
    allocateLoadBalancerNodePorts:
      written.allocateLoadBalancerNodePorts ?? (type === 'LoadBalancer' ? true : undefined),
  };
  const external = isExternallyAccessible(spec, context) && !spec.externalTrafficPolicy;
  return { ...service, spec: external ? { ...spec, externalTrafficPolicy: 'Cluster' } : spec };
}

function affinityConfig(
  sessionAffinity: string,
  written: SessionAffinityConfig | undefined,
): SessionAffinityConfig | undefined {
  if (sessionAffinity === 'None') return undefined;
  if (sessionAffinity !== 'ClientIP' || written?.clientIP?.timeoutSeconds !== undefined) return written;
  return { clientIP: { timeoutSeconds: AFFINITY_SECONDS } };
}

function withPortDefaults(port: ServicePort): ServicePort {
  const { targetPort = 0 } = port;
  const isUnset = targetPort === 0 || targetPort === '';
  return { ...port, protocol: port.protocol || 'TCP', targetPort: isUnset ? (port.port ?? 0) : targetPort };
}
