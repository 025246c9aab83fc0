import type { Dice } from './dice.js';
import { isTree } from './tree.js';

const VERSIONS = [
  'v1',
  'v2',
  'v1beta1',
  'apps/v1',
  'apps/v1beta1',
  'extensions/v1beta1',
  'batch/v1beta1',
  'policy/v1beta1',
  'networking.k8s.io/v1',
  'autoscaling/v2beta2',
  'autoscaling/v1',
  '',
  'a/b/c',
  '/v1',
  'apps/',
  'Apps/v1',
  'apps/V1',
  'apps',
  null,
  5,
];
const KINDS = [
  'Pod',
  'pod',
  'Deployment',
  'Deployments',
  'deployment',
  'Service',
  'List',
  'PodList',
  '',
  'Foo',
  'Status',
  'Scale',
  'Eviction',
  'Binding',
  'APIGroup',
  'DeleteOptions',
  'WatchEvent',
  'ComponentStatus',
  'Pod ',
  null,
  5,
  'PodSecurityPolicy',
];

/** Once in a while the object says it is something else, or stands in a list. */
export function wrapped(object: unknown, dice: Dice): unknown {
  const chance = dice.next();
  if (!isTree(object) || chance < 0.97) return object;
  const list = { apiVersion: 'v1', kind: 'List' };
  return dice.pick([
    { ...object, apiVersion: dice.pick(VERSIONS) },
    { ...object, kind: dice.pick(KINDS) },
    { ...list, items: [object] },
    { ...list, metadata: { resourceVersion: '' }, items: [object, object] },
    { ...list, items: [{ ...list, items: [object] }] },
    { ...list, items: dice.pick<unknown>([[], null, {}, 'x', [null], ['x'], [[object]], [{}]]) },
    { apiVersion: object.apiVersion, kind: `${String(object.kind)}List`, items: [object] },
    [object],
  ]);
}
