import type { KubernetesVersion } from '../kube/version.js';

// Validation that came with a minor release and has no feature gate of its own, read off pkg/apis/*/validation of each
// minor from v1.26 to v1.36.
const SINCE_MINOR = {
  /** batch: the generated selector uses batch.kubernetes.io/controller-uid. */
  prefixedJobLabels: 27,
  /** core: the annotations topology-mode and topology-aware-hints have to agree. */
  topologyMode: 27,
  /** core: addresses and ranges that a Service had pass an update unread. */
  knownAddressesPass: 33,
  /** core: an update drops fields of a PersistentVolume whose gate is off. */
  volumeUpdateDropsFields: 31,
  /** core: a ClusterIP Service with externalIPs has an externalTrafficPolicy. */
  externalIpsAreExternal: 29,
  /** storage: `fsGroupPolicy` and `podInfoOnMount` of a CSIDriver may change. */
  csiDriverMayChange: 30,
  /** core, networking: every wrong range of a list is told, not the first or the list. */
  eachRange: 30,
  /** apps: `serviceName` of a StatefulSet is a DNS label. */
  statefulSetServiceName: 33,
  /** apps: `revisionHistoryLimit` of a StatefulSet may change. */
  statefulSetHistoryLimitMayChange: 33,
  /** apps: an update does not look at the data of a ControllerRevision again. */
  revisionDataOnCreate: 31,
  /** apps: Pod and claim templates of a StatefulSet are validated. */
  statefulSetTemplates: 34,
  /** autoscaling: references have a well-formed apiVersion with a group. */
  autoscalerApiVersion: 34,
  /** admissionregistration: webhooks have matchConditions. */
  webhookMatchConditions: 28,
  /** admissionregistration: error paths of bindings say `matchResources`, not `matchResouces`. */
  matchResourcesSpelling: 32,
  /** apiextensions: an update may not bring a caBundle without certificates. */
  caBundleHasCertificates: 31,
  /** apiextensions: versions have selectableFields (gate CustomResourceFieldSelectors). */
  selectableFields: 31,
  /** discovery: an update does not judge endpoints that it does not change. */
  unchangedEndpointsPass: 33,
  /** discovery: addresses of an IPv6 slice are canonical. */
  endpointAddressesByFamily: 33,
  /** node: error paths of tolerations say `scheduling.tolerations` once. */
  runtimeTolerationsPath: 35,
  /** node: an absent handler is Required instead of Invalid. */
  runtimeHandlerRequired: 36,
  /** storage: the error path of a changed driver is spec.drivers. */
  nodeDriversPath: 33,
  /** storage: immutable fields of a StorageClass are Invalid instead of Forbidden. */
  storageClassFieldsImmutable: 36,
  /** flowcontrol: absent types are Required instead of NotSupported. */
  priorityLevelTypesRequired: 36,
  /** autoscaling: maxReplicas 0 is Required instead of Invalid. */
  autoscalerMaxReplicasRequired: 36,
  /** core: an update of a Pod may not change the QoS class that its resources give it. */
  podQosOfSpecStays: 29,
  /** core: an update of a Pod may not change the QoS class in its status. */
  podQosOfStatusStays: 32,
  /** core: label selectors of topology spread constraints are validated. */
  topologySpreadSelector: 27,
  /** core: values in required node affinity are label values. */
  nodeAffinityValues: 33,
  /** core: no sysctl of a namespace that the Pod shares with its node. */
  sysctlsOfHost: 29,
  /** core: the path of a projected token stays in its volume. */
  localTokenPath: 30,
  /** core: procMount Unmasked needs hostUsers false. */
  unmaskedNeedsUserNamespace: 30,
  /** core: hostUsers false excludes block devices. */
  userNamespaceDevices: 34,
  /** core: host ports of Pods on the node's network are filled in for bare Pods only, not for templates. */
  hostPortsOfPodsOnly: 28,
  /** core: the API group of a claim's data source is well formed. */
  dataSourceGroup: 29,
  /** core: values in a volume's node affinity are label values. */
  volumeNodeAffinityValues: 33,
  /** core: quotas may be scoped by VolumeAttributesClass. */
  volumeAttributesClassScope: 33,
  /** core: a Pod's generation is counted. */
  podGeneration: 33,
  /** core: secrets of a CSI volume have the names of objects, not only of labels. */
  csiSecretSubdomains: 27,
  /** core: `status.hostIPs` is a field that Pods can refer to. */
  hostIpsReference: 28,
  /** core: a host port that is not the container's is reported at hostPort, not at containerPort. */
  hostPortReported: 28,
  /** core: errors of host aliases say which one. */
  hostAliasReported: 30,
  /** core: a Node may have the same podCIDR twice, though one per family only. */
  podCidrRepeats: 33,
  /** core: too many restart rules are TooMany, not TooLong. */
  restartRulesTooMany: 36,
  /** core: an init container that is no sidecar is not restarted on resize. */
  initContainerResize: 36,
  /** core: a CSI driver without a name is missing, and not malformed too. */
  missingDriverAlone: 35,
  /** core, resource: the prefix of a ReplicationController's or DeviceClass's name is not looked at, only the name made of it. */
  madeNameAlone: 35,
} as const;

/** A validation that not every supported minor has. */
export type Change = keyof typeof SINCE_MINOR;

/** Does this version of the API server have the validation `change`? */
export function isSince(change: Change, version: KubernetesVersion): boolean {
  return version.minor >= SINCE_MINOR[change];
}
