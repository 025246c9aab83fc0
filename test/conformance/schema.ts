// `npm run conformance -- schema DIR --openapi DIR [--as 1.35]`: every built-in object below DIR, judged by the engine and by
// ajv with schemas from the OpenAPI itself. Both see types, unknown fields and formats; `required` is validation, not decoding.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type OpenApiDefinition, referenceOf } from '../../schemas/openapi.js';
import { readOpenApi } from '../../schemas/read-openapi.js';
import { formatPath } from '../../src/kube/field-path.js';
import { parseVersion } from '../../src/kube/version.js';
import { identify } from '../../src/manifest/identify.js';
import type { Resource } from '../../src/manifest/resource.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';
import { ajvJudge, type JsonSchema, orNull, SCALAR_SCHEMAS } from '../schema/ajv-schema.js';
import { read } from './judge.js';

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      openapi: { type: 'string' },
      as: { type: 'string', default: '1.35' },
      'report-only': { type: 'boolean' },
    },
  });
  const version = parseVersion(values.as);
  const [directory] = positionals;
  if (directory === undefined || values.openapi === undefined || version === undefined) {
    process.stderr.write('usage: npm run conformance -- schema DIR --openapi DIR [--as 1.35] [--report-only]\n');
    return 2;
  }
  const api = readOpenApi(values.openapi).find(({ minor }) => minor === version.minor);
  if (api === undefined) throw new Error(`${values.openapi}: nothing about 1.${version.minor}`);
  const judge = ajvJudge(jsonSchemas(api.definitions));
  const ids = definitionIds(api.definitions);
  const tally = { checked: 0, agree: 0, refused: 0, decodeMs: 0 };
  for await (const resource of resourcesBelow(directory)) {
    const start = performance.now();
    const decoded = decode(resource, { version, crds: NO_CRDS });
    tally.decodeMs += performance.now() - start;
    const id = ids.get(`${resource.apiVersion} ${resource.kind}`);
    if (decoded.kind !== 'decoded' || id === undefined) continue;
    const accepted = judge(id, resource.object);
    tally.checked++;
    if (!accepted) tally.refused++;
    if (accepted === (decoded.errors.length === 0)) tally.agree++;
    else {
      const errors = decoded.errors.map(({ type, path }) => `${type} ${formatPath(path)}`).join(', ');
      process.stdout.write(
        `${resource.file.file}#${resource.document.index} ${resource.kind}: engine ${errors || 'accepts'}\n`,
      );
    }
  }
  const { decodeMs, ...figures } = tally;
  process.stdout.write(`${JSON.stringify({ ...figures, decodeMs: Math.round(decodeMs) })}\n`);
  return values['report-only'] === true || (tally.checked > 0 && tally.agree === tally.checked) ? 0 : 1;
}

async function* resourcesBelow(directory: string): AsyncGenerator<Resource> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(ya?ml|json)$/.test(name),
  );
  for (const name of names.sort()) {
    const file = await read(name, readFileSync(join(directory, name), 'utf8'));
    yield* identify(file).resources;
  }
}

function definitionIds(definitions: Readonly<Record<string, OpenApiDefinition>>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [id, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      ids.set(`${group === '' ? version : `${group}/${version}`} ${kind}`, id);
    }
  }
  return ids;
}

// What the OpenAPI does not say of types that decode themselves.
const SPECIAL: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microTime',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'any',
};

function jsonSchemas(definitions: Readonly<Record<string, OpenApiDefinition>>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(definitions).map(([id, definition]) => [id, jsonSchema(id, definition)]));
}

function jsonSchema(id: string, { properties }: OpenApiDefinition): JsonSchema {
  const special = SPECIAL[id];
  if (special !== undefined) return SCALAR_SCHEMAS[special] ?? {};
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => [name, orNull(inner(schema))]);
  return { type: 'object', properties: Object.fromEntries(fields), additionalProperties: false };
}

function inner(schema: OpenApiDefinition): JsonSchema {
  const reference = referenceOf(schema);
  if (reference !== undefined) return { $ref: `kubernetes#/definitions/${reference}` };
  if (schema.format === 'byte') return SCALAR_SCHEMAS['bytes'] ?? {};
  if (schema.items !== undefined) return { type: 'array', items: orNull(inner(schema.items)) };
  if (schema.additionalProperties !== undefined) {
    return { type: 'object', additionalProperties: orNull(inner(schema.additionalProperties)) };
  }
  const { type, format } = schema;
  if (type === 'integer') return SCALAR_SCHEMAS[format === 'int64' ? 'int64' : 'int32'] ?? {};
  return type === undefined ? {} : { type };
}
