import type { Json, JsonObject } from '../../src/kube/json.js';
import type { KubernetesVersion } from '../../src/kube/version.js';
import { applyManifest } from '../../src/simulate/admission/admit-manifest.js';
import type { Manifest } from '../../src/simulate/admission/manifest.js';
import type { Controller } from '../../src/simulate/controller.js';
import { CONTROLLERS } from '../../src/simulate/controllers.js';
import { type Forecast, forecast } from '../../src/simulate/forecast.js';
import { DEFAULT_ASSUMPTIONS } from '../../src/simulate/kubelet/behaviour.js';
import { type BehaviourRule, podLives } from '../../src/simulate/kubelet/lives.js';
import { type ClusterNode, DEFAULT_NODES, nodeManifests } from '../../src/simulate/scenario/cluster.js';
import { readScenario } from '../../src/simulate/scenario/read-scenario.js';
import { NOTHING_SEEN, type Step } from '../../src/simulate/scenario/step.js';

/** What a test wants to see played. */
export interface Play {
  /** Objects applied one after the other, each when the one before has settled. */
  readonly apply?: readonly JsonObject[];
  /** More steps, in the language of scenario files. */
  readonly steps?: readonly Json[];
  /** What no word of a scenario does, after everything else. */
  readonly last?: Step['perform'];
  readonly pods?: readonly BehaviourRule[];
  readonly nodes?: readonly ClusterNode[];
  readonly seed?: number;
  readonly horizonMs?: number;
  /** Kubernetes 1.35.4 if absent. */
  readonly version?: KubernetesVersion;
  readonly controllers?: readonly Controller[];
}

/** Plays it. */
export function forecastOf({
  apply = [],
  steps = [],
  last,
  pods = [],
  nodes = DEFAULT_NODES,
  seed = 1,
  horizonMs = 86_400_000,
  version = { minor: 35, patch: 4 },
  controllers = CONTROLLERS,
}: Play): Forecast {
  const applied: Step[] = apply.map((object) => ({
    text: 'apply',
    start: { kind: 'settled' },
    waitMs: 0,
    perform: (world) => applyManifest(manifest(object), world),
  }));
  const plan = {
    settings: { seed, version, lives: podLives(DEFAULT_ASSUMPTIONS, pods) },
    nodes: nodeManifests(nodes),
    steps: [...applied, ...scenarioSteps(steps), ...lastStep(last)],
    limits: { horizonMs, maxWakeUps: 50_000 },
  };
  return forecast(plan, controllers);
}

function lastStep(perform: Play['last']): Step[] {
  return perform === undefined ? [] : [{ text: 'last', start: { kind: 'settled' }, waitMs: 0, perform }];
}

function scenarioSteps(steps: readonly Json[]): Step[] {
  const outcome = readScenario({ apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec: { steps } });
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  return outcome.scenario.steps.map(({ start, step }) => ({
    text: step.text,
    start,
    waitMs: step.waitMs ?? 0,
    perform: (world) => step.perform(world, () => [], NOTHING_SEEN),
    ...(step.begin !== undefined && { begin: step.begin }),
  }));
}

function manifest(object: JsonObject): Manifest {
  // Tests write whole objects.
  const { name, namespace } = object.metadata as { readonly name: string; readonly namespace?: string };
  return { apiVersion: String(object.apiVersion), kind: String(object.kind), namespace, name, object };
}

/** A Deployment `web` of app `web`; `spec` and `pod` replace or add fields. */
export function web(spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  const container: JsonObject = {
    name: 'app',
    image: 'registry.example.com/web:1',
    readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 },
    ...pod,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 4,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
      ...spec,
    },
  };
}

/** A StatefulSet `db` of app `db` with three replicas; `spec` and `pod` replace or add fields. */
export function db(spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  const container: JsonObject = {
    name: 'app',
    image: 'registry.example.com/db:1',
    readinessProbe: { tcpSocket: { port: 5432 } },
    ...pod,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      replicas: 3,
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [container] } },
      ...spec,
    },
  };
}
