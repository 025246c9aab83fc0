import { admissionregistrationBetaKinds, admissionregistrationKinds } from './admissionregistration/kinds.js';
import { apiextensionsKinds } from './apiextensions/kinds.js';
import { apiregistrationKinds } from './apiregistration/kinds.js';
import { appsKinds } from './apps/kinds.js';
import { autoscalingV1Kinds, autoscalingV2Kinds } from './autoscaling/kinds.js';
import { batchKinds } from './batch/kinds.js';
import { certificatesBetaKinds, certificatesKinds } from './certificates/kinds.js';
import { coordinationBetaKinds, coordinationKinds } from './coordination/kinds.js';
import { coreKinds } from './core/kinds.js';
import { discoveryKinds } from './discovery/kinds.js';
import { eventsKinds } from './events/kinds.js';
import { flowcontrolKinds } from './flowcontrol/kinds.js';
import type { Kinds } from './kind.js';
import { networkingBetaKinds, networkingKinds } from './networking/kinds.js';
import { nodeKinds } from './node/kinds.js';
import { policyKinds } from './policy/kinds.js';
import { rbacKinds } from './rbac/kinds.js';
import { schedulingKinds } from './scheduling/kinds.js';
import { storageBetaKinds, storageKinds } from './storage/kinds.js';
import { storagemigrationKinds } from './storagemigration/kinds.js';

/** Every group and version with validation of its own, by `apiVersion`. One line per group: the kinds are in its folder. */
export const GROUPS: ReadonlyMap<string, Kinds> = new Map([
  ['v1', coreKinds],
  ['admissionregistration.k8s.io/v1', admissionregistrationKinds],
  ['admissionregistration.k8s.io/v1alpha1', admissionregistrationBetaKinds],
  ['admissionregistration.k8s.io/v1beta1', admissionregistrationBetaKinds],
  ['apiextensions.k8s.io/v1', apiextensionsKinds],
  ['apiregistration.k8s.io/v1', apiregistrationKinds],
  ['apps/v1', appsKinds],
  ['autoscaling/v1', autoscalingV1Kinds],
  ['autoscaling/v2', autoscalingV2Kinds],
  ['batch/v1', batchKinds],
  ['certificates.k8s.io/v1', certificatesKinds],
  ['certificates.k8s.io/v1alpha1', certificatesBetaKinds],
  ['certificates.k8s.io/v1beta1', certificatesBetaKinds],
  ['coordination.k8s.io/v1', coordinationKinds],
  ['coordination.k8s.io/v1alpha2', coordinationBetaKinds],
  ['coordination.k8s.io/v1beta1', coordinationBetaKinds],
  ['discovery.k8s.io/v1', discoveryKinds],
  ['events.k8s.io/v1', eventsKinds],
  ['flowcontrol.apiserver.k8s.io/v1', flowcontrolKinds],
  ['flowcontrol.apiserver.k8s.io/v1beta3', flowcontrolKinds],
  ['networking.k8s.io/v1', networkingKinds],
  ['networking.k8s.io/v1alpha1', networkingBetaKinds],
  ['networking.k8s.io/v1beta1', networkingBetaKinds],
  ['node.k8s.io/v1', nodeKinds],
  ['policy/v1', policyKinds],
  ['rbac.authorization.k8s.io/v1', rbacKinds],
  ['scheduling.k8s.io/v1', schedulingKinds],
  ['storage.k8s.io/v1', storageKinds],
  ['storage.k8s.io/v1alpha1', storageBetaKinds],
  ['storage.k8s.io/v1beta1', storageBetaKinds],
  ['storagemigration.k8s.io/v1beta1', storagemigrationKinds],
]);
