import type { Spot } from '../kube/field-error.js';
import type { FieldPath } from '../kube/field-path.js';
import type { Resource } from '../manifest/resource.js';

/** How bad: error, the API server rejects it or the workload cannot work; warning, it works and will hurt; info, taste. */
export type Severity = 'error' | 'warning' | 'info';

/** Another place that explains a problem. */
export interface RelatedPlace {
  readonly resource: Resource;
  readonly path: FieldPath | undefined;
  /** A short note: `this Service selects app=web`. */
  readonly message: string;
}

/** What a check says of the resource it was given: a field path and a message. It knows no line numbers. */
export interface Problem {
  readonly path: FieldPath | undefined;
  /** One line, lower case, no final period, ≤ 100 characters where it can be, with the actual value in it. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** Where to point, when it is smaller than what `path` names. */
  readonly spot?: Spot;
  /** Underline the key although the field is a scalar. */
  readonly at?: 'key';
  readonly help?: string;
}

/** A place in a text. Lines and columns from 1, end exclusive, columns in UTF-16 units. */
export interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Which object a finding is about. */
export interface ResourceIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A problem with its rule, severity and place: one line of the report, `findings[]` of the JSON output. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly document: number;
  readonly resource?: ResourceIdentity;
  readonly path?: string;
  readonly range: Range;
  readonly related?: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly help?: string;
  readonly url?: string;
  readonly fingerprint: string;
}

/** Something in the input that was not checked, and why. */
export interface NotChecked {
  readonly file: string;
  readonly document: number;
  readonly reason: string;
}
