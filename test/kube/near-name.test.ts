import { expect, test } from 'vitest';
import { nearName } from '../../src/kube/near-name.js';

const FIELDS = ['image', 'imagePullPolicy', 'name', 'ports', 'port', 'env', 'envFrom'];

test.each([
  { name: 'a letter too many', written: 'imagePullPolicyy', near: 'imagePullPolicy' },
  { name: 'a letter missing', written: 'imagPullPolicy', near: 'imagePullPolicy' },
  { name: 'neighbours swapped', written: 'iamge', near: 'image' },
  { name: 'only the case differs', written: 'ENVFROM', near: 'envFrom' },
  { name: 'two are as near', written: 'portt', near: undefined },
  { name: 'nothing is near', written: 'replicas', near: undefined },
  { name: 'a short name allows one slip', written: 'ev', near: 'env' },
  { name: 'a very long key is not compared', written: 'x'.repeat(100_000), near: undefined },
])('$name', ({ written, near }) => {
  expect(nearName(written, FIELDS)).toBe(near);
});
