/** Workloads that nobody chose, for property tests: objects as manifests, and what may happen to them. */

import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/kube/json.js';

/** A manifest, and how `kubectl` names it. */
export interface AnyWorkload {
  readonly kind: string;
  readonly name: string;
  readonly object: JsonObject;
}

const amount = fc.constantFrom<Json>(0, 1, 2, 3, '0%', '10%', '25%', '50%', '100%', '150%');
const size = fc.constantFrom(0, 1, 2, 3, 4, 5, 8, 13);
const isZero = (value: Json) => value === 0 || value === '0%';

function template(name: string, tag: string, spec: JsonObject = {}): JsonObject {
  const container = {
    name: 'app',
    image: `registry.example.com/app:${tag}`,
    readinessProbe: { tcpSocket: { port: 80 } },
  };
  return { metadata: { labels: { app: name } }, spec: { ...spec, containers: [container] } };
}

function workload(kind: string, name: string, spec: JsonObject): AnyWorkload {
  const apiVersion = kind === 'Job' ? 'batch/v1' : 'apps/v1';
  return { kind, name, object: { apiVersion, kind, metadata: { name, namespace: 'default' }, spec } };
}

const tag = fc.constantFrom('1', '1', '1', 'broken');
const base = { minReadySeconds: fc.constantFrom(0, 0, 4) };

const deployment = fc
  .record({ replicas: size, maxSurge: amount, maxUnavailable: amount, tag, recreate: fc.boolean(), ...base })
  .map(({ maxSurge, maxUnavailable, recreate, tag, ...rest }) => {
    const rollingUpdate =
      isZero(maxSurge) && isZero(maxUnavailable) ? {} : { maxSurge, maxUnavailable: bounded(maxUnavailable) };
    return workload('Deployment', 'web', {
      ...rest,
      strategy: recreate ? { type: 'Recreate' } : { rollingUpdate },
      selector: { matchLabels: { app: 'web' } },
      template: template('web', tag),
    });
  });

const statefulSet = fc
  .record({ replicas: size, policy: fc.constantFrom('OrderedReady', 'Parallel'), partition: fc.nat(6), tag, ...base })
  .map(({ policy, partition, tag, ...rest }) =>
    workload('StatefulSet', 'db', {
      ...rest,
      serviceName: 'db',
      podManagementPolicy: policy,
      updateStrategy: { rollingUpdate: { partition } },
      selector: { matchLabels: { app: 'db' } },
      template: template('db', tag),
    }),
  );

const daemonSet = fc
  .record({ amount: fc.constantFrom<Json>(1, 2, '30%', '100%'), isSurge: fc.boolean(), tag, ...base })
  .map(({ amount, isSurge, tag, ...rest }) =>
    workload('DaemonSet', 'agent', {
      ...rest,
      updateStrategy: { rollingUpdate: isSurge ? { maxSurge: amount, maxUnavailable: 0 } : { maxUnavailable: amount } },
      selector: { matchLabels: { app: 'agent' } },
      template: template('agent', tag),
    }),
  );

const job = fc
  .record({
    parallelism: fc.nat(4),
    completions: fc.integer({ min: 1, max: 6 }),
    indexed: fc.boolean(),
    suspend: fc.boolean(),
  })
  .map(({ indexed, ...rest }) =>
    workload('Job', 'work', {
      ...rest,
      completionMode: indexed ? 'Indexed' : 'NonIndexed',
      backoffLimit: 2,
      template: template('work', '1', { restartPolicy: 'Never' }),
    }),
  );

// More than all is refused of maxUnavailable.
function bounded(value: Json): Json {
  return value === '150%' ? '100%' : value;
}

/** One to four workloads, at most one of each kind. */
export const anyWorkloads = fc
  .tuple(fc.option(deployment), fc.option(statefulSet), fc.option(daemonSet), fc.option(job))
  .map((all) => all.filter((one) => one !== null))
  .filter((all) => all.length > 0);

/** Steps of a scenario that move these workloads, in the order of time. */
export function anySteps(workloads: readonly AnyWorkload[]): fc.Arbitrary<Json[]> {
  const updatable = workloads.filter(({ kind }) => kind !== 'Job');
  const scalable = updatable.filter(({ kind }) => kind !== 'DaemonSet');
  const target = ({ kind, name }: AnyWorkload) => `${kind.toLowerCase()}/${name}`;
  const image = (tag: string) => ({ container: 'app', image: `registry.example.com/app:${tag}` });
  const some = (all: readonly AnyWorkload[], step: (one: fc.Arbitrary<AnyWorkload>) => fc.Arbitrary<JsonObject>) =>
    all.length > 0 ? [step(fc.constantFrom(...all))] : [];
  const tags = fc.constantFrom('1', '2', 'broken');
  const step: fc.Arbitrary<JsonObject> = fc.oneof(
    fc.integer({ min: 1, max: 3 }).map((take) => ({ delete: { pod: { selector: 'app', take } } })),
    ...some(scalable, (one) =>
      fc.tuple(one, size).map(([on, replicas]) => ({ scale: { target: target(on), replicas } })),
    ),
    ...some(updatable, (one) =>
      fc.tuple(one, tags).map(([on, tag]) => ({ 'set-image': { target: target(on), ...image(tag) } })),
    ),
    ...some(updatable, (one) => one.map((on) => ({ rollout: { restart: target(on) } }))),
    ...some(updatable, (one) => one.map((on) => ({ rollout: { undo: target(on) } }))),
    fc.constant({ drain: { node: 'node-1' } }),
  );
  return fc.array(fc.tuple(step, fc.nat(60)), { maxLength: 4 }).map((steps) => {
    let at = 0;
    return steps.map(([what, later]) => {
      at += later;
      return { ...what, at };
    });
  });
}
