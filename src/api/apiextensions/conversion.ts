// Twin of validateCustomResourceConversion: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go. The server names fields of its own older form here.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { CustomResourceConversion } from '../../kube/types.generated.js';
import { validateReviewVersions } from '../review-versions.js';
import { validateWebhookClient } from '../webhook-client.js';

const PATH = child(undefined, 'spec', 'conversion');
const STRATEGIES = ['None', 'Webhook'];

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
    if (versions.length > 0) validateReviewVersions(versions, versionsPath, errors);
    else errors.push(required(versionsPath));
    return;
  }
  const detail = 'should not be set when strategy is not set to Webhook';
  if (webhook?.clientConfig !== undefined) errors.push(forbidden(clientPath, detail));
  if (versions.length > 0) errors.push(forbidden(versionsPath, detail));
}
