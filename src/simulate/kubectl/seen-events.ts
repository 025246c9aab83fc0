/**
 * Events as the API server keeps them: what one component says again of one object is counted, and forgotten an hour after
 * it was last said (`--event-ttl`). What the cluster's own log drops is not there.
 *
 * Not modelled: what kubelets say of every container that starts well (`kubelet/events.ts`).
 */

import { correlate, emptyEventLog } from '../../kube/event-log.js';
import type { TimelineEvent } from '../timeline.js';

/** An event with how often it was said. Times are virtual milliseconds. */
export interface SeenEvent extends Pick<TimelineEvent, 'object' | 'namespace' | 'reason' | 'message'> {
  readonly type: TimelineEvent['severity'];
  readonly source: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

const TTL_MS = 3_600_000;

/** The events that are there now, in order of their first time. */
export function seenEvents(events: readonly TimelineEvent[], now: number): SeenEvent[] {
  const seen = new Map<string, SeenEvent>();
  const log = emptyEventLog();
  for (const event of events) {
    const { at, controller: source, object, namespace, reason, severity: type } = event;
    // What kubectl itself prints is no event of the cluster.
    const kept = source === 'kubectl' ? 'dropped' : correlate(log, { ...event, source, type });
    if (kept === 'dropped') continue;
    const isCombined = kept === 'combined';
    const message = isCombined ? `(combined from similar events): ${event.message}` : event.message;
    // Similar events share one, whose message is the last one's.
    const key = JSON.stringify([source, object, namespace, reason, type, isCombined ? '' : message]);
    const known = seen.get(key);
    const isAlive = known !== undefined && at - known.last <= TTL_MS;
    seen.set(key, {
      ...{ object, namespace, reason, message, type, source },
      first: isAlive ? known.first : at,
      last: at,
      count: isAlive ? known.count + 1 : 1,
    });
  }
  return [...seen.values()].filter(({ last }) => now - last <= TTL_MS);
}

/** The events about one object, the one said last at the end; what was said of an earlier one of its name is not its own. */
export function eventsAbout(
  {
    kind,
    metadata,
  }: {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace: string; readonly creationTimestamp: number };
  },
  events: readonly TimelineEvent[],
  now: number,
): SeenEvent[] {
  const object = `${kind}/${metadata.name}`;
  const own = events.filter(
    (event) =>
      event.object === object && event.namespace === metadata.namespace && event.at >= metadata.creationTimestamp,
  );
  return seenEvents(own, now).sort((one, other) => one.last - other.last);
}
