/**
 * Is every recorded decision one that our Deployment controller takes in the state that the recording shows? The controller
 * is run on the recorded ReplicaSets as they were just before the decision. The set that is scaled has to be in its newest
 * version (an update of an older one is refused by the API server); the others, and the Deployment, may be a little older,
 * because controllers read from caches.
 */

import type { Action, Outcome } from '../../../src/simulate/action.js';
import { deployments } from '../../../src/simulate/controllers/deployment/sync.js';
import { emptyIndexes } from '../../../src/simulate/indexes.js';
import { DEFAULT_ASSUMPTIONS } from '../../../src/simulate/kubelet/behaviour.js';
import { podLives } from '../../../src/simulate/kubelet/lives.js';
import type { Deployment } from '../../../src/simulate/objects/deployment.js';
import type { ReplicaSet } from '../../../src/simulate/objects/replica-set.js';
import { NO_PODS, type PodCounts } from '../../../src/simulate/pod-counts.js';
import { emptyObjects, type World } from '../../../src/simulate/world.js';
import type { Played } from './play.js';
import { type Line, num, str } from './recording.js';

/** How old what a controller sees may be. */
const STALE_MS = 1500;
/** How many versions of another set are tried. */
const MAX_VERSIONS = 10;

interface Version {
  readonly line: Line;
  readonly at: number;
}

/** The first recorded decision that the controller takes in none of the states it may have seen; `undefined` if there is none. */
export function unexplained(recorded: readonly Line[], played: Played): string | undefined {
  const versions = new Map<string, Version[]>();
  const pods = new Map<string, Line>();
  const statuses = new Map<string, Line>();
  let step = '';
  for (const line of recorded) {
    if (line.type === 'STEP') step = line.text ?? '';
    if (line.kind === 'Pod') {
      if (line.type === 'DELETED') pods.delete(line.name ?? '');
      else pods.set(line.name ?? '', line);
    }
    if (line.kind === 'Deployment') statuses.set(line.name ?? '', line);
    if (line.kind !== 'ReplicaSet' || !str(line, 'owner').startsWith('Deployment/')) continue;
    const name = line.name ?? '';
    const own = versions.get(name) ?? [];
    const before = own.at(-1)?.line;
    const isDecision =
      line.type !== 'DELETED' &&
      (before === undefined || num(before, 'desired') !== num(line, 'desired')) &&
      !isByHand(line, step);
    const scene: Scene = { line, versions, pods, statuses, played };
    if (isDecision && !isExplained(scene)) {
      return `${name} ${before === undefined ? 'made with' : `${num(before, 'desired')}→`}${num(line, 'desired')} at ${line.t_ms / 1000} s: the controller does not decide that in any state it may have seen`;
    }
    if (line.type === 'DELETED') versions.delete(name);
    else versions.set(name, [...own, { line, at: line.t_ms }]);
  }
  return undefined;
}

/** Did the step scale sets to this size itself? */
function isByHand(line: Line, step: string): boolean {
  const size = /"kubectl":"scale (?:rs|replicasets?)\b.* --replicas=(\d+)"/.exec(step)?.[1];
  return size !== undefined && Number(size) === num(line, 'desired');
}

interface Scene {
  readonly line: Line;
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  readonly pods: ReadonlyMap<string, Line>;
  readonly statuses: ReadonlyMap<string, Line>;
  readonly played: Played;
}

function isExplained(scene: Scene): boolean {
  const { line } = scene;
  const own = scene.versions.get(line.name ?? '') ?? [];
  const wanted = `${line.name} ${num(line, 'desired')}`;
  if (isDecided([wanted], own.at(-1)?.line, scene)) return true;
  // One sync may scale a set twice: pods that are not available first, then more. Then it decided both from before the first.
  const newest = own.at(-1);
  const before = own.findLast(
    (version) => newest !== undefined && num(version.line, 'desired') !== num(newest.line, 'desired'),
  );
  if (newest === undefined || before === undefined) return false;
  return isDecided([`${line.name} ${num(newest.line, 'desired')}`, wanted], before.line, scene);
}

/** Does one sync decide all of these, where the set in question was in this version? */
function isDecided(wanted: readonly string[], version: Line | undefined, scene: Scene): boolean {
  for (const deployment of candidates(scene)) {
    for (const view of views(scene, version)) {
      const decided = decisionsOf(deployment, view, scene);
      if (wanted.every((decision) => decided.has(decision))) return true;
    }
  }
  return false;
}

/** The Deployment as the step before the decision left it, or the one before that. */
function* candidates({ line, played, statuses }: Scene): Iterable<Deployment> {
  const name = str(line, 'owner').slice('Deployment/'.length);
  const told = new Set<Deployment>();
  const scaled = played.scaled.filter(
    ({ at, deployment }) => deployment.metadata.name === name && Math.abs(at - line.t_ms) <= STALE_MS,
  );
  for (const { deployment } of scaled) yield seen(deployment, statuses.get(name));
  // What an autoscaler made of it before this step counts too.
  const latest = played.scaled.findLast(({ at, deployment }) => deployment.metadata.name === name && at <= line.t_ms);
  if (latest !== undefined) yield seen(latest.deployment, statuses.get(name));
  for (let step = line.step; step >= 0 && told.size < 3; step--) {
    const deployment = played.deployments[step]?.find((own) => own.metadata.name === name);
    if (deployment === undefined || told.has(deployment)) continue;
    told.add(deployment);
    yield seen(deployment, statuses.get(name));
  }
}

function seen(deployment: Deployment, status: Line | undefined): Deployment {
  return { ...deployment, status: { ...deployment.status, replicas: num(status, 'replicas'), conditions: [] } };
}

/** The states of the sets that the controller may have seen, newest first. */
function* views({ line, versions }: Scene, version: Line | undefined): Iterable<ReadonlyMap<string, Line>> {
  const isRelated = (own: readonly Version[]) => own.at(-1)?.line.owner === line.owner;
  const others = [...versions].filter(([name, own]) => name !== line.name && isRelated(own));
  const start: ReadonlyMap<string, Line> = new Map(version === undefined ? [] : [[line.name ?? '', version]]);
  yield* combine(start, others, line.t_ms);
}

function* combine(
  view: ReadonlyMap<string, Line>,
  others: readonly (readonly [string, readonly Version[]])[],
  at: number,
): Iterable<ReadonlyMap<string, Line>> {
  const [first, ...rest] = others;
  if (first === undefined) {
    yield view;
    return;
  }
  const [name, versions] = first;
  const recent = versions.filter(
    (_version, place) =>
      place >= versions.length - MAX_VERSIONS && (versions[place + 1]?.at ?? Infinity) >= at - STALE_MS,
  );
  for (const version of [...recent].reverse()) yield* combine(new Map([...view, [name, version.line]]), rest, at);
}

/** What the controller decides in this state: `web-<rs1> 3`, once per set that it makes or scales. */
function decisionsOf(deployment: Deployment, view: ReadonlyMap<string, Line>, scene: Scene): Set<string> {
  const sets = [...view].flatMap(([name, line]) => {
    const made = scene.played.sets.get(name);
    return made === undefined ? [] : [recordedSet(made, name, line)];
  });
  const world = worldOf(deployment, sets, scene);
  const decided = new Set<string>();
  const made = new Map([...scene.played.sets].map(([name, set]) => [set.metadata.name, name]));
  const sync = deployments.sync(deployment.metadata.key, world);
  let turn = sync?.next();
  for (let count = 0; turn !== undefined && turn.done !== true && count < 1000; count++) {
    const action: Action = turn.value;
    const text = decisionText(action, made);
    if (text !== undefined) decided.add(text);
    turn = sync?.next(outcomeOf(action, scene));
  }
  return decided;
}

function decisionText(action: Action, made: ReadonlyMap<string, string>): string | undefined {
  if (action.do !== 'update' && action.do !== 'create') return undefined;
  if (action.object.kind !== 'ReplicaSet') return undefined;
  const { name = '' } = action.object.metadata;
  return `${made.get(name) ?? name} ${action.object.spec.replicas}`;
}

/** Every call succeeds; what it changes is seen by the next sync only. */
function outcomeOf(action: Action, { played }: Scene): Outcome {
  if (action.do === 'create' && action.object.kind === 'ReplicaSet') {
    const twin = [...played.sets.values()].find((set) => set.metadata.name === action.object.metadata.name);
    return { kind: 'done', object: twin && { ...twin, spec: { ...twin.spec, replicas: action.object.spec.replicas } } };
  }
  return { kind: 'done', object: action.do === 'update' || action.do === 'status' ? action.object : undefined };
}

function recordedSet(made: ReplicaSet, name: string, line: Line): ReplicaSet {
  const annotations: Record<string, string> = { ...made.metadata.annotations };
  for (const mark of ['revision', 'revision-history', 'desired-replicas', 'max-replicas']) {
    const value = str(line, mark);
    if (value !== '') annotations[`deployment.kubernetes.io/${mark}`] = value;
  }
  const status = {
    ...made.status,
    observedGeneration: made.metadata.generation,
    replicas: num(line, 'replicas'),
    readyReplicas: num(line, 'ready'),
    availableReplicas: num(line, 'available'),
    terminatingReplicas: num(line, 'terminating'),
  };
  const uid = `recorded ${name}`;
  return {
    ...made,
    metadata: { ...made.metadata, uid, annotations },
    spec: { ...made.spec, replicas: num(line, 'desired') },
    status,
  };
}

function worldOf(deployment: Deployment, sets: readonly ReplicaSet[], { pods }: Scene): World {
  const objects = emptyObjects();
  objects.Deployment.set(deployment.metadata.key, deployment);
  for (const set of sets) objects.ReplicaSet.set(set.metadata.key, set);
  const empty = emptyIndexes();
  const managed = {
    ...empty.managed,
    ReplicaSet: new Map([[deployment.metadata.uid, new Set(sets.map((set) => set.metadata.key))]]),
  };
  const podCounts = new Map<string, PodCounts>();
  for (const pod of pods.values()) {
    if (pod.phase === 'Succeeded' || pod.phase === 'Failed') continue;
    const uid = `recorded ${str(pod, 'owner').slice('ReplicaSet/'.length)}`;
    podCounts.set(uid, { ...NO_PODS, alive: (podCounts.get(uid)?.alive ?? 0) + 1 });
  }
  const settings = { seed: 1, version: { minor: 35, patch: 4 }, lives: podLives(DEFAULT_ASSUMPTIONS, []) };
  return { now: 0, settings, objects, indexes: { ...empty, managed, podCounts } };
}
