// What a v1.35.4 API server said of small objects of the core group, one mistake each (cases/core.jsonl: recorded with the
// oracle's `verdict`; an empty list is an accepted object, `Refused` a refusal of admission that names no field).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';

interface Case {
  readonly document: JsonObject & { readonly apiVersion: string; readonly kind: string };
  readonly errors: readonly string[];
}

const VERSION = { minor: 35, patch: 4 };

// The file is ours, and every field of a line is compared or used.
const cases = readFileSync(new URL('cases/core.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

function errorsOf({ document }: Case): readonly string[] {
  const { apiVersion, kind } = document;
  const decoded = decode({ apiVersion, kind, object: document }, { version: VERSION, crds: NO_CRDS });
  if (decoded.kind !== 'decoded' || decoded.errors.length > 0) return [`not decoded: ${JSON.stringify(decoded)}`];
  const errors = validateCreate(apiVersion, kind, decoded.object, VERSION);
  const texts = errors.map(({ type, path }) => (type === 'BadRequest' ? 'Refused' : `${type} ${formatPath(path)}`));
  return [...new Set(texts)].sort();
}

// One comparison: a difference shows all documents that differ.
test('objects of the core group are judged as the API server judges them', () => {
  expect(cases.length).toBeGreaterThan(0);
  const differences = cases
    .map((item) => ({ document: item.document, server: [...item.errors].sort(), ours: errorsOf(item) }))
    .filter(({ server, ours }) => JSON.stringify(server) !== JSON.stringify(ours));
  expect(differences).toEqual([]);
});
