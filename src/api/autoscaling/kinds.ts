import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerV1 } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { autoscalerOfV1, withAutoscalerDefaults, withAutoscalerV1Defaults } from './defaults.js';
import { validateHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.js';

/** The kinds of autoscaling/v2; v2beta2, up to 1.25, had the same. */
export const autoscalingV2Kinds: Kinds = new Map([
  [
    'HorizontalPodAutoscaler',
    kindOf<HorizontalPodAutoscaler>({
      namespaced: true,
      defaults: withAutoscalerDefaults,
      validate: validateHorizontalPodAutoscaler,
    }),
  ],
]);

/** The kinds of autoscaling/v1. */
export const autoscalingV1Kinds: Kinds = new Map([
  [
    'HorizontalPodAutoscaler',
    kindOf<HorizontalPodAutoscalerV1>({
      namespaced: true,
      defaults: withAutoscalerV1Defaults,
      validate: (autoscaler, context, errors) =>
        validateHorizontalPodAutoscaler(autoscalerOfV1(autoscaler), context, errors),
    }),
  ],
]);
