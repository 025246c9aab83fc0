// Updates of custom resources against the answers of a real API server (v1.35.4). Each object was made while the definition
// asked nothing of it; then the definition got its rules, and the server was asked for the update.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { customUpdateVerdict } from '../../src/api/custom-update.js';
import { customMetadataErrors } from '../../src/api/meta/custom-object-meta.js';
import type { FieldError } from '../../src/kube/field-error.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { crdIndex } from '../../src/schema/custom-resource.js';
import { customResourceType } from '../../src/schema/custom-type.js';
import { reportedErrors } from '../../src/schema/decode-error.js';
import { ownFields, serverFields } from '../conformance/score.js';

interface Recording {
  readonly crd: JsonObject;
  readonly cases: readonly {
    readonly id: string;
    readonly from: JsonObject;
    readonly to: JsonObject;
    readonly verdict: 'accept' | 'reject';
    readonly errors?: readonly { readonly field: string; readonly type: string }[];
  }[];
}

// Our own file, written by the oracle in this shape.
const { crd, cases } = JSON.parse(readFileSync('test/schema/cases/custom-updates.json', 'utf8')) as Recording;
const crds = crdIndex([{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', object: crd }]);

/** All that the server of this minor says of the update: of the new object by itself, and of the change. */
function errorsOf(from: JsonObject, to: JsonObject, minor: number): readonly FieldError[] {
  const [apiVersion, kind] = ['updates.rollcast.test/v1', 'Ship'];
  const type = customResourceType(crds, apiVersion, kind);
  if (type === undefined) throw new Error('the definition is not read');
  const context = { version: ofMinor(minor), metadataErrors: customMetadataErrors };
  const [old, next] = [from, to].map((object) =>
    type.judge({ ...object, metadata: to['metadata'] ?? null, apiVersion, kind }, context),
  );
  if (old === undefined || next === undefined) throw new Error('judge answers');
  const { errors, passed } = customUpdateVerdict(type, old.object, next.object, ofMinor(minor));
  const textOf = (error: FieldError) => JSON.stringify([error.type, ownFields([error]), error.detail]);
  const spared = new Set(passed.map(textOf));
  return reportedErrors([...next.errors.filter((error) => !spared.has(textOf(error))), ...errors]);
}

test('the recording has answers of every kind', () => {
  expect(cases.length).toBe(81);
  expect(cases.filter(({ verdict }) => verdict === 'accept').length).toBe(39);
});

// What the server refuses when it decodes has no cause in its answer.
const DECODED: Readonly<Record<string, readonly string[]>> = { 'unknown fields': ['UnknownField spec.colour'] };

test.each(cases.map((one) => [one.id, one] as const))('%s', (id, { from, to, errors }) => {
  expect(ownFields(errorsOf(from, to, 35))).toEqual(DECODED[id] ?? serverFields(errors ?? []));
});

test('before 1.30 an update passes nothing that a new object would not', () => {
  const said = cases
    .filter(({ id }) => /size that is too large|long step/.test(id))
    .map(({ id, from, to }) => [id, ownFields(errorsOf(from, to, 29))]);
  expect(said).toEqual([
    ['a size that is too large stays, another field changes', ['Invalid spec.size']],
    ['a size that is too large grows', ['Invalid spec.size']],
    ['a size that is too large is mended', []],
    ['a long step stays in a list that grows', ['Invalid ', 'TooLong spec.steps[0].run']],
  ]);
});
