// Metadata of custom resources and of objects embedded in them. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/registry/customresource/validator.go and pkg/apiserver/schema/objectmeta/validation.go.
import type { FieldErrors } from '../../kube/field-error.js';
import { objectOf } from '../../kube/json.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { MetadataErrors } from '../../schema/custom-type.js';
import { validateObjectMeta } from './object-meta.js';
import { pathSegmentErrors } from './path-segment.js';

// The server has filled these in before it validates.
const GENERATED_SUFFIX = 'x2x4x';
const ANY_NAME = 'fakename';

/** Names, labels, annotations and owners; for `decode`, which knows only their types. */
export const customMetadataErrors: MetadataErrors = (metadata, { path, owner }) => {
  const errors: FieldErrors = [];
  const { namespace, name, generateName } = metadata;
  if (owner === undefined) {
    const isNamespaced = typeof namespace === 'string' && namespace !== '';
    const named = name === undefined || name === '' ? { ...metadata, name: ANY_NAME } : metadata;
    validateObjectMeta(named, { namespaced: isNamespaced, name: pathSegmentErrors, finalizers: 'any' }, errors, path);
    return errors;
  }
  const isGenerated = (name === undefined || name === '') && typeof generateName === 'string' && generateName !== '';
  const created = {
    ...metadata,
    ...(isGenerated ? { name: generateName.slice(0, 58) + GENERATED_SUFFIX } : {}),
    namespace: owner.namespaced ? namespace || 'default' : '',
  };
  validateObjectMeta(
    objectOf(created),
    { namespaced: owner.namespaced, name: isDns1123Subdomain, finalizers: 'any' },
    errors,
    path,
  );
  return errors;
};
