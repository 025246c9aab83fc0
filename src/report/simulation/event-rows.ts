/** The rows of events: what controllers, the scheduler and kubelets said. */

import type { TimelineEvent } from '../../simulate/timeline.js';
import type { AboutOf, CountsAt, Row } from './rows.js';

/** What events are told with. */
export interface EventLayout {
  readonly countsAt: CountsAt;
  readonly aboutOf: AboutOf;
}

/** A row for each event that nothing else tells; what is said alike of several pods at once is one. */
export function eventRows(events: readonly TimelineEvent[], { countsAt, aboutOf }: EventLayout): Row[] {
  const rows: Row[] = [];
  const repeats = new Map<string, Repeats>();
  for (const event of events) {
    if (isUntold(event)) continue;
    const { at, order, object, namespace, reason, message, severity, because } = event;
    const key = repeatKey(event);
    const known = key === undefined ? undefined : repeats.get(key);
    if (known !== undefined) {
      known.count++;
      known.last = event;
      if (known.first.at === at) known.atOnce++;
      continue;
    }
    if (key !== undefined) repeats.set(key, { row: rows.length, first: event, last: event, atOnce: 1, count: 1 });
    const isScaling = reason === 'ScalingReplicaSet';
    rows.push({
      at,
      order,
      kind: severity === 'Warning' ? 'warning' : 'event',
      about: aboutOf(object, namespace),
      counts: countsAt(object, namespace, event),
      text: isScaling ? `${object}: ${message}` : `${object} ${reason}: ${message}`,
      because: isScaling ? because : '',
    });
  }
  for (const { row, first, last, atOnce, count } of repeats.values()) {
    const told = rows[row];
    if (told === undefined) continue;
    if (atOnce > 1) rows[row] = { ...told, text: several(first, atOnce) };
    if (count === atOnce) continue;
    const text = `${last.object.replace(MADE_UP, '')} ${last.reason}: said ${count} times until now`;
    rows.push({ ...told, at: last.at, order: last.order, counts: undefined, text });
  }
  return rows;
}

/** What is said alike of several pods, whose names are made up anew: told once, then counted. */
interface Repeats {
  /** Place of its row. */
  readonly row: number;
  readonly first: TimelineEvent;
  last: TimelineEvent;
  atOnce: number;
  count: number;
}

/** The end of a pod's name that a controller made up: no vowels, so that it is no word (`k8s.io/apimachinery/pkg/util/rand`). */
const MADE_UP = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const MADE_UP_WITHIN = /-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g;

/** Warnings are the same whenever they come, other events of pods only at one moment; the rest is told each time. */
function repeatKey({ at, severity, namespace, object, reason, message }: TimelineEvent): string | undefined {
  const key = `${namespace} ${reason} ${object.replace(MADE_UP, '')} ${message.replaceAll(MADE_UP_WITHIN, '')}`;
  if (severity === 'Warning') return key;
  return object.startsWith('Pod/') ? `${at} ${key}` : undefined;
}

/** `3 pods of web-5fb74b57c6 Unhealthy: Readiness probe failed` */
function several({ object, reason, message }: TimelineEvent, count: number): string {
  const [kind, name = ''] = object.split('/');
  if (kind !== 'Pod' || !MADE_UP.test(name)) return `${object} ${reason}, ${count} times: ${message}`;
  const ofAll = message.replaceAll(name, `${name.replace(MADE_UP, '')}-…`);
  return `${count} pods of ${name.replace(MADE_UP, '')} ${reason}: ${ofAll}`;
}

/** Said by rows of their own, or by the pods' rows. */
const UNTOLD = new Set([
  'Scheduled',
  'SuccessfulCreate',
  'SuccessfulDelete',
  'Pulling',
  'Pulled',
  'Created',
  'Started',
  'Killing',
  'BackOff',
]);

/** The kubelet says twice why an image cannot be pulled; the pod's row has the word. */
function isUntold({ reason, message }: TimelineEvent): boolean {
  return UNTOLD.has(reason) || (reason === 'Failed' && message.startsWith('Error: '));
}
