/** A scenario file: cluster, behaviour of pods, steps, assertions. Its language is described in README, "Scenarios". */

import { child, type FieldPath } from '../../kube/field-path.js';
import { type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../kubelet/behaviour.js';
import type { BehaviourRule } from '../kubelet/lives.js';
import { type Assertion, readAssertions } from './assertions.js';
import { readRules } from './behaviour.js';
import { type ClusterNode, readNodes } from './cluster.js';
import {
  fail,
  field,
  type NamedObject,
  type Placed,
  type Reader,
  readDuration,
  readList,
  readObject,
  readText,
  type ScenarioProblem,
  shown,
} from './reader.js';
import type { ReadStep, Start } from './step.js';
import { ROLLOUT_VERBS } from './steps/rollout.js';
import { LATER_WORDS, STEP_WORDS } from './words.js';

/** A step, when it starts and where it is written. */
interface PlacedStep {
  readonly start: Start;
  readonly step: ReadStep;
  readonly path: FieldPath | undefined;
}

/** A scenario as read; its files are not loaded yet. */
export interface Scenario {
  readonly name: string;
  /** The cluster's nodes; `undefined` where the scenario leaves them to the tool. */
  readonly nodes: readonly ClusterNode[] | undefined;
  readonly rules: readonly BehaviourRule[];
  readonly steps: readonly PlacedStep[];
  readonly assertions: readonly Assertion[];
  readonly seed: number | undefined;
  /** What the scenario assumes otherwise. */
  readonly assume: Partial<Assumptions>;
  /** The date and time at the start, in milliseconds since 1970: what CronJobs go by. */
  readonly startsAt: number | undefined;
  /** Files that steps apply, each once, in order. */
  readonly files: readonly string[];
  /** Where the scenario first names each of them. */
  readonly fileAt: ReadonlyMap<string, FieldPath | undefined>;
  /** The objects that steps and assertions name. */
  readonly named: readonly NamedObject[];
}

/** A scenario, or the mistakes in it. */
export type ScenarioOutcome =
  | { readonly kind: 'read'; readonly scenario: Scenario }
  | { readonly kind: 'mistakes'; readonly problems: readonly ScenarioProblem[] };

/** Is it a scenario, and not something for a cluster? */
export function isScenario(object: { readonly apiVersion: string; readonly kind: string }): boolean {
  return object.kind === 'Scenario' && object.apiVersion.startsWith('rollcast.dev/');
}

const START_FIELDS = ['at', 'after'];
const SPEC_FIELDS = ['cluster', 'pods', 'assumptions', 'steps', 'assert', 'seed', 'startsAt'];

/** Reads a scenario document. */
export function readScenario(document: JsonObject): ScenarioOutcome {
  const metadata = objectOf(document.metadata) ?? {};
  const named: NamedObject[] = [];
  const reader: Reader = { problems: [], named, namespace: stringOf(metadata.namespace) ?? 'default' };
  const root =
    readObject(reader, { value: document, path: undefined }, ['apiVersion', 'kind', 'metadata', 'spec']) ?? {};
  if (document.apiVersion !== 'rollcast.dev/v1')
    fail(
      reader,
      field(root, 'apiVersion', undefined).path,
      `expected rollcast.dev/v1, found ${shown(document.apiVersion)}`,
    );
  if (Object.hasOwn(root, 'metadata')) readMetadata(reader, field(root, 'metadata', undefined));
  const at = field(root, 'spec', undefined);
  const spec = readObject(reader, at, SPEC_FIELDS) ?? {};
  const cluster = Object.hasOwn(spec, 'cluster')
    ? readObject(reader, field(spec, 'cluster', at.path), ['nodes'])
    : undefined;
  const nodes =
    cluster === undefined
      ? undefined
      : readNodes(reader, field(cluster, 'nodes', field(spec, 'cluster', at.path).path));
  const rules = readRules(reader, field(spec, 'pods', at.path));
  const steps = readList(reader, field(spec, 'steps', at.path)).flatMap((item) => readStep(reader, item) ?? []);
  inOrder(reader, steps);
  const assertions = readAssertions(reader, readList(reader, field(spec, 'assert', at.path)));
  const seed = Object.hasOwn(spec, 'seed') ? readSeed(reader, field(spec, 'seed', at.path)) : undefined;
  const assume = Object.hasOwn(spec, 'assumptions')
    ? readAssumptions(reader, field(spec, 'assumptions', at.path))
    : undefined;
  const startsAt = Object.hasOwn(spec, 'startsAt') ? readInstant(reader, field(spec, 'startsAt', at.path)) : undefined;
  if (reader.problems.length > 0) return { kind: 'mistakes', problems: reader.problems };
  const fileAt = new Map<string, FieldPath | undefined>();
  for (const { step, path } of steps)
    for (const file of step.files ?? []) if (!fileAt.has(file)) fileAt.set(file, path);
  const name = stringOf(metadata.name) ?? '';
  const files = [...fileAt.keys()];
  return {
    kind: 'read',
    scenario: { name, nodes, rules, steps, assertions, seed, assume: assume ?? {}, startsAt, files, fileAt, named },
  };
}

function readMetadata(reader: Reader, placed: Placed): void {
  const metadata = readObject(reader, placed, ['name', 'namespace', 'labels', 'annotations']) ?? {};
  for (const name of ['name', 'namespace'])
    if (Object.hasOwn(metadata, name)) readText(reader, field(metadata, name, placed.path));
}

/** A step cannot start before the one that stands before it. */
function inOrder(reader: Reader, steps: readonly PlacedStep[]): void {
  let latest = 0;
  for (const { start, path } of steps) {
    if (start.kind !== 'at') continue;
    if (start.atMs < latest)
      fail(
        reader,
        child(path?.parent, 'at'),
        `${start.atMs / 1000}s is before the start of an earlier step, ${latest / 1000}s`,
      );
    latest = Math.max(latest, start.atMs);
  }
}

function readSeed(reader: Reader, { value, path }: Placed): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return fail(reader, path, `expected a whole number, found ${JSON.stringify(value)}`);
}

/** `assumptions: { podStartSeconds: 10, appReadySeconds: 1m }`: a bare number is seconds. */
function readAssumptions(reader: Reader, placed: Placed): Partial<Assumptions> | undefined {
  const object = readObject(reader, placed, Object.keys(DEFAULT_ASSUMPTIONS));
  if (object === undefined) return undefined;
  const given = Object.keys(object).map((name) => {
    const ms = readDuration(reader, field(object, name, placed.path));
    return [name, (ms ?? 0) / 1000];
  });
  return Object.fromEntries(given);
}

/** A date and time such as `2026-03-29T00:30:00Z`. */
function readInstant(reader: Reader, placed: Placed): number | undefined {
  const text = readText(reader, placed);
  if (text === undefined) return undefined;
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const instant = isWhole ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  return fail(reader, placed.path, `expected a date and time such as 2026-03-29T00:30:00Z, found ${text}`);
}

function readStep(reader: Reader, item: Placed): Scenario['steps'][number] | undefined {
  const words = STEP_WORDS.map(({ word }) => word);
  const given = objectOf(item.value) ?? {};
  const verb = ROLLOUT_VERBS.find((one) => Object.hasOwn(given, one));
  if (verb !== undefined) {
    const hint = `did you mean rollout: { ${verb}: deployment/web }?`;
    return fail(reader, field(given, verb, item.path).path, `unknown field ${verb}: ${hint}`);
  }
  if (typeof item.value === 'string')
    return fail(reader, item.path, `expected a step such as apply: ${shown(item.value)}, found a text`);
  const object = readObject(reader, item, [...words, ...LATER_WORDS, ...START_FIELDS]);
  if (object === undefined) return undefined;
  const later = LATER_WORDS.find((word) => Object.hasOwn(object, word));
  if (later !== undefined)
    return fail(reader, field(object, later, item.path).path, `step ${later} is not available yet in this version`);
  const used = STEP_WORDS.filter(({ word }) => Object.hasOwn(object, word));
  const [only] = used;
  if (only === undefined && Object.keys(object).length > 0 && !START_FIELDS.some((word) => Object.hasOwn(object, word)))
    return undefined; // All that is there is unknown, and was said so.
  if (used.length > 1) {
    const both = used.map(({ word }) => word).join(' and ');
    return fail(reader, item.path, `${both} are ${used.length} steps: each is an item of the list`);
  }
  if (only === undefined) return fail(reader, item.path, `expected exactly one of ${words.join(', ')}`);
  const start = readStart(reader, object, item);
  const step = only.read(reader, field(object, only.word, item.path));
  if (step === undefined || start === undefined) return undefined;
  const { path } = field(object, only.word, item.path);
  return { start: start.kind === 'settled' && step.atOnce === true ? { kind: 'at-once' } : start, step, path };
}

function readStart(reader: Reader, object: JsonObject, item: Placed): Start | undefined {
  if (Object.hasOwn(object, 'at')) {
    const atMs = readDuration(reader, field(object, 'at', item.path));
    return atMs === undefined ? undefined : { kind: 'at', atMs };
  }
  if (!Object.hasOwn(object, 'after')) return { kind: 'settled' };
  const placed = field(object, 'after', item.path);
  const after = readObject(reader, placed, ['event', 'object', 'contains', 'delay']);
  if (after === undefined) return undefined;
  const reason = readText(reader, field(after, 'event', placed.path));
  const delayMs = Object.hasOwn(after, 'delay') ? readDuration(reader, field(after, 'delay', placed.path)) : 0;
  if (reason === undefined || delayMs === undefined) return undefined;
  const about = (stringOf(after.object) ?? '').toLowerCase();
  const contains = stringOf(after.contains) ?? '';
  const matches: Extract<Start, { kind: 'after' }>['matches'] = (event) =>
    event.reason === reason &&
    (about === '' || `${event.object.kind}/${event.object.metadata.name}`.toLowerCase() === about) &&
    event.message.includes(contains);
  const event = `${reason}${about === '' ? '' : ` of ${about}`}${contains === '' ? '' : ` with ${shown(contains)}`}`;
  return { kind: 'after', event, matches, delayMs };
}
