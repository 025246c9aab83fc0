import type { JsonObject } from '../../kube/json.js';
import type { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../kube/types.generated.js';

/** A policy with the bindings that put it in force. A policy without a binding does nothing. */
export interface BoundPolicy {
  readonly policy: ValidatingAdmissionPolicy;
  readonly bindings: readonly ValidatingAdmissionPolicyBinding[];
}

/** The policies of the input, by name. */
export interface PolicySet {
  readonly policies: readonly BoundPolicy[];
  /** MutatingAdmissionPolicies change objects before others judge them; rollcast does not apply them. */
  readonly notApplied: readonly string[];
}

/** Collects policies and bindings from decoded resources. */
export function policySet(
  resources: Iterable<{ readonly apiVersion: string; readonly kind: string; readonly object: JsonObject }>,
): PolicySet {
  const policies: ValidatingAdmissionPolicy[] = [];
  const bindings: ValidatingAdmissionPolicyBinding[] = [];
  const notApplied: string[] = [];
  for (const { apiVersion, kind, object } of resources) {
    if (!apiVersion.startsWith('admissionregistration.k8s.io/')) continue;
    // Trusted: decoding leaves only known fields of the right type.
    if (kind === 'ValidatingAdmissionPolicy') policies.push(object as ValidatingAdmissionPolicy);
    if (kind === 'ValidatingAdmissionPolicyBinding') bindings.push(object as ValidatingAdmissionPolicyBinding);
    if (kind === 'MutatingAdmissionPolicy') notApplied.push((object as ValidatingAdmissionPolicy).metadata?.name ?? '');
  }
  const sorted = policies.sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  return {
    notApplied,
    policies: sorted.map((policy) => ({
      policy,
      bindings: bindings.filter(
        ({ spec }) => spec?.policyName !== undefined && spec.policyName === policy.metadata?.name,
      ),
    })),
  };
}
