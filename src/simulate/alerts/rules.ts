/**
 * Alerting rules in objects of kind PrometheusRule (monitoring.coreos.com/v1), as prometheus-operator hands them to Prometheus.
 *
 * Not modelled: templates in labels and annotations, `limit`, `query_offset`, which Prometheus selects the object.
 */

import { arrayOf, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import type { PlacedManifest } from '../inputs.js';
import { within } from './promql/expression.js';
import { durationMs } from './promql/literals.js';
import { type Parsed, parsePromql } from './promql/parse.js';

/** An alerting rule. Times are in milliseconds. */
export interface AlertRule {
  readonly file: string;
  readonly namespace: string;
  /** Name of the PrometheusRule. */
  readonly object: string;
  readonly group: string;
  readonly alert: string;
  readonly expression: Parsed;
  readonly text: string;
  /** So long it must be true before it fires. */
  readonly forMs: number;
  /** So long it goes on firing after that. */
  readonly keepFiringMs: number;
  /** How often it is looked at. */
  readonly intervalMs: number;
  readonly severity: string;
}

/** The default of prometheus-operator and kube-prometheus. */
export const EVALUATION_MS = 30_000;
/** Groups that are looked at more often are looked at so often. */
const LEAST_INTERVAL_MS = 1000;

/** The alerting rules of an object, in order. */
export function alertRulesIn(manifest: PlacedManifest): AlertRule[] {
  const { file, name = '', namespace = 'default' } = manifest;
  return rulesIn(manifest).flatMap(({ rule, group }) => {
    const alert = stringOf(rule.alert);
    if (alert === undefined) return [];
    const text = String(rule.expr ?? '');
    return [
      {
        file,
        namespace,
        object: name,
        group: stringOf(group.name) ?? '',
        alert,
        text,
        expression: parsePromql(text),
        forMs: timeIn(rule.for) ?? 0,
        keepFiringMs: timeIn(rule.keep_firing_for) ?? 0,
        intervalMs: Math.max(LEAST_INTERVAL_MS, timeIn(group.interval) ?? EVALUATION_MS),
        severity: stringOf(objectOf(rule.labels)?.severity) ?? '',
      },
    ];
  });
}

/** All rules of an object, with the group of each. */
export function rulesIn({ object }: PlacedManifest): { readonly rule: JsonObject; readonly group: JsonObject }[] {
  const groups = objectsIn(objectOf(object.spec)?.groups);
  return groups.flatMap((group) => objectsIn(group.rules).map((rule) => ({ rule, group })));
}

/** The labels that a rule adds. */
export function labelsIn(rule: JsonObject): readonly (readonly [string, string])[] {
  return Object.entries(objectOf(rule.labels) ?? {}).map(([label, value]) => [label, String(value)]);
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return (arrayOf(value) ?? []).flatMap((item) => {
    const object = objectOf(item);
    return object === undefined ? [] : [object];
  });
}

function timeIn(value: Json | undefined): number | undefined {
  return typeof value === 'string' && value !== '' ? durationMs(value) : undefined;
}

/** What an expression looks at. */
export interface Reach {
  readonly metrics: ReadonlySet<string>;
  /** How far back. */
  readonly backMs: number;
  /** It looks at the clock: what it says may change while nothing happens. */
  readonly asksTime: boolean;
  /** The largest number in it, taken as seconds; something it waits for may take so long. */
  readonly largestMs: number;
}

/** What a rule's expression looks at. */
export function reachOf({ expression }: AlertRule): Reach {
  const metrics = new Set<string>();
  let backMs = 0;
  let asksTime = false;
  let largestMs = 0;
  for (const part of expression.kind === 'parsed' ? within(expression.expression) : []) {
    if (part.kind === 'selector') {
      metrics.add(part.metric);
      backMs = Math.max(backMs, part.offsetMs);
    }
    if (part.kind === 'range') backMs = Math.max(backMs, part.rangeMs + part.selector.offsetMs);
    if (part.kind === 'call' && part.name === 'time') asksTime = true;
    if (part.kind === 'number' && Number.isFinite(part.value)) largestMs = Math.max(largestMs, part.value * 1000);
  }
  return { metrics, backMs, asksTime, largestMs };
}
