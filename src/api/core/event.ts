// Twin of legacyValidateEvent: pkg/apis/core/validation/events.go, Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type { Event } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';

const NAMESPACE = child(undefined, 'namespace');
const INVOLVED_NAMESPACE = child(undefined, 'involvedObject', 'namespace');
const REPORTER = child(undefined, 'reportingComponent');

const LENGTHS = [
  ['reportingInstance', 128],
  ['action', 128],
  ['reason', 128],
  ['message', 1024],
] as const;

/** An Event of the core group on create. Its metadata has no rules of its own. */
export function validateEvent(event: Event, _context: ApiContext, errors: FieldErrors): void {
  const namespace = event.metadata?.namespace ?? '';
  const involved = event.involvedObject?.namespace ?? '';
  if ((event.eventTime ?? '') === '') {
    const isHome = involved === '' ? namespace === '' || namespace === 'default' : namespace === involved;
    if (!isHome) errors.push(invalid(INVOLVED_NAMESPACE, involved, 'does not match event.namespace'));
  } else {
    if (involved === '' && namespace !== 'default' && namespace !== 'kube-system') {
      errors.push(invalid(INVOLVED_NAMESPACE, involved, 'does not match event.namespace'));
    }
    const reporter = event.reportingComponent ?? '';
    if (reporter === '') errors.push(required(REPORTER));
    pushInvalid(isQualifiedName(reporter), reporter, REPORTER, errors);
    for (const [field, max] of LENGTHS) {
      const value = event[field] ?? '';
      const path = child(undefined, field);
      if (value === '' && field !== 'message') errors.push(required(path));
      if (exceedsBytes(value, max)) errors.push(invalid(path, '', `can have at most ${max} characters`));
    }
  }
  pushInvalid(isDns1123Subdomain(namespace), namespace, NAMESPACE, errors);
}
