// Twin of ValidateRuntimeClassUpdate: pkg/apis/node/validation/validation.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { RuntimeClass } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateRuntimeClass } from './runtime-class.js';

/** What may change in the kinds of node.k8s.io/v1. */
export const nodeUpdates: UpdateKinds = new Map([
  [
    'RuntimeClass',
    updateKindOf<RuntimeClass>({
      finalizers: 'any',
      validate: (to, from, context, errors) => {
        validateRuntimeClass(to, context, errors);
        validateImmutable(to, from, 'handler', child(undefined, 'handler'), errors);
      },
    }),
  ],
]);
