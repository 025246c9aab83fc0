import type { Ingress, IngressClass, IPAddress, NetworkPolicy, ServiceCIDR } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { withIngressClassDefaults, withNetworkPolicyDefaults } from './defaults.js';
import { validateIngress } from './ingress.js';
import { validateIngressClass } from './ingress-class.js';
import { validateIpAddress } from './ip-address.js';
import { validateNetworkPolicy } from './network-policy.js';
import { validateServiceCidr } from './service-cidr.js';

const ipAddress = kindOf<IPAddress>({ namespaced: false, validate: validateIpAddress });
const serviceCidr = kindOf<ServiceCIDR>({ namespaced: false, validate: validateServiceCidr });

/** The kinds of networking.k8s.io/v1. */
export const networkingKinds: Kinds = new Map([
  ['IPAddress', ipAddress],
  ['Ingress', kindOf<Ingress>({ namespaced: true, prepare: withFirstGeneration, validate: validateIngress })],
  [
    'IngressClass',
    kindOf<IngressClass>({
      namespaced: false,
      defaults: withIngressClassDefaults,
      prepare: withFirstGeneration,
      validate: validateIngressClass,
    }),
  ],
  [
    'NetworkPolicy',
    kindOf<NetworkPolicy>({
      namespaced: true,
      defaults: withNetworkPolicyDefaults,
      prepare: withFirstGeneration,
      validate: validateNetworkPolicy,
    }),
  ],
  ['ServiceCIDR', serviceCidr],
]);

/** The kinds of networking.k8s.io/v1alpha1 and v1beta1. */
export const networkingBetaKinds: Kinds = new Map([
  ['IPAddress', ipAddress],
  ['ServiceCIDR', serviceCidr],
]);
