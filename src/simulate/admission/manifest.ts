import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';
import type { NewMetadata, NewObject } from '../action.js';
import type { Kind, Kinds } from '../objects/kinds.js';

/** A Kubernetes object as somebody writes it, with what is needed to find it again. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly object: JsonObject;
}

/** How one kind gets from a manifest into the world, and back for a merge with a later manifest. */
export interface ManifestKind<K extends Kind> {
  readonly kind: K;
  /** Versions of the API in which the kind is served with this shape. */
  readonly apiVersions: readonly string[];
  readonly namespaced: boolean;
  /** `object` has the API server's defaults. */
  readonly read: (
    object: JsonObject,
    metadata: NewMetadata,
    version: KubernetesVersion,
  ) => NewObject & { readonly kind: K };
  /** What a manifest can say of a stored object: metadata that users write, and the spec. */
  readonly spec: (object: Kinds[K]) => JsonObject;
  /** The same of kinds that have their fields beside `metadata` instead of in a spec. */
  readonly fields?: (object: Kinds[K]) => JsonObject;
}

/** The fields that a manifest has beside `metadata`, in kinds without a spec. */
export function fieldsOf({
  apiVersion: _version,
  kind: _kind,
  metadata: _metadata,
  ...fields
}: JsonObject): JsonObject {
  return fields;
}
