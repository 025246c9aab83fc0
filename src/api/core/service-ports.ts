// Twin of validateServicePort and of the checks for repeated ports in validateService:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, forbidden, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label, isQualifiedName, isValidPortName, isValidPortNumber } from '../../kube/names.js';
import type { ServicePort, ServiceSpec } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** The ports of a Service: each well formed, names and (protocol, port) pairs without repetition. */
export function validateServicePorts(spec: ServiceSpec, path: FieldPath, errors: FieldErrors): void {
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  for (const [at, port] of ports.entries()) {
    validateName(port, ports.length > 1, names, child(index(path, at), 'name'), errors);
    validatePort(port, index(path, at), errors);
    if (spec.type === 'ClusterIP' && (port.nodePort ?? 0) !== 0) {
      errors.push(forbidden(child(index(path, at), 'nodePort'), "may not be used when `type` is 'ClusterIP'"));
    }
  }
  validateDuplicates(ports, path, errors);
}

function validateName(
  port: ServicePort,
  isRequired: boolean,
  names: Set<string>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const name = port.name ?? '';
  if (name === '') {
    if (isRequired) errors.push(required(path));
    return;
  }
  pushInvalid(isDns1123Label(name), name, path, errors);
  if (names.has(name)) errors.push(duplicate(path, name));
  names.add(name);
}

function validatePort(servicePort: ServicePort, path: FieldPath, errors: FieldErrors): void {
  const { port = 0, protocol = '', targetPort = 0, appProtocol } = servicePort;
  const targetPath = child(path, 'targetPort');
  pushInvalid(isValidPortNumber(port), port, child(path, 'port'), errors);
  if (protocol === '') errors.push(required(child(path, 'protocol')));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(child(path, 'protocol'), protocol, PROTOCOLS));
  const details = typeof targetPort === 'number' ? isValidPortNumber(targetPort) : isValidPortName(targetPort);
  pushInvalid(details, targetPort, targetPath, errors);
  if (appProtocol !== undefined) {
    pushInvalid(isQualifiedName(appProtocol), appProtocol, child(path, 'appProtocol'), errors);
  }
}

function validateDuplicates(ports: readonly ServicePort[], path: FieldPath, errors: FieldErrors): void {
  const nodePorts = new Set<string>();
  const servicePorts = new Set<string>();
  for (const [at, { protocol = '', port = 0, nodePort = 0 }] of ports.entries()) {
    const nodePortKey = `${protocol} ${nodePort}`;
    if (nodePort !== 0 && nodePorts.has(nodePortKey)) {
      errors.push(duplicate(child(index(path, at), 'nodePort'), nodePort));
    }
    nodePorts.add(nodePortKey);
    const portKey = `${protocol} ${port}`;
    if (servicePorts.has(portKey)) errors.push(duplicate(index(path, at), { protocol, port }));
    servicePorts.add(portKey);
  }
}
