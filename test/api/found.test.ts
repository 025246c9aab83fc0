// What API servers said of objects and changes that generated mistakes differed on once (`npm run conformance -- mutate`):
// cases/found.jsonl, recorded with the oracle. `as` is the server's minor.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { customMetadataErrors } from '../../src/api/meta/custom-object-meta.js';
import { validateCreate } from '../../src/api/validate.js';
import { validateUpdate } from '../../src/api/validate-update.js';
import type { FieldError } from '../../src/kube/field-error.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { type Decoded, decode } from '../../src/schema/decode.js';
import { reportedErrors } from '../../src/schema/decode-error.js';
import { type Manifest, spelt } from './recorded.js';

interface Found {
  readonly as: number;
  /** Why it is kept. */
  readonly why: string;
  /** The object as it was, for a change. */
  readonly from?: Manifest;
  readonly status?: JsonObject;
  readonly object: Manifest;
  readonly errors: readonly string[];
}

const lines = readFileSync(new URL('cases/found.jsonl', import.meta.url), 'utf8').split('\n');
// Recorded in this shape.
const cases = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Found);

test.each(cases)('1.$as: $why', (found) => {
  expect({ ...found, errors: spelt(errorsOf(found)) }).toEqual({ ...found, errors: [...found.errors].sort() });
});

function errorsOf({ as, from, status, object }: Found): readonly FieldError[] {
  const { apiVersion, kind } = object;
  const decoded = decodedAs(object, as);
  if (decoded.kind === 'unknown-kind') return [decoded.error];
  if (decoded.kind === 'unnamed') return decoded.errors;
  if (decoded.kind === 'custom' || decoded.errors.length > 0) return reportedErrors(decoded.errors);
  if (from === undefined) return validateCreate(apiVersion, kind, decoded.object, ofMinor(as));
  const before = decodedAs(from, as);
  if (before.kind !== 'decoded') throw new Error(`no ${kind} to start from`);
  return validateUpdate(apiVersion, kind, before.object, decoded.object, ofMinor(as), status);
}

function decodedAs(object: Manifest, as: number): Decoded {
  const { apiVersion, kind } = object;
  const context = { version: ofMinor(as), crds: NO_CRDS, metadataErrors: customMetadataErrors };
  return decode({ apiVersion, kind, object }, context);
}
