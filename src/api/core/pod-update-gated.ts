// What may change in a Pod with scheduling gates: validateNodeSelectorMutation and validateNodeAffinityMutation,
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../kube/types.generated.js';
import { isSame } from '../equality.js';

const SPEC = child(undefined, 'spec');
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const TERMS = child(SPEC, 'affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms');

/** The nodes that a gated Pod may go to become fewer, never more. */
export function validateGatedPod(spec: PodSpec, old: PodSpec, errors: FieldErrors): void {
  const selector = spec.nodeSelector ?? {};
  const kept = Object.entries(old.nodeSelector ?? {}).every(
    ([name, value]) => Object.hasOwn(selector, name) && selector[name] === value,
  );
  if (!kept) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    errors.push(invalid(child(SPEC, 'nodeSelector'), selector, detail));
  }
  const oldTerms = old.affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms ?? [];
  const terms = spec.affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms ?? [];
  if (oldTerms.length === 0) return;
  if (oldTerms.length !== terms.length) {
    errors.push(invalid(TERMS, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'));
    return;
  }
  for (const [at, term] of terms.entries()) {
    if (onlyAdds(term, oldTerms[at] ?? {})) continue;
    errors.push(invalid(index(TERMS, at), term, 'only additions are allowed (no mutations or deletions)'));
  }
}

function onlyAdds(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const [expressions, fields] = [old.matchExpressions ?? [], old.matchFields ?? []];
  // A term without requirements matches nothing: adding one would make it match more.
  if (expressions.length === 0 && fields.length === 0) {
    return (term.matchExpressions ?? []).length === 0 && (term.matchFields ?? []).length === 0;
  }
  return startsWith(term.matchExpressions ?? [], expressions) && startsWith(term.matchFields ?? [], fields);
}

function startsWith(
  requirements: readonly NodeSelectorRequirement[],
  old: readonly NodeSelectorRequirement[],
): boolean {
  return isSame(requirements.slice(0, old.length), old, 'matchExpressions');
}
