// Twins of validateContainerPorts and AccumulateUniqueHostPorts: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isValidPortName, isValidPortNumber } from '../../kube/names.js';
import type { Container, ContainerPort } from '../../kube/types.generated.js';
import { pushInvalid, requireOneOfOrMissing } from '../meta/fields.js';
import { isSince } from '../since.js';
import type { PodScope } from './pod-scope.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** A container's ports: two may have the same number, but not the same name. */
export function validateContainerPorts(ports: readonly ContainerPort[], path: FieldPath, errors: FieldErrors): void {
  const names = new Set<string>();
  for (const [at, port] of ports.entries()) {
    const portPath = index(path, at);
    const { name = '', containerPort = 0, hostPort = 0 } = port;
    if (name !== '') validateName(name, child(portPath, 'name'), names, errors);
    if (containerPort === 0) errors.push(required(child(portPath, 'containerPort')));
    else pushInvalid(isValidPortNumber(containerPort), containerPort, child(portPath, 'containerPort'), errors);
    if (hostPort !== 0) pushInvalid(isValidPortNumber(hostPort), hostPort, child(portPath, 'hostPort'), errors);
    requireOneOfOrMissing(port.protocol, PROTOCOLS, child(portPath, 'protocol'), errors);
  }
}

function validateName(name: string, path: FieldPath, names: Set<string>, errors: FieldErrors): void {
  const details = isValidPortName(name);
  if (details.length > 0) pushInvalid(details, name, path, errors);
  else if (names.has(name)) errors.push(duplicate(path, name));
  else names.add(name);
}

/** No two containers want the same port of the node. */
export function validateHostPorts(containers: readonly Container[], path: FieldPath, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [at, container] of containers.entries()) {
    for (const [portAt, { hostPort = 0, hostIP = '', protocol = '' }] of (container.ports ?? []).entries()) {
      if (hostPort === 0) continue;
      const port = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(port)) {
        errors.push(duplicate(child(index(child(index(path, at), 'ports'), portAt), 'hostPort'), port));
      }
      taken.add(port);
    }
  }
}

/** On the node's network, a host port is the container's port. A template may leave it out. */
export function validateHostNetworkPorts(path: FieldPath, scope: PodScope): void {
  if (scope.spec.hostNetwork !== true) return;
  for (const [at, container] of (scope.spec.containers ?? []).entries()) {
    for (const [portAt, { hostPort = 0, containerPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === containerPort || (hostPort === 0 && scope.metadata === undefined)) continue;
      const portPath = index(child(index(child(path, 'containers'), at), 'ports'), portAt);
      const field = isSince('hostPortReported', scope.context.version) ? 'hostPort' : 'containerPort';
      const detail = `hostPort ${hostPort} must match containerPort ${containerPort} when \`hostNetwork\` is true`;
      scope.errors.push(invalid(child(portPath, field), field === 'hostPort' ? hostPort : containerPort, detail));
    }
  }
}
