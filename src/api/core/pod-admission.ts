// What default admission and PrepareForCreate do with a bare Pod: plugin/pkg/admission/{serviceaccount,priority,
// runtimeclass} and pkg/registry/core/pod/strategy.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type {
  LabelSelector,
  LabelSelectorRequirement,
  Pod,
  PodAffinity,
  PodAffinityTerm,
  PodSpec,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withFirstGeneration } from '../first-generation.js';
import { isSince } from '../since.js';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };
type Labels = { readonly [key: string]: string };

/** The Pod as it is when it is validated: with a service account, and label keys turned into selectors. */
export function preparedPod(pod: Pod, context: ApiContext): Pod {
  const { metadata = {}, spec = {} } = pod;
  const prepared: Mutable<PodSpec> = { ...spec };
  const isMirror = Object.hasOwn(metadata.annotations ?? {}, 'kubernetes.io/config.mirror');
  if (!isMirror) prepared.serviceAccountName = spec.serviceAccountName || spec.serviceAccount || 'default';
  const labels = metadata.labels ?? {};
  if (spec.affinity !== undefined && isGateOn('MatchLabelKeysInPodAffinity', context.version)) {
    const { podAffinity, podAntiAffinity } = spec.affinity;
    prepared.affinity = {
      ...spec.affinity,
      ...(podAffinity === undefined ? {} : { podAffinity: withKeysSelected(podAffinity, labels) }),
      ...(podAntiAffinity === undefined ? {} : { podAntiAffinity: withKeysSelected(podAntiAffinity, labels) }),
    };
  }
  if (isGateOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', context.version)) {
    prepared.topologySpreadConstraints = spec.topologySpreadConstraints?.map((constraint) => {
      const { labelSelector, matchLabelKeys } = constraint;
      if (labelSelector === undefined || matchLabelKeys === undefined) return constraint;
      return { ...constraint, labelSelector: withKeys(labelSelector, matchLabelKeys, 'In', labels) };
    });
  }
  const named = { ...pod, metadata, spec: prepared };
  return isSince('podGeneration', context.version) ? withFirstGeneration(named) : named;
}

function withKeysSelected(affinity: PodAffinity, labels: Labels): PodAffinity {
  const select = (term: PodAffinityTerm): PodAffinityTerm => {
    const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
    if (labelSelector === undefined) return term;
    const matching = withKeys(labelSelector, matchLabelKeys, 'In', labels);
    return { ...term, labelSelector: withKeys(matching, mismatchLabelKeys, 'NotIn', labels) };
  };
  return {
    requiredDuringSchedulingIgnoredDuringExecution:
      affinity.requiredDuringSchedulingIgnoredDuringExecution?.map(select),
    preferredDuringSchedulingIgnoredDuringExecution: affinity.preferredDuringSchedulingIgnoredDuringExecution?.map(
      (weighted) => ({ ...weighted, podAffinityTerm: select(weighted.podAffinityTerm ?? {}) }),
    ),
  };
}

// Keys that the Pod has no label for are left out.
function withKeys(
  selector: LabelSelector,
  keys: readonly string[],
  operator: 'In' | 'NotIn',
  labels: Labels,
): LabelSelector {
  const added: LabelSelectorRequirement[] = keys.flatMap((key) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
