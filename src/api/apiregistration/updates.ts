import type { APIService } from '../../kube/types.generated.js';
import { anyValidOf, type UpdateKinds } from '../update-kind.js';
import { validateApiService } from './api-service.js';

/** What may change in the kinds of apiregistration.k8s.io/v1. */
export const apiregistrationUpdates: UpdateKinds = new Map([
  ['APIService', anyValidOf<APIService>(validateApiService, 'any')],
]);
