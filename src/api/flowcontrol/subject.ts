// Twin of ValidateFlowSchemaSubject: pkg/apis/flowcontrol/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type { ServiceAccountSubject, SubjectV1 } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';

const FIELD_OF_KIND = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const;

/** Whose requests a FlowSchema takes: exactly the field that `kind` names. */
export function validateSubject(subject: SubjectV1, path: FieldPath, errors: FieldErrors): void {
  const { kind = '' } = subject;
  if (!isSubjectKind(kind)) {
    errors.push(notSupported(child(path, 'kind'), kind, ['Group', 'ServiceAccount', 'User']));
    return;
  }
  const wanted = FIELD_OF_KIND[kind];
  const value = subject[wanted];
  if (value === undefined)
    errors.push(required(child(path, wanted), `${wanted} is required when subject kind is '${kind}'`));
  else if (wanted === 'serviceAccount') validateServiceAccount(value, child(path, wanted), errors);
  else if ((value.name ?? '') === '') errors.push(required(child(path, wanted, 'name')));
  for (const [other, field] of Object.entries(FIELD_OF_KIND)) {
    if (field === wanted || subject[field] === undefined) continue;
    errors.push(forbidden(child(path, field), `${field} is forbidden when subject kind is not '${other}'`));
  }
}

function isSubjectKind(kind: string): kind is keyof typeof FIELD_OF_KIND {
  return Object.hasOwn(FIELD_OF_KIND, kind);
}

function validateServiceAccount(account: ServiceAccountSubject, path: FieldPath, errors: FieldErrors): void {
  const { name = '', namespace = '' } = account;
  const namePath = child(path, 'name');
  const namespacePath = child(path, 'namespace');
  if (name === '') errors.push(required(namePath));
  else if (name !== '*') pushInvalid(isDns1123Subdomain(name), name, namePath, errors);
  if (namespace === '') errors.push(required(namespacePath, 'must specify namespace for service account'));
  else pushInvalid(isDns1123Label(namespace), namespace, namespacePath, errors);
}
