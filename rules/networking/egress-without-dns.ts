import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { NetworkPolicyEgressRule, NetworkPolicySpec } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

const DNS_PORT = 53;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'networking.k8s.io/v1/NetworkPolicy')?.spec;
  const selector = spec?.podSelector;
  // A policy that allows nothing at all means it; one that names Pods to talk to needs their addresses.
  if (spec === undefined || selector === undefined || !(spec.egress ?? []).some(needsNames) || allowsDns(spec)) return;
  const answer = graph.selected(resource, selector);
  const workloads = answer.kind === 'found' ? answer.all : [];
  const [deaf] = workloads.filter(
    (workload) =>
      !graph
        .policiesOf(workload)
        .some((policy) => allowsDns(asKind(policy, 'networking.k8s.io/v1/NetworkPolicy')?.spec)),
  );
  if (deaf === undefined || graph.hiddenFrom(resource) !== undefined) return;
  yield {
    path: child(undefined, 'spec', 'egress'),
    message: `egress allows no port ${DNS_PORT} and neither does another policy: the Pods cannot look up any name`,
    related: [
      {
        resource: deaf.resource,
        path: child(deaf.path, 'metadata', 'labels'),
        message: `the policy selects the Pods of ${nameOf(deaf.resource)}`,
      },
    ],
  };
}

function needsNames({ to }: NetworkPolicyEgressRule): boolean {
  return (to ?? []).some(
    ({ podSelector, namespaceSelector }) => podSelector !== undefined || namespaceSelector !== undefined,
  );
}

function allowsDns(spec: NetworkPolicySpec | undefined): boolean {
  return (spec?.egress ?? []).some(({ ports }) => {
    if (ports === undefined || ports.length === 0) return true;
    return ports.some(({ port, endPort }) => {
      // A name stands for whatever the peer calls its ports.
      if (port === undefined || typeof port === 'string') return true;
      return port === DNS_PORT || (endPort !== undefined && port <= DNS_PORT && endPort >= DNS_PORT);
    });
  });
}
