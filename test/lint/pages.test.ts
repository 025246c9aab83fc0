import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { docsModule, pageMistakes, rulesModule } from '../../src/lint/page.js';
import { companions, pages, schemaMistakes } from './pages.js';

// A generated module is rewritten on request, else held against what the pages make.
function expectGenerated(file: string, text: string): void {
  if (process.env.UPDATE !== undefined) writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
}

describe('pages', () => {
  test('fit the schema', () => {
    expect(schemaMistakes).toEqual([]);
  });

  test('say what the schema cannot check', () => {
    expect(pages.flatMap(pageMistakes)).toEqual([]);
  });

  test('have their companions, and every companion its page', () => {
    const checks = pages.filter(({ page }) => page.check !== undefined).map(({ id }) => `${id}.ts`);
    expect(companions).toEqual(checks.sort());
  });

  test('are compiled', () => {
    expectGenerated('src/lint/rules.generated.ts', rulesModule(pages));
    expectGenerated('src/lint/rule-docs.generated.ts', docsModule(pages));
  });

  test('with an expression are refused, clearly', () => {
    const [first] = pages;
    if (first === undefined) throw new Error('no pages');
    const { check: _, from: __, ...rest } = first.page;
    expect(pageMistakes({ id: 'image/some-rule', page: { ...rest, expression: 'true' } })).toContain(
      'image/some-rule: expression: not supported yet; write a companion and `check: some-rule.ts`',
    );
  });
});
