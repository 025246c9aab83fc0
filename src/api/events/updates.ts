// Twin of ValidateEventUpdate for events.k8s.io/v1: pkg/apis/core/validation/events.go, Kubernetes v1.35.4. The server names
// the fields of the core group's Event.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { EventV1 } from '../../kube/types.generated.js';
import { isSame } from '../equality.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateAnyEvent, validateSeries } from './event.js';

/** What may change in the kinds of events.k8s.io/v1: only the series of an Event. */
export const eventsUpdates: UpdateKinds = new Map([
  [
    'Event',
    updateKindOf<EventV1>({
      validate: (to, from, _context, errors) => {
        validateAnyEvent(to, errors);
        if (!isSameObject(to.series, from.series)) validateSeries(to, errors);
        for (const [field, name] of IMMUTABLE) {
          if (!isSame(to[field], from[field], field)) pushImmutable(name, to[field], errors);
        }
        for (const [field, name] of TIMES) {
          if (microsOf(to[field]) !== microsOf(from[field])) pushImmutable(name, to[field], errors);
        }
        if (!isSameObject(to.related, from.related)) pushImmutable('related', to.related, errors);
      },
    }),
  ],
]);

// Our field, and how the server calls it.
const IMMUTABLE = [
  ['regarding', 'involvedObject'],
  ['reason', 'reason'],
  ['note', 'message'],
  ['deprecatedSource', 'source'],
  ['deprecatedCount', 'count'],
  ['type', 'type'],
  ['action', 'action'],
  ['reportingController', 'reportingController'],
  ['reportingInstance', 'reportingInstance'],
] as const;

const TIMES = [
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['eventTime', 'eventTime'],
] as const;

function pushImmutable(name: string, value: unknown, errors: FieldErrors): void {
  errors.push(invalid(child(undefined, name), value, 'field is immutable'));
}

/** Pointers: an empty object is not an absent one. */
function isSameObject(to: object | undefined, from: object | undefined): boolean {
  return (to === undefined) === (from === undefined) && isSame(to, from, 'related');
}

/** Microseconds since 1970: nobody minds a smaller difference. */
function microsOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  const [, seconds = '', fraction = '', zone = ''] = /^([^.]*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const millis = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}
