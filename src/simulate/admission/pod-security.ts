/**
 * PodSecurity: refuses pods that break what the labels of their Namespace enforce. The server takes the workload and refuses
 * each of its pods. Follows k8s.io/pod-security-admission@v0.35.4 admission/admission.go.
 *
 * Not modelled: exemptions by user or runtime class, labels that change while a scenario plays.
 */

import { namespacePolicy, parsePolicy } from '../../api/pod-security/namespace.js';
import { type Policy, podSecurityMessage, podSecurityViolations } from '../../api/pod-security/policy.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { World } from '../world.js';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** The refusal of a pod by the level that its namespace enforces. */
export function podSecurityRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  const policy = policyOf(object.metadata.namespace, world);
  const violated = policy === undefined ? '' : violations(policy, object, world);
  return violated === '' ? undefined : `pods "${name}" is forbidden: ${violated}`;
}

function policyOf(namespace: string, { settings }: World): Policy | undefined {
  const { podSecurity, namespaces } = settings;
  if (podSecurity?.exemptNamespaces?.includes(namespace)) return undefined;
  const labels = namespaces?.get(namespace);
  if (labels !== undefined && Object.hasOwn(labels, ENFORCE))
    return namespacePolicy({ metadata: { labels } }, 'enforce');
  return podSecurity && parsePolicy(podSecurity.enforce, podSecurity.version ?? 'latest');
}

// Pods of one template share their spec.
const judged = new WeakMap<PodSpec, { readonly by: string; readonly violated: string }>();

function violations(policy: Policy, { spec, metadata }: NewObject & { readonly kind: 'Pod' }, world: World): string {
  const by = `${policy.level}:${policy.version}`;
  const known = judged.get(spec);
  if (known?.by === by) return known.violated;
  const { labels, annotations } = metadata;
  const place = { metadata: { labels, annotations }, spec, specPath: undefined };
  const found = podSecurityViolations(policy, world.settings.version, place);
  const violated = found.length === 0 ? '' : podSecurityMessage(policy, found);
  judged.set(spec, { by, violated });
  return violated;
}
