import { objectOf } from '../../kube/json.js';
import { parseQuantity, quantityValue } from '../../kube/quantity.js';
import { parseSelectorText } from '../../kube/selector.js';
import type { Behaviour, Exit, Usage } from '../kubelet/behaviour.js';
import type { BehaviourRule, PodMatch } from '../kubelet/lives.js';
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
  const parsed = selector === undefined ? undefined : parseSelectorText(selector);
  if (parsed?.kind === 'error') return fail(reader, field(object, 'selector', placed.path).path, parsed.message);
  return {
    ...(image !== undefined && { image }),
    ...(selector !== undefined && { selector }),
    ...(namespace !== undefined && { namespace }),
  };
}

const WORDS = [
  'container',
  'pull',
  'config',
  'init',
  'start',
  'startup',
  'ready',
  'unready',
  'readinessGates',
  'live',
  'latency',
  'exit',
  'crash',
  'oom',
  'runFor',
  'exitCode',
  'preStop',
  'postStart',
  'terminate',
  'usage',
];

/** Reads how pods behave. The words are described at the head of `kubelet/behaviour.ts`. */
export function readBehaviour(reader: Reader, placed: Placed): Behaviour | undefined {
  const object = readObject(reader, placed, WORDS);
  if (object === undefined) return undefined;
  const read = <T>(name: string, how: (reader: Reader, at: Placed) => T | undefined): T | undefined =>
    Object.hasOwn(object, name) ? how(reader, field(object, name, placed.path)) : undefined;
  const ready = read('ready', readReady);
  const hook = read('postStart', readHook);
  const exit = read('exit', readExit) ?? read('crash', readCrash) ?? read('oom', readOom);
  return present({
    container: read('container', readText),
    pullMs: read('pull', readDelay),
    config: read('config', readConfig),
    initMs: read('init', readDelay),
    startMs: read('start', readDuration),
    startupMs: read('startup', readDelay),
    readyMs: ready?.readyMs,
    readyUntilMs: ready?.readyUntilMs,
    gatesMs: read('readinessGates', readDelay),
    liveFailsMs: read('live', readLive),
    latencyMs: read('latency', readDuration),
    exit,
    runMs: read('runFor', readDuration),
    exitCode: read('exitCode', readCount),
    preStopMs: read('preStop', readDuration),
    postStartMs: hook?.postStartMs,
    postStartFails: hook?.postStartFails,
    terminateMs: read('terminate', readDelay),
    unready: read('unready', readFlag),
    usage: read('usage', readUsage),
  });
}

type Given = { readonly [K in keyof Behaviour]: Behaviour[K] | undefined };

/** Without the fields that are not said. */
function present(given: Given): Behaviour {
  // What is left is what was said: each field with a value of its own type.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Behaviour;
}

function readDelay(reader: Reader, placed: Placed): Delay | undefined {
  return placed.value === 'never' ? 'never' : readDuration(reader, placed);
}

/** `5s`, `never` or `{ after: 5s, until: 60s }`. */
function readReady(reader: Reader, placed: Placed): Pick<Given, 'readyMs' | 'readyUntilMs'> | undefined {
  if (objectOf(placed.value) === undefined) return { readyMs: readDelay(reader, placed), readyUntilMs: undefined };
  const object = readObject(reader, placed, ['after', 'until']) ?? {};
  const read = (name: string) =>
    Object.hasOwn(object, name) ? readDuration(reader, field(object, name, placed.path)) : undefined;
  return { readyMs: read('after'), readyUntilMs: read('until') };
}

/** `5s`, `never` or `{ after: 5s, fails: true }`. */
function readHook(reader: Reader, placed: Placed): Pick<Given, 'postStartMs' | 'postStartFails'> | undefined {
  if (objectOf(placed.value) === undefined)
    return { postStartMs: readDelay(reader, placed), postStartFails: undefined };
  const object = readObject(reader, placed, ['after', 'fails']) ?? {};
  const postStartMs = Object.hasOwn(object, 'after') ? readDuration(reader, field(object, 'after', placed.path)) : 0;
  const postStartFails = Object.hasOwn(object, 'fails') ? readFlag(reader, field(object, 'fails', placed.path)) : false;
  return { postStartMs, postStartFails };
}

/** `60s`, `{ failAfter: 60s }`, or `never`: it does not fail any more. */
function readLive(reader: Reader, placed: Placed): Delay | undefined {
  if (objectOf(placed.value) === undefined) return readDelay(reader, placed);
  const object = readObject(reader, placed, ['failAfter']);
  return object && readDuration(reader, field(object, 'failAfter', placed.path));
}

function readConfig(reader: Reader, { value, path }: Placed): Behaviour['config'] {
  if (value === 'missing' || value === 'present') return value;
  return fail(reader, path, `expected missing or present, found ${JSON.stringify(value)}`);
}

function readFlag(reader: Reader, { value, path }: Placed): boolean | undefined {
  return typeof value === 'boolean'
    ? value
    : fail(reader, path, `expected true or false, found ${JSON.stringify(value)}`);
}

/** `{ after: 20s, code: 1, times: 3, container: app }`; only `after` is needed. */
function readExit(reader: Reader, placed: Placed): Exit | undefined {
  return readEnd(reader, placed, 1);
}

/** `20s`, `true` for at once, `false` for no more, or a map as of `exit`: ends with code 1. */
function readCrash(reader: Reader, placed: Placed): Exit | undefined {
  if (objectOf(placed.value) !== undefined) return readEnd(reader, placed, 1);
  if (placed.value === false) return { afterMs: 0, code: 1, times: 0 };
  const afterMs = placed.value === true ? 0 : readDuration(reader, placed);
  return afterMs === undefined ? undefined : { afterMs, code: 1 };
}

/** `60s` or a map as of `exit`: the kernel kills it for its memory. */
function readOom(reader: Reader, placed: Placed): Exit | undefined {
  const afterMs = objectOf(placed.value) === undefined ? readDuration(reader, placed) : undefined;
  const exit = afterMs === undefined ? readEnd(reader, placed, OOM_KILLED) : { afterMs, code: OOM_KILLED };
  return exit && { ...exit, reason: 'OOMKilled' };
}

const OOM_KILLED = 137;

function readEnd(reader: Reader, placed: Placed, usualCode: number): Exit | undefined {
  const object = readObject(reader, placed, ['after', 'code', 'times', 'container']);
  if (object === undefined) return undefined;
  const count = (name: string) =>
    Object.hasOwn(object, name) ? readCount(reader, field(object, name, placed.path)) : undefined;
  const afterMs = readDuration(reader, field(object, 'after', placed.path));
  const code = count('code') ?? usualCode;
  const times = count('times');
  const container = Object.hasOwn(object, 'container')
    ? readText(reader, field(object, 'container', placed.path))
    : undefined;
  if (afterMs === undefined) return undefined;
  return { afterMs, code, ...(times !== undefined && { times }), ...(container !== undefined && { container }) };
}

/** `{ memory: 900Mi, disk: 5Gi, pid: 200 }` */
function readUsage(reader: Reader, placed: Placed): Usage | undefined {
  const object = readObject(reader, placed, ['memory', 'disk', 'pid']);
  if (object === undefined) return undefined;
  const entries = Object.entries(object).flatMap(([name, value]) => {
    const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
    if (quantity !== undefined) return [[name, Number(quantityValue(quantity))] as const];
    fail(
      reader,
      field(object, name, placed.path).path,
      `expected a quantity such as 900Mi, found ${JSON.stringify(value)}`,
    );
    return [];
  });
  return Object.fromEntries(entries);
}
