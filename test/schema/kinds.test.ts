import { describe, expect, test } from 'vitest';
import { NEWEST_MINOR, ofMinor } from '../../src/kube/version.js';
import { documentationOf } from '../../src/schema/documentation.js';
import { enumValues } from '../../src/schema/enums.js';
import { absenceOf, isBuiltInGroup, offByDefault, resourceType, servedTypes } from '../../src/schema/kinds.js';
import { lifecycleOf } from '../../src/schema/lifecycle.js';
import { kindLines, namedStruct } from '../../src/schema/table.js';

describe('kinds', () => {
  test.each([
    [
      'v1',
      'Pod',
      35,
      { group: '', version: 'v1', plural: 'pods', namespaced: true, served: true, needsRuntimeConfig: false },
    ],
    [
      'v1',
      'Node',
      35,
      { group: '', version: 'v1', plural: 'nodes', namespaced: false, served: true, needsRuntimeConfig: false },
    ],
    [
      'resource.k8s.io/v1',
      'ResourceClaim',
      33,
      {
        group: 'resource.k8s.io',
        version: 'v1',
        plural: 'resourceclaims',
        namespaced: true,
        served: false,
        needsRuntimeConfig: false,
      },
    ],
    [
      'resource.k8s.io/v1beta1',
      'ResourceClaim',
      33,
      {
        group: 'resource.k8s.io',
        version: 'v1beta1',
        plural: 'resourceclaims',
        namespaced: true,
        served: true,
        needsRuntimeConfig: true,
      },
    ],
  ])('%s %s in 1.%i', (apiVersion, kind, minor, expected) => {
    const type = resourceType(apiVersion, kind, ofMinor(minor));
    const { group, version, plural, namespaced, served, needsRuntimeConfig } = type ?? {};
    expect({ group, version, plural, namespaced, served, needsRuntimeConfig }).toEqual(expected);
  });

  test('a deprecated version says since when and what instead', () => {
    expect(resourceType('v1', 'Endpoints', ofMinor(35))?.lifecycle).toEqual({
      deprecatedIn: 33,
      replacement: 'discovery.k8s.io/v1',
      replacementKind: 'EndpointSlice',
    });
  });

  test.each([
    ['apps/v1', 'deployment', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['apps/v1', 'Deployments', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['apps', 'Deployment', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['apps/v2', 'StatefulSet', { apiVersion: 'apps/v1', kind: 'StatefulSet' }],
    ['v1', 'Ingress', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }],
    ['autoscaling/v1', 'HorizontalPodAutoscalar', { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler' }],
    ['batch/v1', 'Cronjob', { apiVersion: 'batch/v1', kind: 'CronJob' }],
  ])('%s %s means another kind', (apiVersion, kind, suggestion) => {
    expect(absenceOf(apiVersion, kind, ofMinor(35))).toEqual({ reason: 'unknown', suggestion });
  });

  test('what the table no longer has was removed when the table says', () => {
    const wrong = [...kindLines()].flatMap(([apiVersion, kinds]) =>
      kinds.flatMap(({ kind, minors }) => {
        const last = minors.at(-1) ?? 0;
        const removedIn = lifecycleOf(apiVersion, kind)?.removedIn ?? 99;
        const isRight = last === NEWEST_MINOR ? removedIn > last : removedIn === last + 1;
        return isRight ? [] : [`${apiVersion} ${kind}: last in 1.${last}, removed in 1.${removedIn}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('groups of Kubernetes are built in, those of add-ons are not', () => {
    const groups = ['', 'apps', 'extensions', 'gateway.networking.k8s.io', 'snapshot.storage.k8s.io', 'argoproj.io'];
    expect(groups.filter(isBuiltInGroup)).toEqual(['', 'apps', 'extensions']);
  });

  test('every kind of every minor can be decoded', () => {
    const minors = Array.from({ length: 11 }, (_, at) => ofMinor(26 + at));
    const empty = minors
      .flatMap(servedTypes)
      .filter(({ struct }) => !struct.fields.has('metadata') || !struct.fields.has('kind'));
    expect(empty.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([]);
    expect(minors.map((version) => servedTypes(version).length)).toEqual([67, 69, 72, 73, 79, 79, 79, 87, 89, 89, 94]);
  });
});

describe('enums', () => {
  test.each([
    ['core.v1.Container', 'imagePullPolicy', 35, ['Always', 'IfNotPresent', 'Never']],
    [
      'core.v1.PersistentVolumeClaimSpec',
      'accessModes',
      35,
      ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
    ],
    ['batch.v1.JobSpec', 'podReplacementPolicy', 27, undefined],
    ['batch.v1.JobSpec', 'podReplacementPolicy', 28, ['Failed', 'TerminatingOrFailed']],
    ['core.v1.Container', 'image', 35, undefined],
    ['core.v1.Nothing', 'image', 35, undefined],
  ])('%s.%s in 1.%i', (type, field, minor, expected) => {
    const found = namedStruct(type, minor)?.fields.get(field);
    expect(found && enumValues(found)).toEqual(expected);
  });
});

test.each([
  [
    'resource.k8s.io/v1beta1',
    'ResourceClaim',
    35,
    { instead: { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim' } },
  ],
  ['resource.k8s.io/v1beta1', 'ResourceClaim', 33, {}],
  ['certificates.k8s.io/v1beta1', 'PodCertificateRequest', 35, {}],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 30, undefined],
  ['apps/v1', 'Deployment', 35, undefined],
])('%s %s in 1.%i: is it off by default?', (apiVersion, kind, minor, expected) => {
  const type = resourceType(apiVersion, kind, ofMinor(minor));
  expect(type && offByDefault(type, ofMinor(minor))).toEqual(expected);
});

test.each([
  ['v1', 'pvc', { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }],
  ['autoscaling/v2', 'HPA', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' }],
])('%s %s is the short name of a kind', (apiVersion, kind, suggestion) => {
  expect(absenceOf(apiVersion, kind, ofMinor(35))).toEqual({ reason: 'unknown', suggestion });
});

describe('documentation', () => {
  test('of a field', async () => {
    expect(await documentationOf('Deployment.spec.strategy', ofMinor(35))).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'strategy',
      type: 'DeploymentStrategy',
      description: 'The deployment strategy to use to replace existing pods with new ones.',
      values: [],
      fields: [
        {
          name: 'rollingUpdate',
          type: 'RollingUpdateDeployment',
          description: 'Rolling update config params. Present only if DeploymentStrategyType = RollingUpdate.',
        },
        {
          name: 'type',
          type: 'string',
          description: 'Type of deployment. Can be "Recreate" or "RollingUpdate". Default is RollingUpdate.',
        },
      ],
    });
  });

  test('of a field inside a list, with its values', async () => {
    const found = await documentationOf(
      'apps/v1 StatefulSet.spec.template.spec.containers.imagePullPolicy',
      ofMinor(35),
    );
    expect('values' in found ? found.values : found).toEqual(['Always', 'IfNotPresent', 'Never']);
  });

  test.each([
    ['Deployment.spec.replica', { unknown: 'replica', suggestion: 'replicas' }],
    ['Deploymnt', { unknown: 'Deploymnt', suggestion: 'Deployment' }],
    ['Deployment.spec.replicas.max', { unknown: 'max', suggestion: undefined }],
  ])('%s does not exist', async (path, expected) => {
    expect(await documentationOf(path, ofMinor(35))).toEqual(expected);
  });
});
