import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A schema of the OpenAPI v2 document of a cluster, as far as the generators read it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** Schemas by name. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Reads an OpenAPI v2 document of a cluster, or its definitions alone; may be gzipped. */
export function readDefinitions(file: string): Definitions {
  const bytes = readFileSync(file);
  // Both are maps of schemas, written by a server.
  const parsed = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as {
    readonly definitions?: Definitions;
  } & Definitions;
  return parsed.definitions ?? parsed;
}

/** The schema itself and the name of its definition, if it is written as a reference. */
export function resolved(
  definitions: Definitions,
  written: Schema,
): { readonly name: string; readonly schema: Schema } {
  const name = written.$ref?.split('/').at(-1);
  return name === undefined ? { name: '', schema: written } : { name, schema: definitions[name] ?? {} };
}

/** References to the schemas of the kinds, by `apiVersion kind`. */
export function kindSchemas(definitions: Definitions): Map<string, Schema> {
  const kinds = new Map<string, Schema>();
  for (const [name, schema] of Object.entries(definitions)) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      kinds.set(`${group === '' ? version : `${group}/${version}`} ${kind}`, { $ref: `#/definitions/${name}` });
    }
  }
  return kinds;
}
