// Twin of ValidateRuntimeClass: pkg/apis/node/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type { RuntimeClass, Toleration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateResourceRequirements } from '../core/resource-requirements.js';
import { validateTolerations } from '../core/tolerations.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';

const SCHEDULING = child(undefined, 'scheduling');

/** A RuntimeClass on create. */
export function validateRuntimeClass(runtimeClass: RuntimeClass, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(runtimeClass.metadata, { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const { handler = '', overhead, scheduling } = runtimeClass;
  const handlerPath = child(undefined, 'handler');
  if (handler === '' && isSince('runtimeHandlerRequired', context.version)) errors.push(required(handlerPath));
  else pushInvalid(isDns1123Label(handler), handler, handlerPath, errors);
  if (overhead !== undefined) {
    const requirements = { limits: overhead.podFixed };
    validateResourceRequirements(requirements, new Set(), child(undefined, 'overhead'), errors);
  }
  if (scheduling === undefined) return;
  const { nodeSelector, tolerations = [] } = scheduling;
  if (nodeSelector !== undefined) validateLabels(nodeSelector, child(SCHEDULING, 'nodeSelector'), errors);
  const path = child(SCHEDULING, 'tolerations');
  const itemsPath = isSince('runtimeTolerationsPath', context.version) ? path : child(path, 'tolerations');
  validateTolerations(tolerations, itemsPath, context, errors);
  validateUnique(tolerations, path, errors);
}

function validateUnique(tolerations: readonly Toleration[], path: FieldPath, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [at, toleration] of tolerations.entries()) {
    const { key = '', operator = '', value = '', effect = '' } = toleration;
    const identity = JSON.stringify([key, operator, value, effect]);
    if (seen.has(identity)) errors.push(duplicate(index(path, at), toleration));
    seen.add(identity);
  }
}
