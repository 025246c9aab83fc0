// What may change in the kinds of networking.k8s.io: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Ingress, IngressClass, IPAddress, NetworkPolicy, ServiceCIDR } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateImmutable } from '../meta/immutable.js';
import { anyValidOf, type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateIngressFields } from './ingress.js';
import { validateIngressClass } from './ingress-class.js';
import { validateIpAddress } from './ip-address.js';
import { validateNetworkPolicy } from './network-policy.js';
import { validateServiceCidrSpec } from './service-cidr.js';

const SPEC = child(undefined, 'spec');
const CIDRS = child(SPEC, 'cidrs');
const IMMUTABLE = 'field is immutable';

// The annotation that names a class may come beside the field: only a create looks at both.
function validateIngressUpdate(to: Ingress, _from: Ingress, context: ApiContext, errors: FieldErrors): void {
  validateIngressFields(to, {}, context, errors);
}

function validateIngressClassUpdate(
  to: IngressClass,
  from: IngressClass,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateImmutable(to.spec, from.spec, 'controller', child(SPEC, 'controller'), errors);
  validateIngressClass(to, context, errors);
}

function validateIpAddressUpdate(to: IPAddress, from: IPAddress, context: ApiContext, errors: FieldErrors): void {
  validateIpAddress(to, context, errors);
  validateImmutable(to.spec, from.spec, 'parentRef', child(SPEC, 'parentRef'), errors);
}

// A second range may be added, nothing else may change.
function validateServiceCidrUpdate(
  to: ServiceCIDR,
  from: ServiceCIDR,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  const [cidrs, old] = [to.spec?.cidrs ?? [], from.spec?.cidrs ?? []];
  const isAddition = old.length === 1 && cidrs.length === 2;
  if (cidrs.length !== old.length && !isAddition) {
    errors.push(invalid(CIDRS, cidrs, IMMUTABLE));
    return;
  }
  for (const [at, cidr] of old.entries()) {
    if (cidr !== cidrs[at]) errors.push(invalid(index(CIDRS, at), cidrs[at], IMMUTABLE));
  }
  if (isAddition) validateServiceCidrSpec(to, errors);
}

const betaUpdates = [
  ['IPAddress', updateKindOf<IPAddress>({ validate: validateIpAddressUpdate })],
  ['ServiceCIDR', updateKindOf<ServiceCIDR>({ validate: validateServiceCidrUpdate })],
] as const;

/** What may change in the kinds of networking.k8s.io/v1alpha1 and v1beta1. */
export const networkingBetaUpdates: UpdateKinds = new Map(betaUpdates);

/** What may change in the kinds of networking.k8s.io/v1. */
export const networkingUpdates: UpdateKinds = new Map([
  ...betaUpdates,
  ['Ingress', updateKindOf<Ingress>({ validate: validateIngressUpdate })],
  ['IngressClass', updateKindOf<IngressClass>({ validate: validateIngressClassUpdate })],
  ['NetworkPolicy', anyValidOf<NetworkPolicy>(validateNetworkPolicy)],
]);
