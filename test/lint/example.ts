import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type Scalar } from 'yaml';
import { type FieldPath, segments } from '../../src/kube/field-path.js';
import { isJsonObject, type Json, stringOf } from '../../src/kube/json.js';
import type { DocumentFile } from '../../src/manifest/document.js';
import type { Resource } from '../../src/manifest/resource.js';

/** An example's resources, and the line of a field in it. */
export interface ReadExample {
  readonly file: DocumentFile;
  readonly resources: readonly Resource[];
  readonly lineOf: (resource: Resource, path: FieldPath | undefined, at?: 'key') => number;
}

/** Reads an example of a page. */
export function readExample(manifest: string): ReadExample {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(manifest, { lineCounter: lines });
  const documents = [...parsed].map((document, index) => ({
    index,
    start: 0,
    end: manifest.length,
    value: document.toJS() as Json,
    tape: { offsets: new Int32Array(), keys: [] },
    problems: document.errors.map(({ message }) => ({ kind: 'syntax' as const, start: 0, end: 0, message })),
    directives: [],
  }));
  const file: DocumentFile = { file: 'example.yaml', text: manifest, documents };
  const resources = documents.flatMap((document): Resource[] => {
    const object = document.value;
    if (!isJsonObject(object)) return [];
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    return [
      {
        file,
        document,
        at: undefined,
        apiVersion: String(object.apiVersion),
        kind: String(object.kind),
        namespace: stringOf(metadata.namespace),
        name: stringOf(metadata.name),
        object,
      },
    ];
  });
  const lineOf: ReadExample['lineOf'] = (resource, path, at) => {
    const root = parsed[resource.document.index]?.contents;
    return lines.linePos(offsetOf(root as Node, path, at)).line;
  };
  return { file, resources, lineOf };
}

function offsetOf(root: Node, path: FieldPath | undefined, at: 'key' | undefined): number {
  let node: Node = root;
  let key = root.range?.[0] ?? 0;
  for (const segment of segments(path)) {
    if (typeof segment === 'number') {
      const item = isSeq(node) ? node.items[segment] : undefined;
      if (item === undefined) return key;
      node = item as Node;
      key = node.range?.[0] ?? key;
      continue;
    }
    const name = typeof segment === 'string' ? segment : segment.key;
    const pair = isMap(node)
      ? node.items.find((found) => isScalar(found.key) && String(found.key.value) === name)
      : undefined;
    if (pair === undefined) return key;
    key = (pair.key as Scalar).range?.[0] ?? key;
    node = pair.value as Node;
  }
  return at !== 'key' && isScalar(node) ? (node.range?.[0] ?? key) : key;
}
