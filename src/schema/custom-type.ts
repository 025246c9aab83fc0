// A custom kind, as far as everyone needs to know it; `custom-resource.ts` makes them from CustomResourceDefinitions.
import type { FieldError } from '../kube/field-error.js';
import type { FieldPath } from '../kube/field-path.js';
import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Scale } from './scale.js';

/** A kind that a CustomResourceDefinition defines, in one of its versions. */
export interface CustomResourceType {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** `spec.versions[].schema.openAPIV3Schema`, as written; `undefined` if the version has none. */
  readonly schema: JsonObject | undefined;
  /** `spec.preserveUnknownFields: true`: nothing is pruned. */
  readonly preservesUnknownFields: boolean;
  /** Does a webhook convert objects between versions? Without one they only get another `apiVersion`. */
  readonly isConverted: boolean;
  /** Does the version have the status subresource? Then a create drops `status`. */
  readonly hasStatus: boolean;
  /** The version's scale subresource. */
  readonly scale: Scale | undefined;
  /** Judges an object of this kind by the schema. Held here, so that only inputs with definitions load what it takes. */
  readonly judge: (object: JsonObject, context: CustomContext) => CustomResourceVerdict;
  /** Judges what an update makes of `old`; both as `judge` returned them. Their metadata is somebody else's business. */
  readonly judgeUpdate: (object: JsonObject, old: JsonObject, context: CustomContext) => CustomUpdateVerdict;
}

/** The custom kinds of the input, by `apiVersion kind`. */
export type CrdIndex = ReadonlyMap<string, CustomResourceType>;

/** No custom kinds. */
export const NO_CRDS: CrdIndex = new Map();

/** The custom kind with this name; `undefined` if no CustomResourceDefinition of the input serves it. */
export function customResourceType(crds: CrdIndex, apiVersion: string, kind: string): CustomResourceType | undefined {
  return crds.get(`${apiVersion} ${kind}`);
}

/**
 * What is wrong with decoded metadata beyond its types. `owner` is the custom kind whose metadata it is; `undefined` for an
 * object embedded in a custom resource, which may be of any kind and needs no name.
 */
export type MetadataErrors = (
  metadata: JsonObject,
  place: { readonly path: FieldPath; readonly owner: CustomResourceType | undefined },
) => readonly FieldError[];

/** What the API server makes of a custom resource. */
export interface CustomResourceVerdict {
  /** With the defaults of the schema, without unknown fields. */
  readonly object: JsonObject;
  /** Decode errors first; what the schema refuses follows, though the server names it only if there are none. */
  readonly errors: readonly FieldError[];
  readonly notChecked: readonly string[];
}

/** What the API server makes of an update of a custom resource, beside what it makes of a new one. */
export interface CustomUpdateVerdict {
  /** What only the update is refused for. */
  readonly errors: readonly FieldError[];
  /** What a new object would be refused for, in parts that the update leaves alone. */
  readonly passed: readonly FieldError[];
  readonly notChecked: readonly string[];
}

/** What judges a custom resource besides its CustomResourceDefinition. */
export interface CustomContext {
  readonly version: KubernetesVersion;
  readonly metadataErrors?: MetadataErrors;
}
