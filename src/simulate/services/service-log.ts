/** Who served the traffic of each Service, at each moment at which that changed. */

import { matchesSelector } from '../../kube/selector.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Pod } from '../objects/pod.js';
import type { Service } from '../objects/service.js';
import { type Change, podsOf, type World } from '../world.js';
import { endpointsOf, groupOf, isServing, type Share, selectorOf, shares } from './endpoints.js';

/** Who serves a Service from a moment on, in virtual milliseconds. */
export interface ServiceSample {
  readonly at: number;
  readonly namespace: string;
  readonly service: string;
  /** Ready endpoints. */
  readonly endpoints: number;
  readonly shares: readonly Share[];
}

/** A log in the making: call `note` with every change, and `instant` when all of an instant has happened. */
export interface ServiceRecorder {
  readonly samples: readonly ServiceSample[];
  readonly note: (change: Change) => void;
  readonly instant: (at: number) => void;
}

/** Records who serves. Costs a look at the labels of each pod that gets ready or stops to be. */
export function newServiceRecorder(world: () => World): ServiceRecorder {
  const samples: ServiceSample[] = [];
  const counts = new Map<string, Map<string, number>>();
  const changed = new Set<string>();
  let byLabel: Map<string, Set<string>> | undefined;
  const index = (): Map<string, Set<string>> => {
    byLabel ??= indexOf(world());
    return byLabel;
  };
  const noteService = (key: string) => {
    byLabel = undefined;
    // Without pods nobody serves: no need to look for them.
    if (world().objects.Pod.size === 0) counts.set(key, new Map());
    else counts.delete(key);
    changed.add(key);
  };
  const notePods = (before: Pod | undefined, after: Pod | undefined, count: number) => {
    for (const service of servicesOf([before, after], index(), world())) {
      const was = before !== undefined && serves(before, service) ? groupOf(before) : undefined;
      const is = after !== undefined && serves(after, service) ? groupOf(after) : undefined;
      if (was === is) continue;
      const { key } = service.metadata;
      changed.add(key);
      const known = counts.get(key);
      if (known !== undefined && was !== undefined) known.set(was, (known.get(was) ?? 0) - count);
      if (known !== undefined && is !== undefined) known.set(is, (known.get(is) ?? 0) + count);
    }
  };
  return {
    samples,
    note: (change) => {
      const { before, after, object } = change;
      if (object.kind === 'Service') noteService(object.metadata.key);
      if (object.kind !== 'Pod' || world().objects.Service.size === 0 || !mayMatter(podIn(before), podIn(after)))
        return;
      // Pods that are alike serve alike.
      notePods(podIn(before), podIn(after), podsOf(change).length);
    },
    instant: (at) => {
      for (const key of changed) {
        const service = world().objects.Service.get(key);
        if (service === undefined) continue;
        const known = counts.get(key) ?? endpointsOf(service, world());
        counts.set(key, known);
        const { name, namespace } = service.metadata;
        const now = shares(known, namespace, world());
        const endpoints = now.reduce((sum, share) => sum + share.endpoints, 0);
        samples.push({ at, namespace, service: name, endpoints, shares: now });
      }
      changed.clear();
    },
  };
}

function podIn(object: WorldObject | undefined): Pod | undefined {
  return object?.kind === 'Pod' ? object : undefined;
}

/** Can this change of a pod change who serves? Most do not. */
function mayMatter(before: Pod | undefined, after: Pod | undefined): boolean {
  return (
    before?.status.ready !== after?.status.ready ||
    before?.status.phase !== after?.status.phase ||
    before?.metadata.deletionTimestamp !== after?.metadata.deletionTimestamp ||
    before?.metadata.labels !== after?.metadata.labels ||
    before?.metadata.ownerReferences !== after?.metadata.ownerReferences
  );
}

function serves(pod: Pod, service: Service): boolean {
  const selector = selectorOf(service);
  return selector !== undefined && matchesSelector(selector, pod.metadata.labels) && isServing(pod, service);
}

/** Keys of Services by one label that all their pods have. */
function indexOf(world: World): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const service of world.objects.Service.values()) {
    const [label] = Object.entries(selectorOf(service)?.matchLabels ?? {});
    if (label === undefined) continue;
    const entry = entryOf(service.metadata.namespace, label);
    found.set(entry, (found.get(entry) ?? new Set()).add(service.metadata.key));
  }
  return found;
}

function entryOf(namespace: string, [key, value]: readonly [string, string]): string {
  return `${namespace}\n${key}\n${value}`;
}

function servicesOf(
  pods: readonly (Pod | undefined)[],
  index: ReadonlyMap<string, ReadonlySet<string>>,
  world: World,
): Set<Service> {
  const services = new Set<Service>();
  for (const pod of pods) {
    if (pod === undefined) continue;
    for (const label of Object.entries(pod.metadata.labels)) {
      for (const key of index.get(entryOf(pod.metadata.namespace, label)) ?? []) {
        const service = world.objects.Service.get(key);
        if (service !== undefined) services.add(service);
      }
    }
  }
  return services;
}
