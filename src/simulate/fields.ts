/**
 * Every field of the objects that the simulator plays, by the type that has it, and what the simulator makes of it. A test
 * walks the bundled schemas: a field that is missing here fails it. Who models a field moves its line.
 *
 * - `modelled`: it is read.
 * - `inert`: it changes nothing of what a forecast says, for the reason given.
 * - `unknown`: a real cluster may do something else because of it; the report says so wherever it is in use. `decides`: what
 *   becomes of the workload hangs on it, so that its outcome is unknown, too.
 */

import type { Json } from '../kube/json.js';

/** What the simulator makes of a field. */
export type Handling =
  | { readonly kind: 'modelled' }
  | { readonly kind: 'inert'; readonly why: string }
  | {
      readonly kind: 'unknown';
      /** What may be different. */
      readonly effect: string;
      readonly decides: boolean;
      /** Values that mean nothing else than no value. */
      readonly isUsual: (value: Json) => boolean;
    };

const MODELLED: Handling = { kind: 'modelled' };

function inert(why: string): Handling {
  return { kind: 'inert', why };
}

function unknown(effect: string, usual: readonly Json[] = []): Handling {
  return { kind: 'unknown', effect, decides: false, isUsual: (value) => usual.includes(value) };
}

function deciding(effect: string, usual: readonly Json[] = []): Handling {
  return { kind: 'unknown', effect, decides: true, isUsual: (value) => usual.includes(value) };
}

function modelled(...names: readonly string[]): Readonly<Record<string, Handling>> {
  return Object.fromEntries(names.map((name) => [name, MODELLED]));
}

function allInert(why: string, ...names: readonly string[]): Readonly<Record<string, Handling>> {
  return Object.fromEntries(names.map((name) => [name, inert(why)]));
}

const INSIDE = 'it is about what happens inside the containers';
const PULLS = 'how long a pull takes is assumed';
const RIGHTS = 'what an image may do with these rights is not in a manifest';
const MOUNTED = 'such a volume is taken as there and mounted at once';
const IN_TREE = 'the disk is taken as mounted at once: a real one can hold up a new pod on another node';

const VOLUME: Readonly<Record<string, Handling>> = {
  ...modelled('name', 'configMap', 'ephemeral', 'persistentVolumeClaim', 'secret'),
  ...allInert(MOUNTED, 'cephfs', 'downwardAPI', 'emptyDir', 'flexVolume', 'flocker', 'gitRepo', 'glusterfs'),
  ...allInert(MOUNTED, 'hostPath', 'nfs', 'photonPersistentDisk', 'portworxVolume', 'projected', 'quobyte', 'scaleIO'),
  ...allInert(MOUNTED, 'storageos', 'azureFile'),
  csi: unknown('its driver is taken as there, and the volume as mounted at once'),
  image: inert(PULLS),
  awsElasticBlockStore: unknown(IN_TREE),
  azureDisk: unknown(IN_TREE),
  cinder: unknown(IN_TREE),
  fc: unknown(IN_TREE),
  gcePersistentDisk: unknown(IN_TREE),
  iscsi: unknown(IN_TREE),
  rbd: unknown(IN_TREE),
  vsphereVolume: unknown(IN_TREE),
};

const CONTAINER: Readonly<Record<string, Handling>> = {
  ...modelled('env', 'image', 'lifecycle', 'livenessProbe', 'name', 'ports', 'readinessProbe', 'resources'),
  ...modelled('imagePullPolicy', 'restartPolicy', 'restartPolicyRules', 'startupProbe'),
  ...allInert(INSIDE, 'args', 'command', 'stdin', 'stdinOnce', 'terminationMessagePath', 'terminationMessagePolicy'),
  ...allInert(INSIDE, 'tty', 'volumeDevices', 'volumeMounts', 'workingDir'),
  envFrom: inert('objects that are taken whole are taken as there: the linter looks for them'),
  resizePolicy: inert('a changed template makes new pods; nothing resizes running ones'),
  securityContext: inert(RIGHTS),
};

const POD: Readonly<Record<string, Handling>> = {
  ...modelled('activeDeadlineSeconds', 'affinity', 'containers', 'hostNetwork', 'initContainers', 'nodeName'),
  ...modelled('nodeSelector', 'overhead', 'preemptionPolicy', 'priority', 'priorityClassName', 'resources'),
  ...modelled('readinessGates'),
  ...modelled('restartPolicy', 'schedulingGates', 'terminationGracePeriodSeconds', 'tolerations'),
  ...modelled('topologySpreadConstraints', 'volumes'),
  ...allInert(INSIDE, 'dnsConfig', 'dnsPolicy', 'enableServiceLinks', 'hostAliases', 'hostIPC', 'hostPID', 'hostUsers'),
  ...allInert(INSIDE, 'hostname', 'hostnameOverride', 'setHostnameAsFQDN', 'shareProcessNamespace', 'subdomain'),
  ...allInert(RIGHTS, 'automountServiceAccountToken', 'securityContext'),
  ...allInert('the ServiceAccount is taken as there: the linter looks for it', 'serviceAccount', 'serviceAccountName'),
  ephemeralContainers: inert('no pod is created with them'),
  imagePullSecrets: inert(PULLS),
  os: inert('images are taken as those of the nodes they run on'),
  resourceClaims: deciding('devices are taken as there at once for each claim (ResourceClaims are not simulated)'),
  runtimeClassName: unknown('the RuntimeClass is not among the files: its overhead and node selector are not added'),
  schedulerName: deciding('pods are placed as the default scheduler would', ['default-scheduler', '']),
  schedulingGroup: deciding('pods are placed one by one, not as a group'),
  workloadRef: deciding('pods are placed one by one, not as a group'),
};

/** The table: by the name of the type in `schemas/kubernetes.json`, then by field. */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, Handling>>>> = {
  'apps.v1.DeploymentSpec': {
    ...modelled('minReadySeconds', 'paused', 'progressDeadlineSeconds', 'replicas', 'revisionHistoryLimit'),
    ...modelled('selector', 'strategy', 'template'),
  },
  'apps.v1.DeploymentStrategy': modelled('rollingUpdate', 'type'),
  'apps.v1.RollingUpdateDeployment': modelled('maxSurge', 'maxUnavailable'),
  'apps.v1.StatefulSetSpec': {
    ...modelled('minReadySeconds', 'ordinals', 'persistentVolumeClaimRetentionPolicy', 'podManagementPolicy'),
    ...modelled('replicas', 'revisionHistoryLimit', 'selector', 'template', 'updateStrategy', 'volumeClaimTemplates'),
    serviceName: inert('it gives pods their names in DNS'),
  },
  'apps.v1.StatefulSetUpdateStrategy': modelled('rollingUpdate', 'type'),
  'apps.v1.RollingUpdateStatefulSetStrategy': modelled('maxUnavailable', 'partition'),
  'apps.v1.StatefulSetOrdinals': modelled('start'),
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': modelled('whenDeleted', 'whenScaled'),
  'apps.v1.DaemonSetSpec': modelled(
    'minReadySeconds',
    'revisionHistoryLimit',
    'selector',
    'template',
    'updateStrategy',
  ),
  'apps.v1.DaemonSetUpdateStrategy': modelled('rollingUpdate', 'type'),
  'apps.v1.RollingUpdateDaemonSet': modelled('maxSurge', 'maxUnavailable'),
  'apps.v1.ReplicaSetSpec': modelled('minReadySeconds', 'replicas', 'selector', 'template'),
  'core.v1.ReplicationControllerSpec': modelled('minReadySeconds', 'replicas', 'selector', 'template'),
  'batch.v1.JobSpec': {
    ...modelled('activeDeadlineSeconds', 'backoffLimit', 'backoffLimitPerIndex', 'completionMode', 'completions'),
    ...modelled('manualSelector', 'maxFailedIndexes', 'parallelism', 'podFailurePolicy', 'podReplacementPolicy'),
    ...modelled('selector', 'successPolicy', 'suspend', 'template', 'ttlSecondsAfterFinished'),
    managedBy: deciding('another controller runs this Job', ['kubernetes.io/job-controller']),
  },
  'batch.v1.PodFailurePolicy': modelled('rules'),
  'batch.v1.PodFailurePolicyRule': modelled('action', 'onExitCodes', 'onPodConditions'),
  'batch.v1.SuccessPolicy': modelled('rules'),
  'batch.v1.SuccessPolicyRule': modelled('succeededCount', 'succeededIndexes'),
  'batch.v1.CronJobSpec': {
    ...modelled('concurrencyPolicy', 'failedJobsHistoryLimit', 'jobTemplate', 'schedule', 'startingDeadlineSeconds'),
    ...modelled('successfulJobsHistoryLimit', 'suspend', 'timeZone'),
  },
  'batch.v1.JobTemplateSpec': modelled('metadata', 'spec'),
  'core.v1.PodTemplateSpec': modelled('metadata', 'spec'),
  'core.v1.PodSpec': POD,
  'core.v1.Container': CONTAINER,
  'core.v1.ContainerPort': {
    ...modelled('containerPort', 'hostIP', 'hostPort', 'protocol'),
    name: inert('Services use it'),
  },
  'core.v1.ContainerRestartRule': modelled('action', 'exitCodes'),
  'core.v1.Probe': {
    ...modelled('failureThreshold', 'initialDelaySeconds', 'periodSeconds', 'successThreshold'),
    ...modelled('terminationGracePeriodSeconds', 'timeoutSeconds'),
    ...allInert('when the program answers is assumed', 'exec', 'grpc', 'httpGet', 'tcpSocket'),
  },
  'core.v1.Lifecycle': {
    ...modelled('postStart', 'preStop'),
    stopSignal: inert('how long the program takes to end is assumed, whatever the signal'),
  },
  'core.v1.LifecycleHandler': modelled('exec', 'httpGet', 'sleep', 'tcpSocket'),
  'core.v1.ResourceRequirements': {
    ...modelled('limits', 'requests'),
    claims: inert('the claims of the pod are told of'),
  },
  'core.v1.Volume': VOLUME,
  'core.v1.Affinity': modelled('nodeAffinity', 'podAffinity', 'podAntiAffinity'),
  'core.v1.NodeAffinity': modelled(
    'preferredDuringSchedulingIgnoredDuringExecution',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ),
  'core.v1.PodAffinity': modelled(
    'preferredDuringSchedulingIgnoredDuringExecution',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ),
  'core.v1.PodAntiAffinity': modelled(
    'preferredDuringSchedulingIgnoredDuringExecution',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ),
  'core.v1.PodAffinityTerm': {
    ...modelled('labelSelector', 'matchLabelKeys', 'mismatchLabelKeys', 'namespaceSelector', 'namespaces'),
    ...modelled('topologyKey'),
  },
  'core.v1.NodeSelector': modelled('nodeSelectorTerms'),
  'core.v1.PreferredSchedulingTerm': modelled('preference', 'weight'),
  'core.v1.WeightedPodAffinityTerm': modelled('podAffinityTerm', 'weight'),
  'core.v1.NodeSelectorTerm': modelled('matchExpressions', 'matchFields'),
  'core.v1.TopologySpreadConstraint': {
    ...modelled('labelSelector', 'matchLabelKeys', 'maxSkew', 'minDomains', 'nodeAffinityPolicy', 'nodeTaintsPolicy'),
    ...modelled('topologyKey', 'whenUnsatisfiable'),
  },
  'core.v1.Toleration': modelled('effect', 'key', 'operator', 'tolerationSeconds', 'value'),
  'core.v1.PersistentVolumeClaim': {
    ...modelled('apiVersion', 'kind', 'metadata', 'spec'),
    status: inert('the cluster writes it'),
  },
  'core.v1.PersistentVolumeClaimSpec': {
    ...modelled('accessModes', 'resources', 'selector', 'storageClassName', 'volumeAttributesClassName', 'volumeMode'),
    ...modelled('volumeName'),
    dataSource: unknown('the volume is taken as filled at once'),
    dataSourceRef: unknown('the volume is taken as filled at once'),
  },
  'core.v1.PersistentVolumeSpec': {
    ...modelled('accessModes', 'capacity', 'claimRef', 'nodeAffinity', 'persistentVolumeReclaimPolicy'),
    ...modelled('storageClassName', 'volumeAttributesClassName', 'volumeMode'),
    ...allInert(MOUNTED, 'awsElasticBlockStore', 'azureDisk'),
    ...allInert(MOUNTED, 'azureFile', 'cephfs', 'cinder', 'csi', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk'),
    ...allInert(MOUNTED, 'glusterfs', 'hostPath', 'iscsi', 'local', 'mountOptions', 'nfs', 'photonPersistentDisk'),
    ...allInert(MOUNTED, 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'),
  },
  'core.v1.ServiceSpec': {
    ...modelled('publishNotReadyAddresses', 'selector', 'type'),
    ...allInert('ready endpoints are the same with it', 'allocateLoadBalancerNodePorts', 'clusterIP', 'clusterIPs'),
    ...allInert('ready endpoints are the same with it', 'externalIPs', 'externalName', 'healthCheckNodePort'),
    ...allInert('ready endpoints are the same with it', 'ipFamilies', 'ipFamilyPolicy', 'loadBalancerClass', 'ports'),
    ...allInert('ready endpoints are the same with it', 'loadBalancerIP', 'loadBalancerSourceRanges'),
    ...allInert('each ready endpoint is taken to get the same share', 'externalTrafficPolicy', 'internalTrafficPolicy'),
    ...allInert('each ready endpoint is taken to get the same share', 'sessionAffinity', 'sessionAffinityConfig'),
    ...allInert('each ready endpoint is taken to get the same share', 'trafficDistribution'),
  },
  'networking.v1.NetworkPolicySpec': modelled('egress', 'ingress', 'podSelector', 'policyTypes'),
  'policy.v1.PodDisruptionBudgetSpec': modelled(
    'maxUnavailable',
    'minAvailable',
    'selector',
    'unhealthyPodEvictionPolicy',
  ),
  'autoscaling.v2.HorizontalPodAutoscalerSpec': modelled(
    'behavior',
    'maxReplicas',
    'metrics',
    'minReplicas',
    'scaleTargetRef',
  ),
  'autoscaling.v2.HorizontalPodAutoscalerBehavior': modelled('scaleDown', 'scaleUp'),
  'autoscaling.v2.HPAScalingRules': modelled('policies', 'selectPolicy', 'stabilizationWindowSeconds', 'tolerance'),
  'core.v1.ResourceQuotaSpec': {
    ...modelled('hard', 'scopeSelector', 'scopes'),
  },
  'core.v1.LimitRangeSpec': modelled('limits'),
  'core.v1.LimitRangeItem': modelled('default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min', 'type'),
  'storage.v1.CSINodeSpec': modelled('drivers'),
  'storage.v1.CSINodeDriver': {
    ...modelled('allocatable', 'name'),
    ...allInert('volumes are made where the driver says', 'nodeID', 'topologyKeys'),
  },
  'core.v1.NodeSpec': {
    ...modelled('taints', 'unschedulable'),
    ...allInert(
      'nothing of a rollout depends on it',
      'configSource',
      'externalID',
      'podCIDR',
      'podCIDRs',
      'providerID',
    ),
  },
};
