// What findings underline: the smallest place that a person has to change.
import { expect, test } from 'vitest';
import { NEWEST } from '../../src/kube/version.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintTexts } from '../../src/project.js';

const SETTINGS: Settings = {
  kubernetesVersion: NEWEST,
  profiles: ['recommended'],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

test.each([
  ['the key of a label', `${CONFIG_MAP}  labels:\n    fine: a\n    Bad Key: b\n`, ['Bad Key']],
  ['the value of a label', `${CONFIG_MAP}  labels: {fine: a, other: not fine}\n`, ['not fine']],
  ['the key of an annotation', `${CONFIG_MAP}  annotations:\n    fine: a\n    a/b/c: b\n`, ['a/b/c']],
  ['a finalizer', `${CONFIG_MAP}  finalizers:\n  - example.com/a\n  - not fine\n`, ['not fine', 'not fine']],
  ['a bad key of data', `${CONFIG_MAP}data: {fine: a, not fine: b}\n`, ['not fine']],
  [
    'an address, however it is written',
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: none, ports: [{port: 80}]}\n',
    ['none'],
  ],
  [
    'a label that a selector wants otherwise',
    'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a, tier: web}}\n' +
      '  template: {metadata: {labels: {app: b}}, spec: {containers: [{name: a, image: "a:1"}]}}\n',
    ['b'],
  ],
])('%s', async (_, text, expected) => {
  const { findings } = await lintTexts([{ file: 'a.yaml', text }], SETTINGS);
  const lines = text.split('\n');
  const underlined = findings
    .filter(({ rule }) => rule.startsWith('api/'))
    .map(({ range: { start, end } }) => lines[start.line - 1]?.slice(start.column - 1, end.column - 1));
  expect(underlined).toEqual(expected);
});
