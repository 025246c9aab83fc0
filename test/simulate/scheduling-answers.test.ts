/**
 * What a real scheduler (v1.35.4) says of pods, one after the other: the node, or the message of PodScheduled=False. The
 * cases are in test/oracle/scheduling.jsonl. Among nodes that are equal chance decides: then only that there is one counts.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { applyManifest } from '../../src/simulate/admission/admit-manifest.js';
import type { Manifest } from '../../src/simulate/admission/manifest.js';
import { CONTROLLERS } from '../../src/simulate/controllers.js';
import { DEFAULT_ASSUMPTIONS } from '../../src/simulate/kubelet/behaviour.js';
import { podLives } from '../../src/simulate/kubelet/lives.js';
import { newSimulation, perform, runUntil } from '../../src/simulate/loop.js';
import type { ClusterNode } from '../../src/simulate/scenario/cluster.js';
import { readScenario } from '../../src/simulate/scenario/read-scenario.js';
import { forecastOf } from './forecast-of.js';

interface Case {
  readonly name: string;
  readonly nodes: readonly JsonObject[];
  readonly objects: readonly JsonObject[];
  readonly pods: readonly JsonObject[];
  /** By the name of the pod. */
  readonly answers: Readonly<Record<string, string>>;
}

const text = readFileSync(new URL('../oracle/scheduling.jsonl', import.meta.url), 'utf8');
// Written when it was recorded.
const cases = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

function manifest(object: JsonObject): Manifest {
  const { name, namespace } = object.metadata as { readonly name: string; readonly namespace?: string };
  return { apiVersion: String(object.apiVersion), kind: String(object.kind), namespace, name, object };
}

function played({ nodes, objects, pods }: Case, seed: number): Record<string, string> {
  const lives = podLives(DEFAULT_ASSUMPTIONS, []);
  const simulation = newSimulation(
    { seed, version: { minor: 35, patch: 4 }, lives },
    {
      controllers: CONTROLLERS,
      listener: { change: () => {}, event: () => {}, instant: () => {}, answer: () => {} },
      limits: { horizonMs: 86_400_000, maxWakeUps: 100_000 },
    },
  );
  const { world } = simulation;
  const apply = (object: JsonObject) => {
    perform(
      simulation,
      (function* () {
        yield* applyManifest(manifest(object), world);
        return undefined;
      })(),
    );
    runUntil(simulation, world.now + 100);
  };
  for (const object of [...nodes, ...objects]) apply(object);
  const answers: Record<string, string> = {};
  for (const object of pods) {
    apply(object);
    const { name = '', namespace } = manifest(object);
    const pod = world.objects.Pod.get(`${namespace ?? 'default'}/${name}`);
    answers[name] = pod?.node ?? pod?.status.unschedulable ?? '';
  }
  return answers;
}

describe('the real scheduler answers the same', () => {
  test.each(cases)('$name', (one) => {
    const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
    const runs = SEEDS.map((seed) => played(one, seed));
    expect(runs.find((run) => JSON.stringify(run) === JSON.stringify(one.answers)) ?? runs[0]).toEqual(one.answers);
  });
});

test('a scenario says how many volumes and devices its nodes can have', () => {
  const claim = (name: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disks', resources: { requests: { storage: '1Gi' } } },
  });
  const pod = (name: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      containers: [
        { name: 'app', image: 'registry.example.com/web:1', resources: { limits: { 'example.com/device': 1 } } },
      ],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
    },
  });
  const disks: JsonObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'disks' },
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const nodes = nodesOf([{ resources: { 'example.com/device': 3 }, volumes: { 'ebs.csi.aws.com': 2 } }]);
  const names = ['a', 'b', 'c'];
  const { world } = forecastOf({ nodes, apply: [disks, ...names.flatMap((name) => [claim(name), pod(name)])] });
  const answers = [...world.objects.Pod.values()].map(({ node, status }) => node ?? status.unschedulable);
  expect(answers).toEqual([
    'node-1',
    'node-1',
    '0/1 nodes are available: 1 node(s) exceed max volume count. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  ]);
});

function nodesOf(nodes: Json): readonly ClusterNode[] {
  const object = { apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec: { cluster: { nodes }, steps: [] } };
  const outcome = readScenario(object);
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  return outcome.scenario.nodes ?? [];
}
