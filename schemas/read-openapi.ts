import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GroupVersionKind, OpenApiDefinition, ServedKind } from './openapi.js';

/** What one Kubernetes minor says about its API. */
export interface MinorApi {
  readonly minor: number;
  readonly definitions: Readonly<Record<string, OpenApiDefinition>>;
  readonly kinds: readonly ServedKind[];
}

/**
 * Reads the API of each minor in `directory`: folders or files that are named after a version (`v1.34/`, `1.34.json`, `v1.34.2-swagger.json`).
 * A folder holds `v2-definitions.json` and `resources.json`, or a `swagger.json`, or a dump of a server's `/openapi/v2`
 * (one file) or `/openapi/v3` (one file per group and version); each may be gzipped. Throws where a version has no schemas.
 */
export function readOpenApi(directory: string): MinorApi[] {
  const minors: MinorApi[] = [];
  for (const name of readdirSync(directory).sort()) {
    const minor = /^v?1\.(\d+)/.exec(name)?.[1];
    if (minor === undefined) continue;
    const documents = readJsonFiles(join(directory, name));
    minors.push(minorApi(Number(minor), documents));
  }
  if (minors.length === 0) throw new Error(`${directory}: no file or folder is named after a version, such as v1.34`);
  return minors.sort((a, b) => a.minor - b.minor);
}

function readJsonFiles(path: string): unknown[] {
  if (!statSync(path).isDirectory())
    return /\.json(\.gz)?$/.test(path) || !path.includes('.md') ? [readJson(path)] : [];
  // v3-schemas.json.gz repeats v2-definitions with more detail than the table keeps.
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  const hasV2 = files.some((file) => /^(v2|swagger|openapi-v2)/.test(file));
  return files
    .filter((file) => statSync(join(path, file)).isFile() && !(hasV2 && file.startsWith('v3')))
    .map((file) => readJson(join(path, file)));
}

function readJson(path: string): unknown {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

// The shapes that a directory may hold, each recognised by its own keys.
interface Swagger {
  readonly definitions?: Readonly<Record<string, OpenApiDefinition>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiDefinition>> };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  };
}

function minorApi(minor: number, documents: readonly unknown[]): MinorApi {
  const definitions: Record<string, OpenApiDefinition> = {};
  const kinds = new Map<string, ServedKind>();
  for (const document of documents) {
    // A list is resources.json; everything else is OpenAPI. Both are trusted input of a developer's command.
    const served = Array.isArray(document) ? (document as ServedKind[]) : kindsOf(document as Swagger);
    for (const kind of served) kinds.set(keyOf(kind), kind);
    if (Array.isArray(document)) continue;
    const swagger = document as Swagger;
    for (const [id, definition] of Object.entries(swagger.definitions ?? swagger.components?.schemas ?? {})) {
      // A running server describes its custom resources as well; they are not part of Kubernetes.
      if (id.startsWith('io.k8s.')) definitions[id] = definition;
    }
  }
  if (Object.keys(definitions).length === 0) throw new Error(`1.${minor}: no OpenAPI definitions`);
  if (kinds.size === 0) throw new Error(`1.${minor}: neither resources.json nor paths tell which kinds are served`);
  const defined = new Set(
    Object.values(definitions)
      .flatMap((definition) => definition['x-kubernetes-group-version-kind'] ?? [])
      .map(keyOf),
  );
  return { minor, definitions, kinds: [...kinds.values()].filter((kind) => defined.has(keyOf(kind))) };
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** The kinds that can be created, from the paths of an OpenAPI document. */
function kindsOf(swagger: Swagger): ServedKind[] {
  const kinds: ServedKind[] = [];
  for (const [path, operations] of Object.entries(swagger.paths ?? {})) {
    const match = /^\/apis?\/(?:[^/]+\/){1,2}?(namespaces\/\{namespace\}\/)?([a-z]+)$/.exec(path);
    const kind = operations['post']?.['x-kubernetes-group-version-kind'];
    if (match === null || kind === undefined) continue;
    kinds.push({ ...kind, plural: match[2] ?? '', namespaced: match[1] !== undefined });
  }
  return kinds;
}
