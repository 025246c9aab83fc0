// What the minors of Kubernetes disagree on, one object each: whether v1.26, v1.30, v1.33, v1.35 and v1.36 accept it.
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { validateUpdate } from '../../src/api/validate-update.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';

const MINORS = [26, 30, 33, 35, 36];
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
const selector = { matchLabels: { a: 'b' } };
const metadata = { name: 'n' };
const job = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } };
const target = { apiVersion: '', kind: 'Deployment', name: 'd' };

const CREATED: readonly [string, string, string, JsonObject, readonly string[]][] = [
  [
    'a serviceName that is no label',
    'apps/v1',
    'StatefulSet',
    { metadata, spec: { serviceName: 'a.b', selector, template } },
    ['', '', 'Invalid spec.serviceName', 'Invalid spec.serviceName', 'Invalid spec.serviceName'],
  ],
  [
    'a Pod template without an image',
    'apps/v1',
    'StatefulSet',
    { metadata, spec: { selector, template: { ...template, spec: { containers: [{ name: 'c' }] } } } },
    ['', '', '', 'Required spec.template.spec.containers[0].image', 'Required spec.template.spec.containers[0].image'],
  ],
  [
    'a target without apiVersion',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { metadata, spec: { maxReplicas: 1, scaleTargetRef: target } },
    ['', '', '', 'Invalid spec.scaleTargetRef.apiVersion', 'Invalid spec.scaleTargetRef.apiVersion'],
  ],
  [
    'no maxReplicas',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { metadata, spec: { scaleTargetRef: { ...target, apiVersion: 'apps/v1' } } },
    [26, 30, 33, 35]
      .map(() => 'Invalid spec.maxReplicas,Invalid spec.maxReplicas')
      .concat('Required spec.maxReplicas,Invalid spec.maxReplicas'),
  ],
  [
    'a managedBy without a domain',
    'batch/v1',
    'Job',
    { metadata, spec: { managedBy: 'me', template: job } },
    ['', '', 'Invalid spec.managedBy', 'Invalid spec.managedBy', 'Invalid spec.managedBy'],
  ],
  [
    'a name that begins with a digit',
    'v1',
    'Service',
    { metadata: { name: '1a' }, spec: { ports: [{ port: 80 }] } },
    ['Invalid metadata.name', 'Invalid metadata.name', 'Invalid metadata.name', 'Invalid metadata.name', ''],
  ],
];

test.each(CREATED)('create with %s', (_, apiVersion, kind, object, expected) => {
  const answers = MINORS.map((minor) => {
    const errors = validateCreate(apiVersion, kind, { apiVersion, kind, ...object }, ofMinor(minor));
    return errors.map(({ type, path }) => `${type} ${formatPath(path)}`).join();
  });
  expect(answers).toEqual(expected);
});

const suspended = { metadata, spec: { suspend: true, template: job } };
const [container] = job.spec.containers;
const resized = { ...container, resources: { limits: { cpu: '1' } } };
const storageClass = { metadata, provisioner: 'example.com/p' };

const UPDATED: readonly [string, string, string, JsonObject, JsonObject, readonly string[]][] = [
  [
    'resources of a suspended Job',
    'batch/v1',
    'Job',
    suspended,
    { metadata, spec: { suspend: true, template: { spec: { ...job.spec, containers: [resized] } } } },
    ['Invalid spec.template', 'Invalid spec.template', 'Invalid spec.template', 'Invalid spec.template', ''],
  ],
  [
    'the history limit of a StatefulSet',
    'apps/v1',
    'StatefulSet',
    { metadata, spec: { selector, template } },
    { metadata, spec: { selector, template, revisionHistoryLimit: 3 } },
    ['Forbidden spec', 'Forbidden spec', '', '', ''],
  ],
  [
    'the provisioner of a StorageClass',
    'storage.k8s.io/v1',
    'StorageClass',
    storageClass,
    { ...storageClass, provisioner: 'example.com/q' },
    [26, 30, 33, 35].map(() => 'Forbidden provisioner').concat('Invalid provisioner'),
  ],
];

test.each(UPDATED)('change of %s', (_, apiVersion, kind, from, to, expected) => {
  const answers = MINORS.map((minor) => {
    const errors = validateUpdate(apiVersion, kind, from, to, ofMinor(minor));
    return errors.map(({ type, path }) => `${type} ${formatPath(path)}`).join();
  });
  expect(answers).toEqual(expected);
});
