import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compileDescriptions } from '../../schemas/descriptions.js';
import type { OpenApiDefinition } from '../../schemas/openapi.js';
import { readOpenApi } from '../../schemas/read-openapi.js';
import { compileTable } from '../../schemas/table.js';
import { typesSource } from '../../schemas/types.js';

const ORDER = 'io.k8s.api.shop.v1.Order';
const ITEM = 'io.k8s.api.shop.v1.Item';
const SCHEMA = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';
const quantity = { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' };

function definitions(order: Readonly<Record<string, OpenApiDefinition>>): Record<string, OpenApiDefinition> {
  return {
    [ORDER]: {
      description: 'Order is what somebody buys.',
      properties: {
        kind: { type: 'string' },
        items: { type: 'array', items: { $ref: `#/definitions/${ITEM}` } },
        notes: { type: 'object', additionalProperties: { type: 'string' } },
        ...order,
      },
      'x-kubernetes-group-version-kind': [{ group: 'shop', version: 'v1', kind: 'Order' }],
    },
    [ITEM]: { properties: { count: { type: 'integer', format: 'int32' }, weight: quantity } },
    [SCHEMA]: { properties: { type: { type: 'string' } } },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
    'io.k8s.api.shop.v1.NobodyRefersToIt': { properties: { a: { type: 'string' } } },
  };
}

const served = [{ group: 'shop', version: 'v1', kind: 'Order', plural: 'orders', namespaced: true }];
const minors = [
  {
    minor: 34,
    definitions: definitions({ total: { type: 'integer', format: 'int32' }, mode: { type: 'string' } }),
    kinds: served,
  },
  {
    minor: 35,
    definitions: definitions({ total: { type: 'integer', format: 'int64' }, paid: { type: 'boolean' } }),
    kinds: served,
  },
];
const enums = {
  enums: { 'shop.v1.Mode': { Fast: '', Slow: '35', Lazy: '26-34' } },
  fields: { 'shop.v1.Order': { mode: 'shop.v1.Mode' } },
};

describe('the compiled table', () => {
  test('has masks where minors differ and nothing that no kind leads to', () => {
    expect(compileTable(minors, enums)).toEqual({
      minors: [34, 35],
      kinds: { 'shop/v1': 'Order orders n 1' },
      types: ['shop.v1.Item', 'shop.v1.Order', 'apiextensions.v1.JSONSchemaProps'],
      fields: ['count i weight q', "items [#0 kind s mode s'0@1 notes {s paid b@2 total i@1 total l@2", 'type s'],
      enums: ['shop.v1.Mode Fast Lazy@1 Slow@2'],
    });
  });

  test('has its descriptions in the same order', () => {
    expect(compileDescriptions(minors, compileTable(minors, enums))).toEqual({
      texts: ['Order is what somebody buys.'],
      types: [
        [-1, -1, -1],
        [0, -1, -1, -1, -1, -1, -1],
        [-1, -1],
      ],
    });
  });

  test('a served kind without a definition is an error', () => {
    const broken = [{ minor: 35, definitions: definitions({}), kinds: [{ ...served[0], kind: 'Bill' } as never] }];
    expect(() => compileTable(broken, enums)).toThrow('1.35: shop/v1/Bill is served and has no definition');
  });
});

test('TypeScript interfaces have the fields of all minors', () => {
  expect(typesSource(minors.map((minor) => minor.definitions))).toContain(
    [
      '/** io.k8s.api.shop.v1.Order */',
      'export interface Order {',
      '  readonly items?: readonly Item[] | undefined;',
      '  readonly kind?: string | undefined;',
      '  readonly mode?: string | undefined;',
      '  readonly notes?: { readonly [key: string]: string } | undefined;',
      '  readonly paid?: boolean | undefined;',
      '  readonly total?: number | bigint | undefined;',
      '}',
    ].join('\n'),
  );
});

describe('OpenAPI is read from', () => {
  const order = definitions({});
  const paths = {
    '/apis/shop/v1/namespaces/{namespace}/orders': {
      post: { 'x-kubernetes-group-version-kind': { group: 'shop', version: 'v1', kind: 'Order' } },
    },
    '/apis/shop/v1/orders': { get: {} },
  };

  test.each<[string, Readonly<Record<string, unknown>>]>([
    [
      'a folder with definitions and resources',
      { 'v1.35/v2-definitions.json': { definitions: order }, 'v1.35/resources.json': served },
    ],
    ['a swagger.json', { 'v1.35/swagger.json': { definitions: order, paths } }],
    ['a file', { '1.35.json': { definitions: order, paths } }],
    ['a dump of /openapi/v3', { 'v1.35.4/apis/shop/v1.json': { components: { schemas: order }, paths } }],
  ])('%s', (_, files) => {
    const directory = mkdtempSync(join(tmpdir(), 'openapi-'));
    try {
      for (const [name, content] of Object.entries(files)) {
        const path = join(directory, name);
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, JSON.stringify(content));
        writeFileSync(join(directory, 'README.md'), 'not an API');
      }
      expect(readOpenApi(directory)).toEqual([{ minor: 35, definitions: order, kinds: served }]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('gzipped files', () => {
    const directory = mkdtempSync(join(tmpdir(), 'openapi-'));
    try {
      writeFileSync(join(directory, 'v1.35.json.gz'), gzipSync(JSON.stringify({ definitions: order, paths })));
      expect(readOpenApi(directory)).toEqual([{ minor: 35, definitions: order, kinds: served }]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
