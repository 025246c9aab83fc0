/** Counts of each workload, whenever they have changed at the end of an instant. */

import type { Controller, WorkloadCounts } from '../controller.js';
import { controllerOf } from '../objects/metadata.js';
import type { Sample } from '../timeline.js';
import type { Change, World } from '../world.js';

/** Counts workloads that were touched, once for each instant. */
export interface SampleRecorder {
  /** Something happened to an object: the workloads that it counts to are counted at the end of the instant. */
  readonly touch: (change: Change, world: World) => void;
  /** All that happens at the instant has happened. */
  readonly count: (at: number, world: World) => void;
}

/** Records counts into `samples`; `next()` numbers everything recorded. */
export function newSampleRecorder(
  controllers: readonly Controller[],
  samples: Sample[],
  next: () => number,
): SampleRecorder {
  // In order of registration, so that samples of one instant have a fixed order.
  const touched: Set<string>[] = controllers.map(() => new Set());
  const last = new Map<string, WorkloadCounts>();
  // Changes come in runs of pods of one owner: its workloads are looked up once for the run.
  let lastOwner = '';
  return {
    touch: (change, world) => {
      const owner = change.object.kind === 'Pod' ? (controllerOf(change.object.metadata)?.uid ?? '') : '';
      if (owner !== '' && owner === lastOwner) return;
      lastOwner = owner;
      for (const [place, controller] of controllers.entries()) {
        const key = controller.workload?.workloadOf(change, world);
        if (key !== undefined) touched[place]?.add(key);
      }
    },
    count: (at, world) => {
      lastOwner = '';
      for (const [place, controller] of controllers.entries()) {
        for (const key of touched[place] ?? []) {
          const order = next();
          const counts = controller.workload?.counts(key, world);
          const id = `${controller.kind}:${key}`;
          if (counts === undefined || isSameCounts(last.get(id), counts)) continue;
          last.set(id, counts);
          const slash = key.indexOf('/');
          const workload = `${controller.kind}/${key.slice(slash + 1)}`;
          samples.push({ at, order, workload, namespace: key.slice(0, slash), ...counts });
        }
        touched[place]?.clear();
      }
    },
  };
}

function isSameCounts(one: WorkloadCounts | undefined, other: WorkloadCounts): boolean {
  return (
    one !== undefined &&
    one.desired === other.desired &&
    one.total === other.total &&
    one.updated === other.updated &&
    one.ready === other.ready &&
    one.available === other.available &&
    one.terminating === other.terminating &&
    one.maxUnavailable === other.maxUnavailable
  );
}
