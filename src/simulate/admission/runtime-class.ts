/**
 * RuntimeClass: gives new pods the overhead, node selector and tolerations of the class that they name. Follows
 * kubernetes@v1.35.4 plugin/pkg/admission/runtimeclass/admission.go.
 *
 * Not modelled: the refusal of a class that does not exist (it may be in the cluster and not in the files).
 */

import type { PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { RuntimeClass } from '../objects/runtime-class.js';
import { isSame } from '../same.js';
import { amounts } from '../scheduler/resources.js';
import type { World } from '../world.js';

// Pods of one template share their spec, and stay sharing it.
const classed = new WeakMap<PodSpec, { readonly by: RuntimeClass['spec']; readonly spec: PodSpec }>();

/** The spec of a new pod with what its class gives it. */
export function withRuntimeClass(world: World, spec: PodSpec): PodSpec {
  const by = classOf(world, spec)?.spec;
  // What contradicts the class is left for the refusal.
  if (by === undefined || refusalOf(by, spec) !== '') return spec;
  const known = classed.get(spec);
  if (known?.by === by) return known.spec;
  const tolerations = [...(spec.tolerations ?? []), ...by.tolerations];
  const next: PodSpec = {
    ...spec,
    ...(by.overhead !== undefined && { overhead: by.overhead }),
    ...(Object.keys(by.nodeSelector).length > 0 && { nodeSelector: { ...spec.nodeSelector, ...by.nodeSelector } }),
    ...(by.tolerations.length > 0 && { tolerations }),
  };
  classed.set(spec, { by, spec: next });
  return next;
}

function classOf({ objects }: World, { runtimeClassName = '' }: PodSpec): RuntimeClass | undefined {
  return runtimeClassName === '' ? undefined : objects.RuntimeClass.get(`/${runtimeClassName}`);
}

/** The refusal of a pod that says something else than its class. */
export function runtimeClassRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  const by = classOf(world, object.spec)?.spec;
  const why = by === undefined ? '' : refusalOf(by, object.spec);
  return why === '' ? undefined : `pods "${name}" is forbidden: ${why}`;
}

function amountsOf(given: PodSpec['overhead']): Readonly<Record<string, number>> {
  return Object.fromEntries(amounts(given));
}

function refusalOf({ overhead, nodeSelector }: RuntimeClass['spec'], spec: PodSpec): string {
  const own = Object.keys(spec.overhead ?? {}).length > 0;
  if (own && overhead === undefined)
    return 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
  if (own && !isSame(amountsOf(overhead), amountsOf(spec.overhead)))
    return "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";
  for (const [key, value] of Object.entries(nodeSelector)) {
    const theirs = Object.hasOwn(spec.nodeSelector ?? {}, key) ? spec.nodeSelector?.[key] : undefined;
    if (theirs !== undefined && theirs !== value)
      return `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${theirs}`;
  }
  return '';
}
