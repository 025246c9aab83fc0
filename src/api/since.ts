import type { KubernetesVersion } from '../kube/version.js';

// Validation that came with a minor release and has no feature gate of its own, read off pkg/apis/*/validation of each
// minor from v1.26 to v1.36.
const SINCE_MINOR = {
  /** batch: the generated selector uses batch.kubernetes.io/controller-uid. */
  prefixedJobLabels: 27,
  /** core: the annotations topology-mode and topology-aware-hints have to agree. */
  topologyMode: 27,
  /** core: a ClusterIP Service with externalIPs has an externalTrafficPolicy. */
  externalIpsAreExternal: 29,
  /** apps: `serviceName` of a StatefulSet is a DNS label. */
  statefulSetServiceName: 33,
  /** apps: Pod and claim templates of a StatefulSet are validated. */
  statefulSetTemplates: 34,
  /** autoscaling: references have a well-formed apiVersion with a group. */
  autoscalerApiVersion: 34,
  /** admissionregistration: webhooks have matchConditions. */
  webhookMatchConditions: 28,
  /** discovery: addresses of an IPv6 slice are canonical. */
  endpointAddressesByFamily: 33,
  /** node: an absent handler is Required instead of Invalid. */
  runtimeHandlerRequired: 36,
  /** flowcontrol: absent types are Required instead of NotSupported. */
  priorityLevelTypesRequired: 36,
  /** autoscaling: maxReplicas 0 is Required instead of Invalid. */
  autoscalerMaxReplicasRequired: 36,
} as const;

/** A validation that not every supported minor has. */
export type Change = keyof typeof SINCE_MINOR;

/** Does this version of the API server have the validation `change`? */
export function isSince(change: Change, version: KubernetesVersion): boolean {
  return version.minor >= SINCE_MINOR[change];
}
