import { type FieldError, invalid, required } from '../kube/field-error.js';
import { child, type FieldPath, index } from '../kube/field-path.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import type { Document, DocumentFile } from './document.js';
import type { Resource } from './resource.js';

/** A document that nobody judges, and why. */
export interface Unjudged {
  readonly document: number;
  /** One line for the report. */
  readonly reason: string;
  /** What the API server would say if it were sent the document as it stands. */
  readonly rejected: readonly FieldError[];
}

/** An object of which the API server cannot tell what it is: it has one of `apiVersion` and `kind`, or a bad one. */
export interface Unidentified {
  /** `apiVersion` and `kind` are `''` where they are missing. */
  readonly resource: Resource;
  /** Why, with paths from the object's root, never empty. */
  readonly errors: readonly FieldError[];
}

/** What the documents of a file are. A document that is empty or has only comments is in none of the lists. */
export interface Identified {
  readonly resources: readonly Resource[];
  readonly unidentified: readonly Unidentified[];
  readonly notChecked: readonly Unjudged[];
  /** Documents with a syntax error: their value, if any, is only what could be read. */
  readonly broken: readonly Document[];
}

/** Says what each document of a file is; the items of a `kind: List` are resources of their own. */
export function identify(file: DocumentFile): Identified {
  const found = { resources: [], unidentified: [], notChecked: [], broken: [] };
  for (const document of file.documents) identifyDocument(file, document, found);
  return found;
}

interface Found {
  readonly resources: Resource[];
  readonly unidentified: Unidentified[];
  readonly notChecked: Unjudged[];
  readonly broken: Document[];
}

const notAMap: FieldError = { type: 'BadRequest', path: undefined, detail: 'the document is not a mapping' };

function identifyDocument(file: DocumentFile, document: Document, found: Found): void {
  const { value } = document;
  if (document.template === undefined && document.problems.some((problem) => problem.kind === 'syntax')) {
    found.broken.push(document);
    return;
  }
  const unjudged = whyUnjudged(file, document);
  if (unjudged !== undefined) found.notChecked.push({ document: document.index, ...unjudged });
  else if (isJsonObject(value)) identifyObject({ file, document, at: undefined }, value, found);
}

function whyUnjudged(file: DocumentFile, { template, value, deep }: Document): Omit<Unjudged, 'document'> | undefined {
  if (template !== undefined)
    return { reason: 'Helm template: only what Helm renders from it can be checked', rejected: [] };
  if (value === null || value === undefined) return undefined;
  if (deep) return { reason: 'nested too deep to be a Kubernetes object', rejected: [] };
  if (!isJsonObject(value)) return { reason: 'not a Kubernetes object: the document is no map', rejected: [notAMap] };
  const rejected = typeErrors(value);
  if (isKustomization(file, value))
    return { reason: 'kustomization: read by kustomize, not by the API server', rejected };
  if (!Object.hasOwn(value, 'apiVersion') && !Object.hasOwn(value, 'kind'))
    return { reason: 'not a Kubernetes object: it has no apiVersion and no kind', rejected };
  return undefined;
}

/** Where an object is. */
type Place = Pick<Resource, 'file' | 'document' | 'at'>;

/** Lists inside lists deeper than this are no Kubernetes lists. */
const deepestList = 20;

function identifyObject(place: Place, object: JsonObject, found: Found, depth = 0): void {
  const kind = textOf(object, 'kind');
  if (kind.endsWith('List') && Object.hasOwn(object, 'items') && depth < deepestList) {
    const { items } = object;
    const list = items === null ? [] : arrayOf(items);
    if (list !== undefined) {
      list.forEach((item, number) => {
        identifyItem({ ...place, at: index(child(place.at, 'items'), number) }, item, found, depth + 1);
      });
      return;
    }
  }
  const resource = resourceOf(place, object, kind);
  const errors = typeErrors(object);
  if (errors.length === 0) found.resources.push(resource);
  else found.unidentified.push({ resource, errors });
}

function identifyItem(place: Place, item: Json, found: Found, depth: number): void {
  const object = item === null ? {} : objectOf(item);
  if (object !== undefined) identifyObject(place, object, found, depth);
  else found.unidentified.push({ resource: resourceOf(place, {}, ''), errors: [notAMap] });
}

function resourceOf(place: Place, object: JsonObject, kind: string): Resource {
  const metadata = Object.hasOwn(object, 'metadata') ? (objectOf(object.metadata) ?? {}) : {};
  // Spelt out: copying the place makes this many times slower, and it runs for every object.
  const { file, document, at } = place;
  return {
    file,
    document,
    at,
    // `/v1` is a version of the core group, too.
    apiVersion: textOf(object, 'apiVersion').replace(/^\/(?=[^/]+$)/, ''),
    kind,
    namespace: textOf(metadata, 'namespace') || undefined,
    name: textOf(metadata, 'name') || undefined,
    object,
  };
}

function textOf(object: JsonObject, key: string): string {
  return Object.hasOwn(object, key) ? (stringOf(object[key]) ?? '') : '';
}

/** Twin of what kubectl and the API server ask of `metav1.TypeMeta` before they look at anything else. */
function typeErrors(object: JsonObject): readonly FieldError[] {
  const apiVersion = textOf(object, 'apiVersion');
  const isNamed = apiVersion !== '' && textOf(object, 'kind') !== '';
  if (isNamed && apiVersion.indexOf('/') === apiVersion.lastIndexOf('/')) return NONE;
  const errors = ['apiVersion', 'kind']
    .filter((field) => textOf(object, field) === '')
    .map((field) => required(at(field), `${field} not set`));
  // k8s.io/apimachinery/pkg/runtime/schema ParseGroupVersion
  if (errors.length === 0 && apiVersion.split('/').length > 2)
    errors.push(invalid(at('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  return errors;
}

const NONE: readonly FieldError[] = [];

function at(field: string): FieldPath {
  return child(undefined, field);
}

function isKustomization({ file }: DocumentFile, object: JsonObject): boolean {
  const apiVersion = textOf(object, 'apiVersion');
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) return true;
  const name = file.slice(file.lastIndexOf('/') + 1);
  const isNamed = name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization';
  return isNamed && (apiVersion === '' || textOf(object, 'kind') === '');
}
