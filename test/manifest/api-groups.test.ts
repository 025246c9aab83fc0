import { expect, test } from 'vitest';
import { groupsOfDefinitions, groupsOfVersions } from '../../src/manifest/api-groups.js';

const groups = (found: ReadonlySet<string> | undefined) => (found === undefined ? 'any' : [...found].sort());

test.each([
  ['plain', 'apiVersion: example.com/v1\nkind: Widget\n', ['example.com']],
  ['the core group, whose name is no group', 'apiVersion: v1\n', ['v1']],
  [
    'quoted',
    'apiVersion: "example.com/v1"\n---\napiVersion: \'other.example.com/v1\'\n',
    ['example.com', 'other.example.com'],
  ],
  ['in a list', '- { kind: Widget, apiVersion: example.com/v1 }\n', ['example.com']],
  ['JSON', '{"apiVersion":"example.com/v1"}', ['example.com']],
  ['on the next line', 'apiVersion:\n  example.com/v1\n', ['example.com']],
  ['in words', '# the apiVersion of it\n', []],
  ['of a template', 'apiVersion: {{ .Values.version }}\n', []],
  ['an alias', 'a: &v example.com/v1\napiVersion: *v\n', 'any'],
  ['a folded text', 'apiVersion: >-\n  example.com/v1\n', 'any'],
])('groups of versions: %s', (_, text, expected) => {
  expect(groups(groupsOfVersions(text))).toEqual(expected);
});

test.each([
  ['no definition', 'kind: Deployment\ngroup: a\n', []],
  ['a definition', 'kind: CustomResourceDefinition\nspec:\n  group: example.com\n', ['example.com']],
  ['JSON', '{"kind":"CustomResourceDefinition","spec":{"group":"example.com"}}', ['example.com']],
  [
    'a field of that name',
    'kind: CustomResourceDefinition\nspec: { group: a.b }\nproperties:\n  group:\n    type: string\n',
    ['a.b', 'type'],
  ],
  ['an alias', 'kind: CustomResourceDefinition\nspec: { group: *a }\n', 'any'],
])('groups of definitions: %s', (_, text, expected) => {
  expect(groups(groupsOfDefinitions(text))).toEqual(expected);
});
