// Twin of pkg/apis/authorization/validation/validation.go and pkg/registry/authorization, Kubernetes v1.35.4. Reviews are
// questions: they are answered and not stored, and have neither a name nor anything else of metadata.
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type {
  FieldSelectorAttributes,
  FieldSelectorRequirement,
  LabelSelectorAttributes,
  LocalSubjectAccessReview,
  ObjectMeta,
  ResourceAttributes,
  SelfSubjectAccessReview,
  SelfSubjectRulesReview,
  SubjectAccessReview,
  SubjectAccessReviewSpec,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateLabelSelectorRequirement } from '../meta/label-selector.js';

const METADATA = child(undefined, 'metadata');
const SPEC = child(undefined, 'spec');

/** A SubjectAccessReview. */
export function validateSubjectAccessReview(
  review: SubjectAccessReview,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateSubject(review.spec ?? {}, errors);
  validateNoMetadata(review.metadata, [], errors);
}

/** A SelfSubjectAccessReview: the subject is who asks. */
export function validateSelfSubjectAccessReview(
  review: SelfSubjectAccessReview,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateAttributes(review.spec ?? {}, errors);
  validateNoMetadata(review.metadata, [], errors);
}

/** A LocalSubjectAccessReview asks about its own namespace. */
export function validateLocalSubjectAccessReview(
  review: LocalSubjectAccessReview,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  const { metadata, spec = {} } = review;
  validateSubject(spec, errors);
  validateNoMetadata(metadata, ['namespace'], errors);
  const { resourceAttributes, nonResourceAttributes } = spec;
  const namespace = resourceAttributes?.namespace ?? '';
  if (resourceAttributes !== undefined && namespace !== (metadata?.namespace ?? '')) {
    errors.push(invalid(child(SPEC, 'resourceAttributes', 'namespace'), namespace, 'must match metadata.namespace'));
  }
  if (nonResourceAttributes !== undefined) {
    const path = child(SPEC, 'nonResourceAttributes');
    errors.push(invalid(path, nonResourceAttributes, 'disallowed on this kind of request'));
  }
}

/** A SelfSubjectRulesReview: asked before validation, as a bad request. */
export function admitSelfSubjectRulesReview(
  review: SelfSubjectRulesReview,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  if ((review.spec?.namespace ?? '') !== '') return;
  errors.push({ type: 'BadRequest', path: undefined, value: undefined, detail: 'no namespace on request' });
}

function validateSubject(spec: SubjectAccessReviewSpec, errors: FieldErrors): void {
  const { user = '', groups = [] } = spec;
  const isNobody = user === '' && groups.length === 0;
  validateAttributes(spec, errors);
  if (isNobody) errors.push(invalid(child(SPEC, 'user'), user, 'at least one of user or group must be specified'));
}

type Attributes = Pick<SubjectAccessReviewSpec, 'resourceAttributes' | 'nonResourceAttributes'>;

function validateAttributes({ resourceAttributes, nonResourceAttributes }: Attributes, errors: FieldErrors): void {
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalid(child(SPEC, 'nonResourceAttributes'), nonResourceAttributes, detail));
  }
  if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalid(child(SPEC, 'resourceAttributes'), undefined, detail));
  }
  if (resourceAttributes !== undefined) validateResource(resourceAttributes, errors);
}

function validateResource({ fieldSelector, labelSelector }: ResourceAttributes, errors: FieldErrors): void {
  const path = child(SPEC, 'resourceAttributes');
  if (fieldSelector !== undefined) {
    const at = child(path, 'fieldSelector');
    validateOneForm(fieldSelector, at, errors);
    for (const [place, requirement] of (fieldSelector.requirements ?? []).entries())
      validateFieldRequirement(requirement, index(child(at, 'requirements'), place), errors);
  }
  if (labelSelector === undefined) return;
  const at = child(path, 'labelSelector');
  validateOneForm(labelSelector, at, errors);
  for (const [place, requirement] of (labelSelector.requirements ?? []).entries())
    validateLabelSelectorRequirement(requirement, index(child(at, 'requirements'), place), errors, {
      unknownOperators: true,
    });
}

function validateOneForm(
  { rawSelector = '', requirements = [] }: FieldSelectorAttributes | LabelSelectorAttributes,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (rawSelector !== '' && requirements.length > 0)
    errors.push(
      invalid(child(path, 'rawSelector'), rawSelector, 'may not be specified at the same time as requirements'),
    );
  if (rawSelector === '' && requirements.length === 0)
    errors.push(required(child(path, 'requirements'), 'requirements or rawSelector is required'));
}

function validateFieldRequirement(
  { key = '', operator = '', values = [] }: FieldSelectorRequirement,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (key === '') errors.push(required(child(path, 'key'), 'must be specified'));
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
    errors.push(required(child(path, 'values'), 'must be specified when `operator` is In or NotIn'));
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0)
    errors.push(forbidden(child(path, 'values'), 'may not be specified when `operator` is Exists or DoesNotExist'));
}

function validateNoMetadata(metadata: ObjectMeta | undefined, allowed: readonly string[], errors: FieldErrors): void {
  const said = Object.entries(metadata ?? {}).filter(
    ([name, value]) => name !== 'managedFields' && name !== 'uid' && !allowed.includes(name) && !isEmpty(value),
  );
  if (said.length === 0) return;
  const detail = allowed.length === 0 ? 'must be empty' : `must be empty except for ${allowed.join(', ')}`;
  errors.push(invalid(METADATA, Object.fromEntries(said), detail));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
