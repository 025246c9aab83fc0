import { admissionregistrationBetaKinds, admissionregistrationKinds } from './admissionregistration/kinds.js';
import { apiextensionsKinds } from './apiextensions/kinds.js';
import { apiregistrationKinds } from './apiregistration/kinds.js';
import { authenticationKinds } from './authentication/kinds.js';
import { authorizationKinds } from './authorization/kinds.js';
import { certificatesBetaKinds, certificatesKinds } from './certificates/kinds.js';
import { COMMON_GROUPS } from './common-groups.js';
import { coordinationBetaKinds, coordinationKinds } from './coordination/kinds.js';
import { discoveryKinds } from './discovery/kinds.js';
import { eventsKinds } from './events/kinds.js';
import { flowcontrolKinds } from './flowcontrol/kinds.js';
import type { Kinds } from './kind.js';
import { nodeKinds } from './node/kinds.js';
import { resourceKinds } from './resource/kinds.js';
import { storagemigrationKinds } from './storagemigration/kinds.js';

/** Every group and version with validation of its own, by `apiVersion`. One line per group: the kinds are in its folder. */
export const GROUPS: ReadonlyMap<string, Kinds> = new Map([
  ...COMMON_GROUPS,
  ['admissionregistration.k8s.io/v1', admissionregistrationKinds],
  ['admissionregistration.k8s.io/v1alpha1', admissionregistrationBetaKinds],
  ['admissionregistration.k8s.io/v1beta1', admissionregistrationBetaKinds],
  ['apiextensions.k8s.io/v1', apiextensionsKinds],
  ['apiregistration.k8s.io/v1', apiregistrationKinds],
  ['authentication.k8s.io/v1', authenticationKinds],
  ['authorization.k8s.io/v1', authorizationKinds],
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
  ['node.k8s.io/v1', nodeKinds],
  ['resource.k8s.io/v1', resourceKinds],
  ['storagemigration.k8s.io/v1beta1', storagemigrationKinds],
]);
