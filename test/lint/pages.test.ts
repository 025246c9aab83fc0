import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildGraph } from '../../src/graph/graph.js';
import { NEWEST, parseVersion } from '../../src/kube/version.js';
import {
  docsModule,
  type NamedPage,
  type Page,
  type PageExample,
  pageMistakes,
  rulesModule,
} from '../../src/lint/page.js';
import type { CompiledRule } from '../../src/lint/rule.js';
import { runRules } from '../../src/lint/run-rules.js';
import type { Settings } from '../../src/lint/settings.js';
import { readExample } from './example.js';

const schema = JSON.parse(readFileSync('rules/page.schema.json', 'utf8'));
const ajv = new Ajv({ allErrors: true });
// The package's default export is its own module when imported from ESM.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const validate = ajv.compile<Page>(schema);

const written = readdirSync('rules', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => path.replaceAll('\\', '/').replace(/\.yaml$/, ''))
  .sort()
  .map((id) => ({ id, value: parse(readFileSync(`rules/${id}.yaml`, 'utf8')) as unknown }));

const pages: NamedPage[] = written.flatMap(({ id, value }) => (validate(value) ? [{ id, page: value }] : []));

// A generated module is rewritten on request, else held against what the pages make.
function expectGenerated(file: string, text: string): void {
  if (process.env['UPDATE'] !== undefined) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

describe('pages', () => {
  test('fit the schema', () => {
    const mistakes = written.flatMap(({ id, value }) =>
      validate(value) ? [] : [`${id}: ${ajv.errorsText(validate.errors)}`],
    );
    expect(mistakes).toEqual([]);
  });

  test('say what the schema cannot check', () => {
    expect(pages.flatMap(pageMistakes)).toEqual([]);
  });

  test('have their companions, and every companion its page', () => {
    const companions = readdirSync('rules', { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    );
    const checks = pages.filter(({ page }) => page.check !== undefined).map(({ id }) => `${id}.ts`);
    expect(companions.filter((path) => path.includes('/')).sort()).toEqual(checks.sort());
  });

  test('are compiled', () => {
    expectGenerated('src/lint/rules.generated.ts', rulesModule(pages));
    expectGenerated('src/lint/rule-docs.generated.ts', docsModule(pages));
  });
});

const { RULES } = (await import('../../src/lint/rules.generated.js')) as { readonly RULES: readonly CompiledRule[] };
const SETTINGS: Settings = {
  kubernetesVersion: NEWEST,
  profiles: ['strict'],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};

interface Seen {
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
  readonly message: string;
}

function seen({ manifest, version, options }: PageExample, id: string): readonly Seen[] {
  const { file, resources, lineOf } = readExample(manifest);
  const graph = buildGraph({ files: [file], resources });
  const release = version === undefined ? NEWEST : (parseVersion(version) ?? NEWEST);
  const settings: Settings = {
    ...SETTINGS,
    rules: new Map([[id, { severity: 'warning', ...(options && { options }) }]]),
  };
  return [...runRules({ resources, graph, version: release, settings, rules: RULES })].map((outcome) => {
    if (outcome.kind === 'failure') throw outcome.error;
    if (outcome.kind === 'withheld') throw new Error(`withheld: ${outcome.reason}`);
    const { rule, severity, resource, problem } = outcome;
    return {
      rule: rule.id,
      severity: rule.id === id ? rule.severity : severity,
      line: lineOf(resource, problem.path, problem.at),
      message: problem.message,
    };
  });
}

function marked(manifest: string): readonly { readonly line: number; readonly message: string | undefined }[] {
  return manifest.split('\n').flatMap((text, at) => {
    const mark = /# finding(?:: (.*))?$/.exec(text);
    return mark === null ? [] : [{ line: at + 1, message: mark[1] }];
  });
}

const checks = pages.filter(({ page }) => page.check !== undefined);
const examples = checks.flatMap(({ id, page }) =>
  (['fail', 'pass', 'look-alike'] as const).flatMap((kind) =>
    (page.examples[kind] ?? []).map((example) => ({ id, kind, title: example.title, example })),
  ),
);

describe('examples', () => {
  test.each(examples)('$id $kind: $title', ({ id, kind, example }) => {
    const found = seen(example, id);
    const own = found.filter(({ rule }) => rule === id).sort((a, b) => a.line - b.line);
    const marks = marked(example.manifest);
    const expected = marks.map(({ line, message }, at) => ({ line, message: message ?? own[at]?.message }));
    expect(own.map(({ line, message }) => ({ line, message }))).toEqual(kind === 'fail' ? expected : []);
    expect(found.filter(({ rule, severity }) => rule !== id && severity === 'error')).toEqual([]);
  });
});
