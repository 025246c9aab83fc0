// What may change in the kinds of resource.k8s.io: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { DeviceClass, ResourceClaimTemplate, ResourceClaimV1, ResourceSlice } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { anyValidOf, type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateDeviceClass, validateResourceClaimTemplate } from './resource-claim.js';
import { validateResourceSlice } from './resource-slice.js';

const SPEC = child(undefined, 'spec');

/** What may change in the kinds of resource.k8s.io/v1: of a claim and its template, nothing in the spec. */
export const resourceUpdates: UpdateKinds = new Map([
  ['DeviceClass', anyValidOf<DeviceClass>(validateDeviceClass)],
  [
    'ResourceClaim',
    updateKindOf<ResourceClaimV1>({
      validate: (to, from, _context, errors) => validateImmutable(to, from, 'spec', SPEC, errors),
    }),
  ],
  [
    'ResourceClaimTemplate',
    updateKindOf<ResourceClaimTemplate>({
      validate: (to, from, context, errors) => {
        validateResourceClaimTemplate(to, context, errors);
        validateImmutable(to, from, 'spec', SPEC, errors);
      },
    }),
  ],
  [
    'ResourceSlice',
    updateKindOf<ResourceSlice>({
      validate: (to, from, context, errors) => {
        validateResourceSlice(to, context, errors);
        const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
        validateImmutable(spec.pool, old.pool, 'name', child(SPEC, 'pool', 'name'), errors);
        validateImmutable(spec, old, 'driver', child(SPEC, 'driver'), errors);
        validateImmutable(spec, old, 'nodeName', child(SPEC, 'nodeName'), errors);
      },
    }),
  ],
]);
