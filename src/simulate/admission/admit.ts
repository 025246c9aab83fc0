import type { NewObject } from '../action.js';
import type { World } from '../world.js';
import { defaultsRefusal, limitRefusal, withLimitDefaults } from './limit-range.js';
import { podSecurityRefusal } from './pod-security.js';
import { priorityRefusal, withPriority } from './priority.js';
import { quotaRefusal } from './quota.js';
import { runtimeClassRefusal, withRuntimeClass } from './runtime-class.js';

type Admission = (world: World, object: NewObject, name: string) => string | undefined;

// In the order of the default admission plugins, those that change objects first; quota is the last. What they have made
// of the object is validated before others judge it.
const ADMISSION: readonly Admission[] = [
  priorityRefusal,
  defaultsRefusal,
  limitRefusal,
  podSecurityRefusal,
  runtimeClassRefusal,
  quotaRefusal,
];

/** A new object as the mutating admission plugins leave it. */
export function admitted(world: World, object: NewObject): NewObject {
  if (object.kind !== 'Pod') return object;
  const { LimitRange: ranges } = world.objects;
  const limited = ranges.size === 0 ? object.spec : withLimitDefaults(world, object.spec, object.metadata.namespace);
  const spec = withRuntimeClass(world, withPriority(world, limited));
  return spec === object.spec ? object : { ...object, spec };
}

/** Why the API server does not admit a new object, in its words; `undefined` if it does. */
export function refusal(world: World, object: NewObject, name: string): string | undefined {
  for (const plugin of ADMISSION) {
    const message = plugin(world, object, name);
    if (message !== undefined) return message;
  }
  return undefined;
}
