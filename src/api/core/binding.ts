// Twin of ValidatePodBinding (pkg/apis/core/validation/validation.go) and BindingREST (pkg/registry/core/pod/storage),
// Kubernetes v1.35.4.
import { type FieldErrors, notSupported, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { Binding } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';

const TARGET = child(undefined, 'target');

/** A Binding is what a scheduler says of a pod that is there: as a manifest it always comes too early. */
export function validateBinding(binding: Binding, _context: ApiContext, errors: FieldErrors): void {
  const { kind = '', name = '' } = binding.target ?? {};
  if (kind !== '' && kind !== 'Node') errors.push(notSupported(child(TARGET, 'kind'), kind, ['Node', '']));
  if (name === '') errors.push(required(child(TARGET, 'name')));
  if (errors.length > 0) return;
  const pod = binding.metadata?.name ?? '';
  const detail = pod === '' ? 'Name parameter required.' : `pods "${pod}" not found`;
  errors.push({ type: pod === '' ? 'BadRequest' : 'NotFound', path: undefined, value: pod, detail });
}
