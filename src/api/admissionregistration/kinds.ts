import type {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration,
} from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kind, type Kinds, kindOf } from '../kind.js';
import {
  withBindingDefaults,
  withMutatingWebhookDefaults,
  withPolicyDefaults,
  withValidatingWebhookDefaults,
} from './defaults.js';
import {
  validateMutatingAdmissionPolicy,
  validateMutatingAdmissionPolicyBinding,
} from './mutating-admission-policy.js';
import {
  validateValidatingAdmissionPolicy,
  validateValidatingAdmissionPolicyBinding,
} from './validating-admission-policy.js';
import { validateWebhookConfiguration } from './webhook-configuration.js';

const policies: readonly (readonly [string, Kind])[] = [
  [
    'MutatingAdmissionPolicy',
    kindOf<MutatingAdmissionPolicy>({
      namespaced: false,
      defaults: withPolicyDefaults,
      prepare: withFirstGeneration,
      validate: validateMutatingAdmissionPolicy,
    }),
  ],
  [
    'MutatingAdmissionPolicyBinding',
    kindOf<MutatingAdmissionPolicyBinding>({
      namespaced: false,
      defaults: withBindingDefaults,
      prepare: withFirstGeneration,
      validate: validateMutatingAdmissionPolicyBinding,
    }),
  ],
  [
    'ValidatingAdmissionPolicy',
    kindOf<ValidatingAdmissionPolicy>({
      namespaced: false,
      defaults: withPolicyDefaults,
      prepare: withFirstGeneration,
      validate: validateValidatingAdmissionPolicy,
    }),
  ],
  [
    'ValidatingAdmissionPolicyBinding',
    kindOf<ValidatingAdmissionPolicyBinding>({
      namespaced: false,
      defaults: withBindingDefaults,
      prepare: withFirstGeneration,
      validate: validateValidatingAdmissionPolicyBinding,
    }),
  ],
];

/** The kinds of admissionregistration.k8s.io/v1. */
export const admissionregistrationKinds: Kinds = new Map([
  ...policies,
  [
    'MutatingWebhookConfiguration',
    kindOf<MutatingWebhookConfiguration>({
      namespaced: false,
      defaults: withMutatingWebhookDefaults,
      prepare: withFirstGeneration,
      validate: validateWebhookConfiguration,
    }),
  ],
  [
    'ValidatingWebhookConfiguration',
    kindOf<ValidatingWebhookConfiguration>({
      namespaced: false,
      defaults: withValidatingWebhookDefaults,
      prepare: withFirstGeneration,
      validate: validateWebhookConfiguration,
    }),
  ],
]);

/** The kinds of admissionregistration.k8s.io/v1alpha1 and v1beta1. */
export const admissionregistrationBetaKinds: Kinds = new Map(policies);
