// Twin of SetDefaults_Deployment and its neighbours: pkg/apis/apps/v1/defaults.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type {
  DaemonSet,
  DaemonSetUpdateStrategy,
  Deployment,
  DeploymentStrategy,
  ReplicaSet,
  StatefulSet,
  StatefulSetUpdateStrategy,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withClaimDefaults, withPodTemplateDefaults } from '../core/defaults.js';

/** A Deployment with the server's defaults. */
export function withDeploymentDefaults(deployment: Deployment, context: ApiContext): Deployment {
  const spec = deployment.spec ?? {};
  return {
    ...deployment,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      strategy: deploymentStrategy(spec.strategy ?? {}),
      template: withPodTemplateDefaults(spec.template ?? {}, context),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
    },
  };
}

function deploymentStrategy(strategy: DeploymentStrategy): DeploymentStrategy {
  const type = strategy.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type };
  const { maxUnavailable = '25%', maxSurge = '25%' } = strategy.rollingUpdate ?? {};
  return { ...strategy, type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** A ReplicaSet with the server's defaults. */
export function withReplicaSetDefaults(replicaSet: ReplicaSet, context: ApiContext): ReplicaSet {
  const spec = replicaSet.spec ?? {};
  const template = withPodTemplateDefaults(spec.template ?? {}, context);
  return { ...replicaSet, spec: { ...spec, replicas: spec.replicas ?? 1, template } };
}

/** A DaemonSet with the server's defaults. */
export function withDaemonSetDefaults(daemonSet: DaemonSet, context: ApiContext): DaemonSet {
  const spec = daemonSet.spec ?? {};
  return {
    ...daemonSet,
    spec: {
      ...spec,
      template: withPodTemplateDefaults(spec.template ?? {}, context),
      updateStrategy: daemonSetStrategy(spec.updateStrategy ?? {}),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    },
  };
}

function daemonSetStrategy(strategy: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy {
  const type = strategy.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type };
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  return { ...strategy, type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** A StatefulSet with the server's defaults. */
export function withStatefulSetDefaults(statefulSet: StatefulSet, context: ApiContext): StatefulSet {
  const spec = statefulSet.spec ?? {};
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  const retention = { whenDeleted: whenDeleted || 'Retain', whenScaled: whenScaled || 'Retain' };
  return {
    ...statefulSet,
    spec: {
      ...spec,
      podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
      updateStrategy: statefulSetStrategy(spec.updateStrategy ?? {}, context),
      ...(isGateOn('StatefulSetAutoDeletePVC', context.version) && {
        persistentVolumeClaimRetentionPolicy: retention,
      }),
      replicas: spec.replicas ?? 1,
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      template: withPodTemplateDefaults(spec.template ?? {}, context),
      ...(spec.volumeClaimTemplates !== undefined && {
        volumeClaimTemplates: spec.volumeClaimTemplates.map((claim) => withClaimDefaults(claim)),
      }),
    },
  };
}

// A written `type: RollingUpdate` without `rollingUpdate` stays without.
function statefulSetStrategy(strategy: StatefulSetUpdateStrategy, context: ApiContext): StatefulSetUpdateStrategy {
  const type = strategy.type || 'RollingUpdate';
  const rollingUpdate = strategy.rollingUpdate ?? (strategy.type ? undefined : {});
  if (type !== 'RollingUpdate' || rollingUpdate === undefined) return { ...strategy, type };
  const { partition = 0, maxUnavailable = 1 } = rollingUpdate;
  const counted = isGateOn('MaxUnavailableStatefulSet', context.version);
  return {
    ...strategy,
    type,
    rollingUpdate: { ...rollingUpdate, partition, ...(counted && { maxUnavailable }) },
  };
}
