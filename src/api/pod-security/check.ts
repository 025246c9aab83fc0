import type { FieldPath } from '../../kube/field-path.js';
import { child, index } from '../../kube/field-path.js';
import type { Container, EphemeralContainer, ObjectMeta, PodSpec } from '../../kube/types.generated.js';

/** A pod as the checks see it: decoded metadata and spec, and where both are written (a template has its own place). */
export interface Pod {
  readonly metadata: ObjectMeta;
  readonly metadataPath: FieldPath | undefined;
  readonly spec: PodSpec;
  readonly specPath: FieldPath | undefined;
}

/**
 * Why a pod breaks a policy, in the words of the API server: `reason (detail)`. `paths` are the fields that break it, the
 * first one is where to point; a field that would have to be set is named although it is absent.
 */
export interface Refusal {
  readonly reason: string;
  readonly detail: string;
  readonly paths: readonly (FieldPath | undefined)[];
}

/** One check of the Pod Security Standards: `undefined` when the pod is allowed. */
export type CheckPod = (pod: Pod) => Refusal | undefined;

/** Which code a check runs from which minor of 1.x on, and which baseline checks it stands in for. */
export interface Check {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Oldest first. */
  readonly versions: readonly { readonly since: number; readonly check: CheckPod }[];
  readonly overrides?: readonly string[];
}

/** A container of any sort with its place. */
export interface PlacedContainer {
  readonly container: Container | EphemeralContainer;
  readonly name: string;
  readonly path: FieldPath;
}

/** Init, ordinary and ephemeral containers, in upstream's order (`visitContainers`). */
export function placedContainers({ spec, specPath }: Pod): PlacedContainer[] {
  const lists = [
    ['initContainers', spec.initContainers],
    ['containers', spec.containers],
    ['ephemeralContainers', spec.ephemeralContainers],
  ] as const;
  return lists.flatMap(([field, containers]) =>
    (containers ?? []).map((container, i) => ({
      container,
      name: container.name ?? '',
      path: index(child(specPath, field), i),
    })),
  );
}

/** `"a", "b"`: upstream's `joinQuote`. */
export function quoted(items: Iterable<string>): string {
  return [...items].map((item) => `"${item}"`).join(', ');
}

/** Distinct values in byte order, as Go's `sets.String.List` gives them. */
export function sorted(items: Iterable<string>): string[] {
  return [...new Set(items)].sort();
}

/** Upstream's `pluralize`. */
export function plural(singular: string, many: string, count: number): string {
  return count === 1 ? singular : many;
}

/** `container "a"` or `containers "a", "b"`. */
export function containersNamed(names: readonly string[]): string {
  return `${plural('container', 'containers', names.length)} ${quoted(names)}`;
}

/** `pod`, `container "a"` or both joined: who set something forbidden. */
export function setters(pod: boolean, containers: readonly string[]): string[] {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [containersNamed(containers)] : [])];
}

/** Is this a pod for Windows nodes? Such pods cannot set what the restricted level wants set. */
export function isWindows(pod: Pod): boolean {
  return pod.spec.os?.name === 'windows';
}

/** Has the pod a user namespace of its own? From policy version 1.35 on that relaxes some checks. */
export function hasUserNamespace(pod: Pod): boolean {
  return pod.spec.hostUsers === false;
}
