/**
 * `kubectl wait`: for a condition of objects, for their deletion or for their creation. Follows k8s.io/kubectl@v0.35.4
 * pkg/cmd/wait. The objects are looked at one after the other, and one that is missing fails the command at once.
 */

import type { WorldObject } from '../objects/kinds.js';
import type { Pod } from '../objects/pod.js';
import { pluralOf, printedName } from '../objects/resource-name.js';
import type { Waiting } from '../scenario/step.js';
import { current, type World } from '../world.js';
import { apiObject } from './api-object.js';
import { valuesAt } from './output/json-path.js';
import { podConditions } from './pod-conditions.js';

/** What is waited for. */
export type WaitFor =
  | { readonly kind: 'condition'; readonly type: string; readonly status: string }
  /** `value` absent: whatever stands there. */
  | { readonly kind: 'jsonpath'; readonly path: string; readonly value: string | undefined }
  | { readonly kind: 'delete' }
  | { readonly kind: 'create' };

/** Reads `condition=Ready`, `condition=Available=false`, `delete` or `create`, as `--for` does. */
export function parseWaitFor(text: string): WaitFor | undefined {
  if (text.startsWith('jsonpath=')) return parseJsonPath(text.slice('jsonpath='.length));
  const word = text.toLowerCase();
  if (word === 'delete' || word === 'create') return { kind: word };
  const [, type, status = 'true'] = /^condition=([^=]+)(?:=([^=]+))?$/.exec(text) ?? [];
  return type === undefined ? undefined : { kind: 'condition', type: type.toLowerCase(), status: status.toLowerCase() };
}

/** `{.status.phase}=Running`, with or without braces; without a value any is right. */
function parseJsonPath(text: string): WaitFor | undefined {
  const [, braced, bare = braced, value] = /^(?:\{([^{}]+)\}|([^={}]+))(?:=(.+))?$/s.exec(text) ?? [];
  return bare === undefined ? undefined : { kind: 'jsonpath', path: bare, value };
}

/** The objects that a command names: those found, or the refusal because one is missing. */
export type Found = (world: World) => readonly WorldObject[] | string;

/** The command as it waits. */
export function waitingFor(wanted: WaitFor, found: Found, timeoutMs: number): Waiting {
  const said: string[] = [];
  let left: WorldObject[] | undefined;
  const start = (world: World): string | undefined => {
    const objects = found(world);
    if (typeof objects === 'string') {
      if (wanted.kind === 'create') return undefined;
      if (wanted.kind !== 'delete') return objects;
    }
    left = typeof objects === 'string' ? [] : [...objects];
    return left.length === 0 && wanted.kind !== 'delete' ? 'error: no matching resources found' : undefined;
  };
  return {
    timeoutMs,
    look: (world) => {
      const refused = left === undefined ? start(world) : undefined;
      if (refused !== undefined) return refused;
      if (left === undefined) return 'waiting';
      for (let [first] = left; first !== undefined && isMet(first, wanted, world); [first] = left) {
        said.push(`${printedName(first.kind, first.metadata.name)} condition met`);
        left.shift();
      }
      return left.length === 0 ? { said } : 'waiting';
    },
    inVain: () => {
      const [first] = left ?? [];
      const on = first === undefined ? '' : ` on ${pluralOf(first.kind)}/${first.metadata.name}`;
      return { said, refused: `error: timed out waiting for the condition${on}` };
    },
  };
}

function isMet(object: WorldObject, wanted: WaitFor, world: World): boolean {
  // The world's objects of a kind are of that kind.
  const now = current(world, object as Parameters<typeof current>[1]);
  if (wanted.kind === 'create') return true;
  if (wanted.kind === 'delete') return now === undefined;
  if (now === undefined) return false;
  return wanted.kind === 'jsonpath' ? isAt(now, wanted, world) : statusOf(now, wanted.type) === wanted.status;
}

/** Does the value stand at the path? Several values, or none, are not it. */
function isAt(
  object: WorldObject,
  { path, value }: Extract<WaitFor, { readonly kind: 'jsonpath' }>,
  world: World,
): boolean {
  const found = valuesAt(path, apiObject(object, world));
  if (found.kind === 'mistake' || found.value.length !== 1) return false;
  const [only] = found.value;
  return value === undefined || (typeof only !== 'object' && String(only) === value);
}

/** The status of a condition in small letters; `undefined` without one, or if it is of an earlier generation. */
function statusOf(object: WorldObject, type: string): string | undefined {
  if (object.kind === 'Pod') return podCondition(object, type);
  if (object.kind === 'Node') return type === 'ready' ? String(object.status.ready) : undefined;
  const { status, metadata } = object;
  if ('observedGeneration' in status && status.observedGeneration < metadata.generation) return undefined;
  if (!('conditions' in status)) return undefined;
  return status.conditions.find((condition) => condition.type.toLowerCase() === type)?.status.toLowerCase();
}

function podCondition(pod: Pod, type: string): string | undefined {
  const found = podConditions(pod).find((condition) => condition.type.toLowerCase() === type);
  // Before the kubelet has begun there is no Ready condition, and kubectl waits on.
  return found?.status.toLowerCase();
}
