import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tabbed } from '../../../src/simulate/kubectl/tabbed.js';
import { printed, printedOf } from './printed.js';

// shop.yaml was applied to a real cluster of 1.35.4, too: kubectl printed the same there, but for addresses, ids, dates and
// the volume with the service account's token.
test.each([
  ['workloads', ['deployment/web', 'sts/db', 'ds/agent', 'job/load', 'cronjob/nightly']],
  ['others', ['hpa/web', 'pdb/web', 'svc/web', 'pvc/data-db-0']],
  ['node', ['node/node-1']],
  ['pods', ['pod/db-0', '{ pod: { selector: app=web, index: 0 } }', '{ pod: { selector: app=load, index: 0 } }']],
])('%s', async (name, targets) => {
  const text = printed(targets.map((target) => `describe: ${target}`));
  await expect(text).toMatchFileSnapshot(`golden/describe-${name}.txt`);
});

// As `get` of them (get.test.ts).
test('kinds that do nothing by themselves', async () => {
  const targets = ['quota/all', 'quota/best', 'quota/high', 'limits/limits', 'pc/high', 'csinode/node-9', 'sc/fast'];
  const volumes = ['pv/pv-1', 'pv/pv-2', 'pv/pv-3', 'secret/tls', 'secret/token', 'netpol/deny', 'netpol/web'];
  const steps = [...targets, ...volumes, 'cm/settings'].map((target) => `describe: ${target}`);
  const files = { 'kinds.yaml': readFileSync('test/simulate/kubectl/kinds.yaml', 'utf8') };
  await expect(printedOf(files, steps)).toMatchFileSnapshot('golden/describe-kinds.txt');
});

const BROKEN = `apiVersion: v1
kind: Pod
metadata: { name: shell, namespace: shop }
spec: { containers: [{ name: sh, image: "registry.example.com/shop/shell:1" }, { name: idle, image: "registry.example.com/shop/idle:1" }] }
`;

describe('a pod in trouble', () => {
  test('a container that crashes says how it ended last', async () => {
    const behave = 'behave: { pod: shell, behaviour: { container: sh, crash: 3s } }';
    const steps = ['apply: broken.yaml', behave, 'wait: 30s', 'describe: pod/shell'];
    await expect(printed(steps, { 'broken.yaml': BROKEN })).toMatchFileSnapshot('golden/describe-crash.txt');
  });

  test('one without a node has no state', async () => {
    const homeless = BROKEN.replace(
      'spec: {',
      'spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: nowhere } }],',
    );
    const steps = ['apply: homeless.yaml', 'describe: pod/shell'];
    await expect(printed(steps, { 'homeless.yaml': homeless })).toMatchFileSnapshot('golden/describe-pending.txt');
  });
});

test('what is not there, or not described', () => {
  expect(printed(['describe: deployment/nope', 'describe: pod/nope'])).toBe(
    '# describe deployment/nope\nError from server (NotFound): deployments.apps "nope" not found\n\n# describe pod/nope\nError from server (NotFound): pods "nope" not found\n',
  );
});

test.each([
  { name: 'cells of lines that follow each other', lines: ['a\tb', 'ccc\td'], are: ['a    b', 'ccc  d'] },
  { name: 'a line without a cell ends a column', lines: ['a\tb', 'x', 'ccc\td'], are: ['a  b', 'x', 'ccc  d'] },
  { name: 'an empty first cell', lines: ['Labels:\ta', '\tb'], are: ['Labels:  a', '         b'] },
])('tabwriter: $name', ({ lines, are }) => {
  expect(tabbed(lines)).toEqual(are);
});
