import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/kube/field-path.js';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { crdIndex } from '../../src/schema/custom-resource.js';
import { decode } from '../../src/schema/decode.js';

const crd = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shops.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Shop', plural: 'shops' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        subresources: { status: {} },
      },
      { name: 'v2', served: false, storage: false },
    ],
  },
});

function shop(spec: Json, schema: JsonObject, extra: JsonObject = {}) {
  const definition = crd(schema);
  const crds = crdIndex([
    { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', object: definition },
  ]);
  const object: JsonObject = {
    apiVersion: 'example.com/v1',
    kind: 'Shop',
    metadata: { name: 'north' },
    spec,
    ...extra,
  };
  const result = decode({ apiVersion: 'example.com/v1', kind: 'Shop', object }, { version: ofMinor(35), crds });
  if (result.kind !== 'custom') throw new Error(result.kind);
  return result;
}

const errorsOf = (spec: Json, schema: JsonObject, extra: JsonObject = {}): string[] =>
  shop(spec, schema, extra).errors.map(({ type, path, detail }) => `${type} ${formatPath(path)}: ${detail}`);

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

describe('a custom resource', () => {
  test.each<[string, Json, JsonObject, string[]]>([
    ['that fits', { size: 3 }, object({ size: { type: 'integer' } }), []],
    [
      'with unknown fields',
      { sice: 3, nested: { a: 1 } },
      object({ size: { type: 'integer' }, nested: { type: 'object' } }),
      [
        'UnknownField spec.nested.a: the CustomResourceDefinition has no field a here',
        'UnknownField spec.sice: the CustomResourceDefinition has no field sice here; did you mean size?',
      ],
    ],
    [
      'with preserved unknown fields',
      { sice: 3, known: { a: 1 } },
      object({ known: { type: 'object' } }, { 'x-kubernetes-preserve-unknown-fields': true }),
      ['UnknownField spec.known.a: the CustomResourceDefinition has no field a here'],
    ],
    [
      'of the wrong types',
      { size: '3', open: 'yes', tags: {}, note: null, ratio: 1 },
      object({
        size: { type: 'integer' },
        open: { type: 'boolean' },
        tags: { type: 'array', items: { type: 'string' } },
        note: { type: 'string' },
        ratio: { type: 'number' },
      }),
      [
        'TypeInvalid spec.size: must be of type integer: "string"',
        'TypeInvalid spec.open: must be of type boolean: "string"',
        'TypeInvalid spec.tags: must be of type array: "object"',
      ],
    ],
    [
      'beyond bounds',
      { size: 11, name: 'abcd', tags: ['a', 'a', 'b'], ratio: 0.3, code: 'x' },
      object({
        size: { type: 'integer', maximum: 10, multipleOf: 2 },
        name: { type: 'string', maxLength: 3 },
        tags: { type: 'array', maxItems: 2, items: { type: 'string' } },
        ratio: { type: 'number', minimum: 0.3, exclusiveMinimum: true },
        code: { type: 'string', pattern: '^[a-c]$', minLength: 1 },
      }),
      [
        'Invalid spec.size: should be a multiple of 2',
        'Invalid spec.size: should be less than or equal to 10',
        'TooLong spec.name: may not be more than 3 bytes',
        'TooMany spec.tags: must have at most 2 items',
        'Invalid spec.ratio: should be greater than 0.3',
        "Invalid spec.code: should match '^[a-c]$'",
      ],
    ],
    [
      'without what is required',
      {},
      object({ size: { type: 'integer' } }, { required: ['size'] }),
      ['Required spec.size: '],
    ],
    [
      'with a value that is not in the enum',
      { mode: 'slow' },
      object({ mode: { enum: ['fast', 'safe'] } }),
      ['NotSupported spec.mode: '],
    ],
    [
      'with items that repeat in a set and keys that repeat in a map',
      { tags: ['a', 'b', 'a', 'a'], ports: [{ name: 'http' }, { name: 'http' }] },
      object({
        tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: object({ name: { type: 'string' } }),
        },
      }),
      ['Duplicate spec.tags[2]: ', 'Duplicate spec.ports[1]: '],
    ],
    [
      'with an int-or-string',
      { a: 1, b: '10%', c: true },
      object({
        a: { 'x-kubernetes-int-or-string': true },
        b: { 'x-kubernetes-int-or-string': true },
        c: { 'x-kubernetes-int-or-string': true },
      }),
      ['TypeInvalid spec.c: must be of type integer,string: "boolean"'],
    ],
    [
      'that fits none of two schemas',
      { size: 'x' },
      object({
        size: { 'x-kubernetes-preserve-unknown-fields': true, anyOf: [{ type: 'integer' }, { type: 'boolean' }] },
      }),
      [
        'Invalid : "spec.size" must validate at least one schema (anyOf)',
        'TypeInvalid spec.size: must be of type integer: "string"',
      ],
    ],
    [
      'with an embedded resource',
      { template: { kind: 'Pod', metadata: { labels: { a: 'b' }, lables: {} }, spec: {} } },
      object({
        template: object({ spec: { type: 'object' } }, { 'x-kubernetes-embedded-resource': true }),
      }),
      [
        'UnknownField spec.template.metadata.lables: ObjectMeta has no field lables; did you mean labels?',
        'Required spec.template.apiVersion: ',
      ],
    ],
    [
      'with formats',
      { at: 'today', address: '10.0.0.256', size: 'x', made: '2024-01-31T10:00:00Z' },
      object({
        at: { type: 'string', format: 'date-time' },
        address: { type: 'string', format: 'ipv4' },
        size: { type: 'string', format: 'furlong' },
        made: { type: 'string', format: 'date-time' },
      }),
      [
        'TypeInvalid spec.at: must be of type date-time: "today"',
        'TypeInvalid spec.address: must be of type ipv4: "10.0.0.256"',
      ],
    ],
  ])('%s', (_, spec, schema, expected) => {
    expect(errorsOf(spec, schema)).toEqual(expected);
  });

  test('has its metadata decoded as that of any object', () => {
    const metadata = { name: 'north', labels: { a: 1 }, lables: {} };
    expect(errorsOf({}, object({}), { metadata })).toEqual([
      'TypeMismatch metadata.labels[a]: labels[a] has to be a string, not the number 1',
      'UnknownField metadata.lables: ObjectMeta has no field lables; did you mean labels?',
    ]);
  });

  test('gets defaults, loses unknown fields and the status', () => {
    const schema = object({
      size: { type: 'integer', default: 2 },
      mode: { type: 'string', default: 'fast' },
      note: { type: 'string', nullable: true, default: 'none' },
      ports: { type: 'array', items: object({ protocol: { type: 'string', default: 'TCP' } }) },
    });
    const spec = { mode: null, note: null, ports: [{}], extra: 1 };
    expect(shop(spec, schema, { status: { ready: true } }).object).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Shop',
      metadata: { name: 'north' },
      spec: { size: 2, mode: 'fast', note: null, ports: [{ protocol: 'TCP' }] },
    });
  });

  const rules = (rule: string): JsonObject => ({ 'x-kubernetes-validations': [{ rule, message: 'too small' }] });

  test('is judged by the CEL rules of its schema', () => {
    const schema = object({ size: { type: 'integer', ...rules('self > 1') } }, rules('self.size < 3'));
    expect([errorsOf({ size: 2 }, schema), errorsOf({ size: 1 }, schema), errorsOf({ size: 3 }, schema)]).toEqual([
      [],
      ['Invalid spec.size: too small'],
      ['Invalid spec: too small'],
    ]);
  });

  test('has no CEL rule run on it while its shape is wrong', () => {
    const schema = object({ size: { type: 'integer', ...rules('self > 1') } });
    expect(errorsOf({ size: 'x' }, schema)).toEqual([
      'TypeInvalid spec.size: must be of type integer: "string"',
      'Invalid : some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
  });
});

test('a version that is not served is unknown', () => {
  const crds = crdIndex([{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', object: crd({}) }]);
  expect([...crds.keys()]).toEqual(['example.com/v1 Shop']);
});
