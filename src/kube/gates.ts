// Feature gates of the API server and the controllers, as they are by default: pkg/features/kube_features.go and
// apiserver's pkg/features/kube_features.go of each minor from v1.26 to v1.36.
import type { KubernetesVersion } from './version.js';

// The minor since which the gate is on by default; 26 also stands for earlier ones. A gate that was removed stays on.
const ON_SINCE = {
  APISelfSubjectReview: 27,
  AnyVolumeDataSource: 26,
  AppArmor: 26,
  AppArmorFields: 30,
  AuthorizePodWebsocketUpgradeCreatePermission: 35,
  CRDValidationRatcheting: 30,
  CSINodeExpandSecret: 27,
  CSIServiceAccountTokenSecrets: 35,
  ClearingNominatedNodeNameAfterBinding: 35,
  ContainerRestartRules: 35,
  CronJobTimeZone: 26,
  CronJobsScheduledAnnotation: 28,
  DRAAdminAccess: 34,
  DRAConsumableCapacity: 36,
  DRADeviceBindingConditions: 36,
  DRADeviceTaints: 36,
  DRAExtendedResource: 36,
  DRAPartitionableDevices: 36,
  DRAPrioritizedList: 34,
  DRAResourceClaimDeviceStatus: 33,
  DRAResourceClaimGranularStatusAuthorization: 36,
  DeclarativeValidation: 33,
  DeploymentReplicaSetTerminatingReplicas: 35,
  DisableAllocatorDualWrite: 34,
  DownwardAPIHugePages: 26,
  DynamicResourceAllocation: 34,
  ElasticIndexedJob: 27,
  EnvFiles: 35,
  ExpandedDNSConfig: 26,
  ExtendWebSocketsToKubelet: 36,
  GracefulNodeShutdown: 26,
  HPAConfigurableTolerance: 35,
  HPAContainerMetrics: 27,
  HonorPVReclaimPolicy: 31,
  HostnameOverride: 35,
  ImageVolume: 35,
  InPlacePodLevelResourcesVerticalScaling: 36,
  InPlacePodVerticalScaling: 33,
  InPlacePodVerticalScalingInitContainers: 36,
  JobBackoffLimitPerIndex: 29,
  JobManagedBy: 32,
  JobMutableNodeSchedulingDirectives: 26,
  JobPodFailurePolicy: 26,
  JobPodReplacementPolicy: 29,
  JobSuccessPolicy: 31,
  KubeletFineGrainedAuthz: 33,
  KubeletServiceAccountTokenForCredentialProviders: 34,
  LoadBalancerIPMode: 30,
  LogarithmicScaleDown: 26,
  MatchLabelKeysInPodAffinity: 31,
  MatchLabelKeysInPodTopologySpread: 27,
  MatchLabelKeysInPodTopologySpreadSelectorMerge: 34,
  MinDomainsInPodTopologySpread: 27,
  MultiCIDRServiceAllocator: 33,
  MutableCSINodeAllocatableCount: 35,
  MutablePodResourcesForSuspendedJobs: 36,
  MutableSchedulingDirectivesForSuspendedJobs: 36,
  NodeDeclaredFeatures: 36,
  NodeInclusionPolicyInPodTopologySpread: 26,
  OrderedNamespaceDeletion: 33,
  PDBUnhealthyPodEvictionPolicy: 27,
  PersistentVolumeLastPhaseTransitionTime: 29,
  PodDeletionCost: 26,
  PodDisruptionConditions: 26,
  PodHostIPs: 29,
  PodIndexLabel: 28,
  PodLevelResources: 34,
  PodLifecycleSleepAction: 30,
  PodLifecycleSleepActionAllowZero: 33,
  PodObservedGenerationTracking: 34,
  PodSchedulingReadiness: 27,
  PortForwardWebsockets: 31,
  PreferSameTrafficDistribution: 34,
  ProbeTerminationGracePeriod: 26,
  ProcMountType: 33,
  ReadWriteOncePod: 27,
  RecoverVolumeExpansionFailure: 32,
  RecursiveReadOnlyMounts: 31,
  RelaxedDNSSearchValidation: 33,
  RelaxedEnvironmentVariableValidation: 32,
  RelaxedServiceNameValidation: 36,
  ResourceHealthStatus: 36,
  ResourceHealthStatusMessage: 36,
  RestartAllContainersOnContainerExits: 36,
  RetroactiveDefaultStorageClass: 26,
  SELinuxChangePolicy: 33,
  SELinuxMountReadWriteOncePod: 28,
  SeparateTaintEvictionController: 29,
  ServiceAccountTokenJTI: 30,
  ServiceAccountTokenNodeBinding: 31,
  ServiceAccountTokenPodNodeInfo: 30,
  ServiceCIDRStatusFieldWiping: 36,
  ServiceNodePortStaticSubrange: 28,
  ServiceTrafficDistribution: 31,
  SidecarContainers: 29,
  SkipReadOnlyValidationGCE: 29,
  StatefulSetAutoDeletePVC: 27,
  StatefulSetStartOrdinal: 27,
  StorageNamespaceIndex: 30,
  StreamingCollectionEncodingToJSON: 33,
  StreamingCollectionEncodingToProtobuf: 33,
  StrictCostEnforcementForVAP: 32,
  StrictCostEnforcementForWebhooks: 32,
  StrictIPCIDRValidation: 36,
  SupplementalGroupsPolicy: 33,
  TopologyAwareHints: 26,
  TranslateStreamCloseWebsocketRequests: 30,
  UserNamespacesSupport: 33,
  VolumeAttributesClass: 34,
} as const;

// What controllers do otherwise since a minor, without a gate: named like one, so that code asks the same question.
// DaemonSetCountsUnavailableOldPods: kubernetes/kubernetes#123232, in v1.28.15 and not in v1.27.16.
const FIXED_SINCE = {
  DaemonSetCountsUnavailableOldPods: 28,
} as const;

// Gates that are off by default in every bundled minor.
const ALWAYS_OFF = [
  'AllowServiceLBStatusOnNonLB',
  'CBORServingAndStorage',
  'ClusterTrustBundle',
  'ClusterTrustBundleProjection',
  'ContainerStopSignals',
  'CoordinatedLeaderElection',
  'CrossNamespaceVolumeDataSource',
  'DRADeviceTaintRules',
  'DRAListTypeAttributes',
  'DRANodeAllocatableResources',
  'DRAWorkloadResourceClaims',
  'DeclarativeValidationTakeover',
  'DefaultHostNetworkHostPortsInPodTemplates',
  'GenericWorkload',
  'GitRepoVolumeDriver',
  'HPAScaleToZero',
  'ImageVolumeWithDigest',
  'InPlacePodVerticalScalingAllocatedStatus',
  'ManifestBasedAdmissionControlConfig',
  'MutablePVNodeAffinity',
  'NetworkPolicyStatus',
  'PodCertificateRequest',
  'PodLogsQuerySplitStreams',
  'SELinuxMount',
  'StorageVersionMigrator',
  'TaintTolerationComparisonOperators',
  'TopologyAwareWorkloadScheduling',
  'UserNamespacesHostNetworkSupport',
  'UserNamespacesStatelessPodsSupport',
  'VolumeLimitScaling',
  'WorkloadAwarePreemption',
] as const;

// Gates that were switched during a minor's patch releases: on from `from` up to, not including, `until`.
// MaxUnavailableStatefulSet: on in v1.35.0, off again since v1.35.4 (kubernetes/kubernetes#137926).
const ON_BETWEEN = {
  MaxUnavailableStatefulSet: { from: { minor: 35, patch: 0 }, until: { minor: 35, patch: 4 } },
} as const;

/** A feature gate that rollcast knows. */
export type Gate =
  | keyof typeof ON_SINCE
  | keyof typeof FIXED_SINCE
  | keyof typeof ON_BETWEEN
  | (typeof ALWAYS_OFF)[number];

/** Is the gate on by default in this release? */
export function isGateOn(gate: Gate, version: KubernetesVersion): boolean {
  if (isKeyOf(ON_SINCE, gate)) return version.minor >= ON_SINCE[gate];
  if (isKeyOf(FIXED_SINCE, gate)) return version.minor >= FIXED_SINCE[gate];
  if (!isKeyOf(ON_BETWEEN, gate)) return false;
  const { from, until } = ON_BETWEEN[gate];
  return !isBefore(version, from) && isBefore(version, until);
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}

function isBefore(version: KubernetesVersion, other: KubernetesVersion): boolean {
  return version.minor < other.minor || (version.minor === other.minor && version.patch < other.patch);
}
