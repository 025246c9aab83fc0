// Twin of ValidateNodeUpdate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, forbidden } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Node, NodeSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { validateNode } from './node.js';

const SPEC = child(undefined, 'spec');

/** A Node on update: what the cluster wrote about it stays once it is there. */
export function validateNodeUpdate(to: Node, from: Node, context: ApiContext, errors: FieldErrors): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  validateNode(to, context, errors);
  const addresses = to.status?.addresses ?? [];
  for (const [at, address] of addresses.entries()) {
    const first = addresses.findIndex(({ type, address: host }) => type === address.type && host === address.address);
    if (first < at) errors.push(duplicate(index(child(undefined, 'status', 'addresses'), at), address));
  }
  const [cidrs, oldCidrs] = [podCidrs(spec), podCidrs(old)];
  if (oldCidrs.length > 0 && !isSame(cidrs, oldCidrs, 'podCIDRs')) {
    errors.push(forbidden(child(SPEC, 'podCIDRs'), 'may not change once it is set'));
  }
  if ((old.providerID ?? '') !== '' && spec.providerID !== old.providerID) {
    errors.push(forbidden(child(SPEC, 'providerID'), 'may not change once it is set'));
  }
  if ((spec.externalID ?? '') !== (old.externalID ?? '')) {
    errors.push(forbidden(child(SPEC, 'externalID'), 'may not be updated'));
  }
}

// The older field counts while the newer one is empty.
function podCidrs({ podCIDR = '', podCIDRs = [] }: NodeSpec): readonly string[] {
  return podCIDRs.length > 0 || podCIDR === '' ? podCIDRs : [podCIDR];
}
