// Twin of ValidateIPAddress: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { IPAddress } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { strictIpDetails } from '../ip-validation.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const PARENT = child(undefined, 'spec', 'parentRef');

/** An IPAddress, on create and on update: its name is the address, its parent the object that holds it. */
export function validateIpAddress(address: IPAddress, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(address.metadata, { namespaced: false, name: strictIpDetails }, errors);
  const parent = address.spec?.parentRef;
  if (parent === undefined) {
    errors.push(required(PARENT));
    return;
  }
  const { group = '', namespace = '' } = parent;
  if (group !== '') {
    for (const detail of isDns1123Subdomain(group)) errors.push(invalid(child(PARENT, 'group'), group, detail));
  }
  for (const field of ['resource', 'name'] as const) {
    const value = parent[field] ?? '';
    if (value === '') errors.push(required(child(PARENT, field)));
    else for (const detail of pathSegmentErrors(value)) errors.push(invalid(child(PARENT, field), value, detail));
  }
  if (namespace === '') return;
  for (const detail of pathSegmentErrors(namespace)) {
    errors.push(invalid(child(PARENT, 'namespace'), namespace, detail));
  }
}
