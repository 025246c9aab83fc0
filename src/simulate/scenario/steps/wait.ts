import { parseWaitFor, waitingFor } from '../../kubectl/wait.js';
import { fail, field, type Placed, type Reader, readDuration, readObject, readText } from '../reader.js';
import type { ReadStep, StepWord } from '../step.js';
import { choosePods, describeChoice, findOrSay, noSuchPod, readPodChoice, readTarget } from '../targets.js';

// kubectl wait without --timeout.
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * `wait: 5m` — virtual time passes. `wait: { target: deployment/web, for: condition=Available, timeout: 60s }`, or a `pod`
 * instead of a target: kubectl wait, from right after the step before it.
 */
export const waitStep: StepWord = {
  word: 'wait',
  read: (reader, placed) => {
    if (typeof placed.value === 'object' && placed.value !== null) return readWaiting(reader, placed);
    const waitMs = readDuration(reader, placed);
    return waitMs === undefined ? undefined : { text: `wait ${waitMs / 1000} s`, waitMs, perform: nothing };
  },
};

function readWaiting(reader: Reader, placed: Placed): ReadStep | undefined {
  const object = readObject(reader, placed, ['target', 'pod', 'for', 'timeout']);
  if (object === undefined) return undefined;
  const at = field(object, 'for', placed.path);
  const text = readText(reader, at);
  const timeoutMs = Object.hasOwn(object, 'timeout')
    ? readDuration(reader, field(object, 'timeout', placed.path))
    : DEFAULT_TIMEOUT_MS;
  if (text === undefined || timeoutMs === undefined) return undefined;
  const wanted = parseWaitFor(text);
  if (wanted === undefined)
    return fail(
      reader,
      at.path,
      `expected condition=Ready, jsonpath={.status.phase}=Running, delete or create, found ${text}`,
    );
  const step = { atOnce: true, perform: nothing } as const;
  if (Object.hasOwn(object, 'pod')) {
    const choice = readPodChoice(reader, field(object, 'pod', placed.path));
    if (choice === undefined) return undefined;
    const found: Parameters<typeof waitingFor>[1] = (world) => {
      const pods = choosePods(choice, world);
      return pods.length === 0 && choice.name !== undefined ? noSuchPod(choice) : pods;
    };
    return {
      ...step,
      text: `wait for ${text} of ${describeChoice(choice)}`,
      begin: () => waitingFor(wanted, found, timeoutMs),
    };
  }
  const target = readTarget(reader, field(object, 'target', placed.path));
  if (target === undefined) return undefined;
  const found: Parameters<typeof waitingFor>[1] = (world) => {
    const one = findOrSay(target, world);
    return typeof one === 'string' ? one : [one];
  };
  return { ...step, text: `wait for ${text} of ${target.text}`, begin: () => waitingFor(wanted, found, timeoutMs) };
}

// biome-ignore lint/correctness/useYield: time passes by itself
function* nothing(): ReturnType<ReadStep['perform']> {
  return undefined;
}
