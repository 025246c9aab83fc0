// Twin of ValidateHorizontalPodAutoscalerUpdate: pkg/apis/autoscaling/validation/validation.go and
// pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go, Kubernetes v1.35.4.
import type { FieldErrors } from '../../kube/field-error.js';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerV1 } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { autoscalerOfV1 } from './defaults.js';
import { validateAutoscalerSpec } from './horizontal-pod-autoscaler.js';

function validateUpdate(
  to: HorizontalPodAutoscaler,
  from: HorizontalPodAutoscaler,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  const { apiVersion = '', kind = '' } = spec.scaleTargetRef ?? {};
  const keepsTarget =
    apiVersion === (old.scaleTargetRef?.apiVersion ?? '') && kind === (old.scaleTargetRef?.kind ?? '');
  const target = keepsTarget ? { invalidApiVersion: true } : { emptyGroup: kind === 'ReplicationController' };
  const allowances = { zeroMinReplicas: old.minReplicas === 0, target, metrics: { emptyGroup: true } };
  validateAutoscalerSpec(spec, allowances, context, errors);
}

/** What may change in the kinds of autoscaling/v2. */
export const autoscalingV2Updates: UpdateKinds = new Map([
  ['HorizontalPodAutoscaler', updateKindOf<HorizontalPodAutoscaler>({ validate: validateUpdate })],
]);

/** What may change in the kinds of autoscaling/v1. */
export const autoscalingV1Updates: UpdateKinds = new Map([
  [
    'HorizontalPodAutoscaler',
    updateKindOf<HorizontalPodAutoscalerV1>({
      validate: (to, from, context, errors) =>
        validateUpdate(autoscalerOfV1(to), autoscalerOfV1(from), context, errors),
    }),
  ],
]);
