import { appsKinds } from './apps/kinds.js';
import { autoscalingV1Kinds, autoscalingV2Kinds } from './autoscaling/kinds.js';
import { batchKinds } from './batch/kinds.js';
import { coreKinds } from './core/kinds.js';
import type { Kinds } from './kind.js';
import { networkingBetaKinds, networkingKinds } from './networking/kinds.js';
import { policyKinds } from './policy/kinds.js';
import { rbacKinds } from './rbac/kinds.js';
import { schedulingKinds } from './scheduling/kinds.js';
import { storageBetaKinds, storageKinds } from './storage/kinds.js';

/**
 * The groups that nearly every input uses, by `apiVersion`. They are loaded at every start; all others only when one of
 * their kinds is there. One line per group: the kinds are in its folder.
 */
export const COMMON_GROUPS: ReadonlyMap<string, Kinds> = new Map([
  ['v1', coreKinds],
  ['apps/v1', appsKinds],
  ['autoscaling/v1', autoscalingV1Kinds],
  ['autoscaling/v2', autoscalingV2Kinds],
  ['batch/v1', batchKinds],
  ['networking.k8s.io/v1', networkingKinds],
  ['networking.k8s.io/v1alpha1', networkingBetaKinds],
  ['networking.k8s.io/v1beta1', networkingBetaKinds],
  ['policy/v1', policyKinds],
  ['rbac.authorization.k8s.io/v1', rbacKinds],
  ['scheduling.k8s.io/v1', schedulingKinds],
  ['storage.k8s.io/v1', storageKinds],
  ['storage.k8s.io/v1alpha1', storageBetaKinds],
  ['storage.k8s.io/v1beta1', storageBetaKinds],
]);
