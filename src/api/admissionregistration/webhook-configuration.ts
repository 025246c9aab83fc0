// Twin of ValidateValidatingWebhookConfiguration and ValidateMutatingWebhookConfiguration:
// pkg/apis/admissionregistration/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  MutatingWebhook,
  MutatingWebhookConfiguration,
  ValidatingWebhook,
  ValidatingWebhookConfiguration,
} from '../../kube/types.generated.js';
import { conditionCompileErrors } from '../admission-policy/expressions.js';
import type { ApiContext } from '../context.js';
import { validateFullyQualifiedName } from '../meta/fields.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { REVIEW_VERSIONS, validateReviewVersions } from '../review-versions.js';
import { isSince } from '../since.js';
import { validateWebhookClient } from '../webhook-client.js';
import { validateMatchConditions } from './match-conditions.js';
import { FAILURE_POLICIES, MATCH_POLICIES, REINVOCATION_POLICIES } from './match-resources.js';
import { validateRule } from './rule.js';

const WEBHOOKS = child(undefined, 'webhooks');
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const MAX_TIMEOUT_SECONDS = 30;

/** A ValidatingWebhookConfiguration or MutatingWebhookConfiguration on create. */
export function validateWebhookConfiguration(
  configuration: ValidatingWebhookConfiguration | MutatingWebhookConfiguration,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(
    configuration.metadata,
    { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' },
    errors,
  );
  const names = new Set<string>();
  for (const [at, webhook] of (configuration.webhooks ?? []).entries()) {
    const path = index(WEBHOOKS, at);
    const name = webhook.name ?? '';
    validateWebhook(webhook, path, context, errors);
    const versionsPath = child(path, 'admissionReviewVersions');
    const versions = webhook.admissionReviewVersions ?? [];
    if (versions.length > 0) validateReviewVersions(versions, versionsPath, errors);
    else errors.push(required(versionsPath, `must specify one of ${REVIEW_VERSIONS.join(', ')}`));
    if (name !== '' && names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
  }
}

function validateWebhook(
  webhook: ValidatingWebhook | MutatingWebhook,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateFullyQualifiedName(webhook.name ?? '', child(path, 'name'), errors);
  for (const [at, rule] of (webhook.rules ?? []).entries()) {
    validateRule(rule, index(child(path, 'rules'), at), errors);
  }
  validateChoices(webhook, path, errors);
  const { timeoutSeconds: timeout, namespaceSelector, objectSelector } = webhook;
  if (timeout !== undefined && (timeout > MAX_TIMEOUT_SECONDS || timeout < 1)) {
    const detail = `the timeout value must be between 1 and ${MAX_TIMEOUT_SECONDS} seconds`;
    errors.push(invalid(child(path, 'timeoutSeconds'), timeout, detail));
  }
  if (namespaceSelector !== undefined) {
    validateLabelSelector(namespaceSelector, child(path, 'namespaceSelector'), errors);
  }
  if (objectSelector !== undefined) validateLabelSelector(objectSelector, child(path, 'objectSelector'), errors);
  validateWebhookClient(webhook.clientConfig ?? {}, child(path, 'clientConfig'), errors);
  const conditions = webhook.matchConditions ?? [];
  const conditionsPath = child(path, 'matchConditions');
  validateMatchConditions(conditions, conditionsPath, context, errors);
  if (isSince('webhookMatchConditions', context.version)) {
    errors.push(...conditionCompileErrors(conditions, conditionsPath, context.version.minor));
  }
}

function validateChoices(
  webhook: ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const choices = [
    ['failurePolicy', FAILURE_POLICIES],
    ['matchPolicy', MATCH_POLICIES],
    ['sideEffects', SIDE_EFFECTS],
    ['reinvocationPolicy', REINVOCATION_POLICIES],
  ] as const;
  for (const [field, supported] of choices) {
    const value = webhook[field];
    if (value === undefined && field === 'sideEffects') {
      errors.push(required(child(path, field), `must specify one of ${SIDE_EFFECTS.join(', ')}`));
    }
    if (value !== undefined && !supported.includes(value))
      errors.push(notSupported(child(path, field), value, supported));
  }
}
