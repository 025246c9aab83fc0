// Twin of the workloads' PrepareForCreate: pkg/registry/apps/*/strategy.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type { DaemonSet, Deployment, PodTemplateSpec, ReplicaSet, StatefulSet } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withoutGatedFields } from '../core/pod-gates.js';
import { withFirstGeneration } from '../first-generation.js';

/** A Pod template without the fields that a feature gate switches off. */
export function preparedTemplate(template: PodTemplateSpec | undefined, context: ApiContext): PodTemplateSpec {
  return { ...template, spec: withoutGatedFields(template?.spec ?? {}, context) };
}

/** A workload as the server validates it. */
export function preparedWorkload<T extends Deployment | ReplicaSet | DaemonSet | StatefulSet>(
  workload: T,
  context: ApiContext,
): T {
  const template = preparedTemplate(workload.spec?.template, context);
  return withFirstGeneration({ ...workload, spec: { ...workload.spec, template } });
}

/** A StatefulSet as the server validates it. */
export function preparedStatefulSet(statefulSet: StatefulSet, context: ApiContext): StatefulSet {
  const prepared = preparedWorkload(statefulSet, context);
  const { spec = {} } = prepared;
  const { version } = context;
  const rollingUpdate = spec.updateStrategy?.rollingUpdate;
  const dropsMaxUnavailable =
    rollingUpdate?.maxUnavailable !== undefined && !isGateOn('MaxUnavailableStatefulSet', version);
  return {
    ...prepared,
    spec: {
      ...spec,
      ...(dropsMaxUnavailable && {
        updateStrategy: { ...spec.updateStrategy, rollingUpdate: { ...rollingUpdate, maxUnavailable: undefined } },
      }),
      ...(!isGateOn('StatefulSetAutoDeletePVC', version) && { persistentVolumeClaimRetentionPolicy: undefined }),
      ...(!isGateOn('StatefulSetStartOrdinal', version) && { ordinals: undefined }),
    },
  };
}
