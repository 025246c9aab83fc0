import type { Condition } from '../../objects/condition.js';
import type { Kind, Kinds } from '../../objects/kinds.js';
import { controllerOf, type Metadata } from '../../objects/metadata.js';
import { epochMs, type World } from '../../world.js';
import type { MetricSource } from './metrics.js';

/** A series of an object: the values of its own labels, in their order, and its value. */
export interface Series {
  readonly values?: readonly string[];
  readonly value: number;
}

/** A metric of objects of one kind. */
export interface MetricOf<K extends Kind> {
  /** Its labels besides those that name the object. */
  readonly labels?: readonly string[];
  readonly partial?: NonNullable<MetricSource['partial']>;
  readonly series: (object: Kinds[K], world: World) => readonly Series[];
}

/** A metric with one series for each object; none where the value is `undefined`. */
export function gauge<K extends Kind>(measure: (object: Kinds[K], world: World) => number | undefined): MetricOf<K> {
  return {
    series: (object, world) => {
      const value = measure(object, world);
      return value === undefined ? [] : [{ value }];
    },
  };
}

/** A virtual time in seconds since 1970; kube-state-metrics knows whole seconds. */
export function unixSeconds(at: number, world: World): number {
  return Math.floor(epochMs(world, at) / 1000);
}

const STATUSES = ['true', 'false', 'unknown'];

/** One series for each status that a condition can have: 1 for its own. `before` are values of labels before `status`. */
export function statusSeries(status: string, before: readonly string[] = []): readonly Series[] {
  return STATUSES.map((name) => ({ values: [...before, name], value: Number(status.toLowerCase() === name) }));
}

/** The status of a condition of that type as series; none without the condition. */
export function conditionSeries(conditions: readonly Condition[], type: string): readonly Series[] {
  return conditions.filter((condition) => condition.type === type).flatMap(({ status }) => statusSeries(status));
}

/** `kube_…_created` */
export function created<K extends Kind>(): MetricOf<K> {
  return gauge(({ metadata }, world) => unixSeconds(metadata.creationTimestamp, world));
}

/** `kube_…_owner` */
export function owner<K extends Kind>(): MetricOf<K> {
  return {
    labels: ['owner_kind', 'owner_name', 'owner_is_controller'],
    series: ({ metadata }) => ownerSeries(metadata),
  };
}

function ownerSeries({ ownerReferences }: Metadata): readonly Series[] {
  if (ownerReferences.length === 0) return [{ value: 1 }];
  return ownerReferences.map(({ kind, name, controller }) => ({ values: [kind, name, String(controller)], value: 1 }));
}

/** Kind and name of the controller, '' without one. */
export function createdBy(metadata: Metadata): readonly [string, string] {
  const controller = controllerOf(metadata);
  return [controller?.kind ?? '', controller?.name ?? ''];
}
