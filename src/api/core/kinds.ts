import type {
  Binding,
  ConfigMap,
  Endpoints,
  Event,
  LimitRange,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodTemplate,
  ReplicationController,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateBinding } from './binding.js';
import { withClaimDefaults, withPodDefaults, withPodTemplateDefaults } from './defaults.js';
import { validateEndpoints, withEndpointsDefaults } from './endpoints.js';
import { validateEvent } from './event.js';
import { validateLimitRange, withLimitRangeDefaults, withLimitRangeName } from './limit-range.js';
import { reviewNamespace, validateNamespace, validateServiceAccount, withNamespaceDefaults } from './namespace.js';
import { validateNode, withNodeDefaults } from './node.js';
import { validatePersistentVolume } from './persistent-volume.js';
import { preparedClaim, validatePersistentVolumeClaim } from './persistent-volume-claim.js';
import { validatePod } from './pod.js';
import { preparedPod } from './pod-admission.js';
import { admitPod, reviewPod } from './pod-review.js';
import { validatePodTemplate } from './pod-template.js';
import { validateReplicationController, withReplicationControllerDefaults } from './replication-controller.js';
import { validateResourceQuota } from './resource-quota.js';
import { validateConfigMap, validateSecret } from './secret.js';
import { serviceKind } from './service-kind.js';
import { withPersistentVolumeDefaults } from './volume-defaults.js';

/** The kinds of the core group, `v1`. */
export const coreKinds: Kinds = new Map([
  ['Binding', kindOf<Binding>({ namespaced: true, isStored: false, validate: validateBinding })],
  ['ConfigMap', kindOf<ConfigMap>({ namespaced: true, validate: validateConfigMap })],
  ['Endpoints', kindOf<Endpoints>({ namespaced: true, defaults: withEndpointsDefaults, validate: validateEndpoints })],
  ['Event', kindOf<Event>({ namespaced: true, validate: validateEvent })],
  [
    'LimitRange',
    kindOf<LimitRange>({
      namespaced: true,
      defaults: withLimitRangeDefaults,
      prepare: withLimitRangeName,
      validate: validateLimitRange,
    }),
  ],
  [
    'Namespace',
    kindOf<Namespace>({
      namespaced: false,
      defaults: withNamespaceDefaults,
      validate: validateNamespace,
      review: reviewNamespace,
    }),
  ],
  ['Node', kindOf<Node>({ namespaced: false, defaults: withNodeDefaults, validate: validateNode })],
  [
    'PersistentVolume',
    kindOf<PersistentVolume>({
      namespaced: false,
      defaults: withPersistentVolumeDefaults,
      validate: validatePersistentVolume,
    }),
  ],
  [
    'PersistentVolumeClaim',
    kindOf<PersistentVolumeClaim>({
      namespaced: true,
      defaults: withClaimDefaults,
      prepare: preparedClaim,
      validate: validatePersistentVolumeClaim,
    }),
  ],
  [
    'Pod',
    kindOf<Pod>({
      namespaced: true,
      defaults: withPodDefaults,
      admit: admitPod,
      prepare: preparedPod,
      validate: validatePod,
      review: reviewPod,
    }),
  ],
  [
    'PodTemplate',
    kindOf<PodTemplate>({
      namespaced: true,
      defaults: (object, context) => ({
        ...object,
        template: withPodTemplateDefaults(object.template ?? {}, context),
      }),
      prepare: withFirstGeneration,
      validate: validatePodTemplate,
    }),
  ],
  [
    'ReplicationController',
    kindOf<ReplicationController>({
      namespaced: true,
      defaults: withReplicationControllerDefaults,
      prepare: withFirstGeneration,
      validate: validateReplicationController,
    }),
  ],
  ['ResourceQuota', kindOf<ResourceQuota>({ namespaced: true, validate: validateResourceQuota })],
  ['Secret', kindOf<Secret>({ namespaced: true, validate: validateSecret })],
  ['Service', serviceKind],
  ['ServiceAccount', kindOf<ServiceAccount>({ namespaced: true, validate: validateServiceAccount })],
]);
