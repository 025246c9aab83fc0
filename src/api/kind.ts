import type { FieldErrors } from '../kube/field-error.js';
import type { JsonObject } from '../kube/json.js';
import type { ApiContext } from './context.js';

/**
 * What the API server does with an object of one kind between decoding and storage. Twin of the kind's strategy in
 * pkg/registry and of its defaulting functions. `T` is the kind's own type (an interface of `types.generated.ts`).
 */
export interface KindOf<T> {
  readonly namespaced: boolean;
  /** `false`: the server answers the object and forgets it; then it needs no name. */
  readonly isStored?: false;
  /** The object with the server's defaults (`SetDefaults_*`); a new object, or the same one if nothing is missing. */
  readonly defaults?: (object: T, context: ApiContext) => T;
  /** What `PrepareForCreate` and mutating admission change before validation: switched-off fields dropped, names filled in. */
  readonly prepare?: (object: T, context: ApiContext) => T;
  /** `strategy.Validate` on create, metadata included. */
  readonly validate: (object: T, context: ApiContext, errors: FieldErrors) => void;
  /** Default admission plugins that refuse an object on their own; asked before validation, their answer stands alone. */
  readonly admit?: (object: T, context: ApiContext, errors: FieldErrors) => void;
  /** Default validating admission: asked only if validation agrees. */
  readonly review?: (object: T, context: ApiContext, errors: FieldErrors) => void;
}

/** The same for the registry, which knows objects as JSON. */
export type Kind = KindOf<JsonObject>;

/** The kinds of one group and version, by kind. */
export type Kinds = ReadonlyMap<string, Kind>;

/** A kind for the registry, from functions over its own type. */
export function kindOf<T>(kind: KindOf<T>): Kind {
  // Decoding leaves only known fields of the right type, so a decoded object of this kind is a T (and every T is JSON).
  return kind as unknown as Kind;
}
