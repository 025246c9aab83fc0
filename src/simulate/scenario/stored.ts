import { manifestKind } from '../admission/admit-manifest.js';
import type { Manifest } from '../admission/manifest.js';
import type { WorldObject } from '../objects/kinds.js';
import { resourceName } from '../objects/resource-name.js';
import type { World } from '../world.js';

/** The stored object that a manifest is about. */
export function storedOf(manifest: Manifest, world: World): WorldObject | undefined {
  const entry = manifestKind(manifest);
  if (entry === undefined || manifest.name === undefined) return undefined;
  const namespace = entry.namespaced ? (manifest.namespace ?? 'default') : '';
  const objects: ReadonlyMap<string, WorldObject> = world.objects[entry.kind];
  return objects.get(`${namespace}/${manifest.name}`);
}

/** `Error from server (NotFound): deployments.apps "web" not found`; `doing` is what kubectl says it was about to do. */
export function notFound(manifest: Manifest, doing = ''): string {
  return `Error from server (NotFound): ${doing}${what(manifest)} not found`;
}

/** `Error from server (AlreadyExists): error when creating "v1.yaml": deployments.apps "web" already exists` */
export function alreadyExists(manifest: Manifest, file: string): string {
  return `Error from server (AlreadyExists): error when creating "${file}": ${what(manifest)} already exists`;
}

function what(manifest: Manifest): string {
  const entry = manifestKind(manifest);
  return `${entry === undefined ? manifest.kind : resourceName(entry.kind)} "${manifest.name ?? ''}"`;
}
