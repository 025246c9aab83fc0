// Twin of validateCustomResourceConversion: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go. The server names fields of its own older form here.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1035Label } from '../../kube/names.js';
import type { CustomResourceConversion } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { validateWebhookClient } from '../webhook-client.js';

const PATH = child(undefined, 'spec', 'conversion');
const STRATEGIES = ['None', 'Webhook'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** How objects turn from one version into another: not at all, or by a webhook. */
export function validateConversion(
  conversion: CustomResourceConversion | undefined,
  preserveUnknownFields: boolean,
  errors: FieldErrors,
): void {
  if (conversion === undefined) return;
  const { strategy = '', webhook } = conversion;
  const strategyPath = child(PATH, 'strategy');
  if (strategy !== 'None' && preserveUnknownFields) {
    errors.push(invalid(strategyPath, strategy, 'must be None if spec.preserveUnknownFields is true'));
  }
  if (strategy === '') errors.push(required(strategyPath));
  else if (!STRATEGIES.includes(strategy)) errors.push(notSupported(strategyPath, strategy, STRATEGIES));

  const clientPath = child(PATH, 'webhookClientConfig');
  const versionsPath = child(PATH, 'conversionReviewVersions');
  const versions = webhook?.conversionReviewVersions ?? [];
  if (strategy === 'Webhook') {
    if (webhook?.clientConfig === undefined) {
      errors.push(required(clientPath, 'required when strategy is set to Webhook'));
    } else validateWebhookClient(webhook.clientConfig, clientPath, errors);
    validateReviewVersions(versions, versionsPath, errors);
    return;
  }
  const detail = 'should not be set when strategy is not set to Webhook';
  if (webhook?.clientConfig !== undefined) errors.push(forbidden(clientPath, detail));
  if (versions.length > 0) errors.push(forbidden(versionsPath, detail));
}

function validateReviewVersions(versions: readonly string[], path: FieldPath, errors: FieldErrors): void {
  if (versions.length === 0) {
    errors.push(required(path));
    return;
  }
  for (const [at, version] of versions.entries()) {
    if (versions.indexOf(version) < at) errors.push(invalid(index(path, at), version, 'duplicate version'));
    else pushInvalid(isDns1035Label(version), version, index(path, at), errors);
  }
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    errors.push(invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
  }
}
