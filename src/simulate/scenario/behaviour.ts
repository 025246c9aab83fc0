import type { Behaviour, BehaviourRule, PodMatch } from '../kubelet/lives.js';
import type { Delay } from '../objects/pod.js';
import {
  fail,
  field,
  type Placed,
  type Reader,
  readCount,
  readDuration,
  readList,
  readObject,
  readText,
} from './reader.js';

/** `pods:` of a scenario: which pods behave how. */
export function readRules(reader: Reader, placed: Placed): BehaviourRule[] {
  return readList(reader, placed).flatMap((item) => {
    const object = readObject(reader, item, ['match', 'behaviour']);
    if (object === undefined) return [];
    const match = readMatch(reader, field(object, 'match', item.path));
    const behaviour = readBehaviour(reader, field(object, 'behaviour', item.path));
    return match === undefined || behaviour === undefined ? [] : [{ match, behaviour }];
  });
}

function readMatch(reader: Reader, placed: Placed): PodMatch | undefined {
  if (placed.value === undefined) return {};
  const object = readObject(reader, placed, ['image', 'selector', 'namespace']);
  if (object === undefined) return undefined;
  const text = (name: string) =>
    Object.hasOwn(object, name) ? readText(reader, field(object, name, placed.path)) : undefined;
  const [image, selector, namespace] = [text('image'), text('selector'), text('namespace')];
  return {
    ...(image !== undefined && { image }),
    ...(selector !== undefined && { selector }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** How pods behave: `{ pull: 5s | never, init: 2s, start: 1s, ready: 5s | never, exit: { after: 20s, code: 1 }, runFor: 90s, exitCode: 3, terminate: 12s, unready: true }`. */
export function readBehaviour(reader: Reader, placed: Placed): Behaviour | undefined {
  const object = readObject(reader, placed, [
    'pull',
    'init',
    'start',
    'ready',
    'exit',
    'runFor',
    'exitCode',
    'terminate',
    'unready',
  ]);
  if (object === undefined) return undefined;
  const read = <T>(name: string, how: (reader: Reader, at: Placed) => T | undefined): T | undefined =>
    Object.hasOwn(object, name) ? how(reader, field(object, name, placed.path)) : undefined;
  const pullMs = read('pull', readDelay);
  const initMs = read('init', readDuration);
  const startMs = read('start', readDuration);
  const readyMs = read('ready', readDelay);
  const exit = read('exit', readExit);
  const runMs = read('runFor', readDuration);
  const exitCode = read('exitCode', readCount);
  const terminateMs = read('terminate', readDuration);
  const unready = read('unready', readFlag);
  return {
    ...(pullMs !== undefined && { pullMs }),
    ...(initMs !== undefined && { initMs }),
    ...(startMs !== undefined && { startMs }),
    ...(readyMs !== undefined && { readyMs }),
    ...(exit !== undefined && { exit }),
    ...(runMs !== undefined && { runMs }),
    ...(exitCode !== undefined && { exitCode }),
    ...(terminateMs !== undefined && { terminateMs }),
    ...(unready !== undefined && { unready }),
  };
}

function readDelay(reader: Reader, placed: Placed): Delay | undefined {
  return placed.value === 'never' ? 'never' : readDuration(reader, placed);
}

function readFlag(reader: Reader, { value, path }: Placed): boolean | undefined {
  return typeof value === 'boolean'
    ? value
    : fail(reader, path, `expected true or false, found ${JSON.stringify(value)}`);
}

function readExit(reader: Reader, placed: Placed): Behaviour['exit'] {
  const object = readObject(reader, placed, ['after', 'code']);
  if (object === undefined) return undefined;
  const afterMs = readDuration(reader, field(object, 'after', placed.path));
  const code = Object.hasOwn(object, 'code') ? readCount(reader, field(object, 'code', placed.path)) : 1;
  return afterMs === undefined || code === undefined ? undefined : { afterMs, code };
}
