import { expect, test } from 'vitest';
import { ofMinor } from '../../src/kube/version.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintTexts } from '../../src/project.js';

const SETTINGS: Settings = {
  kubernetesVersion: ofMinor(35),
  profiles: [],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};
/** The rules of admission are on in every profile; one that has no other rules makes the reports short. */
const ON: Settings = { ...SETTINGS, profiles: ['security-baseline'] };

/** Findings as `severity rule path: message (of NAME)`, and what was not checked; documents as JSON, which is YAML. */
async function said(objects: readonly object[], settings: Settings = ON): Promise<readonly string[]> {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const { findings, notChecked, failures } = await lintTexts([{ file: 'all.yaml', text }], settings);
  expect(failures).toEqual([]);
  return [
    ...findings.map(({ severity, rule, path, message, resource }) => {
      return `${severity} ${rule} ${path}: ${message} (${resource?.kind})`;
    }),
    ...notChecked.map(({ document, reason }) => `${document}: ${reason}`),
  ];
}

const namespace = (labels: object, name = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const ENFORCE = 'pod-security.kubernetes.io/enforce';
const PRIVILEGED = { containers: [{ name: 'web', image: 'web:1', securityContext: { privileged: true } }] };
const HOST_NETWORK = {
  hostNetwork: true,
  containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] }],
};
const pod = (spec: object = PRIVILEGED, metadata: object = { namespace: 'shop' }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec,
});
const deployment = (replicas: number, spec: object = { containers: [{ name: 'web', image: 'web:1' }] }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec },
  },
});
const cronJob = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    schedule: '0 5 * * *',
    jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...spec } } } },
  },
});

const REFUSED =
  'error policy/pod-security spec.containers[0].securityContext.privileged: violates PodSecurity "baseline:latest": ' +
  'privileged (container "web" must not set securityContext.privileged=true) (Pod)';

const POD_SECURITY: readonly (readonly [string, readonly object[], Partial<Settings>, readonly string[]])[] = [
  ['a Pod that its namespace forbids', [namespace({ [ENFORCE]: 'baseline' }), pod()], {}, [REFUSED]],
  ['a namespace that comes after its Pod', [pod(), namespace({ [ENFORCE]: 'baseline' })], {}, [REFUSED]],
  ['a namespace that allows everything', [namespace({ [ENFORCE]: 'privileged' }), pod()], {}, []],
  ['a namespace that only warns', [namespace({ 'pod-security.kubernetes.io/warn': 'baseline' }), pod()], {}, []],
  ['another namespace', [namespace({ [ENFORCE]: 'baseline' }, 'other'), pod()], {}, []],
  ['no namespace written', [namespace({ [ENFORCE]: 'baseline' }, 'default'), pod(PRIVILEGED, {})], {}, [REFUSED]],
  [
    'a workload, with the host ports that a host network makes of its ports',
    [namespace({ [ENFORCE]: 'baseline' }), deployment(1, HOST_NETWORK)],
    {},
    [
      'warning policy/pod-security-template spec.template.spec.hostNetwork: its Pods will be refused: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true) (Deployment)',
      'warning policy/pod-security-template spec.template.spec.containers[0].ports[0].hostPort: its Pods will be refused: violates PodSecurity "baseline:latest": hostPort (container "web" uses hostPort 80) (Deployment)',
    ],
  ],
  [
    'a CronJob',
    [namespace({ [ENFORCE]: 'baseline' }), cronJob({ hostPID: true, containers: [{ name: 'web', image: 'web:1' }] })],
    {},
    [
      'warning policy/pod-security-template spec.jobTemplate.spec.template.spec.hostPID: its Pods will be refused: violates PodSecurity "baseline:latest": host namespaces (hostPID=true) (CronJob)',
    ],
  ],
  [
    'a Pod that validation refuses never gets to admission',
    [namespace({ [ENFORCE]: 'baseline' }), pod({ ...PRIVILEGED, restartPolicy: 'Sometimes' })],
    {},
    [
      'error api/unsupported-value spec.restartPolicy: restartPolicy "Sometimes" is not supported; supported are "Always", "OnFailure", "Never" (Pod)',
    ],
  ],
  [
    'the cluster, as the settings say',
    [pod()],
    { podSecurity: { enforce: 'baseline', version: 'v1.30', exemptNamespaces: [] } },
    [REFUSED.replace('latest', 'v1.30')],
  ],
  [
    'a label wins over the cluster',
    [namespace({ [ENFORCE]: 'privileged' }), pod()],
    { podSecurity: { enforce: 'restricted', version: 'latest', exemptNamespaces: [] } },
    [],
  ],
  [
    'an exempt namespace',
    [namespace({ [ENFORCE]: 'baseline' }), pod()],
    { podSecurity: { enforce: 'restricted', version: 'latest', exemptNamespaces: ['shop'] } },
    [],
  ],
  [
    'a rule that is off',
    [namespace({ [ENFORCE]: 'baseline' }), pod()],
    { rules: new Map([['policy/pod-security', { severity: 'off' as const }]]) },
    [],
  ],
];

test.each(POD_SECURITY)('pod security: %s', async (_, objects, settings, expected) => {
  expect(await said(objects, { ...ON, ...settings })).toEqual(expected);
});

const API = 'admissionregistration.k8s.io/v1';
const RULE = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };
const policy = (expression: string, spec: object = {}, rule: object = RULE) => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'few' },
  spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression, message: 'too many' }], ...spec },
});
const binding = (action: string, spec: object = {}) => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'all' },
  spec: { policyName: 'few', validationActions: [action], ...spec },
});
const FEW = 'object.spec.replicas <= 5';
const found = (severity: string, says: string) =>
  `${severity} policy/validating-admission-policy metadata.name: ValidatingAdmissionPolicy few (binding all) ${says}: too many (Deployment)`;

const MUTATING = {
  apiVersion: API,
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: 'sidecar' },
  spec: {
    matchConstraints: { resourceRules: [RULE] },
    reinvocationPolicy: 'Never',
    mutations: [
      { patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{spec: Object.spec{replicas: 1}}' } },
    ],
  },
};

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Foo', plural: 'foos' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { size: { type: 'integer', default: 9 } } } },
      },
    ],
  },
};

const ADMISSION: readonly (readonly [string, readonly object[], Partial<Settings>, readonly string[]])[] = [
  ['Deny', [policy(FEW), binding('Deny'), deployment(9)], {}, [found('error', 'denies it')]],
  ['Warn', [policy(FEW), binding('Warn'), deployment(9)], {}, [found('warning', 'warns')]],
  ['Audit', [policy(FEW), binding('Audit'), deployment(9)], {}, [found('info', 'has it audited')]],
  [
    'a severity that somebody chose',
    [policy(FEW), binding('Deny'), deployment(9)],
    { rules: new Map([['policy/validating-admission-policy', { severity: 'info' as const }]]) },
    [found('info', 'denies it')],
  ],
  ['a policy that holds', [policy(FEW), binding('Deny'), deployment(2)], {}, []],
  ['a policy without a binding', [policy(FEW), deployment(9)], {}, []],
  [
    'defaults are there when a policy looks',
    [policy("object.spec.strategy.type == 'Recreate'"), binding('Deny'), deployment(9)],
    {},
    [found('error', 'denies it')],
  ],
  [
    'structs that Go writes although they are empty: no container has limits',
    [policy('object.spec.template.spec.containers.exists(c, has(c.resources.limits))'), binding('Deny'), deployment(1)],
    {},
    [found('error', 'denies it')],
  ],
  ['the status is there', [policy('has(object.status)'), binding('Deny'), deployment(1)], {}, []],
  [
    'what the API server gives to the object',
    [policy("object.metadata.uid == 'a'"), binding('Deny'), deployment(1)],
    {},
    ['0: ValidatingAdmissionPolicy few: the API server gives object.metadata.uid'],
  ],
  [
    'the finalizer that the API server gives to the Namespace',
    [
      policy("'kubernetes' in namespaceObject.spec.finalizers"),
      binding('Deny'),
      deployment(1),
      namespace({ team: 'db' }),
    ],
    {},
    [],
  ],
  [
    'the Namespace of the object',
    [
      policy("namespaceObject.metadata.labels['team'] == 'web'"),
      binding('Deny'),
      deployment(1),
      namespace({ team: 'db' }),
    ],
    {},
    [found('error', 'denies it')],
  ],
  [
    'a param',
    [
      policy('object.spec.replicas <= int(params.data.max)', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }),
      binding('Deny', { paramRef: { name: 'limits', namespace: 'shop', parameterNotFoundAction: 'Deny' } }),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'limits', namespace: 'shop' }, data: { max: '3' } },
      deployment(4),
    ],
    {},
    [found('error', 'denies it')],
  ],
  [
    'a custom resource, with the defaults of its definition',
    [
      policy('object.size < 5', {}, { ...RULE, apiGroups: ['example.com'], resources: ['foos'] }),
      binding('Deny'),
      CRD,
      { apiVersion: 'example.com/v1', kind: 'Foo', metadata: { name: 'web', namespace: 'shop' } },
    ],
    {},
    [found('error', 'denies it').replace('Deployment', 'Foo')],
  ],
  [
    'what hangs on the user is not checked, and said once',
    [
      policy("request.userInfo.username == 'ann'"),
      binding('Deny'),
      deployment(1),
      { ...deployment(1), metadata: { name: 'api', namespace: 'shop' } },
    ],
    {},
    ['0: ValidatingAdmissionPolicy few: request.userInfo is not in the manifests'],
  ],
  [
    'a MutatingAdmissionPolicy',
    [deployment(9), MUTATING],
    { kubernetesVersion: ofMinor(36) },
    ['1: MutatingAdmissionPolicy sidecar: not applied to the other objects'],
  ],
];

test.each(ADMISSION)('admission policies: %s', async (_, objects, settings, expected) => {
  expect(await said(objects, { ...ON, ...settings })).toEqual(expected);
});

test('a policy that the API server refuses judges nothing', async () => {
  const rules = (await said([policy('object.spec.replicas +'), binding('Deny'), deployment(9)])).map(
    (line) => line.split(':')[0],
  );
  expect(rules).toEqual(['error api/invalid-value spec.validations[0].expression']);
});

test('custom resources are judged by the rules of their definition, and so is the definition', async () => {
  const crd = (rule: string) => {
    const openAPIV3Schema = {
      type: 'object',
      properties: { size: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule, message: 'too big' }],
    };
    const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }];
    return { ...CRD, spec: { ...CRD.spec, versions } };
  };
  const foo = { apiVersion: 'example.com/v1', kind: 'Foo', metadata: { name: 'web' }, size: 9 };
  expect(await said([crd('self.size < 5'), foo])).toEqual(['error api/invalid-value : the object: too big (Foo)']);
  expect((await said([crd('self.siz < 5')])).map((line) => line.split(':')[0])).toEqual([
    'error api/invalid-value spec.validation.openAPIV3Schema.x-kubernetes-validations[0].rule',
  ]);
});

test('the policies of another kustomization are not in force', async () => {
  const text = (objects: readonly object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const kustomization = 'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nresources: [all.yaml]\n';
  const { findings } = await lintTexts(
    [
      { file: 'a/kustomization.yaml', text: kustomization },
      { file: 'a/all.yaml', text: text([policy(FEW), binding('Deny'), deployment(9)]) },
      { file: 'b/kustomization.yaml', text: kustomization },
      { file: 'b/all.yaml', text: text([deployment(9)]) },
    ],
    ON,
  );
  expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'a/all.yaml policy/validating-admission-policy',
  ]);
});
