// Twin of ValidateEndpointsCreate: pkg/apis/core/validation/validation.go and pkg/apis/core/v1/defaults.go,
// Kubernetes v1.35.4.
import { type FieldErrors, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain, isQualifiedName, isValidPortNumber } from '../../kube/names.js';
import type { EndpointAddress, EndpointPort, Endpoints } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateEndpointIp, validateLegacyIp } from '../ip-validation.js';
import { pushInvalid, requireOneOfOrMissing } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const SUBSETS = child(undefined, 'subsets');

/** Endpoints with their defaults: the protocol is TCP. */
export function withEndpointsDefaults(endpoints: Endpoints): Endpoints {
  if (endpoints.subsets === undefined) return endpoints;
  const subsets = endpoints.subsets.map((subset) => ({
    ...subset,
    ports: subset.ports?.map((port) => ({ ...port, protocol: port.protocol || 'TCP' })),
  }));
  return { ...endpoints, subsets };
}

/** Endpoints on create. */
export function validateEndpoints(endpoints: Endpoints, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(endpoints.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  for (const [at, subset] of (endpoints.subsets ?? []).entries()) {
    const path = index(SUBSETS, at);
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    for (const field of ['addresses', 'notReadyAddresses'] as const) {
      for (const [addressAt, address] of (subset[field] ?? []).entries()) {
        validateAddress(address, index(child(path, field), addressAt), context, errors);
      }
    }
    for (const [portAt, port] of ports.entries()) {
      validatePort(port, ports.length > 1, index(child(path, 'ports'), portAt), errors);
    }
  }
}

function validateAddress(address: EndpointAddress, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { ip = '', hostname = '', nodeName } = address;
  validateLegacyIp(ip, child(path, 'ip'), context, errors);
  if (hostname !== '') pushInvalid(isDns1123Label(hostname), hostname, child(path, 'hostname'), errors);
  if (nodeName !== undefined) pushInvalid(isDns1123Subdomain(nodeName), nodeName, child(path, 'nodeName'), errors);
  validateEndpointIp(ip, child(path, 'ip'), errors);
}

function validatePort(port: EndpointPort, needsName: boolean, path: FieldPath, errors: FieldErrors): void {
  const name = port.name ?? '';
  if (name !== '') pushInvalid(isDns1123Label(name), name, child(path, 'name'), errors);
  else if (needsName) errors.push(required(child(path, 'name')));
  const number = port.port ?? 0;
  pushInvalid(isValidPortNumber(number), number, child(path, 'port'), errors);
  requireOneOfOrMissing(port.protocol, ['SCTP', 'TCP', 'UDP'], child(path, 'protocol'), errors);
  if (port.appProtocol !== undefined) {
    pushInvalid(isQualifiedName(port.appProtocol), port.appProtocol, child(path, 'appProtocol'), errors);
  }
}
