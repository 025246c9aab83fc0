import { buildGraph, type Graph } from '../../src/graph/graph.js';
import type { DocumentFile } from '../../src/manifest/document.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';
import { readDocuments } from '../../src/manifest/read.js';
import type { Resource } from '../../src/manifest/resource.js';

/** Files of a small project, and its graph. */
export interface Project {
  readonly graph: Graph;
  /** The resource of that kind and name in that file. */
  readonly resource: (file: string, kind: string, name: string) => Resource;
}

/** Reads texts by file name and relates them; `order` says in which order the files come. */
export function project(
  texts: Readonly<Record<string, string>>,
  order: 'as written' | 'reversed' = 'as written',
  configured: readonly { name: string; matches: (file: string) => boolean }[] = [],
): Project {
  const files = Object.entries(texts).map(([file, text]) => read(file, text));
  if (order === 'reversed') files.reverse();
  const resources = files.flatMap((file) => identify(file).resources);
  return {
    graph: buildGraph({ files, resources, configured }),
    resource: (file, kind, name) => {
      const found = resources.find((one) => one.file.file === file && one.kind === kind && one.name === name);
      if (found === undefined) throw new Error(`no ${kind} ${name} in ${file}`);
      return found;
    },
  };
}

function read(file: string, text: string): DocumentFile {
  const outcome = readDocuments(file, text);
  return outcome.kind === 'read' ? outcome.file : readDocumentsExactly(file, text);
}

/** A ConfigMap. */
export function configMap(name: string, namespace?: string): string {
  const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${where} }\n`;
}

/** A Deployment whose Pods have the given labels, in YAML. */
export function deployment(name: string, labels: string, kind = 'Deployment'): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      containers:
        - { name: ${name}, image: registry.example.com/shop/${name}:1.0.0 }
`;
}

/** A Service with the given selector. */
export function service(name: string, selector: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec:\n  selector: ${selector}\n  ports: [{ port: 80 }]\n`;
}
