// Twin of ValidateServiceCIDR: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { ServiceCIDR } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseCidr } from '../ip-address.js';
import { strictCidrDetails } from '../ip-validation.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const CIDRS = child(undefined, 'spec', 'cidrs');

/** A ServiceCIDR on create: one range, or one of each IP family. */
export function validateServiceCidr(serviceCidr: ServiceCIDR, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(serviceCidr.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  validateServiceCidrSpec(serviceCidr, errors);
}

/** The ranges of a ServiceCIDR, on create and when one is added. */
export function validateServiceCidrSpec(serviceCidr: ServiceCIDR, errors: FieldErrors): void {
  const cidrs = serviceCidr.spec?.cidrs ?? [];
  if (cidrs.length === 0) {
    errors.push(required(CIDRS, 'at least one CIDR required'));
    return;
  }
  if (cidrs.length > 2) {
    errors.push(invalid(CIDRS, cidrs, 'may only hold up to 2 values'));
    return;
  }
  for (const [at, cidr] of cidrs.entries()) {
    for (const detail of strictCidrDetails(cidr)) errors.push(invalid(index(CIDRS, at), cidr, detail));
  }
  const [first, second] = cidrs.map((cidr) => parseCidr(cidr)?.address.family);
  if (cidrs.length === 2 && first !== undefined && first === second) {
    errors.push(invalid(CIDRS, cidrs, 'may specify no more than one range for each IP family'));
  }
}
