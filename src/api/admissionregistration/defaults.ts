// Twin of pkg/apis/admissionregistration/v1/defaults.go and v1beta1/defaults.go, Kubernetes v1.35.4.
import type {
  MatchResources,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration,
  RuleWithOperations,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingWebhook,
  ValidatingWebhookConfiguration,
} from '../../kube/types.generated.js';

/** A ValidatingWebhookConfiguration with the server's defaults. */
export function withValidatingWebhookDefaults(
  configuration: ValidatingWebhookConfiguration,
): ValidatingWebhookConfiguration {
  if (configuration.webhooks === undefined) return configuration;
  return { ...configuration, webhooks: configuration.webhooks.map(withWebhookDefaults) };
}

/** A MutatingWebhookConfiguration with the server's defaults. */
export function withMutatingWebhookDefaults(configuration: MutatingWebhookConfiguration): MutatingWebhookConfiguration {
  if (configuration.webhooks === undefined) return configuration;
  const webhooks = configuration.webhooks.map((webhook) => ({
    ...withWebhookDefaults(webhook),
    reinvocationPolicy: webhook.reinvocationPolicy ?? 'Never',
  }));
  return { ...configuration, webhooks };
}

function withWebhookDefaults<T extends ValidatingWebhook>(webhook: T): T {
  const { clientConfig, rules } = webhook;
  const service = clientConfig?.service;
  return {
    ...webhook,
    failurePolicy: webhook.failurePolicy ?? 'Fail',
    matchPolicy: webhook.matchPolicy ?? 'Equivalent',
    namespaceSelector: webhook.namespaceSelector ?? {},
    objectSelector: webhook.objectSelector ?? {},
    timeoutSeconds: webhook.timeoutSeconds ?? 10,
    ...(rules !== undefined && { rules: rules.map(withScope) }),
    ...(service !== undefined && {
      clientConfig: { ...clientConfig, service: { ...service, port: service.port ?? 443 } },
    }),
  };
}

function withScope<T extends RuleWithOperations>(rule: T): T {
  return { ...rule, scope: rule.scope ?? '*' };
}

/** A ValidatingAdmissionPolicy or MutatingAdmissionPolicy with the server's defaults. */
export function withPolicyDefaults<T extends ValidatingAdmissionPolicy | MutatingAdmissionPolicy>(policy: T): T {
  const spec = policy.spec ?? {};
  const { matchConstraints } = spec;
  return {
    ...policy,
    spec: {
      ...spec,
      failurePolicy: spec.failurePolicy ?? 'Fail',
      ...(matchConstraints !== undefined && { matchConstraints: withMatchDefaults(matchConstraints) }),
    },
  };
}

/** A binding of a policy with the server's defaults. */
export function withBindingDefaults<T extends ValidatingAdmissionPolicyBinding | MutatingAdmissionPolicyBinding>(
  binding: T,
): T {
  const match = binding.spec?.matchResources;
  if (match === undefined) return binding;
  return { ...binding, spec: { ...binding.spec, matchResources: withMatchDefaults(match) } };
}

function withMatchDefaults(match: MatchResources): MatchResources {
  const { resourceRules, excludeResourceRules } = match;
  return {
    ...match,
    matchPolicy: match.matchPolicy ?? 'Equivalent',
    namespaceSelector: match.namespaceSelector ?? {},
    objectSelector: match.objectSelector ?? {},
    ...(resourceRules !== undefined && { resourceRules: resourceRules.map(withScope) }),
    ...(excludeResourceRules !== undefined && { excludeResourceRules: excludeResourceRules.map(withScope) }),
  };
}
