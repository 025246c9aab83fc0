import type { ObjectMeta } from '../kube/types.generated.js';

/**
 * The object as the first of its generation, whatever the manifest says: many kinds' PrepareForCreate sets
 * `metadata.generation` to 1 before validation.
 */
export function withFirstGeneration<T extends { readonly metadata?: ObjectMeta | undefined }>(object: T): T {
  if (object.metadata?.generation === undefined) return object;
  return { ...object, metadata: { ...object.metadata, generation: 1 } };
}
