/** Fields in use that the simulator does not model: they are named, never guessed. The table is `fields.ts`. */

import { child, type FieldPath, formatPath, index } from '../kube/field-path.js';
import { arrayOf, type Json, objectOf } from '../kube/json.js';
import { NEWEST } from '../kube/version.js';
import { resourceType } from '../schema/kinds.js';
import type { GoType } from '../schema/type.js';
import { FIELDS, type Handling } from './fields.js';
import type { NotModelled, PlacedManifest } from './inputs.js';

/** The fields of a manifest that may make a real cluster do something else; RuntimeClasses are those that are given. */
export function notModelled(manifest: PlacedManifest, runtimeClasses: ReadonlySet<string> = new Set()): NotModelled[] {
  const { apiVersion, file, kind, name, namespace, object } = manifest;
  const found: Found[] = [];
  const type = resourceType(apiVersion, kind, NEWEST)?.struct.fields.get('spec');
  if (type !== undefined) walk(object.spec ?? null, type, { path: child(undefined, 'spec'), found, runtimeClasses });
  const resource = `${kind}/${name ?? ''}`;
  return found.map(({ path, handling }) => ({
    file,
    resource,
    namespace,
    field: formatPath(path),
    effect: handling.effect,
    ...(handling.decides && { decides: true as const }),
  }));
}

interface Found {
  readonly path: FieldPath;
  readonly handling: Extract<Handling, { readonly kind: 'unknown' }>;
}

interface Place {
  readonly path: FieldPath;
  readonly found: Found[];
  readonly runtimeClasses: ReadonlySet<string>;
}

// As deep as the types of the table go, and no deeper.
function walk(value: Json, type: GoType, place: Place): void {
  const { path, found, runtimeClasses } = place;
  if (type.kind === 'list') {
    for (const [number, item] of (arrayOf(value) ?? []).entries())
      walk(item, type.item, { ...place, path: index(path, number) });
    return;
  }
  const object = objectOf(value);
  if (type.kind !== 'struct' || object === undefined) return;
  const handlings = FIELDS[type.name];
  if (handlings === undefined) return;
  for (const [name, own] of Object.entries(object)) {
    const handling = Object.hasOwn(handlings, name) ? handlings[name] : undefined;
    const at = child(path, name);
    const isGiven = name === 'runtimeClassName' && typeof own === 'string' && runtimeClasses.has(own);
    if (handling?.kind === 'unknown' && !isGiven && isInUse(own) && !handling.isUsual(own))
      found.push({ path: at, handling });
    const inner = handling?.kind === 'modelled' ? type.fields.get(name) : undefined;
    if (inner !== undefined) walk(own, inner, { ...place, path: at });
  }
}

function isInUse(value: Json): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}
