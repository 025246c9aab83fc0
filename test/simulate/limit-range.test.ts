import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { forecastOf, web } from './forecast-of.js';

function limitRange(...limits: JsonObject[]): JsonObject {
  return { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'bounds' }, spec: { limits } };
}

const defaults = limitRange({
  type: 'Container',
  default: { cpu: '500m', memory: '256Mi' },
  defaultRequest: { cpu: '200m' },
});

const filled: readonly { readonly name: string; readonly resources?: JsonObject; readonly gets: JsonObject }[] = [
  {
    name: 'nothing said: requests and limits by default, a request left out is the default limit',
    gets: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '200m', memory: '256Mi' } },
  },
  {
    name: 'what is said stays, and its limit is the request left out',
    resources: { limits: { cpu: '1' } },
    gets: { limits: { cpu: '1', memory: '256Mi' }, requests: { cpu: '1', memory: '256Mi' } },
  },
  {
    name: 'a request of its own',
    resources: { requests: { cpu: '50m', memory: '1Mi' } },
    gets: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '50m', memory: '1Mi' } },
  },
];

describe('a LimitRange fills in', () => {
  test.each(filled)('$name', ({ resources, gets }) => {
    const run = forecastOf({ apply: [defaults, web({ replicas: 1 }, resources === undefined ? {} : { resources })] });
    const pods = [...run.world.objects.Pod.values()];
    expect(pods.map(({ spec }) => spec.containers?.[0]?.resources)).toEqual([gets]);
  });
});

const refused: readonly {
  readonly name: string;
  readonly limit: JsonObject;
  readonly resources: JsonObject;
  readonly says: string;
}[] = [
  {
    name: 'no request under a minimum of the pod (a container would get the minimum)',
    limit: { type: 'Pod', min: { cpu: '100m' } },
    resources: {},
    says: 'minimum cpu usage per Pod is 100m.  No request is specified',
  },
  {
    name: 'a limit under a minimum, and so the request',
    limit: { type: 'Container', min: { cpu: '100m' } },
    resources: { limits: { cpu: '50m' } },
    says: 'minimum cpu usage per Container is 100m, but request is 50m',
  },
  {
    name: 'no limit under a maximum of the pod',
    limit: { type: 'Pod', max: { memory: '1Gi' } },
    resources: {},
    says: 'maximum memory usage per Pod is 1Gi.  No limit is specified',
  },
  {
    name: 'a ratio without a limit',
    limit: { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    resources: { requests: { cpu: '100m' } },
    says: 'cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0',
  },
  {
    name: 'a ratio without a request',
    limit: { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    resources: {},
    says: 'cpu max limit to request ratio per Container is 2, but no request is specified or request is 0',
  },
];

test('a default limit below what a container requests makes its pods invalid', () => {
  const run = forecastOf({ apply: [defaults, web({ replicas: 1 }, { resources: { requests: { cpu: '1' } } })] });
  const [event] = run.timeline.events.filter(({ reason }) => reason === 'FailedCreate');
  expect(event?.message.replace(/web-[a-z0-9]+-[a-z0-9]+/, 'web-*')).toBe(
    'Error creating: Pod "web-*" is invalid: spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m',
  );
});

describe('a LimitRange refuses', () => {
  test.each(refused)('$name', ({ limit, resources, says }) => {
    const { timeline } = forecastOf({ apply: [limitRange(limit), web({ replicas: 1 }, { resources })] });
    const messages = timeline.events
      .filter(({ reason }) => reason === 'FailedCreate')
      .map(({ message }) => message.replace(/^Error creating: pods "[^"]+" is forbidden: /, ''));
    expect([...new Set(messages)]).toEqual([says]);
  });
});
