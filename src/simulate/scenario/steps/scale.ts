import { scaleTo, waitingForScale } from '../kubectl.js';
import { field, type Placed, type Reader, readCount, readDuration, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/**
 * `scale: { target: deployment/web, replicas: 10 }`; with `currentReplicas: 4` only if it has four now, with
 * `resourceVersion` only if that is its version (`current`; any other is an older one); `timeout: 1m` waits for the pods.
 */
export const scaleStep: StepWord = {
  word: 'scale',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'replicas', 'currentReplicas', 'resourceVersion', 'timeout']);
    if (object === undefined) return undefined;
    const optional = <T>(name: string, read: (reader: Reader, at: Placed) => T | undefined): T | undefined =>
      Object.hasOwn(object, name) ? read(reader, field(object, name, placed.path)) : undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const replicas = readCount(reader, field(object, 'replicas', placed.path));
    const precondition = {
      currentReplicas: optional('currentReplicas', readCount),
      resourceVersion: optional('resourceVersion', readText),
    };
    const timeoutMs = optional('timeout', readDuration);
    if (target === undefined || replicas === undefined) return undefined;
    return {
      text: `scale ${target.text} to ${replicas}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : yield* scaleTo(found, replicas, precondition);
      },
      ...(timeoutMs !== undefined &&
        timeoutMs > 0 && {
          begin: () => waitingForScale((world) => findOrSay(target, world), { replicas, timeoutMs, name: target.name }),
        }),
    };
  },
};
