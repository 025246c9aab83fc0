import type { JsonObject } from '../kube/json.js';
import type { Severity } from './finding.js';
import type { RuleDocs, RuleExample, Stage } from './rule.js';

/** An example as a page writes it. */
export interface PageExample {
  readonly title: string;
  readonly manifest: string;
  /** The object before the change that the manifest is, for rules about changes. */
  readonly before?: string;
  readonly version?: string;
  readonly options?: JsonObject;
}

/** A rule's page as written, once `rules/page.schema.json` has accepted it. */
export interface Page {
  readonly summary: string;
  readonly severity: Severity;
  readonly profile: string;
  readonly since: string;
  readonly kinds: readonly string[];
  readonly rationale: string;
  readonly ignore: string;
  readonly references?: readonly string[];
  readonly options?: Readonly<Record<string, JsonObject>>;
  readonly expression?: string;
  readonly check?: string;
  readonly from?: Stage;
  readonly examples: {
    readonly fail: readonly PageExample[];
    readonly pass: readonly PageExample[];
    readonly 'look-alike'?: readonly PageExample[];
  };
}

/** A page and the rule id that its path makes. */
export interface NamedPage {
  readonly id: string;
  readonly page: Page;
}

// A profile holds what the smaller ones hold; `always` is for what no profile may leave out: the API server's verdict.
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  always: ['recommended', 'reliability', 'strict', 'security-baseline', 'security-restricted'],
  recommended: ['recommended', 'reliability', 'strict'],
  reliability: ['reliability', 'strict'],
  strict: ['strict'],
  'security-baseline': ['security-baseline', 'security-restricted'],
  'security-restricted': ['security-restricted'],
  none: [],
};

const WORKLOADS = [
  'v1/Pod',
  'v1/ReplicationController',
  'apps/v1/ReplicaSet',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'batch/v1/Job',
  'batch/v1/CronJob',
];

/** What is wrong with a page that the schema cannot say; empty if nothing is. */
export function pageMistakes({ id, page }: NamedPage): readonly string[] {
  const name = id.slice(id.indexOf('/') + 1);
  const mistakes: string[] = [];
  if (page.expression !== undefined)
    mistakes.push(`${id}: expression: not supported yet; write a companion and \`check: ${name}.ts\``);
  if (page.check !== undefined && page.check !== `${name}.ts`)
    mistakes.push(`${id}: check: is ${page.check}, the companion is ${name}.ts`);
  if (page.from === undefined && page.examples['look-alike'] === undefined)
    mistakes.push(`${id}: examples: no look-alike, a pass that looks like a fail`);
  for (const { title, manifest } of page.examples.fail) {
    if (!/# finding(:|$)/m.test(manifest)) mistakes.push(`${id}: examples: no line of "${title}" is marked # finding`);
  }
  return mistakes;
}

/** The text of the module with all rules: metadata, and the companions as static imports. No YAML is read at start-up. */
export function rulesModule(pages: readonly NamedPage[]): string {
  const checks = pages.filter(({ page }) => page.check !== undefined);
  const imports = checks.map(({ id }) => `import ${identifier(id)} from '../../rules/${id}.js';`);
  const rules = pages.map(({ id, page }) => {
    const compiled = JSON.stringify(compiledPage({ id, page }));
    return page.check === undefined ? `  ${compiled},` : `  { ...${compiled}, check: ${identifier(id)} },`;
  });
  return [
    '// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit',
    ...imports,
    "import type { CompiledRule } from './rule.js';",
    '',
    '/** All rules, by id. */',
    'export const RULES: readonly CompiledRule[] = [',
    ...rules,
    '];',
    '',
  ].join('\n');
}

/** The text of the module with what only `explain` shows: rationale, options, examples. */
export function docsModule(pages: readonly NamedPage[]): string {
  const docs = Object.fromEntries(pages.map(({ id, page }) => [id, docsOf(page)]));
  return [
    '// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit',
    "import type { RuleDocs } from './rule.js';",
    '',
    '/** The longer part of each page, by rule id. */',
    `export const RULE_DOCS: Readonly<Record<string, RuleDocs>> = ${JSON.stringify(docs, null, 1)};`,
    '',
  ].join('\n');
}

function compiledPage({ id, page }: NamedPage): JsonObject {
  const options = Object.entries(page.options ?? {}).map(([name, schema]) => [name, schema.default ?? null]);
  return {
    id,
    from: page.from ?? 'check',
    summary: page.summary,
    severity: page.severity,
    profiles: PROFILES[page.profile] ?? [],
    since: page.since,
    kinds: page.kinds.flatMap((kind) => (kind === 'workloads' ? WORKLOADS : [kind])),
    options: Object.fromEntries(options),
  };
}

function docsOf({ rationale, ignore, references, options, examples }: Page): RuleDocs {
  const kinds = ['fail', 'pass', 'look-alike'] as const;
  return {
    rationale: rationale.trim(),
    ignore: ignore.trim(),
    references: references ?? [],
    options: options ?? {},
    examples: kinds.flatMap((kind) => (examples[kind] ?? []).map((example) => exampleOf(kind, example))),
  };
}

function exampleOf(kind: RuleExample['kind'], { title, manifest, before, version }: PageExample): RuleExample {
  return { kind, title, manifest, ...(before !== undefined && { before }), ...(version !== undefined && { version }) };
}

/** `networking/service-selects-no-pods` → `networkingServiceSelectsNoPods` */
function identifier(id: string): string {
  return id.replace(/[/-](.)/g, (_, letter: string) => letter.toUpperCase());
}
