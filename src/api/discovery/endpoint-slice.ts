// Twin of ValidateEndpointSliceCreate: pkg/apis/discovery/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain, isQualifiedName, isValidLabelValue } from '../../kube/names.js';
import type { Endpoint, EndpointHints, EndpointPortV1, EndpointSlice } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseIp } from '../ip-address.js';
import { strictIpDetails, validateEndpointIp, validateLegacyIp } from '../ip-validation.js';
import { pushInvalid, validateFullyQualifiedDomainName } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ENDPOINTS = child(undefined, 'endpoints');
const PORTS = child(undefined, 'ports');
const MAX_PORTS = 20_000;
const MAX_ADDRESSES = 100;
const MAX_ENDPOINTS = 1000;
const MAX_HINTS = 8;

/** An EndpointSlice on create. */
export function validateEndpointSlice(slice: EndpointSlice, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(slice.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const { addressType = '', ports = [], endpoints = [] } = slice;
  const typePath = child(undefined, 'addressType');
  if (addressType === '') errors.push(required(typePath));
  else if (!ADDRESS_TYPES.includes(addressType)) errors.push(notSupported(typePath, addressType, ADDRESS_TYPES));
  validatePorts(ports, errors);
  if (endpoints.length > MAX_ENDPOINTS) {
    errors.push(tooMany(ENDPOINTS, endpoints.length, MAX_ENDPOINTS));
    return;
  }
  for (const [at, endpoint] of endpoints.entries()) {
    validateEndpoint(endpoint, addressType, index(ENDPOINTS, at), context, errors);
  }
}

function validatePorts(ports: readonly EndpointPortV1[], errors: FieldErrors): void {
  if (ports.length > MAX_PORTS) {
    errors.push(tooMany(PORTS, ports.length, MAX_PORTS));
    return;
  }
  const names = new Set<string>();
  for (const [at, { name = '', protocol, appProtocol }] of ports.entries()) {
    const path = index(PORTS, at);
    if (name !== '') pushInvalid(isDns1123Label(name), name, child(path, 'name'), errors);
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
    const protocolPath = child(path, 'protocol');
    if (protocol === undefined) errors.push(required(protocolPath));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(protocolPath, protocol, PROTOCOLS));
    if (appProtocol !== undefined) {
      pushInvalid(isQualifiedName(appProtocol), appProtocol, child(path, 'appProtocol'), errors);
    }
  }
}

function validateEndpoint(
  endpoint: Endpoint,
  addressType: string,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  // `deprecatedTopology` is dropped when discovery.k8s.io/v1 creates.
  const { addresses = [], nodeName, hostname, hints } = endpoint;
  const addressesPath = child(path, 'addresses');
  if (addresses.length === 0) errors.push(required(addressesPath, 'must contain at least 1 address'));
  else if (addresses.length > MAX_ADDRESSES) errors.push(tooMany(addressesPath, addresses.length, MAX_ADDRESSES));
  for (const [at, address] of addresses.entries()) {
    if (addressType === 'FQDN') validateFullyQualifiedDomainName(address, index(addressesPath, at), errors);
    else if (addressType === 'IPv4' || addressType === 'IPv6') {
      validateAddress(address, addressType, index(addressesPath, at), context, errors);
    }
  }
  if (nodeName !== undefined) pushInvalid(isDns1123Subdomain(nodeName), nodeName, child(path, 'nodeName'), errors);
  if (hostname !== undefined) pushInvalid(isDns1123Label(hostname), hostname, child(path, 'hostname'), errors);
  if (hints !== undefined) validateHints(hints, child(path, 'hints'), context, errors);
}

function validateAddress(
  address: string,
  addressType: 'IPv4' | 'IPv6',
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const before = errors.length;
  const byFamily = isSince('endpointAddressesByFamily', context.version);
  if (addressType === 'IPv4' || !byFamily) validateLegacyIp(address, path, context, errors);
  else pushInvalid(strictIpDetails(address), address, path, errors);
  if (errors.length > before) return;
  if (parseIp(address)?.family !== (addressType === 'IPv4' ? 4 : 6)) {
    // The server names the list, not the item.
    errors.push(invalid(byFamily ? path.parent : path, address, `must be an ${addressType} address`));
  }
  validateEndpointIp(address, path, errors);
}

function validateHints(hints: EndpointHints, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const zones = (hints.forZones ?? []).map((zone) => zone.name ?? '');
  if (!validateNames(zones, isValidLabelValue, child(path, 'forZones'), errors)) return;
  if (!isGateOn('PreferSameTrafficDistribution', context.version)) return;
  const nodes = (hints.forNodes ?? []).map((node) => node.name ?? '');
  validateNames(nodes, isDns1123Subdomain, child(path, 'forNodes'), errors);
}

function validateNames(
  names: readonly string[],
  detailsOf: (name: string) => readonly string[],
  path: FieldPath,
  errors: FieldErrors,
): boolean {
  if (names.length > MAX_HINTS) {
    errors.push(tooMany(path, names.length, MAX_HINTS));
    return false;
  }
  for (const [at, name] of names.entries()) {
    const namePath = child(index(path, at), 'name');
    if (names.indexOf(name) < at) errors.push(duplicate(namePath, name));
    pushInvalid(detailsOf(name), name, namePath, errors);
  }
  return true;
}

/** An EndpointSlice with the server's defaults: unnamed TCP ports. */
export function withEndpointSliceDefaults(slice: EndpointSlice): EndpointSlice {
  if (slice.ports === undefined) return slice;
  const ports = slice.ports.map((port) => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' }));
  return { ...slice, ports };
}
