/**
 * How repeated events reach `kubectl describe`. Follows client-go@v0.35.4 tools/record/events_cache.go: after ten
 * different messages of one reason about one object within ten minutes the next ones are "(combined from similar
 * events)"; one source may say 25 events about one object at once, then one every five minutes.
 */

import type { EventAction } from './action.js';

/** An event with what the cluster's own event log makes of it. */
export interface RecordedEvent {
  readonly at: number;
  readonly event: EventAction;
  /** As it is, merged with similar ones, or lost to the rate limit: the message is the controller's in any case. */
  readonly recorded: 'as-is' | 'combined' | 'dropped';
}

interface Aggregate {
  readonly messages: Set<string>;
  last: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** What the correlator remembers; changed by `correlate` alone. */
export interface EventLog {
  readonly aggregates: Map<string, Aggregate>;
  readonly buckets: Map<string, Bucket>;
}

const MAX_SIMILAR = 10;
const AGGREGATE_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;

/** Nothing said yet. */
export function emptyEventLog(): EventLog {
  return { aggregates: new Map(), buckets: new Map() };
}

/** Takes note of an event and says what becomes of it. */
export function correlate(log: EventLog, event: EventAction, now: number): RecordedEvent {
  const about = `${event.source}\n${event.object.metadata.uid}`;
  const isCombined = aggregate(log, `${about}\n${event.type}\n${event.reason}`, event.message, now);
  const isAllowed = takeToken(log, about, now);
  return { at: now, event, recorded: !isAllowed ? 'dropped' : isCombined ? 'combined' : 'as-is' };
}

function aggregate(log: EventLog, key: string, message: string, now: number): boolean {
  const known = log.aggregates.get(key);
  const record =
    known !== undefined && now - known.last <= AGGREGATE_MS ? known : { messages: new Set<string>(), last: now };
  log.aggregates.set(key, record);
  record.last = now;
  record.messages.add(message);
  if (record.messages.size < MAX_SIMILAR) return false;
  // Upstream drops an arbitrary message to keep the set small; which one does not matter.
  const first = record.messages.values().next().value;
  if (first !== undefined) record.messages.delete(first);
  return true;
}

function takeToken(log: EventLog, key: string, now: number): boolean {
  const bucket = log.buckets.get(key) ?? { tokens: BURST, at: now };
  bucket.tokens = Math.min(BURST, bucket.tokens + (now - bucket.at) / REFILL_MS);
  bucket.at = now;
  log.buckets.set(key, bucket);
  if (bucket.tokens < 1) return false;
  bucket.tokens--;
  return true;
}
