// The product's answer to one document, in the order of its stages: the text, the names, decoding, validation.
import { customMetadataErrors } from '../../src/api/meta/custom-object-meta.js';
import { hasValidation, validateCreate } from '../../src/api/validate.js';
import type { FieldError } from '../../src/kube/field-error.js';
import { segments } from '../../src/kube/field-path.js';
import type { KubernetesVersion } from '../../src/kube/version.js';
import type { Document, DocumentFile } from '../../src/manifest/document.js';
import { identify } from '../../src/manifest/identify.js';
import { readDocuments } from '../../src/manifest/read.js';
import type { Resource } from '../../src/manifest/resource.js';
import { type CrdIndex, NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';
import { reportedErrors } from '../../src/schema/decode-error.js';

/** What rollcast says of one object of a file. */
export interface Answer {
  readonly document: number;
  /** Index in a `kind: List`. */
  readonly item: number | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  /** The stage that refused it; `accept` if none did, `unvalidated` if nobody knows the validation of its kind. */
  readonly stage: 'text' | 'names' | 'kind' | 'decode' | 'validation' | 'accept' | 'unvalidated';
  /** The errors that the server would report. */
  readonly errors: readonly FieldError[];
}

/** Reads a text as the product does, with the exact path where the fast one hands over. */
export async function read(file: string, text: string): Promise<DocumentFile> {
  const outcome = readDocuments(file, text);
  if (outcome.kind === 'read') return outcome.file;
  const { readDocumentsExactly } = await import('../../src/manifest/exact.js');
  return readDocumentsExactly(file, text);
}

/** Judges every object of a file. */
export function judge(file: DocumentFile, version: KubernetesVersion, crds: CrdIndex = NO_CRDS): Answer[] {
  const { resources, unidentified, notChecked, broken } = identify(file);
  const answers: Answer[] = resources.map((resource) => answer(resource, { version, crds }));
  for (const { resource, errors } of unidentified) {
    const text = textErrors(resource.document);
    answers.push({ ...place(resource), stage: 'names', errors: text.length > 0 ? text : errors });
  }
  for (const { document, rejected } of notChecked) {
    const stage = rejected.length > 0 ? 'names' : 'unvalidated';
    const text = file.documents.filter(({ index }) => index === document).flatMap(textErrors);
    const errors = rejected.length > 0 && text.length > 0 ? text : rejected;
    answers.push({ document, item: undefined, apiVersion: '', kind: '', stage, errors });
  }
  for (const document of broken) {
    answers.push({
      document: document.index,
      item: undefined,
      apiVersion: '',
      kind: '',
      stage: 'text',
      errors: textErrors(document),
    });
  }
  return answers;
}

function answer(resource: Resource, { version, crds }: { version: KubernetesVersion; crds: CrdIndex }): Answer {
  const { apiVersion, kind } = resource;
  const text = textErrors(resource.document);
  if (text.length > 0) return { ...place(resource), stage: 'text', errors: text };
  const decoded = decode(resource, { version, crds, metadataErrors: customMetadataErrors });
  if (decoded.kind === 'unnamed') return { ...place(resource), stage: 'names', errors: decoded.errors };
  if (decoded.kind === 'unknown-kind') {
    // A kind of a group that is not built in is not checked without its CustomResourceDefinition.
    const isUnknown = decoded.absence.reason !== 'not-built-in';
    return { ...place(resource), stage: isUnknown ? 'kind' : 'unvalidated', errors: isUnknown ? [decoded.error] : [] };
  }
  if (decoded.errors.length > 0) return { ...place(resource), stage: 'decode', errors: reportedErrors(decoded.errors) };
  if (decoded.kind === 'custom') return { ...place(resource), stage: 'accept', errors: [] };
  const errors = validateCreate(apiVersion, kind, decoded.object, version);
  const accepted = hasValidation(apiVersion, kind) ? 'accept' : 'unvalidated';
  return { ...place(resource), stage: errors.length > 0 ? 'validation' : accepted, errors };
}

function place(resource: Resource): Pick<Answer, 'document' | 'item' | 'apiVersion' | 'kind'> {
  const item = segments(resource.at).find((segment) => typeof segment === 'number');
  return { document: resource.document.index, item, apiVersion: resource.apiVersion, kind: resource.kind };
}

function textErrors(document: Document): FieldError[] {
  // What is dropped is no refusal: the server never sees it.
  const refusals = document.problems.filter(({ kind }) => kind !== 'dropped');
  return refusals.map(({ kind, message }) => ({
    type: kind === 'duplicate-key' ? 'DuplicateField' : 'BadRequest',
    path: undefined,
    detail: message,
  }));
}
