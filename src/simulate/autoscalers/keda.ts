/**
 * KEDA: a ScaledObject becomes the HorizontalPodAutoscaler that its operator makes, which is then simulated; what the
 * operator does itself (from and to no pods at all) is told of.
 *
 * Docs: https://keda.sh/docs/latest/reference/scaledobject-spec/
 * Follows kedacore/keda v2.17 apis/keda/v1alpha1/scaledobject_types.go and controllers/keda/hpa.go.
 *
 * Not modelled: the values of triggers (a scenario gives metrics to the HorizontalPodAutoscaler), scaling to and from zero,
 * cron windows, fallback, pausing, scalingModifiers.
 */

import { child, type FieldPath, index } from '../../kube/field-path.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import type { Manifest } from '../admission/manifest.js';
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
  return { makes, notes: [...cronNotes(triggers), ...zeroNotes(spec, triggers, nameOf(target))] };
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
    const metric = { name: `s${place}-${type}` };
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

/** Windows of the clock in which a number of replicas is asked for. */
function* cronNotes(triggers: readonly JsonObject[]): Iterable<AutoscalerNote> {
  for (const [place, { type, metadata }] of triggers.entries()) {
    if (type !== 'cron') continue;
    const window = objectOf(metadata) ?? {};
    const text = (name: string, value: Json | undefined = window[name]) => String(value ?? '');
    const when = `from "${text('start')}" to "${text('end')}" ${text('timezone')}`.trim();
    yield {
      path: triggerPath(place),
      effect: `at least ${text('desiredReplicas')} replicas ${when}: not followed here`,
    };
  }
}

/** What the operator does when no trigger is active. CPU and memory alone never scale to zero. */
function* zeroNotes(spec: JsonObject, triggers: readonly JsonObject[], target: string): Iterable<AutoscalerNote> {
  const idle = typeof spec.idleReplicaCount === 'number' ? spec.idleReplicaCount : undefined;
  const least = idle ?? countOf(spec, 'minReplicaCount');
  const canRest = triggers.some(({ type }) => type !== 'cpu' && type !== 'memory');
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
