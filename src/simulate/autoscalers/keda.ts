/**
 * KEDA: a ScaledObject becomes the HorizontalPodAutoscaler that its operator makes, which is then simulated; what the
 * operator does itself (from and to no pods at all) is told of.
 *
 * Docs: https://keda.sh/docs/latest/reference/scaledobject-spec/
 * Follows kedacore/keda v2.17 apis/keda/v1alpha1/scaledobject_types.go and controllers/keda/hpa.go.
 *
 * Not modelled: the values of triggers other than cron (a scenario gives metrics to the HorizontalPodAutoscaler), scaling to
 * and from zero by them, fallback, pausing, scalingModifiers. Cron triggers are followed: `keda-cron.ts`.
 */

import { parseCron } from '../../kube/cron.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import { timeZone } from '../../kube/time-zone.js';
import type { Manifest } from '../admission/manifest.js';
import type { CronTrigger, ScaledObject } from '../objects/scaled-object.js';
import type { Autoscaler, AutoscalerNote } from './autoscaler.js';

const DEFAULTS = { minReplicaCount: 0, maxReplicaCount: 100, cooldownPeriod: 300, pollingInterval: 30 };
const SPEC = child(undefined, 'spec');

/** What a ScaledObject makes, and what it does besides. */
export function scaledObject(manifest: Manifest): Autoscaler {
  const spec = objectOf(manifest.object.spec) ?? {};
  const triggers = (arrayOf(spec.triggers) ?? []).filter(isJsonObject);
  const target = objectOf(spec.scaleTargetRef);
  const pause = pauseOf(manifest, nameOf(target));
  if (pause !== undefined) return { makes: [], notes: [pause] };
  const makes = stringOf(target?.name) === undefined ? [] : [autoscalerFor(manifest, spec, triggers)];
  const notes = [...cronNotes(triggers), ...zeroNotes(spec, triggers, nameOf(target))];
  const hasCron = triggers.some((trigger, place) => cronTrigger(trigger, place) !== undefined);
  return { makes, notes, ...(hasCron && { isFollowed: true as const }) };
}

/** What a ScaledJob does: Jobs of its own, at times that nobody knows. */
export function scaledJob({ object }: Manifest): Autoscaler {
  const spec = objectOf(object.spec) ?? {};
  const most = countOf(spec, 'maxReplicaCount');
  const interval = countOf(spec, 'pollingInterval');
  const effect = `Jobs come when its triggers say so, at most ${most} at once, looked at every ${interval} s: none of them is in this forecast`;
  return { makes: [], notes: [{ path: undefined, effect, isWorkload: true }] };
}

function countOf(spec: JsonObject, name: keyof typeof DEFAULTS): number {
  const value = spec[name];
  return typeof value === 'number' ? value : DEFAULTS[name];
}

function nameOf(target: JsonObject | undefined): string {
  return `${stringOf(target?.kind) ?? 'Deployment'}/${stringOf(target?.name) ?? ''}`;
}

function pauseOf({ object }: Manifest, target: string): AutoscalerNote | undefined {
  const annotations = objectOf(objectOf(object.metadata)?.annotations) ?? {};
  const path = child(undefined, 'metadata', 'annotations');
  const replicas = annotations['autoscaling.keda.sh/paused-replicas'];
  if (replicas !== undefined) return { path, effect: `paused: ${target} is scaled to ${String(replicas)} replicas` };
  return annotations['autoscaling.keda.sh/paused'] === 'true'
    ? { path, effect: `paused: ${target} keeps the replicas that it has` }
    : undefined;
}

function autoscalerFor(
  { name = '', namespace }: Manifest,
  spec: JsonObject,
  triggers: readonly JsonObject[],
): Autoscaler['makes'][number] {
  const target = objectOf(spec.scaleTargetRef) ?? {};
  const config = objectOf(objectOf(spec.advanced)?.horizontalPodAutoscalerConfig) ?? {};
  const metadata: JsonObject = {
    name: stringOf(config.name) ?? `keda-hpa-${name}`,
    ...(namespace !== undefined && { namespace }),
  };
  const object: JsonObject = {
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target.name ?? '', ...without(target) },
      // hpa.go getHPAMinReplicas: from zero to one is the operator's own work.
      minReplicas: Math.max(1, countOf(spec, 'minReplicaCount')),
      maxReplicas: countOf(spec, 'maxReplicaCount'),
      metrics: triggers.map(metricOf),
      ...(config.behavior !== undefined && { behavior: config.behavior }),
    },
  };
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', object };
}

/** The target as an HPA takes it: without the container that some triggers read. */
function without({ apiVersion, kind }: JsonObject): JsonObject {
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}

function metricOf(trigger: JsonObject, place: number): JsonObject {
  const type = stringOf(trigger.type) ?? '';
  const metadata = objectOf(trigger.metadata) ?? {};
  if (type !== 'cpu' && type !== 'memory') {
    const metric = { name: cronTrigger(trigger, place)?.metric ?? `s${place}-${type}` };
    return { type: 'External', external: { metric, target: { type: 'AverageValue', averageValue: '1' } } };
  }
  const value = String(metadata.value ?? '');
  const isUtilization = (stringOf(trigger.metricType) ?? stringOf(metadata.type) ?? 'Utilization') === 'Utilization';
  const target: JsonObject = isUtilization
    ? { type: 'Utilization', averageUtilization: Number(value) }
    : { type: 'AverageValue', averageValue: value };
  const container = stringOf(metadata.containerName);
  return container === undefined
    ? { type: 'Resource', resource: { name: type, target } }
    : { type: 'ContainerResource', containerResource: { name: type, container, target } };
}

/** What a ScaledObject comes to in the simulation: its cron triggers, and when it rests. */
export function scaledObjectSpec(object: JsonObject): ScaledObject['spec'] {
  const spec = objectOf(object.spec) ?? {};
  const triggers = (arrayOf(spec.triggers) ?? []).filter(isJsonObject);
  const target = objectOf(spec.scaleTargetRef);
  return {
    target: { kind: stringOf(target?.kind) ?? 'Deployment', name: stringOf(target?.name) ?? '' },
    triggers: triggers.flatMap((trigger, place) => cronTrigger(trigger, place) ?? []),
    isByClock: isByClock(triggers),
    minReplicaCount: countOf(spec, 'minReplicaCount'),
    idleReplicaCount: typeof spec.idleReplicaCount === 'number' ? spec.idleReplicaCount : undefined,
    cooldownMs: countOf(spec, 'cooldownPeriod') * 1000,
  };
}

/** Is it active by cron triggers alone? CPU and memory do not count. */
function isByClock(triggers: readonly JsonObject[]): boolean {
  const deciding = [...triggers.entries()].filter(([, { type }]) => type !== 'cpu' && type !== 'memory');
  return deciding.length > 0 && deciding.every(([place, trigger]) => cronTrigger(trigger, place) !== undefined);
}

/** A trigger of type cron; `undefined` for others, and where it cannot be read. */
function cronTrigger({ type, metadata }: JsonObject, place: number): CronTrigger | undefined {
  const window = objectOf(metadata);
  if (type !== 'cron' || window === undefined) return undefined;
  const text = (name: string) => stringOf(window[name]) ?? '';
  const zone = timeZone(text('timezone'));
  const [start, end] = [parseCron(text('start')), parseCron(text('end'))];
  const desiredReplicas = Number(window.desiredReplicas);
  if (zone === undefined || start.kind === 'error' || end.kind === 'error' || !Number.isInteger(desiredReplicas))
    return undefined;
  const named = ['timezone', 'start', 'end'].map((name) => (name === 'timezone' ? text(name) : clockName(text(name))));
  const metric = `s${place}-cron-${named.join('-')}`.replaceAll(/[/.:%()]/g, '-');
  return { metric, start, end, zone, desiredReplicas };
}

/** `parseCronTimeFormat`: `0 8 * * *` is `08xxx` in the name of a metric. */
function clockName(schedule: string): string {
  return schedule.replaceAll(' ', '').replaceAll('*', 'x').replaceAll('/', 'Sl').replaceAll('?', 'Qm');
}

/** Windows of the clock in which a number of replicas is asked for. */
function* cronNotes(triggers: readonly JsonObject[]): Iterable<AutoscalerNote> {
  for (const [place, trigger] of triggers.entries()) {
    const { type, metadata } = trigger;
    if (type !== 'cron' || cronTrigger(trigger, place) !== undefined) continue;
    const window = objectOf(metadata) ?? {};
    const text = (name: string, value: Json | undefined = window[name]) => String(value ?? '');
    const when = `from "${text('start')}" to "${text('end')}" ${text('timezone')}`.trim();
    yield {
      path: triggerPath(place),
      effect: `at least ${text('desiredReplicas')} replicas ${when}: that cannot be read`,
    };
  }
}

/** What the operator does when no trigger is active. CPU and memory alone never scale to zero. */
function* zeroNotes(spec: JsonObject, triggers: readonly JsonObject[], target: string): Iterable<AutoscalerNote> {
  const idle = typeof spec.idleReplicaCount === 'number' ? spec.idleReplicaCount : undefined;
  const least = idle ?? countOf(spec, 'minReplicaCount');
  // Of cron triggers alone it is known when they are active.
  const canRest = triggers.some(({ type }) => type !== 'cpu' && type !== 'memory') && !isByClock(triggers);
  if (!canRest || (idle === undefined && least > 0)) return;
  const cooldown = countOf(spec, 'cooldownPeriod');
  const field = idle === undefined ? 'minReplicaCount' : 'idleReplicaCount';
  yield {
    path: child(SPEC, field),
    effect: `${target} has ${least} pods once no trigger was active for ${cooldown} s, and gets more up to ${countOf(spec, 'pollingInterval')} s after one is: taken as active here`,
  };
}

function triggerPath(place: number): FieldPath {
  return index(child(SPEC, 'triggers'), place);
}
