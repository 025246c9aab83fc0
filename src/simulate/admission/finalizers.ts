import { arrayOf, type Json, type JsonObject, objectOf } from '../../kube/json.js';

/** The finalizers that a manifest or patch says: a list, none because it says `null`, or nothing of them (`undefined`). */
export function saidFinalizers(object: JsonObject): readonly string[] | null | undefined {
  const metadata = objectOf(object.metadata) ?? {};
  if (!Object.hasOwn(metadata, 'finalizers')) return undefined;
  return metadata.finalizers === null ? null : (arrayOf(metadata.finalizers) ?? []).map((text: Json) => String(text));
}

/**
 * The finalizers of a stored object after a merge: as a list of texts with patchStrategy merge, those said are added, those
 * that only the last manifest said are removed, and `null` removes all.
 */
export function mergedFinalizers(
  stored: readonly string[],
  next: JsonObject,
  last: JsonObject = {},
): readonly string[] {
  const said = saidFinalizers(next);
  if (said === null) return [];
  const before = saidFinalizers(last) ?? [];
  const kept = stored.filter((one) => !before.includes(one) || said?.includes(one) === true);
  return [...kept, ...(said ?? []).filter((one) => !kept.includes(one))];
}
