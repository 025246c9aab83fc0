/** Plays a recorded scenario in the simulator: its steps at the times at which they took effect in the recording. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../../src/kube/json.js';
import type { Steps, Sync } from '../../../src/simulate/action.js';
import { applyManifest, manifestKind } from '../../../src/simulate/admission/admit-manifest.js';
import { checkManifest } from '../../../src/simulate/admission/check-manifest.js';
import { evict } from '../../../src/simulate/admission/evict.js';
import type { Manifest } from '../../../src/simulate/admission/manifest.js';
import { isInert } from '../../../src/simulate/inputs.js';
import { DEFAULT_ASSUMPTIONS } from '../../../src/simulate/kubelet/behaviour.js';
import { podLives } from '../../../src/simulate/kubelet/lives.js';
import { type Listener, newSimulation, perform, runUntil, type Simulation } from '../../../src/simulate/loop.js';
import type { Deployment } from '../../../src/simulate/objects/deployment.js';
import type { WorldObject } from '../../../src/simulate/objects/kinds.js';
import type { Node } from '../../../src/simulate/objects/node.js';
import type { ReplicaSet } from '../../../src/simulate/objects/replica-set.js';
import { randomOf } from '../../../src/simulate/random.js';
import { behave, deleteObject, relabel } from '../../../src/simulate/scenario/kubectl.js';
import { cordon, drain, removeNode } from '../../../src/simulate/scenario/nodes.js';
import type { Reply } from '../../../src/simulate/scenario/step.js';
import { choosePods } from '../../../src/simulate/scenario/targets.js';
import { DEFAULT_START, eachOf, type World } from '../../../src/simulate/world.js';
import { type RecordedLoad, setLoad, statuses } from './autoscalers.js';
import { chosenPods } from './chosen-pods.js';
import { RECORDED_CONTROLLERS } from './fake-kubelet.js';
import { startOf } from './jobs.js';
import { kubectl } from './kubectl.js';
import { lineWriter } from './lines.js';
import { annotated, behaviours, recordedLives } from './lives.js';
import { meteredAs } from './metered.js';
import { type Names, stableNames } from './names.js';
import { NODES, node } from './nodes.js';
import { placedAs, type RecordedNodes } from './placement.js';
import { idOf, isObject, type Line, num, str } from './recording.js';

/** `steps.yaml` of a scenario. */
export interface RecordedScenario {
  readonly steps: readonly RecordedStep[];
}

/** One step: exactly one field is set. */
export interface RecordedStep {
  readonly apply?: string;
  readonly kubectl?: string;
  readonly stable?: { readonly quiet?: string; readonly timeout?: string };
  readonly sleep?: string;
  readonly pods?: {
    readonly selector?: string;
    readonly order?: 'name' | 'oldest' | 'newest';
    readonly take?: number;
    readonly do: string;
  };
  readonly drain?: string;
  readonly addNode?: string;
  readonly removeNode?: string;
  readonly load?: RecordedLoad;
}

/** Reads `steps.yaml`. */
export function readScenario(folder: string): RecordedScenario {
  // Written for the oracle; its `trace` refuses unknown fields.
  return parse(readFileSync(join(folder, 'steps.yaml'), 'utf8')) as RecordedScenario;
}

/** What a step needs that the simulator does not have; `undefined` if it has all. */
export function unsupported(folder: string, scenario: RecordedScenario): string | undefined {
  for (const step of scenario.steps) {
    for (const manifest of step.apply === undefined ? [] : manifestsIn(join(folder, step.apply))) {
      if (manifestKind(manifest) === undefined && !isInert(manifest.kind)) return `kind ${manifest.kind}`;
    }
  }
  return undefined;
}

/** What the simulator did in a scenario. */
export interface Played {
  readonly lines: readonly Line[];
  /** The Deployments as they were right after each step, by step. */
  readonly deployments: readonly (readonly Deployment[])[];
  /** The Deployments that an autoscaler scaled, as it left them. */
  readonly scaled: readonly { readonly at: number; readonly deployment: Deployment }[];
  /** Every ReplicaSet that there ever was, as it was made, by its stable name. */
  readonly sets: ReadonlyMap<string, ReplicaSet>;
}

/** Plays the scenario, each step at the time at which it took effect in the recording. */
export function play(folder: string, scenario: RecordedScenario, recording: readonly Line[], seed = 1): Played {
  const names = stableNames();
  const startsAt = startOf(recording) ?? DEFAULT_START;
  const writer = lineWriter(names, startsAt);
  const sets = new Map<string, ReplicaSet>();
  const deployments: Deployment[][] = [];
  const scaled: { readonly at: number; readonly deployment: Deployment }[] = [];
  const listener: Listener = {
    ...writer.listener,
    change: (change, at) => {
      writer.listener.change(change, at);
      for (const { object, type, because } of eachOf(change)) {
        if (object.kind === 'Deployment' && because.startsWith('HorizontalPodAutoscaler/'))
          scaled.push({ at, deployment: object });
        if (type === 'added' && object.kind === 'ReplicaSet') sets.set(names.of(object.metadata.name), object);
      }
    },
  };
  const nodes: RecordedNodes = new Map();
  const lives = podLives(DEFAULT_ASSUMPTIONS, [], behaviours(recordedLives(recording), names, nodes));
  // The fake kubelet starts pods without their volumes.
  const settings = { seed, version: { minor: 35, patch: 4 }, lives, startsAt, waitsForVolumes: false };
  const limits = { horizonMs: 86_400_000, maxWakeUps: 1_000_000 };
  const metered = { statuses: statuses(recording), names };
  const controllers = meteredAs(placedAs(RECORDED_CONTROLLERS, nodes), metered);
  const simulation = newSimulation(settings, { controllers, listener, limits });
  for (const node of inOrderOf(seed)) perform(simulation, run(applyManifest(node, simulation.world)));
  perform(simulation, run(setLoad(undefined, simulation.world)));
  for (const [place, step] of scenario.steps.entries()) {
    const { startMs, effectMs } = timesOf(recording, place);
    runUntil(simulation, startMs);
    writer.step = place;
    writer.lines.push({ t_ms: simulation.world.now, step: place, type: 'STEP', text: JSON.stringify(step) });
    runUntil(simulation, effectMs);
    const note = (text: string) => {
      writer.lines.push({ t_ms: simulation.world.now, step: place, type: 'NOTE', text });
    };
    doStep(step, {
      simulation,
      folder,
      names,
      recording,
      place,
      note,
    });
    const uncordon = recording.find((line) => line.step === place && line.text?.startsWith('uncordon '));
    if (step.drain !== undefined && uncordon !== undefined) afterDrain(uncordon, step, simulation);
    deployments[place] = [...simulation.world.objects.Deployment.values()];
  }
  // `stable` waits for 3 s without a change.
  const isQuiet = scenario.steps.at(-1)?.stable !== undefined;
  runUntil(simulation, Math.max(simulation.world.now, recording.at(-1)?.t_ms ?? 0) + (isQuiet ? 3000 : 250));
  return { lines: writer.lines, deployments, scaled, sets };
}

/** The oracle's nodes. The first seed takes them by name; what a controller does to nodes in no fixed order follows. */
function inOrderOf(seed: number): readonly Manifest[] {
  if (seed === 1) return NODES;
  const place = new Map(NODES.map((node, index) => [node, randomOf(seed, index)]));
  return [...NODES].sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
}

function* run(steps: Steps<unknown>): Sync {
  yield* steps;
  return undefined;
}

/** When a step began, and when the cluster first showed its effect (kubectl takes a moment). */
function timesOf(recording: readonly Line[], step: number): { readonly startMs: number; readonly effectMs: number } {
  const start = recording.findIndex((line) => line.type === 'STEP' && line.step === step);
  const startMs = recording[start]?.t_ms ?? 0;
  const lines = recording.filter((line) => line.step === step && line.type !== 'STEP');
  const generations = new Map<string, number>();
  const going = new Set<string>();
  for (const line of recording.slice(0, start)) {
    if (!isObject(line)) continue;
    generations.set(idOf(line), num(line, 'generation'));
    if (line.deleting === true) going.add(idOf(line));
  }
  const effect = lines.find(
    (line) =>
      isObject(line) &&
      str(line, 'owner') === '' &&
      (line.type !== 'MODIFIED' ||
        (line.deleting === true && !going.has(idOf(line))) ||
        num(line, 'generation') > (generations.get(idOf(line)) ?? Infinity)),
  );
  const note = lines.find((line) => line.type === 'NOTE');
  return { startMs, effectMs: Math.max(startMs, effect?.t_ms ?? note?.t_ms ?? startMs) };
}

interface Stage {
  readonly simulation: Simulation;
  readonly folder: string;
  readonly names: Names;
  readonly recording: readonly Line[];
  /** The number of the step. */
  readonly place: number;
  readonly note: (text: string) => void;
}

function doStep(step: RecordedStep, stage: Stage): void {
  const { simulation, folder, note } = stage;
  const { world } = simulation;
  if (step.apply !== undefined) {
    for (const manifest of manifestsIn(join(folder, step.apply))) {
      const checked = checkManifest(manifest, world.settings.version);
      if (checked.kind === 'rejected') note(`error: ${checked.reason}`);
      else perform(simulation, refusable(applyManifest({ ...manifest, object: checked.object }, world), note));
    }
  } else if (step.load !== undefined) {
    perform(simulation, run(setLoad(step.load, world)));
  } else if (step.kubectl !== undefined) {
    for (const [place, request] of kubectl(step.kubectl, world, listed(stage)).entries()) {
      if (place > 0) runUntil(simulation, world.now);
      perform(simulation, refusable(request(), note));
    }
  } else if (step.pods !== undefined) {
    for (const name of chosenPods(step.pods, stage)) {
      perform(simulation, run(onPod(name, step.pods.do, stage)));
      // The oracle asks for one after the other: budgets are counted in between.
      if (step.pods.do === 'evict') runUntil(simulation, world.now);
    }
  } else {
    perform(simulation, run(onNodes(step, world)));
  }
}

/** The place of an object in what kubectl said in this step of the recording; last if it said nothing of it. */
function listed({ recording, place, names }: Stage): (object: WorldObject) => number {
  const said = recording
    .filter((line) => line.type === 'NOTE' && line.step === place)
    .map((line) => line.text ?? '')
    .join('\n');
  return ({ metadata }) => {
    const name = names.of(metadata.name);
    const at = Math.max(said.indexOf(`"${name}"`), said.indexOf(`/${name} `));
    return at === -1 ? said.length : at;
  };
}

/** Notes the error with which kubectl ends, as the oracle's `trace` does. */
function* refusable(steps: Steps<Reply>, note: (text: string) => void): Sync {
  const reply = yield* steps;
  if (typeof reply === 'string') note(`error: ${reply}`);
  return undefined;
}

/** Steps that change nodes: a drain evicts bare pods as well, as the oracle's does. */
function* onNodes(step: RecordedStep, world: World): Steps {
  if (step.addNode !== undefined) {
    const [name = '', zone = '', role] = step.addNode.split(' ');
    yield* applyManifest(node({ name, zone, isControlPlane: role === 'control-plane' }), world);
  }
  const drained = step.drain === undefined ? undefined : drainedNode(step.drain, world);
  if (drained !== undefined)
    yield* drain(drained, { ignoreDaemonSets: true, deleteEmptyDirData: true, force: true, timeoutMs: 40_000 }, world);
  const removed = step.removeNode === undefined ? undefined : world.objects.Node.get(`/${step.removeNode}`);
  if (removed !== undefined) yield* removeNode(removed);
}

/** `node-1`, or `of:app=web`: the node of the first pod with these labels. */
function drainedNode(text: string, world: World): Node | undefined {
  if (!text.startsWith('of:')) return world.objects.Node.get(`/${text}`);
  const [pod] = choosePods({ namespace: 'default', selector: text.slice(3) }, world);
  return world.objects.Node.get(`/${pod?.node ?? ''}`);
}

/** The oracle uncordons the node when its drain has ended: where pods chose it, the one that is cordoned here. */
function afterDrain(uncordon: Line, { drain = '' }: RecordedStep, simulation: Simulation): void {
  runUntil(simulation, Math.max(simulation.world.now, uncordon.t_ms));
  for (const own of [...simulation.world.objects.Node.values()]) {
    if (drain.startsWith('of:') || own.metadata.name === drain) perform(simulation, run(cordon(own, false)));
  }
}

function* onPod(name: string, what: string, { simulation: { world }, names, note }: Stage): Steps {
  const pod = world.objects.Pod.get(`default/${name}`);
  if (pod === undefined) return;
  const [verb, argument = ''] = what.split(' ');
  if (verb === 'delete') yield* deleteObject(pod);
  if (verb === 'evict') {
    const refusal = yield* evict(pod, world);
    const said = refusal === undefined ? '201' : `${refusal.code} ${refusal.message} / ${refusal.cause}`;
    // What asking again does not help against ends the oracle's step.
    note(refusal?.code === 500 ? `error: ${refusal.message}` : `evict ${names.of(name)}: ${said}`);
  }
  const equals = argument.indexOf('=');
  const marks = {
    [equals === -1 ? argument.replace(/-$/, '') : argument.slice(0, equals)]:
      equals === -1 ? null : argument.slice(equals + 1),
  };
  if (verb === 'label') yield* relabel(pod, { labels: marks });
  if (verb !== 'annotate') return;
  yield* relabel(pod, { annotations: marks });
  const changed = world.objects.Pod.get(`default/${name}`);
  if (changed === undefined) return;
  const { unready = false } = annotated(changed.spec, changed.metadata.annotations, {});
  if (unready !== changed.life.unready) yield* behave(changed, { unready }, world);
}

/** The objects of a file of the scenario. */
export function manifestsIn(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document) => document.toJS() as JsonObject | null)
    .filter((object) => object !== null)
    .map((object) => {
      // A Kubernetes object: the oracle's kubectl applied it.
      const metadata = object.metadata as { readonly name?: string; readonly namespace?: string };
      return {
        apiVersion: String(object.apiVersion),
        kind: String(object.kind),
        namespace: metadata.namespace,
        name: metadata.name,
        object,
      };
    });
}
