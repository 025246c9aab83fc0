// Twin of validateHTTPIngressPath and validateIngressBackend: pkg/apis/networking/validation/validation.go, Kubernetes
// v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import {
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isValidPortName,
  isValidPortNumber,
} from '../../kube/names.js';
import type {
  HTTPIngressPath,
  IngressBackend,
  IngressServiceBackend,
  TypedLocalObjectReference,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_AT_END = ['/..', '/.'];

/** One path of a rule: how it matches, and where its requests go. */
export function validateIngressPath(
  httpPath: HTTPIngressPath,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { pathType, path: text = '' } = httpPath;
  const textPath = child(path, 'path');
  if (pathType === undefined) {
    errors.push(required(child(path, 'pathType'), 'pathType must be specified'));
    return;
  }
  if (!PATH_TYPES.includes(pathType)) errors.push(notSupported(child(path, 'pathType'), pathType, PATH_TYPES));
  else {
    const mayBeEmpty = pathType === 'ImplementationSpecific';
    if (!text.startsWith('/') && !(mayBeEmpty && text === '')) {
      errors.push(invalid(textPath, text, 'must be an absolute path'));
    }
    if (!mayBeEmpty) validateMatchedPath(text, textPath, errors);
  }
  validateIngressBackend(httpPath.backend ?? {}, child(path, 'backend'), context, errors);
}

function validateMatchedPath(text: string, path: FieldPath, errors: FieldErrors): void {
  for (const sequence of FORBIDDEN_IN_PATH) {
    if (text.includes(sequence)) errors.push(invalid(path, text, `must not contain '${sequence}'`));
  }
  for (const suffix of FORBIDDEN_AT_END) {
    if (text.endsWith(suffix)) errors.push(invalid(path, text, `cannot end with '${suffix}'`));
  }
}

/** Where requests go: a port of a Service, or another object, never both. */
export function validateIngressBackend(
  backend: IngressBackend,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { resource, service } = backend;
  if (resource !== undefined && service !== undefined) {
    errors.push(invalid(path, undefined, 'cannot set both resource and service backends'));
  } else if (resource !== undefined) validateTypedReference(resource, child(path, 'resource'), errors);
  else if (service !== undefined) validateServiceBackend(service, path, context, errors);
  else errors.push(invalid(path, undefined, 'resource or service backend is required'));
}

function validateServiceBackend(
  service: IngressServiceBackend,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const name = service.name ?? '';
  const namePath = child(path, 'service', 'name');
  if (name === '') errors.push(required(namePath));
  else for (const detail of serviceNameErrors(name, context)) errors.push(invalid(namePath, name, detail));

  const { name: portName = '', number = 0 } = service.port ?? {};
  if (portName !== '' && number !== 0) {
    errors.push(invalid(path, undefined, 'cannot set both port name & port number'));
  } else if (portName !== '') {
    const portPath = child(path, 'service', 'port', 'name');
    for (const detail of isValidPortName(portName)) errors.push(invalid(portPath, portName, detail));
  } else if (number !== 0) {
    const portPath = child(path, 'service', 'port', 'number');
    for (const detail of isValidPortNumber(number)) errors.push(invalid(portPath, number, detail));
  } else errors.push(required(path, 'port name or number is required'));
}

/** What is wrong with the name of a Service: since the gate RelaxedServiceNameValidation it may begin with a digit. */
export function serviceNameErrors(name: string, context: ApiContext): readonly string[] {
  return isGateOn('RelaxedServiceNameValidation', context.version) ? isDns1123Label(name) : isDns1035Label(name);
}

/** A reference to an object of the same namespace by group, kind and name. */
export function validateTypedReference(
  reference: TypedLocalObjectReference,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { apiGroup } = reference;
  if (apiGroup !== undefined) {
    for (const detail of isDns1123Subdomain(apiGroup)) errors.push(invalid(child(path, 'apiGroup'), apiGroup, detail));
  }
  for (const field of ['kind', 'name'] as const) {
    const value = reference[field] ?? '';
    if (value === '') errors.push(required(child(path, field)));
    else for (const detail of pathSegmentErrors(value)) errors.push(invalid(child(path, field), value, detail));
  }
}
