import { describe, expect, test } from 'vitest';
import { NEWEST, parseVersion } from '../../src/kube/version.js';
import type { PageExample } from '../../src/lint/page.js';
import type { Report } from '../../src/lint/report.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintChange, lintTexts } from '../../src/project.js';
import { pages } from './pages.js';

const SETTINGS: Settings = {
  kubernetesVersion: NEWEST,
  profiles: ['recommended'],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: true,
};

interface Seen {
  readonly line: number;
  readonly message: string;
}

const MARK = / *# finding(?:: (.*))?$/;

/** The lines that an example marks, and the messages if it says them. */
function marked(manifest: string): readonly Partial<Seen>[] {
  return manifest.split('\n').flatMap((text, at) => {
    const mark = MARK.exec(text);
    return mark === null ? [] : [{ line: at + 1, ...(mark[1] !== undefined && { message: mark[1] }) }];
  });
}

async function lint({ manifest, before, version, options }: PageExample, id: string): Promise<Report> {
  const lines = manifest.split('\n').map((line) => line.replace(MARK, ''));
  const kubernetesVersion = version === undefined ? NEWEST : (parseVersion(version) ?? NEWEST);
  const severity = pages.find((found) => found.id === id)?.page.severity ?? 'warning';
  const rules = new Map([[id, { severity, ...(options && { options }) }]]);
  const texts = [{ file: 'example.yaml', text: lines.join('\n') }];
  const settings = { ...SETTINGS, kubernetesVersion, rules };
  if (before === undefined) return lintTexts(texts, settings);
  const placeOf = (file: string) => file;
  const earlier = { texts: [{ file: 'example.yaml', text: before }], placeOf };
  return (await lintChange(earlier, { texts, placeOf }, settings)).report;
}

const examples = pages.flatMap(({ id, page }) =>
  (['fail', 'pass', 'look-alike'] as const).flatMap((kind) =>
    (page.examples[kind] ?? []).map((example) => ({ id, kind, title: example.title, example })),
  ),
);

describe('examples', () => {
  test.each(examples)('$id $kind: $title', async ({ id, kind, example }) => {
    const { findings, failures, summary } = await lint(example, id);
    const own = findings.filter(({ rule }) => rule === id);
    const seen = own.map(({ range, message }) => ({ line: range.start.line, message }));
    const marks = kind === 'fail' ? marked(example.manifest) : [];
    expect(seen).toEqual(marks.map((mark, at) => ({ message: seen[at]?.message, ...mark })));
    // Nothing is wrong with an example but what it is about.
    const others = findings.filter(({ rule, severity }) => rule !== id && severity === 'error');
    expect({ others: isOfServer(id) ? [] : others, failures, withheld: summary.withheld }).toEqual({
      others: [],
      failures: [],
      withheld: 0,
    });
  });
});

function isOfServer(id: string): boolean {
  return id.startsWith('api/') || id.startsWith('yaml/');
}
