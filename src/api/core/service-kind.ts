import type { Service } from '../../kube/types.generated.js';
import { kindOf } from '../kind.js';
import { validateService } from './service.js';
import { admitService, reviewNodePorts, withAllocations } from './service-allocation.js';
import { withServiceDefaults } from './service-defaults.js';

/** Service, of the core group. */
export const serviceKind = kindOf<Service>({
  namespaced: true,
  defaults: withServiceDefaults,
  admit: admitService,
  prepare: withAllocations,
  validate: validateService,
  review: reviewNodePorts,
});
