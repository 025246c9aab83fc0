/**
 * A second run that goes on from where one is: both have the same objects (they are immutable), and each its own maps of
 * them, calendar and memory. What a fork does leaves the other as it was. What the cluster's own event log has counted is
 * forgotten: it only decides which events are combined there.
 */

import type { Indexes, KeysBy } from './indexes.js';
import { forkedLabelIndex } from './label-index.js';
import { type Limits, type Listener, newSimulation, type Simulation } from './loop.js';
import { forkedContents } from './node-contents.js';
import { KINDS, type Kind } from './objects/kinds.js';
import { entriesOf, push } from './queue.js';
import { forkedPlacements } from './scheduler/placements.js';
import { forkedVolumeIndex } from './volumes/volume-index.js';
import type { Settings } from './world.js';

/** What may be different in the fork. */
export interface ForkParts {
  readonly settings: Settings;
  readonly listener: Listener;
  readonly limits: Limits;
}

/** A run in the same state as `simulation`, at the same virtual time; it has had no wake-ups yet. */
export function forkOf(simulation: Simulation, { settings, listener, limits }: ForkParts): Simulation {
  const { controllers, world, queue, due, failures } = simulation;
  const fork = newSimulation(settings, { controllers, listener, limits });
  for (const kind of KINDS) {
    // The map of a kind holds objects of that kind: both maps are of the same one.
    const objects = fork.world.objects[kind] as Map<string, unknown>;
    for (const [key, object] of world.objects[kind]) objects.set(key, object);
  }
  Object.assign(fork.world, {
    now: world.now,
    serial: world.serial,
    indexes: forkedIndexes(world.indexes),
  });
  for (const entry of entriesOf(queue)) push(fork.queue, entry);
  for (const [rank, keys] of due.entries()) for (const key of keys) fork.due[rank]?.add(key);
  for (const [name, count] of failures) fork.failures.set(name, count);
  return fork;
}

function forkedIndexes(indexes: Indexes): Indexes {
  return {
    managed: byKind(indexes.managed),
    orphans: byKind(indexes.orphans),
    dependents: keysBy(indexes.dependents),
    podCounts: mapped(indexes.podCounts, (counts) => ({ ...counts, labels: new Map(counts.labels) })),
    podChanges: new Map(indexes.podChanges),
    nodeContents: forkedContents(indexes.nodeContents),
    nodeChanges: [...indexes.nodeChanges],
    labels: forkedLabelIndex(indexes.labels),
    placements: forkedPlacements(indexes.placements),
    volumes: forkedVolumeIndex(indexes.volumes),
    quotas: new Map(),
  };
}

function byKind(keys: Readonly<Record<Kind, KeysBy>>): Readonly<Record<Kind, KeysBy>> {
  const entries = KINDS.map((kind) => [kind, keysBy(keys[kind])] as const);
  // `KINDS` has every kind.
  return Object.fromEntries(entries) as Record<Kind, KeysBy>;
}

function keysBy(keys: KeysBy): KeysBy {
  return mapped(keys, (own) => new Set(own));
}

function mapped<T>(map: ReadonlyMap<string, T>, copy: (value: T) => T): ReadonlyMap<string, T> {
  return new Map([...map].map(([key, value]) => [key, copy(value)]));
}
