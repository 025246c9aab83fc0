import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf } from '../../src/kube/json.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';
import { isScenario, readScenario } from '../../src/simulate/scenario/read-scenario.js';
import { STEP_WORDS } from '../../src/simulate/scenario/words.js';

// The published schema is written by hand; here it is held against the reader, field by field.
const schema: JsonObject = JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true }).compile(schema);

const POD: Json = { selector: 'app=web', node: 'node-1', index: 0, take: 1, order: 'oldest', namespace: 'shop' };
const END: Json = { after: '20s', code: 3, times: 2, container: 'app' };
const BEHAVIOUR: JsonObject = {
  container: 'app',
  pull: '5s',
  config: 'present',
  init: 2,
  start: '1s',
  startup: '90s',
  ready: { after: '5s', until: '1m30s' },
  unready: true,
  live: { failAfter: '60s' },
  latency: '3s',
  exit: END,
  runFor: '90s',
  exitCode: 3,
  preStop: '5s',
  postStart: { after: '5s', fails: false },
  terminate: 'never',
};
const NODE: JsonObject = {
  count: 1,
  name: 'big',
  cpu: 8,
  memory: '32Gi',
  pods: 20,
  labels: { disk: 'ssd' },
  taints: [{ key: 'dedicated', effect: 'NoSchedule' }],
  resources: { 'nvidia.com/gpu': 4 },
  volumes: { 'ebs.csi.aws.com': 25 },
};

/** Steps that together use every word and every field. */
const STEPS: readonly JsonObject[] = [
  { apply: 'v1.yaml', at: '30s' },
  { create: 'v1.yaml', after: { event: 'ScalingReplicaSet', object: 'deployment/web', contains: 'up', delay: 5 } },
  { replace: 'v1.yaml' },
  { scale: { target: 'deployment/web', replicas: 3, currentReplicas: 2, resourceVersion: 'current', timeout: '1m' } },
  { 'set-image': { target: 'deployment/web', container: 'app', image: 'registry.example.com/web:2' } },
  { rollout: { undo: 'deployment/web', toRevision: 1 } },
  { rollout: { pause: 'deployment/web' } },
  { rollout: { resume: 'deployment/web' } },
  { rollout: { restart: 'deployment/web' } },
  { rollout: { status: 'deployment/web', revision: 2, timeout: '5m' } },
  { rollout: { history: 'deployment/web' } },
  { delete: { pod: 'web-0' } },
  { delete: { pod: POD, gracePeriod: '5s', force: true } },
  { delete: { target: 'shop/deployment/web', cascade: 'orphan' } },
  { delete: { kind: 'pvc', selector: 'app=db' } },
  { delete: { file: 'v1.yaml' } },
  { relabel: { pod: POD, labels: { app: 'other' }, annotations: { note: null } } },
  { relabel: { target: 'deployment/web', labels: { app: 'other' } } },
  { patch: { target: 'deployment/web', patch: { spec: { replicas: 3 } } } },
  { behave: { pod: POD, behaviour: BEHAVIOUR } },
  { behave: { pod: 'web-0', behaviour: { ready: 'never', live: '60s', crash: '20s', oom: '60s', terminate: '12s' } } },
  { evict: { pod: POD } },
  { 'create-job': { from: 'cronjob/backup', name: 'backup-now' } },
  { get: 'pods' },
  { describe: 'deployment/web' },
  { dns: 'db-0.db' },
  { dns: { name: 'service/db', expect: 'found' } },
  { reach: { from: 'deployment/web', to: '10.0.0.1', port: '53/UDP', expect: 'denied' } },
  { reach: { from: { namespace: 'shop', labels: { app: 'web' } }, to: 'service/db', port: 5432 } },
  { describe: { pod: POD } },
  { get: { kind: 'pods', selector: 'app=web', wide: true, showLabels: true } },
  { get: { kind: 'events', name: 'web', fieldSelector: 'type=Warning', sortBy: '.lastTimestamp', output: 'yaml' } },
  {
    drain: {
      node: 'node-1',
      ignoreDaemonSets: true,
      deleteEmptyDirData: true,
      force: false,
      gracePeriod: 10,
      timeout: '2m',
    },
  },
  { cordon: { node: 'node-1' } },
  { uncordon: { node: 'node-1' } },
  { taint: { node: 'node-1', taints: ['disk=full:NoSchedule', 'old-'] } },
  { 'fail-node': { node: 'node-1', for: '10m' } },
  { pressure: { node: 'node-1', memory: '2Gi', for: '1m' } },
  { 'add-node': NODE },
  { 'remove-node': { node: 'node-1' } },
  { load: { target: 'deployment/web', cpu: '180%', memory: 'none', each: true } },
  { wait: '5m' },
  { wait: { target: 'deployment/web', for: 'condition=Available', timeout: '60s' } },
  { wait: { pod: POD, for: 'delete' } },
];

const WHOLE: JsonObject = {
  apiVersion: 'rollcast.dev/v1',
  kind: 'Scenario',
  metadata: { name: 'everything', namespace: 'shop' },
  spec: {
    cluster: { nodes: [NODE] },
    pods: [
      { match: { image: '*:broken', selector: 'app=web', namespace: 'shop' }, behaviour: BEHAVIOUR },
      { behaviour: { crash: END } },
      { behaviour: { oom: END } },
      { behaviour: { crash: true } },
    ],
    assumptions: {
      podStartSeconds: 10,
      initContainerSeconds: '1s',
      appReadySeconds: '1m',
      shutdownSeconds: 0,
      jobRunSeconds: 30,
    },
    seed: 7,
    startsAt: '2026-03-29T00:30:00Z',
    steps: STEPS,
    assert: ['deployment/web minAvailable >= 3'],
  },
};

function mistakes(document: JsonObject): string[] {
  const outcome = readScenario(document);
  return outcome.kind === 'read' ? [] : outcome.problems.map(({ message }) => message);
}

/** Every copy of the value in which one of its maps has a field too many, with the way to that map. */
function* withOneTooMany(value: Json, way: readonly string[] = []): Iterable<{ way: readonly string[]; copy: Json }> {
  if (isJsonObject(value)) {
    yield { way, copy: { ...value, zzzzzz: 1 } };
    for (const [name, own] of Object.entries(value))
      for (const inner of withOneTooMany(own, [...way, name]))
        yield { way: inner.way, copy: { ...value, [name]: inner.copy } };
    return;
  }
  for (const [place, own] of (arrayOf(value) ?? []).entries())
    for (const inner of withOneTooMany(own, [...way, String(place)]))
      yield { way: inner.way, copy: (arrayOf(value) ?? []).map((one, at) => (at === place ? inner.copy : one)) };
}

/** Fields of the schema's maps that refuse the field too many. */
function fieldsOfSchema(): string[] {
  return (validate.errors ?? [])
    .filter(({ keyword, params }) => keyword === 'additionalProperties' && params.additionalProperty === 'zzzzzz')
    .map(({ parentSchema }) =>
      Object.keys(objectOf(parentSchema?.properties) ?? {})
        .sort()
        .join(', '),
    );
}

/** Maps in which any field may be. */
const OPEN = /metadata$|labels$|resources$|volumes$|annotations$|taints,\d+$|patch,patch.*$/;

describe('schemas/scenario.schema.json', () => {
  test('knows the words of the language', () => {
    const words = STEP_WORDS.map(({ word }) => word);
    const step = objectOf(objectOf(schema.definitions)?.step);
    const known = Object.keys(objectOf(step?.properties) ?? {}).filter((word) => word !== 'at' && word !== 'after');
    expect(known.sort()).toEqual([...words].sort());
    expect([...new Set(STEPS.flatMap((one) => words.filter((word) => Object.hasOwn(one, word))))].sort()).toEqual(
      [...words].sort(),
    );
  });

  test('takes what the reader takes', () => {
    expect(mistakes(WHOLE)).toEqual([]);
    validate(WHOLE);
    expect(validate.errors).toBeNull();
  });

  test('has the fields that the reader has, map by map', () => {
    const ways: string[] = [];
    for (const { way, copy } of withOneTooMany(WHOLE)) {
      if (OPEN.test(way.join(','))) continue;
      ways.push(way.join('.'));
      // A copy of a JSON object.
      const [said = ''] = mistakes(copy as JsonObject).filter((message) => message.startsWith('unknown field zzzzzz'));
      const fields = said.replace('unknown field zzzzzz: it has ', '').split(', ').sort().join(', ');
      expect([way.join('.'), validate(copy)]).toEqual([way.join('.'), false]);
      expect({ way, fields: fieldsOfSchema() }).toEqual({ way, fields: expect.arrayContaining([fields]) });
    }
    expect(ways.length).toBeGreaterThan(50);
  });

  test.each([
    ['a step without a word', { at: '5s' }],
    ['two words', { apply: 'v1.yaml', wait: '5s' }],
    ['a text for a count', { scale: { target: 'deployment/web', replicas: 'three' } }],
    ['no target', { scale: { replicas: 3 } }],
    ['a target without a kind', { scale: { target: 'web', replicas: 3 } }],
    ['a duration that is none', { wait: 'soon' }],
    ['an order that is none', { evict: { pod: { selector: 'app=web', order: 'size' } } }],
    ['a load of nothing', { load: { target: 'deployment/web' } }],
    ['a node without a name', { 'add-node': { cpu: 4 } }],
    ['two verbs', { rollout: { undo: 'deployment/web', restart: 'deployment/web' } }],
  ])('refuses what the reader refuses: %s', (_name, step: JsonObject) => {
    const document = { apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec: { steps: [step] } };
    expect({ read: mistakes(document).length > 0, valid: validate(document) }).toEqual({ read: true, valid: false });
  });

  test('takes the scenarios of the samples', () => {
    const files = readdirSync('samples/rollouts')
      .filter((name) => name.endsWith('.scenario.yaml'))
      .map((name) => `samples/rollouts/${name}`);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { resources } = identify(readDocumentsExactly(file, readFileSync(file, 'utf8')));
      for (const { object } of resources.filter(isScenario)) {
        validate(object);
        expect({ file, errors: validate.errors }).toEqual({ file, errors: null });
      }
    }
  });
});
