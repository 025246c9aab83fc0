// Twin of SetDefaults_HorizontalPodAutoscaler: pkg/apis/autoscaling/v1/defaults.go, v2/defaults.go and
// v1/conversion.go, Kubernetes v1.35.4.
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerV1,
  HPAScalingRules,
  MetricSpec,
} from '../../kube/types.generated.js';

const DEFAULT_CPU_UTILIZATION = 80;
const SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
// Without a window: the controller has a flag for it.
const SCALE_DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** An autoscaling/v2 HorizontalPodAutoscaler with the server's defaults. */
export function withAutoscalerDefaults(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec = autoscaler.spec ?? {};
  const { behavior, metrics = [] } = spec;
  return {
    ...autoscaler,
    spec: {
      ...spec,
      minReplicas: spec.minReplicas ?? 1,
      metrics: metrics.length === 0 ? [cpuMetric(DEFAULT_CPU_UTILIZATION)] : metrics,
      ...(behavior !== undefined && {
        behavior: {
          scaleUp: { ...SCALE_UP, ...behavior.scaleUp },
          scaleDown: { ...SCALE_DOWN, ...behavior.scaleDown },
        },
      }),
    },
  };
}

/** The metric that a target of average CPU utilization, in percent of the requests, stands for. */
function cpuMetric(averageUtilization: number): MetricSpec {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

/** An autoscaling/v1 HorizontalPodAutoscaler with the server's defaults. */
export function withAutoscalerV1Defaults(autoscaler: HorizontalPodAutoscalerV1): HorizontalPodAutoscalerV1 {
  const spec = autoscaler.spec ?? {};
  return { ...autoscaler, spec: { ...spec, minReplicas: spec.minReplicas ?? 1 } };
}

/**
 * The autoscaling/v2 object that the server makes of an autoscaling/v1 one before it validates.
 * Not modelled: metrics and behavior in the annotations that kubectl once wrote for round trips.
 */
export function autoscalerOfV1(autoscaler: HorizontalPodAutoscalerV1): HorizontalPodAutoscaler {
  const { minReplicas, maxReplicas, scaleTargetRef, targetCPUUtilizationPercentage } = autoscaler.spec ?? {};
  const metrics = [cpuMetric(targetCPUUtilizationPercentage ?? DEFAULT_CPU_UTILIZATION)];
  const spec: HorizontalPodAutoscalerSpec = { minReplicas, maxReplicas, scaleTargetRef, metrics };
  return { ...autoscaler, spec, status: undefined };
}
