import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';
import { reportedErrors } from '../../src/schema/decode-error.js';

function decoded(object: JsonObject, minor = 35) {
  const { apiVersion, kind } = object;
  return decode(
    { apiVersion: String(apiVersion ?? ''), kind: String(kind ?? ''), object },
    { version: ofMinor(minor), crds: NO_CRDS },
  );
}

/** `Type path: detail` of each error, in order. */
function errorsOf(object: JsonObject, minor = 35): string[] {
  const result = decoded(object, minor);
  const errors = result.kind === 'unknown-kind' ? [result.error] : result.errors;
  return errors.map(({ type, path, detail }) => `${type} ${formatPath(path)}: ${detail}`);
}

const configMap = (data: JsonObject[string]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web-settings' },
  data,
});

const deployment = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec,
});

const container = (fields: JsonObject): JsonObject =>
  deployment({ template: { spec: { containers: [{ name: 'web', ...fields }] } } });

const AT = 'spec.template.spec.containers[0]';

describe('decode finds', () => {
  test.each<[string, JsonObject, string[]]>([
    ['nothing wrong', deployment({ replicas: 3, paused: false, template: { spec: { containers: [] } } }), []],
    [
      'unknown fields, all of them, in the order of sorted keys',
      deployment({ replica: 3, template: { spec: { containers: [{ name: 'web', imagePullPolicyy: 'Always' }] } } }),
      [
        'UnknownField spec.replica: DeploymentSpec has no field replica; did you mean replicas?',
        `UnknownField ${AT}.imagePullPolicyy: Container has no field imagePullPolicyy; did you mean imagePullPolicy?`,
      ],
    ],
    [
      'field names in the wrong case',
      { apiVersion: 'v1', kind: 'ConfigMap', Data: { mode: 'fast' } },
      ['UnknownField Data: ConfigMap has no field Data; did you mean data?'],
    ],
    [
      'numbers for strings',
      configMap({ port: 80 }),
      ['TypeMismatch data[port]: data[port] has to be a string, not the number 80'],
    ],
    [
      'booleans for strings',
      configMap({ debug: true }),
      ['TypeMismatch data[debug]: data[debug] has to be a string, not the boolean true'],
    ],
    [
      'strings for integers',
      deployment({ replicas: '3' }),
      ['TypeMismatch spec.replicas: replicas has to be an integer of 32 bits, not the string "3"'],
    ],
    [
      'fractions for integers',
      deployment({ replicas: 1.5 }),
      ['TypeMismatch spec.replicas: replicas has to be an integer of 32 bits, not the number 1.5'],
    ],
    [
      'integers beyond 32 bits',
      deployment({ replicas: 2147483648 }),
      ['TypeMismatch spec.replicas: replicas has to be an integer of 32 bits, not the number 2147483648'],
    ],
    [
      'integers of 32 bits up to the last one',
      deployment({ replicas: 2147483647, revisionHistoryLimit: -2147483648 }),
      [],
    ],
    [
      'integers beyond 64 bits',
      deployment({ template: { spec: { terminationGracePeriodSeconds: 9223372036854775808n } } }),
      [
        'TypeMismatch spec.template.spec.terminationGracePeriodSeconds: terminationGracePeriodSeconds has to be an integer of 64 bits, not the number 9223372036854775808',
      ],
    ],
    [
      'integers of 64 bits up to the last one',
      deployment({ template: { spec: { terminationGracePeriodSeconds: 9223372036854775807n } } }),
      [],
    ],
    [
      'maps for lists',
      container({ ports: { containerPort: 80 } }),
      [`TypeMismatch ${AT}.ports: ports has to be a list of maps, not a map`],
    ],
    [
      'lists for maps',
      deployment({ template: [] }),
      ['TypeMismatch spec.template: template has to be a map, not a list'],
    ],
    [
      'strings for lists',
      container({ command: 'sleep 1' }),
      [`TypeMismatch ${AT}.command: command has to be a list of strings, not the string "sleep 1"`],
    ],
    [
      'scalars in lists of maps',
      container({ ports: [80] }),
      [`TypeMismatch ${AT}.ports[0]: item 0 of ports has to be a map, not the number 80`],
    ],
    [
      'quantities that are none, before any mismatch',
      container({ resources: { limits: { memory: '128MB' } }, command: 'x', args: 7 }),
      [
        `BadRequest ${AT}.resources.limits[memory]: limits[memory] cannot be the string "128MB": not a quantity such as 500m, 1.5 or 128Mi; did you mean 128Mi or 128M?`,
        `TypeMismatch ${AT}.args: args has to be a list of strings, not the number 7`,
        `TypeMismatch ${AT}.command: command has to be a list of strings, not the string "x"`,
      ],
    ],
    [
      'no quantity wrong',
      container({ resources: { limits: { memory: ' 128Mi ', cpu: 0.5 }, requests: { memory: 1e9 } } }),
      [],
    ],
    [
      'times that are none',
      { apiVersion: 'v1', kind: 'Secret', metadata: { creationTimestamp: '2024-02-30T00:00:00Z' } },
      [
        'BadRequest metadata.creationTimestamp: creationTimestamp cannot be the string "2024-02-30T00:00:00Z": not a time such as "2006-01-02T15:04:05Z"',
      ],
    ],
    [
      'numbers for times',
      { apiVersion: 'v1', kind: 'Secret', metadata: { creationTimestamp: 5 } },
      ['TypeMismatch metadata.creationTimestamp: creationTimestamp has to be a string, not the number 5'],
    ],
    [
      'data that is not base64',
      { apiVersion: 'v1', kind: 'Secret', data: { password: 'secret!', token: 'c2Vj\ncmV0', key: 'YQ' } },
      [
        'BadRequest data[key]: data[key] cannot be the string "YQ": not base64; plain text belongs into stringData',
        'BadRequest data[password]: data[password] cannot be the string "secret!": not base64; plain text belongs into stringData',
      ],
    ],
    [
      'ports that are neither a number nor a name',
      { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80, targetPort: true }] } },
      [
        'TypeMismatch spec.ports[0].targetPort: targetPort has to be an integer of 32 bits or a string, not the boolean true',
      ],
    ],
    [
      'neither apiVersion nor kind',
      { metadata: { name: 'web' } },
      ['Required apiVersion: apiVersion not set', 'Required kind: kind not set'],
    ],
    [
      'an apiVersion with two slashes',
      { apiVersion: 'apps/v1/v2', kind: 'Deployment' },
      ['Invalid apiVersion: more than one slash: expected GROUP/VERSION'],
    ],
  ])('%s', (_, object, expected) => {
    expect(errorsOf(object)).toEqual(expected);
  });
});

describe('decode makes of', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'a null field: nothing',
      configMap(null),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-settings' } },
    ],
    ['a null value in a map of strings: the empty string', configMap({ mode: null }), configMap({ mode: '' })],
    ['a null item in a list of maps: an empty map', container({ ports: [null] }), container({ ports: [{}] })],
    [
      'a null item in a list of strings: the empty string',
      container({ args: ['a', null] }),
      container({ args: ['a', ''] }),
    ],
    ['an unknown field: nothing', deployment({ replica: 3, replicas: 1 }), deployment({ replicas: 1 })],
    ['a value of the wrong type: nothing', deployment({ replicas: '3' }), deployment({})],
    [
      'a key that every object has: an entry',
      configMap({ constructor: 'a', toString: 'b' }),
      configMap({ constructor: 'a', toString: 'b' }),
    ],
    [
      'nulls in a free-form value: themselves',
      { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { spec: null }, revision: 1 },
      { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { spec: null }, revision: 1 },
    ],
  ])('%s', (_, object, expected) => {
    const result = decoded(object);
    expect(result.kind === 'decoded' ? result.object : result.kind).toEqual(expected);
  });

  test('an object without mistakes: the same object', () => {
    const object = deployment({ replicas: 1, template: { spec: { containers: [{ name: 'web' }] } } });
    const result = decoded(object);
    expect(result.kind === 'decoded' && result.object === object).toBe(true);
  });

  test('a key named __proto__: an entry', () => {
    const object = JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","data":{"__proto__":null,"a":"b"}}') as JsonObject;
    const result = decoded(object);
    expect(JSON.stringify(result.kind === 'decoded' ? result.object : {})).toBe(
      '{"apiVersion":"v1","kind":"ConfigMap","data":{"__proto__":"","a":"b"}}',
    );
  });
});

describe('schemas of CustomResourceDefinitions', () => {
  const crd = (schema: JsonObject): JsonObject => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: { versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }] },
  });
  const at = 'spec.versions[0].schema.openAPIV3Schema';

  test.each<[string, JsonObject, string[]]>([
    [
      'keys of maps are printed like fields in unknown fields',
      { properties: { size: { typ: 'string' } } },
      [`UnknownField ${at}.properties.size.typ: JSONSchemaProps has no field typ; did you mean type?`],
    ],
    ['unknown fields inside items pass', { items: { typ: 'string' } }, []],
    [
      'wrong types inside items end the decoding',
      { description: 7, properties: { size: { items: { type: 7 } } } },
      [
        `TypeMismatch ${at}.properties[size].items.type: type has to be a string, not the number 7`,
        `TypeMismatch ${at}.description: description has to be a string, not the number 7`,
      ],
    ],
    ['additionalProperties is a schema or a boolean', { additionalProperties: true, properties: {} }, []],
    [
      'additionalProperties is nothing else',
      { additionalProperties: 'yes' },
      [
        `BadRequest ${at}.additionalProperties: additionalProperties cannot be the string "yes": neither true, false nor a JSON schema`,
      ],
    ],
    ['defaults and enums are anything', { default: { a: [null] }, enum: [1, 'a', null] }, []],
  ])('%s', (_, schema, expected) => {
    expect(errorsOf(crd(schema))).toEqual(expected);
  });

  test('a schema of a thousand levels is refused, not a crash', () => {
    let schema: JsonObject = {};
    for (let level = 0; level < 5000; level++) schema = { not: schema };
    expect(errorsOf(crd(schema)).map((error) => error.replace(/.*: /, ''))).toEqual(['nested deeper than 1000 levels']);
  });
});

describe('versions', () => {
  const resize = container({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] });

  test.each<[number, string[]]>([
    [26, [`UnknownField ${AT}.resizePolicy: Container has no field resizePolicy`]],
    [27, []],
    [36, []],
  ])('resizePolicy in 1.%i', (minor, expected) => {
    expect(errorsOf(resize, minor)).toEqual(expected);
  });

  test.each<[string, JsonObject, number, string]>([
    [
      'removed long ago',
      { apiVersion: 'extensions/v1beta1', kind: 'Ingress' },
      35,
      'NotFound apiVersion: extensions/v1beta1 Ingress was removed in Kubernetes 1.22; use networking.k8s.io/v1 Ingress',
    ],
    [
      'removed without replacement',
      { apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy' },
      35,
      'NotFound apiVersion: policy/v1beta1 PodSecurityPolicy was removed in Kubernetes 1.25',
    ],
    [
      'removed in a bundled minor',
      { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema' },
      32,
      'NotFound apiVersion: flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema was removed in Kubernetes 1.32; use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
    ],
    [
      'not there yet',
      { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR' },
      32,
      'NotFound apiVersion: networking.k8s.io/v1 ServiceCIDR exists since Kubernetes 1.33',
    ],
    [
      'in another group',
      { apiVersion: 'v1', kind: 'Deployment' },
      35,
      'NotFound apiVersion: no matches for kind "Deployment" in version "v1"',
    ],
    [
      'misspelt',
      { apiVersion: 'apps/v1', kind: 'Deploymnet' },
      35,
      'NotFound kind: no matches for kind "Deploymnet" in version "apps/v1"',
    ],
    [
      'of nobody',
      { apiVersion: 'example.com/v1', kind: 'Shop' },
      35,
      'NotFound kind: no matches for kind "Shop" in version "example.com/v1" without its CustomResourceDefinition',
    ],
  ])('a kind %s', (_, object, minor, expected) => {
    expect(errorsOf(object, minor)).toEqual([expected]);
  });
});

test('the server reports one failure to decode, or all unknown fields', () => {
  const both = decoded(deployment({ replica: 1, replicas: '3', paused: 'no', templat: {} }));
  const unknown = decoded(deployment({ replica: 1, templat: {} }));
  const reported = [both, unknown].map((one) => {
    return reportedErrors(one.kind === 'decoded' ? one.errors : []).map(
      ({ type, path }) => `${type} ${formatPath(path)}`,
    );
  });
  expect(reported).toEqual([['TypeMismatch spec.paused'], ['UnknownField spec.replica', 'UnknownField spec.templat']]);
});
