import type { APIService } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateApiService, withApiServiceDefaults } from './api-service.js';

/** The kinds of apiregistration.k8s.io/v1. */
export const apiregistrationKinds: Kinds = new Map([
  [
    'APIService',
    kindOf<APIService>({ namespaced: false, defaults: withApiServiceDefaults, validate: validateApiService }),
  ],
]);
