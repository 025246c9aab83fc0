// Where each workload kind keeps its Pods' template, and a Pod its containers.
import { child, type FieldPath, index, pathOf } from './field-path.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf } from './json.js';

/** A Pod, or the template of the Pods that a workload makes. */
export interface PodTemplate {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** Where `metadata` and `spec` are: the root of a Pod, `spec.template` of a Deployment. */
  readonly path: FieldPath | undefined;
}

const TEMPLATE = ['spec', 'template'];
const TEMPLATE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1/Pod', []],
  ['v1/PodTemplate', ['template']],
  ['v1/ReplicationController', TEMPLATE],
  ['apps/v1/Deployment', TEMPLATE],
  ['apps/v1/ReplicaSet', TEMPLATE],
  ['apps/v1/StatefulSet', TEMPLATE],
  ['apps/v1/DaemonSet', TEMPLATE],
  ['batch/v1/Job', TEMPLATE],
  ['batch/v1/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The Pod or Pod template in an object, or `undefined` if its kind makes no Pods or it has no spec there. */
export function podTemplate(object: JsonObject): PodTemplate | undefined {
  const path = TEMPLATE_PATHS.get(`${String(object.apiVersion)}/${String(object.kind)}`);
  if (path === undefined) return undefined;
  let at: Json | undefined = object;
  for (const name of path) at = objectOf(at)?.[name];
  const template = objectOf(at);
  const spec = objectOf(template?.spec);
  if (template === undefined || spec === undefined) return undefined;
  return { metadata: objectOf(template.metadata) ?? {}, spec, path: pathOf(path) };
}

/** One container of a Pod. */
export interface PodContainer {
  readonly container: JsonObject;
  /** `init` also for sidecars (init containers with `restartPolicy: Always`). */
  readonly role: 'container' | 'init' | 'ephemeral';
  readonly path: FieldPath;
}

const LISTS = [
  { field: 'initContainers', role: 'init' },
  { field: 'containers', role: 'container' },
  { field: 'ephemeralContainers', role: 'ephemeral' },
] as const;

/** All containers of a Pod's spec in the order they start: init containers, containers, ephemeral ones. */
export function containers(spec: JsonObject, path?: FieldPath): readonly PodContainer[] {
  return LISTS.flatMap(({ field, role }) =>
    (arrayOf(spec[field]) ?? []).flatMap((container, at) =>
      isJsonObject(container) ? [{ container, role, path: index(child(path, field), at) }] : [],
    ),
  );
}

/** Is the container a sidecar: an init container that keeps running beside the others? */
export function isSidecar({ container, role }: PodContainer): boolean {
  return role === 'init' && container.restartPolicy === 'Always';
}
