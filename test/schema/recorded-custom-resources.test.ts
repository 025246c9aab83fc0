// Custom resources against the answers of a real API server (v1.35.4) that had their CustomResourceDefinition.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { customMetadataErrors } from '../../src/api/meta/custom-object-meta.js';
import type { FieldError } from '../../src/kube/field-error.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { crdIndex } from '../../src/schema/custom-resource.js';
import { decode } from '../../src/schema/decode.js';
import { reportedErrors } from '../../src/schema/decode-error.js';
import { ownFields, serverFields } from '../conformance/score.js';

interface Recording {
  readonly crd: JsonObject;
  readonly cases: readonly {
    readonly object: JsonObject;
    readonly verdict: string;
    readonly errors?: readonly { readonly field: string; readonly type: string }[];
  }[];
}

// Our own file, written by the oracle in this shape.
const { crd, cases } = JSON.parse(readFileSync('test/schema/cases/custom-resources.json', 'utf8')) as Recording;
const crds = crdIndex([{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', object: crd }]);

function errorsOf(object: JsonObject): readonly FieldError[] {
  const resource = { apiVersion: 'schema.rollcast.test/v1', kind: 'Shop', object };
  const decoded = decode(resource, { version: ofMinor(35), crds, metadataErrors: customMetadataErrors });
  if (decoded.kind !== 'custom') throw new Error(decoded.kind);
  return reportedErrors(decoded.errors);
}

// Where rollcast differs on purpose.
const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  // The server names the field from `metadata` on; the whole path can be found in the file.
  'TypeMismatch labels': ['TypeMismatch metadata.labels', 'TypeMismatch spec.template.metadata.labels'],
};

test('the recording has answers of every kind', () => {
  expect(cases.length).toBe(146);
  expect(cases.filter(({ verdict }) => verdict === 'accept').length).toBe(44);
});

test.each(
  cases.map(
    (one) => [JSON.stringify({ metadata: one.object['metadata'], spec: one.object['spec'] ?? 'none' }), one] as const,
  ),
)('%s', (_, { object, errors }) => {
  const server = serverFields(errors ?? []);
  const own = ownFields(errorsOf(object));
  const explained = EXPLAINED[server.join(' | ')];
  if (explained === undefined) expect(own).toEqual(server);
  else expect(explained).toContain(own.join(' | '));
});
