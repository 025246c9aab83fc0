import { admissionregistrationBetaUpdates, admissionregistrationUpdates } from './admissionregistration/updates.js';
import { apiextensionsUpdates } from './apiextensions/updates.js';
import { apiregistrationUpdates } from './apiregistration/updates.js';
import { appsUpdates } from './apps/updates.js';
import { autoscalingV1Updates, autoscalingV2Updates } from './autoscaling/updates.js';
import { batchUpdates } from './batch/updates.js';
import { certificatesBetaUpdates, certificatesUpdates } from './certificates/updates.js';
import { coordinationBetaUpdates, coordinationUpdates } from './coordination/updates.js';
import { coreUpdates } from './core/updates.js';
import { discoveryUpdates } from './discovery/updates.js';
import { eventsUpdates } from './events/updates.js';
import { flowcontrolUpdates } from './flowcontrol/updates.js';
import { networkingBetaUpdates, networkingUpdates } from './networking/updates.js';
import { nodeUpdates } from './node/updates.js';
import { policyUpdates } from './policy/updates.js';
import { rbacUpdates } from './rbac/updates.js';
import { resourceUpdates } from './resource/updates.js';
import { schedulingUpdates } from './scheduling/updates.js';
import { storageBetaUpdates, storageUpdates } from './storage/updates.js';
import { storagemigrationUpdates } from './storagemigration/updates.js';
import type { UpdateKinds } from './update-kind.js';

/** Every group and version whose updates are validated, by `apiVersion`. One line per group: the kinds are in its folder. */
export const UPDATE_GROUPS: ReadonlyMap<string, UpdateKinds> = new Map([
  ['v1', coreUpdates],
  ['admissionregistration.k8s.io/v1', admissionregistrationUpdates],
  ['admissionregistration.k8s.io/v1alpha1', admissionregistrationBetaUpdates],
  ['admissionregistration.k8s.io/v1beta1', admissionregistrationBetaUpdates],
  ['apiextensions.k8s.io/v1', apiextensionsUpdates],
  ['apiregistration.k8s.io/v1', apiregistrationUpdates],
  ['apps/v1', appsUpdates],
  ['autoscaling/v1', autoscalingV1Updates],
  ['autoscaling/v2', autoscalingV2Updates],
  ['batch/v1', batchUpdates],
  ['certificates.k8s.io/v1', certificatesUpdates],
  ['certificates.k8s.io/v1alpha1', certificatesBetaUpdates],
  ['certificates.k8s.io/v1beta1', certificatesBetaUpdates],
  ['coordination.k8s.io/v1', coordinationUpdates],
  ['coordination.k8s.io/v1alpha2', coordinationBetaUpdates],
  ['coordination.k8s.io/v1beta1', coordinationBetaUpdates],
  ['discovery.k8s.io/v1', discoveryUpdates],
  ['events.k8s.io/v1', eventsUpdates],
  ['flowcontrol.apiserver.k8s.io/v1', flowcontrolUpdates],
  ['flowcontrol.apiserver.k8s.io/v1beta3', flowcontrolUpdates],
  ['networking.k8s.io/v1', networkingUpdates],
  ['networking.k8s.io/v1alpha1', networkingBetaUpdates],
  ['networking.k8s.io/v1beta1', networkingBetaUpdates],
  ['node.k8s.io/v1', nodeUpdates],
  ['policy/v1', policyUpdates],
  ['rbac.authorization.k8s.io/v1', rbacUpdates],
  ['resource.k8s.io/v1', resourceUpdates],
  ['scheduling.k8s.io/v1', schedulingUpdates],
  ['storage.k8s.io/v1', storageUpdates],
  ['storage.k8s.io/v1alpha1', storageBetaUpdates],
  ['storage.k8s.io/v1beta1', storageBetaUpdates],
  ['storagemigration.k8s.io/v1beta1', storagemigrationUpdates],
]);
