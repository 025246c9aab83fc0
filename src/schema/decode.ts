// The stages of the API server before defaulting: mapping (does it serve the kind?) and strict decoding.
// Twin of k8s.io/apimachinery v0.35.4 pkg/runtime/serializer/json/json.go `Decode` with `fieldValidation=Strict`.
import type { FieldError } from '../kube/field-error.js';
import { child } from '../kube/field-path.js';
import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import { type CrdIndex, type CustomResourceType, customResourceType, type MetadataErrors } from './custom-type.js';
import { inServerOrder } from './decode-error.js';
import { type Absence, absenceOf, type ResourceType, resourceType } from './kinds.js';
import { decodeStruct, newWalk } from './walk.js';

/** What the API server makes of an object before it validates it. */
export type Decoded =
  | {
      readonly kind: 'decoded';
      readonly type: ResourceType;
      /** Known fields of the right type only, nulls as Go treats them; the object as written if nothing is wrong. */
      readonly object: JsonObject;
      /** In the server's order, all of them; `reportedErrors` are those that the server itself names. */
      readonly errors: readonly FieldError[];
    }
  | {
      readonly kind: 'custom';
      readonly type: CustomResourceType;
      /** With the defaults of the schema, without unknown fields. */
      readonly object: JsonObject;
      readonly errors: readonly FieldError[];
      /** Parts of the CRD's schema that were not evaluated, such as CEL rules. */
      readonly notChecked: readonly string[];
    }
  | { readonly kind: 'unknown-kind'; readonly absence: Absence; readonly error: FieldError }
  /** No apiVersion or no kind: no server knows what the object is. */
  | { readonly kind: 'unnamed'; readonly errors: readonly FieldError[] };

/** What decoding depends on besides the object. */
export interface DecodeContext {
  readonly version: KubernetesVersion;
  readonly crds: CrdIndex;
  /** Validates the metadata of custom resources; without it only their types are checked. */
  readonly metadataErrors?: MetadataErrors;
}

/** Decodes an object as the API server of this version does with strict field validation. Never throws on bad input. */
export function decode(
  resource: { readonly apiVersion: string; readonly kind: string; readonly object: JsonObject },
  context: DecodeContext,
): Decoded {
  const { apiVersion, kind, object } = resource;
  const unnamed = nameErrors(apiVersion, kind);
  if (unnamed.length > 0) return { kind: 'unnamed', errors: unnamed };
  const type = resourceType(apiVersion, kind, context.version);
  if (type?.served === true) {
    const walk = newWalk();
    const decoded = decodeStruct(object, type.struct, undefined, walk);
    return {
      kind: 'decoded',
      type,
      object: decoded,
      errors: walk.errors.length === 0 ? NONE : inServerOrder(walk.errors),
    };
  }
  const custom = customResourceType(context.crds, apiVersion, kind);
  if (custom !== undefined) return { kind: 'custom', type: custom, ...custom.judge(object, context) };
  const absence = absenceOf(apiVersion, kind, context.version);
  return { kind: 'unknown-kind', absence, error: kindError(apiVersion, kind, absence) };
}

const API_VERSION = child(undefined, 'apiVersion');
const KIND = child(undefined, 'kind');

const NONE: readonly FieldError[] = [];

function nameErrors(apiVersion: string, kind: string): readonly FieldError[] {
  if (apiVersion !== '' && kind !== '' && apiVersion.indexOf('/') === apiVersion.lastIndexOf('/')) return NONE;
  const errors: FieldError[] = [];
  if (apiVersion === '') errors.push({ type: 'Required', path: API_VERSION, detail: 'apiVersion not set' });
  else if (apiVersion.indexOf('/') !== apiVersion.lastIndexOf('/')) {
    errors.push({
      type: 'Invalid',
      path: API_VERSION,
      value: apiVersion,
      detail: 'more than one slash: expected GROUP/VERSION',
    });
  }
  if (kind === '') errors.push({ type: 'Required', path: KIND, detail: 'kind not set' });
  return errors;
}

function kindError(apiVersion: string, kind: string, absence: Absence): FieldError {
  const none = `no matches for kind "${kind}" in version "${apiVersion}"`;
  switch (absence.reason) {
    case 'removed': {
      const to =
        absence.replacement === undefined
          ? ''
          : `; use ${[absence.replacement, absence.replacementKind ?? kind].join(' ')}`;
      return {
        type: 'NotFound',
        path: API_VERSION,
        value: apiVersion,
        detail: `${apiVersion} ${kind} was removed in Kubernetes 1.${absence.removedIn}${to}`,
      };
    }
    case 'not-yet': {
      const to = absence.instead === undefined ? '' : `; use ${absence.instead.apiVersion}`;
      return {
        type: 'NotFound',
        path: API_VERSION,
        value: apiVersion,
        detail: `${apiVersion} ${kind} exists since Kubernetes 1.${absence.sinceMinor}${to}`,
      };
    }
    case 'unknown': {
      const { suggestion } = absence;
      if (suggestion === undefined) return { type: 'NotFound', path: KIND, value: kind, detail: none };
      const isVersion = suggestion.kind === kind;
      return {
        type: 'NotFound',
        path: isVersion ? API_VERSION : KIND,
        value: isVersion ? apiVersion : kind,
        detail: none,
        suggestion: isVersion ? suggestion.apiVersion : suggestion.kind,
      };
    }
    case 'not-built-in':
      return { type: 'NotFound', path: KIND, value: kind, detail: `${none} without its CustomResourceDefinition` };
  }
}
