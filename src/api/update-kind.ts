import type { FieldErrors } from '../kube/field-error.js';
import type { JsonObject } from '../kube/json.js';
import type { ApiContext } from './context.js';

/** What the API server does with a change to an object of one kind. Twin of the update half of its strategy in pkg/registry. */
export interface UpdateKind<T> {
  /**
   * The new object with the fields that the server filled in on creation and does not fill in again: those that neither
   * manifest (`to`, `from`) has and the live object does. `kubectl apply` leaves them alone.
   */
  readonly carry?: (to: T, from: T, live: T) => T;
  /** What is refused before anything else is looked at, like addresses that cannot be had; its answer stands alone. */
  readonly admit?: (to: T, live: T, context: ApiContext, errors: FieldErrors) => void;
  /** What `PrepareForUpdate` changes before validation; the kind's `prepare` on create if absent. */
  readonly prepare?: (to: T, live: T, context: ApiContext) => T;
  /** `any`: finalizers without a domain may have any name, see MetadataRules. */
  readonly finalizers?: 'any';
  /** `strategy.ValidateUpdate`; the metadata that all kinds share has been looked at. */
  readonly validate: (to: T, live: T, context: ApiContext, errors: FieldErrors) => void;
}

/** The kinds of one group and version, by kind. */
export type UpdateKinds = ReadonlyMap<string, UpdateKind<JsonObject>>;

/** A kind for the registry, from functions over its own type. */
export function updateKindOf<T>(kind: UpdateKind<T>): UpdateKind<JsonObject> {
  // Decoding leaves only known fields of the right type, so a decoded object of this kind is a T (and every T is JSON).
  return kind as unknown as UpdateKind<JsonObject>;
}

/** A kind whose new object only has to be valid by itself, as on create. */
export function anyValidOf<T>(
  validate: (object: T, context: ApiContext, errors: FieldErrors) => void,
  finalizers?: 'any',
): UpdateKind<JsonObject> {
  const rules: UpdateKind<T> = { validate: (to, _from, context, errors) => validate(to, context, errors) };
  return updateKindOf<T>(finalizers === undefined ? rules : { ...rules, finalizers });
}
