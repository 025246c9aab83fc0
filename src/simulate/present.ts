/** What a recording of a fork begins with: the pods and counts that the run before it has left. */

import { KINDS } from './objects/kinds.js';
import type { PodRecord, Recorder, Timeline } from './timeline.js';
import type { World } from './world.js';

/** Records the objects of the world as they are now; `earlier` tells what happened to the pods before. */
export function recordPresent(recorder: Recorder, earlier: Timeline, world: World): void {
  const { listener, timeline } = recorder;
  const because = 'it was there before';
  for (const kind of KINDS) {
    const isNew = kind === 'Pod' || kind === 'PersistentVolumeClaim';
    for (const object of world.objects[kind].values()) {
      const before = isNew ? undefined : object;
      listener.change({ type: isNew ? 'added' : 'modified', before, after: object, object, because }, world.now);
    }
  }
  const known = new Map(earlier.pods.map((pod) => [nameOf(pod), pod]));
  for (const pod of timeline.pods) {
    const record = known.get(nameOf(pod));
    // The record of the same pod: as it was written, without the way there.
    if (record !== undefined) Object.assign(pod, { ...record, phases: record.phases.slice(-1) });
  }
  listener.instant(world.now);
}

function nameOf({ namespace, name }: PodRecord): string {
  return `${namespace}/${name}`;
}
