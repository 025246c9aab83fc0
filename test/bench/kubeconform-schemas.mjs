// Writes standalone strict JSON schemas for kubeconform from one minor's OpenAPI, so that it runs without a network:
//   node test/bench/kubeconform-schemas.mjs OPENAPI/v1.35 OUT
//   KUBECONFORM_SCHEMAS='OUT/{{ .ResourceKind }}{{ .KindSuffix }}.json' npm run bench -- --corpus DIR
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [from, out] = process.argv.slice(2);
if (from === undefined || out === undefined) {
  process.stderr.write('usage: kubeconform-schemas.mjs OPENAPI-FOLDER OUT-FOLDER\n');
  process.exit(2);
}
const { definitions } = JSON.parse(gunzipSync(readFileSync(join(from, 'v2-definitions.json.gz'))).toString());
const resources = JSON.parse(readFileSync(join(from, 'resources.json'), 'utf8'));

const SPECIAL = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { oneOf: [{ type: ['string', 'null'] }, { type: 'integer' }] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

/** The schema with every reference replaced by what it names, strict where fields are known; a cycle ends in `{}`. */
function standalone(schema, trail) {
  if (schema.$ref !== undefined) {
    const id = schema.$ref.replace('#/definitions/', '');
    if (SPECIAL[id] !== undefined) return SPECIAL[id];
    return trail.includes(id) ? {} : standalone(definitions[id], [...trail, id]);
  }
  const copy = { ...schema };
  delete copy.description;
  if (copy.format === 'int-or-string') delete copy.format;
  if (copy.properties !== undefined) {
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties).map(([name, field]) => [name, nullable(standalone(field, trail))]),
    );
    copy.additionalProperties = false;
  } else if (copy.additionalProperties !== undefined)
    copy.additionalProperties = standalone(copy.additionalProperties, trail);
  if (copy.items !== undefined) copy.items = standalone(copy.items, trail);
  return copy;
}

function nullable(schema) {
  return typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema;
}

mkdirSync(out, { recursive: true });
const byKind = new Map();
for (const [id, definition] of Object.entries(definitions)) {
  for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? [])
    byKind.set(`${group}/${version}/${kind}`, id);
}
for (const { group, version, kind } of resources) {
  const id = byKind.get(`${group}/${version}/${kind}`);
  if (id === undefined) continue;
  const suffix = group === '' ? version : `${group.split('.')[0]}-${version}`;
  writeFileSync(join(out, `${kind.toLowerCase()}-${suffix}.json`), JSON.stringify(standalone(definitions[id], [id])));
}
