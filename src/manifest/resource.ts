import type { FieldPath } from '../kube/field-path.js';
import type { JsonObject } from '../kube/json.js';
import type { Document, DocumentFile } from './document.js';

/** A Kubernetes object plus where it was written. */
export interface Resource {
  readonly file: DocumentFile;
  readonly document: Document;
  /** Where the object starts in its document: the root (`undefined`), or `items[3]` of a `kind: List`. */
  readonly at: FieldPath | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  /** As written; `undefined` when the manifest does not say. */
  readonly namespace: string | undefined;
  /** `metadata.name`, or `undefined` with `generateName` or no name. */
  readonly name: string | undefined;
  /**
   * The object as decoded: known fields of the right type only, nulls dropped, defaults not applied. For a kind without
   * a schema the value as written.
   */
  readonly object: JsonObject;
}
