// What may change in the kinds of admissionregistration.k8s.io: everything that would be valid on create, as
// pkg/apis/admissionregistration/validation/validation.go of Kubernetes v1.35.4 has it.
import type {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration,
} from '../../kube/types.generated.js';
import { anyValidOf, type UpdateKinds } from '../update-kind.js';
import {
  validateMutatingAdmissionPolicy,
  validateMutatingAdmissionPolicyBinding,
} from './mutating-admission-policy.js';
import {
  validateValidatingAdmissionPolicy,
  validateValidatingAdmissionPolicyBinding,
} from './validating-admission-policy.js';
import { validateWebhookConfiguration } from './webhook-configuration.js';

/** What may change in the kinds of admissionregistration.k8s.io/v1alpha1 and v1beta1. */
export const admissionregistrationBetaUpdates: UpdateKinds = new Map([
  ['MutatingAdmissionPolicy', anyValidOf<MutatingAdmissionPolicy>(validateMutatingAdmissionPolicy, 'any')],
  [
    'MutatingAdmissionPolicyBinding',
    anyValidOf<MutatingAdmissionPolicyBinding>(validateMutatingAdmissionPolicyBinding, 'any'),
  ],
  ['ValidatingAdmissionPolicy', anyValidOf<ValidatingAdmissionPolicy>(validateValidatingAdmissionPolicy, 'any')],
  [
    'ValidatingAdmissionPolicyBinding',
    anyValidOf<ValidatingAdmissionPolicyBinding>(validateValidatingAdmissionPolicyBinding, 'any'),
  ],
]);

/** What may change in the kinds of admissionregistration.k8s.io/v1. */
export const admissionregistrationUpdates: UpdateKinds = new Map([
  ...admissionregistrationBetaUpdates,
  ['MutatingWebhookConfiguration', anyValidOf<MutatingWebhookConfiguration>(validateWebhookConfiguration, 'any')],
  ['ValidatingWebhookConfiguration', anyValidOf<ValidatingWebhookConfiguration>(validateWebhookConfiguration, 'any')],
]);
