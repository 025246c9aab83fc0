import type { FlowSchema, PriorityLevelConfiguration } from '../../kube/types.generated.js';
import { anyValidOf, type UpdateKinds } from '../update-kind.js';
import { validateFlowSchema } from './flow-schema.js';
import { validatePriorityLevel } from './priority-level.js';

/** What may change in the kinds of flowcontrol.apiserver.k8s.io/v1 and v1beta3. */
export const flowcontrolUpdates: UpdateKinds = new Map([
  ['FlowSchema', anyValidOf<FlowSchema>(validateFlowSchema)],
  ['PriorityLevelConfiguration', anyValidOf<PriorityLevelConfiguration>(validatePriorityLevel)],
]);
