// Twin of SetDefaults_NetworkPolicy and its neighbours: pkg/apis/networking/v1/defaults.go, Kubernetes v1.35.4.
import type { IngressClass, NetworkPolicy, NetworkPolicyPort } from '../../kube/types.generated.js';

/** A NetworkPolicy with the server's defaults: TCP, and the types that its rules imply. */
export function withNetworkPolicyDefaults(policy: NetworkPolicy): NetworkPolicy {
  const spec = policy.spec ?? {};
  const { ingress, egress, policyTypes = [] } = spec;
  const implied = (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  return {
    ...policy,
    spec: {
      ...spec,
      policyTypes: policyTypes.length === 0 ? implied : policyTypes,
      ...(ingress !== undefined && { ingress: ingress.map(withProtocols) }),
      ...(egress !== undefined && { egress: egress.map(withProtocols) }),
    },
  };
}

function withProtocols<Rule extends { readonly ports?: readonly NetworkPolicyPort[] | undefined }>(rule: Rule): Rule {
  if (rule.ports === undefined) return rule;
  return { ...rule, ports: rule.ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })) };
}

/** An IngressClass with the server's defaults: its parameters belong to the cluster. */
export function withIngressClassDefaults(ingressClass: IngressClass): IngressClass {
  const parameters = ingressClass.spec?.parameters;
  if (parameters === undefined || parameters.scope !== undefined) return ingressClass;
  return { ...ingressClass, spec: { ...ingressClass.spec, parameters: { ...parameters, scope: 'Cluster' } } };
}
