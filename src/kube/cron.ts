// Cron schedules as Kubernetes reads them: github.com/robfig/cron/v3 v3.0.1 parser.go, `ParseStandard`.
import { parseDuration } from './duration.js';
import { timeZone } from './time-zone.js';

/** The values of one field that fire. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Was it `*` or `?`? It decides how the day of month and the day of week go together. */
  readonly any: boolean;
}

/** A parsed schedule: five fields, or a fixed delay after the last run. */
export type CronSchedule =
  | {
      readonly kind: 'fields';
      readonly minute: CronField;
      readonly hour: CronField;
      readonly dayOfMonth: CronField;
      readonly month: CronField;
      readonly dayOfWeek: CronField;
      /** From a `TZ=` prefix, which Kubernetes refuses in new CronJobs. */
      readonly zone: string | undefined;
    }
  | { readonly kind: 'every'; readonly seconds: number };

/** A schedule, or what is wrong with it. */
export type CronText = CronSchedule | { readonly kind: 'error'; readonly message: string };

interface Bounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MINUTE: Bounds = { name: 'minute', min: 0, max: 59 };
const HOUR: Bounds = { name: 'hour', min: 0, max: 23 };
const DAY_OF_MONTH: Bounds = { name: 'day of month', min: 1, max: 31 };
const MONTH: Bounds = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const DAY_OF_WEEK: Bounds = {
  name: 'day of week',
  min: 0,
  max: 6,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const WHITE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** What is wrong with the schedule, or `undefined`. */
export function cronProblem(text: string): string | undefined {
  const schedule = parseCron(text);
  return schedule.kind === 'error' ? schedule.message : undefined;
}

/** Reads a schedule: five fields, `@daily` and the like, or `@every 1h30m`. */
export function parseCron(text: string): CronText {
  if (text === '') return wrong('the schedule is empty');
  const prefix = /^(?:CRON_)?TZ=([^ ]*)( ?)/.exec(text);
  if (prefix === null) return parseFields(text, undefined);
  const [all, zone = '', space] = prefix;
  if (space === '') return wrong('nothing follows the time zone');
  if (timeZone(zone) === undefined) return wrong(`unknown time zone ${zone}`);
  return parseFields(trimSpace(text.slice(all.length)), zone);
}

function trimSpace(text: string): string {
  return text
    .split(WHITE_SPACE)
    .filter((part) => part !== '')
    .join(' ');
}

function wrong(message: string): { readonly kind: 'error'; readonly message: string } {
  return { kind: 'error', message };
}

function parseFields(text: string, zone: string | undefined): CronText {
  if (text.startsWith('@every ')) return parseEvery(text.slice('@every '.length));
  const isDescriptor = text.startsWith('@');
  const expanded = isDescriptor ? DESCRIPTORS.get(text) : text;
  if (expanded === undefined) {
    return wrong(`${text} is not one of ${[...DESCRIPTORS.keys()].join(', ')} or "@every" and a duration`);
  }
  const fields = expanded.split(WHITE_SPACE).filter((field) => field !== '');
  if (fields.length !== 5) {
    const seconds = fields.length === 6 ? ': Kubernetes has no field for seconds or years' : '';
    return wrong(
      `expected 5 fields (minute, hour, day of month, month, day of week), found ${fields.length}${seconds}`,
    );
  }
  const bounds = [MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK];
  const parsed = bounds.map((bound, at) => parseField(fields[at] ?? '', bound));
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parsed;
  const problem = parsed.find((field) => typeof field === 'string');
  if (problem !== undefined) return wrong(problem);
  // `find` has looked at all five.
  if (!isField(minute) || !isField(hour) || !isField(dayOfMonth) || !isField(month) || !isField(dayOfWeek)) {
    return wrong('expected 5 fields');
  }
  return { kind: 'fields', minute, hour, dayOfMonth, month, dayOfWeek, zone };
}

function isField(field: CronField | string | undefined): field is CronField {
  return typeof field === 'object';
}

function parseEvery(text: string): CronText {
  const nanoseconds = parseDuration(text);
  if (nanoseconds === undefined) return wrong(`"${text}" after @every is not a duration (such as 1h30m)`);
  // Less than a second is one; fractions of a second are cut off.
  const seconds = Number(nanoseconds / 1_000_000_000n);
  return { kind: 'every', seconds: Math.max(seconds, 1) };
}

// The field, or what is wrong with it.
function parseField(text: string, bounds: Bounds): CronField | string {
  const values = new Set<number>();
  let any = false;
  for (const range of text.split(',')) {
    if (range === '') continue;
    const parsed = parseRange(range, bounds);
    if (typeof parsed === 'string') return `${bounds.name} "${text}": ${parsed}`;
    for (let value = parsed.start; value <= parsed.end; value += parsed.step) values.add(value);
    any ||= parsed.any;
  }
  return { values, any };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly any: boolean;
}

function parseRange(text: string, bounds: Bounds): Range | string {
  const [range = '', stepText, ...slashes] = text.split('/');
  if (slashes.length > 0) return `too many slashes in ${text}`;
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  if (typeof step === 'string') return step;
  const ends = parseEnds(range, bounds, stepText !== undefined);
  if (typeof ends === 'string') return ends;
  const { start, end } = ends;
  if (start < bounds.min) return `${start} is below the minimum ${bounds.min}`;
  if (end > bounds.max) {
    const sunday = bounds === DAY_OF_WEEK && end === 7 ? ' (Sunday is 0)' : '';
    return `${end} is above the maximum ${bounds.max}${sunday}`;
  }
  if (start > end) return `${start} is after ${end}: ranges do not wrap around`;
  if (step === 0) return 'a step is greater than 0';
  return { start, end, step, any: ends.any && step === 1 };
}

// `N/step` goes up to the maximum; what follows a dash after `*` is not looked at.
function parseEnds(range: string, bounds: Bounds, hasStep: boolean): Omit<Range, 'step'> | string {
  const [low = '', high, ...hyphens] = range.split('-');
  if (low === '*' || low === '?') return { start: bounds.min, end: bounds.max, any: true };
  const start = parseValue(low, bounds);
  if (typeof start === 'string') return start;
  if (hyphens.length > 0) return `too many hyphens in ${range}`;
  const end = high === undefined ? start : parseValue(high, bounds);
  if (typeof end === 'string') return end;
  return { start, end: hasStep && high === undefined ? bounds.max : end, any: false };
}

function parseValue(text: string, bounds: Bounds): number | string {
  const at = bounds.names?.indexOf(text.toLowerCase()) ?? -1;
  return at === -1 ? parseNumber(text) : at + bounds.min;
}

function parseNumber(text: string): number | string {
  if (!/^[+-]?[0-9]+$/.test(text)) return text === '' ? 'a number is missing' : `"${text}" is not a number`;
  const value = Number(text);
  return value < 0 ? `${text} is negative` : value + 0;
}
