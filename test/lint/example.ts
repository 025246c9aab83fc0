import type { FieldPath } from '../../src/kube/field-path.js';
import type { DocumentFile } from '../../src/manifest/document.js';
import { identify } from '../../src/manifest/identify.js';
import { locate } from '../../src/manifest/locate.js';
import { lineIndex } from '../../src/manifest/position.js';
import { readDocuments } from '../../src/manifest/read.js';
import type { Resource } from '../../src/manifest/resource.js';

/** An example's resources, and the line of a field in it. */
export interface ReadExample {
  readonly file: DocumentFile;
  readonly resources: readonly Resource[];
  readonly lineOf: (resource: Resource, path: FieldPath | undefined, at?: 'key') => number;
}

/** Reads an example of a page. */
export function readExample(manifest: string, name = 'example.yaml'): ReadExample {
  const outcome = readDocuments(name, manifest);
  if (outcome.kind !== 'read') throw new Error(`the fast reader does not take the example: ${outcome.why}`);
  const lines = lineIndex(manifest);
  return {
    file: outcome.file,
    resources: identify(outcome.file).resources,
    lineOf: (resource, path, at) => lines.positionOf(locate(resource.document, path, at).start).line,
  };
}
