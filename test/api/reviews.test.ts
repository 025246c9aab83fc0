// What a v1.35.4 API server said of reviews: questions that it answers and does not store.
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';

const AUTHORIZATION = 'authorization.k8s.io/v1';
const AUTHENTICATION = 'authentication.k8s.io/v1';
const pods = { verb: 'get', resource: 'pods' };

const cases: readonly [string, string, JsonObject, readonly string[]][] = [
  [AUTHORIZATION, 'SubjectAccessReview', { spec: { user: 'jane', resourceAttributes: pods } }, []],
  [
    AUTHORIZATION,
    'SubjectAccessReview',
    { metadata: { name: 'x' }, spec: { user: 'jane', resourceAttributes: pods } },
    ['Invalid metadata'],
  ],
  [
    AUTHORIZATION,
    'SubjectAccessReview',
    { spec: { resourceAttributes: pods, nonResourceAttributes: { path: '/' } } },
    ['Invalid spec.nonResourceAttributes', 'Invalid spec.user'],
  ],
  [AUTHORIZATION, 'SubjectAccessReview', { spec: {} }, ['Invalid spec.resourceAttributes', 'Invalid spec.user']],
  [AUTHORIZATION, 'SelfSubjectAccessReview', { spec: {} }, ['Invalid spec.resourceAttributes']],
  [
    AUTHORIZATION,
    'SelfSubjectAccessReview',
    {
      spec: {
        resourceAttributes: {
          fieldSelector: {},
          labelSelector: { rawSelector: 'a', requirements: [{ key: 'a', operator: 'In' }] },
        },
      },
    },
    [
      'Required spec.resourceAttributes.fieldSelector.requirements',
      'Invalid spec.resourceAttributes.labelSelector.rawSelector',
      'Required spec.resourceAttributes.labelSelector.requirements[0].values',
    ],
  ],
  [
    AUTHORIZATION,
    'SelfSubjectAccessReview',
    {
      spec: {
        resourceAttributes: {
          fieldSelector: {
            requirements: [
              { key: '', operator: 'Foo' },
              { key: 'a', operator: 'In' },
            ],
          },
          labelSelector: { requirements: [{ key: 'a b', operator: 'Foo' }] },
        },
      },
    },
    [
      'Required spec.resourceAttributes.fieldSelector.requirements[0].key',
      'Required spec.resourceAttributes.fieldSelector.requirements[1].values',
      'Invalid spec.resourceAttributes.labelSelector.requirements[0].key',
    ],
  ],
  [
    AUTHORIZATION,
    'LocalSubjectAccessReview',
    { spec: { user: 'jane', resourceAttributes: { ...pods, namespace: 'default' } } },
    [],
  ],
  [
    AUTHORIZATION,
    'LocalSubjectAccessReview',
    { metadata: { name: 'q' }, spec: { user: 'jane', resourceAttributes: { ...pods, namespace: 'other' } } },
    ['Invalid metadata', 'Invalid spec.resourceAttributes.namespace'],
  ],
  [
    AUTHORIZATION,
    'LocalSubjectAccessReview',
    { spec: { user: 'jane', nonResourceAttributes: { path: '/' } } },
    ['Invalid spec.nonResourceAttributes'],
  ],
  [AUTHORIZATION, 'SelfSubjectRulesReview', { spec: {} }, ['BadRequest ']],
  [AUTHORIZATION, 'SelfSubjectRulesReview', { metadata: { name: 'x' }, spec: { namespace: 'a' } }, []],
  [AUTHENTICATION, 'TokenReview', { spec: {} }, ['BadRequest ']],
  [AUTHENTICATION, 'TokenReview', { spec: { token: 'a' } }, []],
  [AUTHENTICATION, 'SelfSubjectReview', { metadata: { name: 'Bad Name' } }, []],
];

test.each(cases)('%s %s %j', (apiVersion, kind, object, errors) => {
  const found = validateCreate(apiVersion, kind, { apiVersion, kind, ...object }, ofMinor(35));
  expect(found.map(({ type, path }) => `${type} ${formatPath(path)}`)).toEqual(errors);
});
