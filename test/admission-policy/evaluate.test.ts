import { expect, test } from 'vitest';
import { evaluatePolicies } from '../../src/api/admission-policy/evaluate.js';
import { conditionCompileErrors, policyCompileErrors } from '../../src/api/admission-policy/expressions.js';
import type { Param } from '../../src/api/admission-policy/params.js';
import { policySet } from '../../src/api/admission-policy/policy-set.js';
import type { AdmissionRequest } from '../../src/api/admission-policy/request.js';
import { child, formatPath } from '../../src/kube/field-path.js';
import type { Json, JsonObject } from '../../src/kube/json.js';

const API = 'admissionregistration.k8s.io/v1';
const DEPLOYMENTS: JsonObject = {
  apiGroups: ['apps'],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['deployments'],
};

function policy(spec: JsonObject): JsonObject {
  return {
    metadata: { name: 'replicas' },
    spec: { failurePolicy: 'Fail', matchConstraints: { resourceRules: [DEPLOYMENTS] }, ...spec },
  };
}

function binding(spec: JsonObject = {}): JsonObject {
  return { metadata: { name: 'everywhere' }, spec: { policyName: 'replicas', validationActions: ['Deny'], ...spec } };
}

const FEW: JsonObject = { validations: [{ expression: 'object.spec.replicas <= 5' }] };

function request(overrides: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return {
    group: 'apps',
    version: 'v1',
    resource: 'deployments',
    kind: 'Deployment',
    operation: 'CREATE',
    name: 'web',
    namespace: 'shop',
    object: { metadata: { name: 'web', labels: { app: 'web' } }, spec: { replicas: 9 } },
    ...overrides,
  };
}

interface Surroundings {
  readonly namespace?: JsonObject;
  readonly params?: readonly Param[];
}

function answer(
  spec: JsonObject,
  bound: JsonObject = binding(),
  asked: AdmissionRequest = request(),
  around: Surroundings = {},
) {
  const set = policySet([
    { apiVersion: API, kind: 'ValidatingAdmissionPolicy', object: policy(spec) },
    { apiVersion: API, kind: 'ValidatingAdmissionPolicyBinding', object: bound },
  ]);
  const context = { minor: 35, namespace: around.namespace, objects: () => around.params ?? [] };
  const { problems, notChecked } = evaluatePolicies(set, asked, context);
  return [...problems.map(({ detail }) => detail), ...notChecked];
}

const DENIED = ['failed expression: object.spec.replicas <= 5'];

const CASES: readonly (readonly [string, JsonObject, JsonObject, AdmissionRequest, Surroundings, readonly string[]])[] =
  [
    ['a validation that fails', FEW, binding(), request(), {}, DENIED],
    ['a validation that holds', FEW, binding(), request({ object: { spec: { replicas: 2 } } }), {}, []],
    ['a binding of another policy', FEW, binding({ policyName: 'other' }), request(), {}, []],
    ['another resource', FEW, binding(), request({ resource: 'daemonsets' }), {}, []],
    [
      'a subresource only',
      { ...FEW, matchConstraints: { resourceRules: [{ ...DEPLOYMENTS, resources: ['deployments/scale'] }] } },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'all resources',
      {
        ...FEW,
        matchConstraints: {
          resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
        },
      },
      binding(),
      request(),
      {},
      DENIED,
    ],
    [
      'an excluded resource',
      {
        ...FEW,
        matchConstraints: {
          resourceRules: [DEPLOYMENTS],
          excludeResourceRules: [{ ...DEPLOYMENTS, resourceNames: ['web'] }],
        },
      },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'another operation',
      { ...FEW, matchConstraints: { resourceRules: [{ ...DEPLOYMENTS, operations: ['DELETE'] }] } },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'cluster scope only',
      { ...FEW, matchConstraints: { resourceRules: [{ ...DEPLOYMENTS, scope: 'Cluster' }] } },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'an objectSelector that selects',
      { ...FEW, matchConstraints: { resourceRules: [DEPLOYMENTS], objectSelector: { matchLabels: { app: 'web' } } } },
      binding(),
      request(),
      {},
      DENIED,
    ],
    [
      'an objectSelector that does not',
      { ...FEW, matchConstraints: { resourceRules: [DEPLOYMENTS], objectSelector: { matchLabels: { app: 'api' } } } },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'a namespaceSelector and the Namespace',
      FEW,
      binding({ matchResources: { namespaceSelector: { matchLabels: { env: 'prod' } } } }),
      request(),
      { namespace: { metadata: { name: 'shop', labels: { env: 'prod' } } } },
      DENIED,
    ],
    [
      'a namespaceSelector and no Namespace',
      FEW,
      binding({ matchResources: { namespaceSelector: { matchLabels: { env: 'prod' } } } }),
      request(),
      {},
      ['ValidatingAdmissionPolicy replicas: namespaceSelector: the Namespace shop is not in these files'],
    ],
    [
      'a namespaceSelector by name needs no Namespace',
      FEW,
      binding({
        matchResources: {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] }],
          },
        },
      }),
      request(),
      {},
      [],
    ],
    [
      'another version of the resource',
      FEW,
      binding(),
      request({ version: 'v1beta1', equivalents: [{ group: 'apps', version: 'v1', resource: 'deployments' }] }),
      {},
      ['ValidatingAdmissionPolicy replicas: the object would be converted to deployments of apps/v1'],
    ],
    [
      'another version, exactly',
      { ...FEW, matchConstraints: { resourceRules: [DEPLOYMENTS], matchPolicy: 'Exact' } },
      binding(),
      request({ version: 'v1beta1', equivalents: [{ group: 'apps', version: 'v1', resource: 'deployments' }] }),
      {},
      [],
    ],
    [
      'a condition that holds',
      { ...FEW, matchConditions: [{ name: 'big', expression: 'object.spec.replicas > 1' }] },
      binding(),
      request(),
      {},
      DENIED,
    ],
    [
      'a condition that is false, another in error',
      {
        ...FEW,
        matchConditions: [
          { name: 'error', expression: 'object.spec.nope == 1' },
          { name: 'no', expression: 'false' },
        ],
      },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'a condition in error',
      { ...FEW, matchConditions: [{ name: 'error', expression: 'object.spec.nope == 1' }] },
      binding(),
      request(),
      {},
      ["expression 'object.spec.nope == 1' resulted in error: no such key: nope"],
    ],
    [
      'an error that is ignored',
      { failurePolicy: 'Ignore', validations: [{ expression: 'object.spec.nope == 1' }] },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'variables see those before them',
      {
        variables: [
          { name: 'replicas', expression: 'object.spec.replicas' },
          { name: 'double', expression: 'variables.replicas * 2' },
        ],
        validations: [
          { expression: 'variables.double < 10', messageExpression: '"doubled to " + string(variables.double)' },
        ],
      },
      binding(),
      request(),
      {},
      ['doubled to 18'],
    ],
    [
      'a message',
      { validations: [{ expression: 'false', message: ' too many ' }] },
      binding(),
      request(),
      {},
      ['too many'],
    ],
    [
      'a messageExpression that fails',
      { validations: [{ expression: 'false', message: 'too many', messageExpression: 'object.nope' }] },
      binding(),
      request(),
      {},
      ['too many'],
    ],
    [
      'request and namespaceObject',
      {
        validations: [
          {
            expression:
              "request.operation == 'CREATE' && request.resource.group == 'apps' && request.namespace == 'shop' && namespaceObject.metadata.labels.env == 'prod'",
          },
        ],
      },
      binding(),
      request(),
      { namespace: { metadata: { labels: { env: 'prod' } } } },
      [],
    ],
    [
      'who asks',
      { validations: [{ expression: "request.userInfo.username == 'admin'" }] },
      binding(),
      request(),
      {},
      ['ValidatingAdmissionPolicy replicas: request.userInfo is not in the manifests'],
    ],
    [
      'the authorizer',
      { validations: [{ expression: "authorizer.path('/healthz').check('get').allowed()" }] },
      binding(),
      request(),
      {},
      ['ValidatingAdmissionPolicy replicas: what the authorizer answers is not in the manifests'],
    ],
    [
      'oldObject on update',
      {
        validations: [
          {
            expression: 'oldObject == null || object.spec.replicas >= oldObject.spec.replicas',
            message: 'never fewer',
          },
        ],
      },
      binding(),
      request({ operation: 'UPDATE', oldObject: { spec: { replicas: 10 } } }),
      {},
      ['never fewer'],
    ],
    [
      'a param',
      {
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        validations: [{ expression: 'object.spec.replicas <= int(params.data.max)' }],
      },
      binding({ paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' } }),
      request(),
      { params: [{ namespace: 'shop', object: { metadata: { name: 'limits' }, data: { max: '5' } } }] },
      ['failed expression: object.spec.replicas <= int(params.data.max)'],
    ],
    [
      'a param that is not here',
      { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, validations: [{ expression: 'false' }] },
      binding({ paramRef: { name: 'limits', namespace: 'policies', parameterNotFoundAction: 'Deny' } }),
      request(),
      { params: [{ namespace: 'shop', object: { metadata: { name: 'limits' } } }] },
      ['ValidatingAdmissionPolicy replicas: param ConfigMap limits is not in these files'],
    ],
    [
      'no paramRef',
      { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, validations: [{ expression: 'params == null' }] },
      binding(),
      request(),
      {},
      [],
    ],
    [
      'policies leave policies alone',
      {
        ...FEW,
        matchConstraints: {
          resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
        },
      },
      binding(),
      request({
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingAdmissionPolicy',
        resource: 'validatingadmissionpolicies',
        namespace: '',
      }),
      {},
      [],
    ],
  ];

test.each(CASES)('%s', (_name, spec, bound, asked, around, expected) => {
  expect(answer(spec, bound, asked, around)).toEqual(expected);
});

test('a problem names policy, binding, actions and expression', () => {
  const set = policySet([
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicy',
      object: policy({ validations: [{ expression: 'false', reason: 'Forbidden' }] }),
    },
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicyBinding',
      object: binding({ validationActions: ['Warn', 'Audit'] }),
    },
    { apiVersion: API, kind: 'MutatingAdmissionPolicy', object: { metadata: { name: 'inject' } } },
  ]);
  const { problems } = evaluatePolicies(set, request(), { minor: 35, namespace: undefined, objects: () => [] });
  expect(set.notApplied).toEqual(['inject']);
  expect(problems.map(({ source, ...rest }) => ({ ...rest, source: formatPath(source) }))).toEqual([
    {
      policy: 'replicas',
      binding: 'everywhere',
      actions: ['Warn', 'Audit'],
      message:
        "ValidatingAdmissionPolicy 'replicas' with binding 'everywhere' denied request: failed expression: false",
      detail: 'failed expression: false',
      reason: 'Forbidden',
      source: 'spec.validations[0].expression',
    },
  ]);
});

const REFUSED: readonly (readonly [string, Record<string, Json>, readonly (readonly [string, string, string])[]])[] = [
  [
    'expressions that compile',
    { validations: [{ expression: 'object.spec.replicas <= 5 && has(request.namespace)' }] },
    [],
  ],
  [
    'params without a paramKind',
    { validations: [{ expression: 'params.max > 1' }] },
    [
      [
        'Invalid',
        'spec.validations[0].expression',
        "compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.max > 1\n | ^",
      ],
    ],
  ],
  [
    'no bool',
    { validations: [{ expression: "'a'" }] },
    [['Invalid', 'spec.validations[0].expression', 'must evaluate to bool but got string']],
  ],
  [
    'a field that requests do not have',
    { validations: [{ expression: 'request.user == null' }] },
    [
      [
        'Invalid',
        'spec.validations[0].expression',
        "compilation failed: ERROR: <input>:1:8: undefined field 'user'\n | request.user == null\n | .......^",
      ],
    ],
  ],
  [
    'a variable before it is there',
    {
      variables: [
        { name: 'a', expression: 'variables.b' },
        { name: 'b', expression: '1' },
      ],
      validations: [{ expression: 'variables.b == 1' }],
    },
    [
      [
        'Invalid',
        'spec.variables[0].expression',
        "compilation failed: ERROR: <input>:1:10: undefined field 'b'\n | variables.b\n | .........^",
      ],
    ],
  ],
  [
    'a message that is no string, or asks the authorizer',
    {
      validations: [
        { expression: 'true', messageExpression: '1' },
        { expression: 'true', messageExpression: "authorizer.path('/').check('get').reason()" },
      ],
    },
    [
      ['Invalid', 'spec.validations[0].messageExpression', 'must evaluate to string but got int'],
      [
        'Invalid',
        'spec.validations[1].messageExpression',
        "compilation failed: ERROR: <input>:1:1: undeclared reference to 'authorizer' (in container '')\n | authorizer.path('/').check('get').reason()\n | ^",
      ],
    ],
  ],
  [
    'an annotation of another type',
    { auditAnnotations: [{ key: 'a', valueExpression: '1' }] },
    [['Invalid', 'spec.auditAnnotations[0].valueExpression', 'must evaluate to one of [string null_type] but got int']],
  ],
  [
    'a pattern that does not compile',
    { validations: [{ expression: "object.metadata.name.find('[') == ''" }] },
    [
      [
        'Internal',
        'spec.validations[0].expression',
        'program instantiation failed: error parsing regexp: missing closing ]: `[`',
      ],
    ],
  ],
];

test.each(REFUSED)('compiling: %s', (_name, spec, expected) => {
  const errors = policyCompileErrors(spec, child(undefined, 'spec'), 35);
  expect(errors.map(({ type, path, detail }) => [type, formatPath(path), detail])).toEqual(expected);
});

test('conditions of webhooks', () => {
  const path = child(undefined, 'webhooks', 'matchConditions');
  const errors = conditionCompileErrors(
    [
      { name: 'a', expression: 'object.x' },
      { name: 'b', expression: "request.name == 'a'" },
    ],
    path,
    35,
  );
  expect(errors.map(({ path, detail }) => [formatPath(path), detail])).toEqual([
    ['webhooks.matchConditions[0].expression', 'must evaluate to bool but got dyn'],
  ]);
});
