/**
 * Priority: gives new pods the number of their PriorityClass, or of the one that is the default. Follows
 * kubernetes@v1.35.4 plugin/pkg/admission/priority/admission.go.
 *
 * Not modelled: the refusal of a class that does not exist (it may be in the cluster and not in the files: such pods count
 * as priority 0), the refusal of a second default class.
 */

import { SYSTEM_PRIORITIES } from '../../kube/system-priority.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { PriorityClass } from '../objects/priority-class.js';
import type { World } from '../world.js';

interface Priority {
  readonly name: string;
  readonly value: number;
  readonly preemptionPolicy: string;
}

// Pods of one template share their spec, and stay sharing it.
const prioritized = new WeakMap<PodSpec, PodSpec>();

/** The spec of a new pod with its priority. */
export function withPriority(world: World, spec: PodSpec): PodSpec {
  const priority = priorityOf(world, spec);
  // What contradicts the class is left for the refusal.
  const isOwn = spec.priority !== undefined || spec.preemptionPolicy !== undefined;
  if (priority === undefined || isOwn) return spec;
  const known = prioritized.get(spec);
  if (known !== undefined && isOf(known, priority)) return known;
  const { name, value, preemptionPolicy } = priority;
  const next = { ...spec, priorityClassName: name, priority: value, preemptionPolicy };
  prioritized.set(spec, next);
  return next;
}

function isOf(spec: PodSpec, { name, value, preemptionPolicy }: Priority): boolean {
  return spec.priorityClassName === name && spec.priority === value && spec.preemptionPolicy === preemptionPolicy;
}

/** The class that a pod names, or the default one; `undefined` where there is none in sight. */
function priorityOf(world: World, { priorityClassName = '' }: PodSpec): Priority | undefined {
  if (priorityClassName === '' && world.objects.PriorityClass.size === 0) return undefined;
  const classes = [...world.objects.PriorityClass.values()];
  if (priorityClassName === '') {
    // Of several defaults the lowest counts.
    const [lowest] = classes
      .filter(({ spec }) => spec.globalDefault)
      .sort((one, other) => one.spec.value - other.spec.value);
    return lowest && asPriority(lowest);
  }
  const named = classes.find(({ metadata }) => metadata.name === priorityClassName);
  return named === undefined ? systemPriority(priorityClassName) : asPriority(named);
}

function systemPriority(name: string): Priority | undefined {
  const value = SYSTEM_PRIORITIES.get(name);
  return value === undefined ? undefined : { name, value, preemptionPolicy: 'PreemptLowerPriority' };
}

function asPriority({ metadata, spec }: PriorityClass): Priority {
  return { name: metadata.name, value: spec.value, preemptionPolicy: spec.preemptionPolicy };
}

/** The refusal of a pod whose own number or policy is not that of its class. */
export function priorityRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  const { priority, preemptionPolicy } = object.spec;
  const given = priorityOf(world, object.spec);
  if (given === undefined) return undefined;
  const computed = 'priority admission controller computed';
  const from = 'from the given PriorityClass name';
  if (priority !== undefined && priority !== given.value)
    return `pods "${name}" is forbidden: the integer value of priority (${priority}) must not be provided in pod spec; ${computed} ${given.value} ${from}`;
  if (preemptionPolicy !== undefined && preemptionPolicy !== given.preemptionPolicy)
    return `pods "${name}" is forbidden: the string value of PreemptionPolicy (${preemptionPolicy}) must not be provided in pod spec; ${computed} ${given.preemptionPolicy} ${from}`;
  return undefined;
}
