// When API versions were deprecated and removed, and what replaces them: zz_generated.prerelease-lifecycle.go of k8s.io/api
// (v0.26.15 for what is gone, v0.36.1), apiextensions-apiserver and kube-aggregator; before those the deprecation guide,
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/.

/** What became of one kind of an API version. Minors of Kubernetes 1. */
export interface Lifecycle {
  readonly deprecatedIn?: number;
  /** The first minor that no longer serves it. */
  readonly removedIn?: number;
  /** The apiVersion to write instead; `undefined` if there is none. */
  readonly replacement?: string;
  /** The kind to write instead, where it has another name. */
  readonly replacementKind?: string;
}

/** The life cycle of a kind; `undefined` for one that is neither deprecated nor removed in any bundled minor. */
export function lifecycleOf(apiVersion: string, kind: string): Lifecycle | undefined {
  byKind ??= index();
  return byKind.get(`${apiVersion} ${kind}`);
}

/** The kinds that were once served under this apiVersion. */
export function formerKinds(apiVersion: string): string[] {
  return LINES.filter(([version]) => version === apiVersion).flatMap(([, kinds]) => kinds.split(' '));
}

type Line = readonly [string, string, number | undefined, number | undefined, string?, string?];

// apiVersion, kinds, deprecated in, removed in, replacement.
const LINES: readonly Line[] = [
  ['v1', 'Endpoints', 33, undefined, 'discovery.k8s.io/v1', 'EndpointSlice'],
  ['v1', 'ComponentStatus', 19, undefined],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    35,
    38,
    'admissionregistration.k8s.io/v1beta1',
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    29,
    32,
    'admissionregistration.k8s.io/v1',
  ],
  ['admissionregistration.k8s.io/v1alpha1', 'InitializerConfiguration', 13, 14],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    37,
    40,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    31,
    34,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    16,
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 16, 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', 'APIService', 19, 22, 'apiregistration.k8s.io/v1'],
  ['apps/v1beta1', 'ControllerRevision Deployment StatefulSet', 8, 16, 'apps/v1'],
  ['apps/v1beta2', 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', 9, 16, 'apps/v1'],
  ['authentication.k8s.io/v1alpha1', 'SelfSubjectReview', 29, 32, 'authentication.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'SelfSubjectReview', 30, 33, 'authentication.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 19, 22, 'authentication.k8s.io/v1'],
  [
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    19,
    22,
    'authorization.k8s.io/v1',
  ],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 22, 25, 'autoscaling/v2'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 23, 26, 'autoscaling/v2'],
  ['batch/v2alpha1', 'CronJob', 8, 21, 'batch/v1'],
  ['batch/v1beta1', 'CronJob', 21, 25, 'batch/v1'],
  ['certificates.k8s.io/v1alpha1', 'ClusterTrustBundle', 34, 37, 'certificates.k8s.io/v1beta1'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 19, 22, 'certificates.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', 'ClusterTrustBundle', 37, 40],
  ['certificates.k8s.io/v1alpha1', 'PodCertificateRequest', 35, 35, 'certificates.k8s.io/v1beta1'],
  ['certificates.k8s.io/v1beta1', 'PodCertificateRequest', 38, 41],
  ['coordination.k8s.io/v1alpha1', 'LeaseCandidate', 32, 32, 'coordination.k8s.io/v1alpha2'],
  ['coordination.k8s.io/v1alpha2', 'LeaseCandidate', 35, 38, 'coordination.k8s.io/v1beta1'],
  ['coordination.k8s.io/v1beta1', 'Lease', 19, 22, 'coordination.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'LeaseCandidate', 36, 39],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 21, 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', 22, 25, 'events.k8s.io/v1'],
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 8, 16, 'apps/v1'],
  ['extensions/v1beta1', 'Ingress', 14, 22, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', 9, 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 11, 16],
  [
    'flowcontrol.apiserver.k8s.io/v1alpha1',
    'FlowSchema PriorityLevelConfiguration',
    20,
    21,
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema PriorityLevelConfiguration',
    23,
    26,
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'FlowSchema PriorityLevelConfiguration',
    26,
    29,
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
    29,
    32,
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  ['networking.k8s.io/v1alpha1', 'ClusterCIDR', 28, 29],
  ['networking.k8s.io/v1alpha1', 'IPAddress ServiceCIDR', 31, 31, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR', 34, 37, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 19, 22, 'networking.k8s.io/v1'],
  ['node.k8s.io/v1alpha1', 'RuntimeClass', 20, 22, 'node.k8s.io/v1'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 22, 25, 'node.k8s.io/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', 21, 25, 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 21, 25],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    17,
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    17,
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  ['resource.k8s.io/v1alpha1', 'PodScheduling ResourceClass', 27, 27],
  ['resource.k8s.io/v1alpha1', 'ResourceClaim ResourceClaimTemplate', 27, 27, 'resource.k8s.io/v1'],
  [
    'resource.k8s.io/v1alpha2',
    'PodSchedulingContext ResourceClaimParameters ResourceClass ResourceClassParameters',
    31,
    31,
  ],
  ['resource.k8s.io/v1alpha2', 'ResourceClaim ResourceClaimTemplate ResourceSlice', 31, 31, 'resource.k8s.io/v1'],
  [
    'resource.k8s.io/v1alpha3',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    34,
    34,
    'resource.k8s.io/v1',
  ],
  ['resource.k8s.io/v1alpha3', 'PodSchedulingContext', 32, 32],
  ['resource.k8s.io/v1alpha3', 'DeviceTaintRule', 36, 39, 'resource.k8s.io/v1beta2'],
  ['resource.k8s.io/v1alpha3', 'ResourcePoolStatusRequest', 39, 42],
  [
    'resource.k8s.io/v1beta1',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    35,
    38,
    'resource.k8s.io/v1',
  ],
  [
    'resource.k8s.io/v1beta2',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    36,
    39,
    'resource.k8s.io/v1',
  ],
  ['resource.k8s.io/v1beta2', 'DeviceTaintRule', 39, 42],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', 'Workload', 36, 36, 'scheduling.k8s.io/v1alpha2'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['settings.k8s.io/v1alpha1', 'PodPreset', 20, 20],
  ['storage.k8s.io/v1alpha1', 'CSIStorageCapacity', 21, 24, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1', 'VolumeAttachment', 21, 24, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1', 'VolumeAttributesClass', 32, 35, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver StorageClass VolumeAttachment', 19, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSINode', 17, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 24, 27, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'VolumeAttributesClass', 34, 37, 'storage.k8s.io/v1'],
  ['storagemigration.k8s.io/v1alpha1', 'StorageVersionMigration', 35, 35, 'storagemigration.k8s.io/v1beta1'],
  ['storagemigration.k8s.io/v1beta1', 'StorageVersionMigration', 38, 41],
];

let byKind: Map<string, Lifecycle> | undefined;

function index(): Map<string, Lifecycle> {
  const index = new Map<string, Lifecycle>();
  for (const [apiVersion, kinds, deprecatedIn, removedIn, replacement, replacementKind] of LINES) {
    const lifecycle: Lifecycle = {
      ...(deprecatedIn === undefined ? {} : { deprecatedIn }),
      ...(removedIn === undefined ? {} : { removedIn }),
      ...(replacement === undefined ? {} : { replacement }),
      ...(replacementKind === undefined ? {} : { replacementKind }),
    };
    for (const kind of kinds.split(' ')) index.set(`${apiVersion} ${kind}`, lifecycle);
  }
  return index;
}
