/**
 * How repeated events reach `kubectl describe`. Follows client-go@v0.35.4 tools/record/events_cache.go: after ten
 * different messages of one reason about one object within ten minutes the next ones are "(combined from similar
 * events)"; one source may say 25 events about one object at once, then one every five minutes.
 */

/** What a cluster's own event log makes of an event: kept as it is, merged with similar ones, or lost to the rate limit. */
export type Kept = 'as-is' | 'combined' | 'dropped';

/** Something that was said, at virtual milliseconds. */
export interface Said {
  readonly at: number;
  readonly source: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Serial number of the object that it was said about. */
  readonly serial: number;
}

interface Aggregate {
  readonly messages: string[];
  last: number;
}

/** What one source has said about one object. */
interface Talk {
  readonly source: string;
  tokens: number;
  at: number;
  /** All that it has said so far; most say one thing only. */
  first: Said | undefined;
  /** By reason, once it has said more. */
  aggregates: Map<string, Aggregate> | undefined;
  /** What another source has said about the object. */
  readonly next: Talk | undefined;
}

/** What the correlator remembers, by serial of the object; changed by `correlate` alone. */
export type EventLog = Map<number, Talk>;

const MAX_SIMILAR = 10;
const AGGREGATE_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;

/** Nothing said yet. */
export function emptyEventLog(): EventLog {
  return new Map();
}

/** Takes note of an event and says what becomes of it; in the order in which they are said. */
export function correlate(log: EventLog, said: Said): Kept {
  const { source, serial, at } = said;
  const talks = log.get(serial);
  const talk = talkOf(talks, source);
  if (talk === undefined) {
    log.set(serial, { source, tokens: BURST - 1, at, first: said, aggregates: undefined, next: talks });
    return 'as-is';
  }
  const isCombined = aggregate(aggregatesOf(talk), said);
  const isAllowed = takeToken(talk, at);
  return !isAllowed ? 'dropped' : isCombined ? 'combined' : 'as-is';
}

function talkOf(talks: Talk | undefined, source: string): Talk | undefined {
  for (let talk = talks; talk !== undefined; talk = talk.next) if (talk.source === source) return talk;
  return undefined;
}

function aggregatesOf(talk: Talk): Map<string, Aggregate> {
  if (talk.aggregates !== undefined) return talk.aggregates;
  const aggregates = new Map<string, Aggregate>();
  talk.aggregates = aggregates;
  if (talk.first !== undefined) aggregate(aggregates, talk.first);
  talk.first = undefined;
  return aggregates;
}

function aggregate(aggregates: Map<string, Aggregate>, { type, reason, message, at: now }: Said): boolean {
  const key = type === 'Normal' ? reason : `!${reason}`;
  const known = aggregates.get(key);
  const record = known !== undefined && now - known.last <= AGGREGATE_MS ? known : { messages: [], last: now };
  aggregates.set(key, record);
  record.last = now;
  if (!record.messages.includes(message)) record.messages.push(message);
  if (record.messages.length < MAX_SIMILAR) return false;
  // Upstream drops an arbitrary message to keep the set small; which one does not matter.
  record.messages.shift();
  return true;
}

function takeToken(talk: Talk, now: number): boolean {
  talk.tokens = Math.min(BURST, talk.tokens + (now - talk.at) / REFILL_MS);
  talk.at = now;
  if (talk.tokens < 1) return false;
  talk.tokens--;
  return true;
}
