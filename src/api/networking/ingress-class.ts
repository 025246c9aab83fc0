// Twin of ValidateIngressClass: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type { IngressClass, IngressClassParametersReference } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateDomainPrefixedPath } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateTypedReference } from './ingress-backend.js';

const SPEC = child(undefined, 'spec');
const MAX_CONTROLLER_LENGTH = 250;

/** An IngressClass, on create and on update. */
export function validateIngressClass(ingressClass: IngressClass, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(ingressClass.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { controller = '', parameters } = ingressClass.spec ?? {};
  const path = child(SPEC, 'controller');
  if (controller.length > MAX_CONTROLLER_LENGTH) errors.push(tooLong(path, controller, MAX_CONTROLLER_LENGTH));
  validateDomainPrefixedPath(controller, path, errors);
  if (parameters !== undefined) validateParameters(parameters, child(SPEC, 'parameters'), errors);
}

function validateParameters(parameters: IngressClassParametersReference, path: FieldPath, errors: FieldErrors): void {
  const { scope, namespace } = parameters;
  const namespacePath = child(path, 'namespace');
  validateTypedReference(parameters, path, errors);
  if (scope === undefined) errors.push(required(child(path, 'scope')));
  else if (scope === 'Namespace') {
    if (namespace === undefined) errors.push(required(namespacePath, "`parameters.scope` is set to 'Namespace'"));
    else for (const detail of isDns1123Label(namespace)) errors.push(invalid(namespacePath, namespace, detail));
  } else if (scope === 'Cluster') {
    if (namespace !== undefined) errors.push(forbidden(namespacePath, "`parameters.scope` is set to 'Cluster'"));
  } else errors.push(notSupported(child(path, 'scope'), scope, ['Cluster', 'Namespace']));
}
