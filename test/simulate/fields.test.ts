import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../src/kube/version.js';
import { resourceType } from '../../src/schema/kinds.js';
import { tableEntry } from '../../src/schema/table.js';
import type { GoType } from '../../src/schema/type.js';
import { MANIFEST_KINDS } from '../../src/simulate/admission/admit-manifest.js';
import { FIELDS } from '../../src/simulate/fields.js';
import { gameOf } from './what-if/asked.js';

describe('the table of fields', () => {
  test.each(Object.entries(FIELDS))('%s says of every field what the simulator makes of it', (name, handlings) => {
    expect(Object.keys(handlings).sort()).toEqual([...(tableEntry(name)?.fields ?? [])].sort());
  });

  test('has the spec of every kind that is simulated', () => {
    const specs = MANIFEST_KINDS.flatMap(({ kind, apiVersions }) => {
      const spec = resourceType(apiVersions[0] ?? '', kind, NEWEST)?.struct.fields.get('spec');
      return spec?.kind === 'struct' ? [spec.name] : [];
    });
    expect(specs.filter((name) => !Object.hasOwn(FIELDS, name))).toEqual([]);
  });

  test('reaches every type in it', () => {
    const reached = new Set<string>();
    const reach = (type: GoType | undefined): void => {
      if (type?.kind === 'list') reach(type.item);
      if (type?.kind !== 'struct' || reached.has(type.name)) return;
      const handlings = FIELDS[type.name];
      if (handlings === undefined) return;
      reached.add(type.name);
      for (const [field, { kind }] of Object.entries(handlings)) if (kind === 'modelled') reach(type.fields.get(field));
    };
    for (const { kind, apiVersions } of MANIFEST_KINDS)
      for (const apiVersion of apiVersions) reach(resourceType(apiVersion, kind, NEWEST)?.struct.fields.get('spec'));
    expect(Object.keys(FIELDS).filter((name) => !reached.has(name))).toEqual([]);
  });
});

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  schedulerName: batch-scheduler
  containers:
    - name: app
      image: registry.example.com/shop/web:1
      lifecycle: { postStart: { exec: { command: [warm-up] } }, preStop: { sleep: { seconds: 5 } } }
  volumes:
    - { name: disk, gcePersistentDisk: { pdName: disk-1 } }
    - { name: cache, emptyDir: {} }
    - { name: keys, csi: { driver: secrets-store.csi.k8s.io, readOnly: true } }
`;

test('fields in use that are not modelled are named', () => {
  expect(gameOf(POD).inputs.notModelled.map(({ field, decides = false }) => ({ field, decides }))).toEqual([
    { field: 'spec.resourceClaims', decides: true },
    { field: 'spec.schedulerName', decides: true },
    { field: 'spec.volumes[0].gcePersistentDisk', decides: false },
    { field: 'spec.volumes[2].csi', decides: false },
  ]);
});

test('the usual values of such fields are nothing to tell', () => {
  const usual = POD.replace('batch-scheduler', 'default-scheduler').replace(/^.*resourceClaims.*\n/m, '');
  expect(gameOf(usual).inputs.notModelled.filter(({ decides }) => decides)).toEqual([]);
});
