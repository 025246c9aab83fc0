import { expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/graph.js';
import { child } from '../../src/kube/field-path.js';
import { NEWEST } from '../../src/kube/version.js';
import type { Check, CheckRule } from '../../src/lint/rule.js';
import { runRules } from '../../src/lint/run-rules.js';
import type { Settings } from '../../src/lint/settings.js';
import { identify } from '../../src/manifest/identify.js';
import { readDocuments } from '../../src/manifest/read.js';

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

function rule(id: string, check: Check, more: Partial<CheckRule> = {}): CheckRule {
  const summary = 'A rule of this test';
  return {
    id,
    from: 'check',
    check,
    summary,
    severity: 'warning',
    profiles: ['recommended'],
    since: '0.1.0',
    kinds: ['v1/Pod'],
    options: {},
    ...more,
  };
}

const says: Check = function* (resource, { options }) {
  yield { path: child(undefined, 'spec'), message: `${resource.name} ${JSON.stringify(options)}` };
};
const hides: Check = function* () {
  yield { path: undefined, message: 'not in these files', withheld: 'other.yaml: cannot be read' };
};
const breaks: Check = function* () {
  yield { path: undefined, message: 'before' };
  throw new Error('a bug');
};

function run(rules: readonly CheckRule[], settings: Partial<Settings> = {}): unknown[] {
  const files = ['a.yaml', 'b.yaml'].map((name) => {
    const outcome = readDocuments(name, `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name[0]} }\nspec: {}\n`);
    if (outcome.kind !== 'read') throw new Error(outcome.why);
    return outcome.file;
  });
  const resources = files.flatMap((file) => identify(file).resources);
  const graph = buildGraph({ files, resources });
  const all = runRules({ resources, graph, version: NEWEST, settings: { ...SETTINGS, ...settings }, rules });
  return [...all].map((outcome) => {
    const who = `${outcome.rule.id} ${outcome.resource.name}`;
    if (outcome.kind === 'problem') return `${who}: ${outcome.severity} ${outcome.problem.message}`;
    return outcome.kind === 'withheld'
      ? `${who}: withheld, ${outcome.reason}`
      : `${who}: failure, ${(outcome.error as Error).message}`;
  });
}

test('every rule of a kind sees every resource of it', () => {
  const rules = [
    rule('a/one', says),
    rule('a/any', says, { kinds: ['*'] }),
    rule('a/other', says, { kinds: ['v1/Service'] }),
  ];
  expect(run(rules)).toEqual([
    'a/one a: warning a {}',
    'a/any a: warning a {}',
    'a/one b: warning b {}',
    'a/any b: warning b {}',
  ]);
});

test('a rule that breaks does not silence the others', () => {
  expect(run([rule('a/broken', breaks), rule('a/fine', says)])).toEqual([
    'a/broken a: warning before',
    'a/broken a: failure, a bug',
    'a/fine a: warning a {}',
    'a/broken b: warning before',
    'a/broken b: failure, a bug',
    'a/fine b: warning b {}',
  ]);
});

test('what rests on a file that cannot be read is withheld', () => {
  expect(run([rule('a/absent', hides)])).toEqual([
    'a/absent a: withheld, other.yaml: cannot be read',
    'a/absent b: withheld, other.yaml: cannot be read',
  ]);
});

test('profile, severity and options decide, file by file', () => {
  const rules = [
    rule('a/off', says),
    rule('a/strict', says, { profiles: ['strict'] }),
    rule('a/louder', says, { profiles: [], options: { most: 3, least: 1 } }),
  ];
  const settings: Partial<Settings> = {
    rules: new Map([
      ['a/off', { severity: 'off' }],
      ['a/louder', { severity: 'error', options: { most: 5 } }],
    ]),
    overrides: [{ matches: (file) => file === 'b.yaml', rules: new Map([['a/off', { severity: 'info' }]]) }],
  };
  expect(run(rules, settings)).toEqual([
    'a/louder a: error a {"most":5,"least":1}',
    'a/off b: info b {}',
    'a/louder b: error b {"most":5,"least":1}',
  ]);
});
