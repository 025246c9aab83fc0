// Twin of ValidateEventCreate for events.k8s.io/v1: pkg/apis/core/validation/events.go, Kubernetes v1.35.4.
// The server names the fields of the core group's Event: `involvedObject` for `regarding`, `message` for `note`.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type { EventV1 } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const MAX_LENGTHS = { reportingInstance: 128, action: 128, reason: 128 } as const;
const MAX_NOTE = 1024;
const INVOLVED_NAMESPACE = child(undefined, 'involvedObject', 'namespace');

/** An Event of events.k8s.io/v1 on create. */
export function validateEvent(event: EventV1, _context: ApiContext, errors: FieldErrors): void {
  validateAnyEvent(event, errors);
  validateObjectMeta(event.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateStrictly(event, errors);
}

/** What has to be true of every Event, also of one that an update leaves behind. Twin of legacyValidateEvent. */
export function validateAnyEvent(event: EventV1, errors: FieldErrors): void {
  const namespace = event.metadata?.namespace ?? '';
  const involved = event.regarding?.namespace ?? '';
  if (event.eventTime === undefined) validateOldNamespace(namespace, involved, errors);
  else {
    if (involved === '' && namespace !== 'default' && namespace !== 'kube-system') {
      errors.push(invalid(INVOLVED_NAMESPACE, involved, `does not match event.namespace (${namespace})`));
    }
    validateNewEvent(event, errors);
  }
  pushInvalid(isDns1123Subdomain(namespace), namespace, child(undefined, 'namespace'), errors);
}

function validateOldNamespace(namespace: string, involved: string, errors: FieldErrors): void {
  const agrees = involved === '' ? namespace === '' || namespace === 'default' : involved === namespace;
  if (!agrees) errors.push(invalid(INVOLVED_NAMESPACE, involved, `does not match event.namespace (${namespace})`));
}

function validateNewEvent(event: EventV1, errors: FieldErrors): void {
  const { reportingController = '', note = '' } = event;
  const controllerPath = child(undefined, 'reportingController');
  if (reportingController === '') errors.push(required(controllerPath));
  pushInvalid(isQualifiedName(reportingController), reportingController, controllerPath, errors);
  for (const field of ['reportingInstance', 'action', 'reason'] as const) {
    const value = event[field] ?? '';
    if (value === '') errors.push(required(child(undefined, field)));
    if (byteLength(value) > MAX_LENGTHS[field]) {
      errors.push(invalid(child(undefined, field), value, `can have at most ${MAX_LENGTHS[field]} characters`));
    }
  }
  if (byteLength(note) > MAX_NOTE) {
    errors.push(invalid(child(undefined, 'message'), note, `can have at most ${MAX_NOTE} characters`));
  }
}

/** Twin of validateV1EventSeries. */
export function validateSeries({ series }: EventV1, errors: FieldErrors): void {
  if (series === undefined) return;
  const path = child(undefined, 'series');
  const { count = 0, lastObservedTime } = series;
  if (count < 2) errors.push(invalid(child(path, 'count'), count, 'should be at least 2'));
  if (lastObservedTime === undefined) errors.push(required(child(path, 'lastObservedTime')));
}

function validateStrictly(event: EventV1, errors: FieldErrors): void {
  const { type = '', deprecatedCount = 0, deprecatedSource = {} } = event;
  validateSeries(event, errors);
  if (event.eventTime === undefined) errors.push(required(child(undefined, 'eventTime')));
  if (type !== 'Normal' && type !== 'Warning') {
    errors.push(invalid(child(undefined, 'type'), type, 'must be Normal or Warning'));
  }
  const unwanted = {
    firstTimestamp: event.deprecatedFirstTimestamp !== undefined,
    lastTimestamp: event.deprecatedLastTimestamp !== undefined,
    count: deprecatedCount !== 0,
    source: (deprecatedSource.component ?? '') !== '' || (deprecatedSource.host ?? '') !== '',
  };
  for (const [field, isSet] of Object.entries(unwanted)) {
    if (isSet) errors.push(invalid(child(undefined, field), undefined, 'needs to be unset'));
  }
}
