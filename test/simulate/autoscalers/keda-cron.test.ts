import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { autoscalerOf } from '../../../src/simulate/autoscalers/autoscaler.js';
import { forecastOf, web } from '../forecast-of.js';

function scaledObject(spec: JsonObject): JsonObject {
  const metadata = { name: 'web' };
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata,
    spec: { scaleTargetRef: metadata, ...spec },
  };
}

function cron(start: string, end: string, desiredReplicas: string, timezone = 'UTC'): JsonObject {
  return { type: 'cron', metadata: { timezone, start, end, desiredReplicas } };
}

/** The sizes of the Deployment from 9 o'clock on a Monday, with the hour and minute of each. */
function sizes(spec: JsonObject, wait: string): string[] {
  const object = scaledObject(spec);
  const made = autoscalerOf({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    namespace: undefined,
    name: 'web',
    object,
  });
  const autoscalers = (made?.makes ?? []).map(
    (one): JsonObject => ({ apiVersion: one.apiVersion, kind: one.kind, ...one.object }),
  );
  const { timeline } = forecastOf({
    apply: [web({ replicas: 1 }), object, ...autoscalers],
    steps: [{ wait }],
    horizonMs: 200_000_000,
  });
  const events = timeline.events.filter(({ reason }) => reason === 'ScalingReplicaSet');
  return events.map(({ at, message }) => {
    const clock = new Date(Date.UTC(2026, 0, 5, 9) + at).toISOString().slice(8, 16);
    return `${clock} ${message.replace(/^.* from (\d+) to (\d+)$/, '$1 to $2')}`;
  });
}

describe('KEDA by the clock', () => {
  test.each<{ name: string; spec: JsonObject; wait: string; sizes: readonly string[] }>([
    {
      name: 'up at the start, down at the end',
      spec: { minReplicaCount: 2, maxReplicaCount: 20, triggers: [cron('0 12 * * *', '0 18 * * *', '10')] },
      wait: '10h',
      sizes: [
        '05T09:00 0 to 1',
        '05T09:00 1 to 2',
        '05T12:00 2 to 4',
        '05T12:00 4 to 8',
        '05T12:00 8 to 10',
        '05T18:05 10 to 2',
      ],
    },
    {
      name: 'in its time zone, and on its days',
      spec: { minReplicaCount: 1, triggers: [cron('0 8 * * 2', '0 9 * * 2', '3', 'America/New_York')] },
      wait: '30h',
      sizes: ['05T09:00 0 to 1', '06T13:00 1 to 3', '06T14:05 3 to 1'],
    },
    {
      name: 'to nothing when no time is, after the cooldown, and back',
      spec: { cooldownPeriod: 600, triggers: [cron('0 8 * * *', '0 10 * * *', '2')] },
      wait: '26h',
      sizes: [
        '05T09:00 0 to 1',
        '05T09:00 1 to 2',
        '05T10:05 2 to 1',
        '05T10:10 1 to 0',
        '06T08:00 0 to 1',
        '06T08:00 1 to 2',
        '06T10:05 2 to 1',
        '06T10:10 1 to 0',
      ],
    },
    {
      name: 'to its idle size',
      spec: { minReplicaCount: 3, idleReplicaCount: 0, triggers: [cron('0 11 * * *', '0 12 * * *', '4')] },
      wait: '4h',
      sizes: ['05T09:00 0 to 1', '05T09:00 1 to 0', '05T11:00 0 to 3', '05T11:00 3 to 4', '05T12:05 4 to 0'],
    },
    {
      name: 'another trigger may keep it active: only the metric follows the clock',
      spec: { triggers: [cron('0 11 * * *', '0 12 * * *', '4'), { type: 'redis' }] },
      wait: '4h',
      sizes: ['05T09:00 0 to 1', '05T11:00 1 to 4', '05T12:05 4 to 1'],
    },
  ])('$name', ({ spec, wait, sizes: expected }) => {
    expect(sizes(spec, wait)).toEqual(expected);
  });
});
