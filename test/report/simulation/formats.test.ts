import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulationHtml } from '../../../src/report/simulation/html/page.js';
import { simulationJson } from '../../../src/report/simulation/json.js';
import { simulationMarkdown } from '../../../src/report/simulation/markdown.js';
import { type SimulationLayout, simulationPretty } from '../../../src/report/simulation/pretty.js';
import { DB, type Forecasted, REPORT, reportOf, STUCK, web } from './report-of.js';

const LAYOUT: SimulationLayout = { colour: false, columns: 80, isTerminal: true, quiet: false, verbose: false };

const FIRST_APPLY: Forecasted = { files: { 'web.yaml': web() } };
const CRON: Forecasted = {
  files: { 'report.yaml': REPORT },
  scenario: '{ steps: [{ apply: report.yaml }, { wait: 6h }] }',
};
const SCALE_DOWN: Forecasted = {
  files: { 'db.yaml': DB },
  scenario: '{ steps: [{ apply: db.yaml }, { scale: { target: statefulset/db, replicas: 1 } }] }',
};

// What is printed, whole: `UPDATE=1` writes it anew.
test.each([
  { name: 'pretty-stuck', text: () => simulationPretty(reportOf(STUCK), LAYOUT) },
  { name: 'pretty-stuck-verbose', text: () => simulationPretty(reportOf(STUCK), { ...LAYOUT, verbose: true }) },
  { name: 'pretty-first-apply', text: () => simulationPretty(reportOf(FIRST_APPLY), LAYOUT) },
  { name: 'pretty-cron', text: () => simulationPretty(reportOf(CRON), LAYOUT) },
  { name: 'pretty-claims', text: () => simulationPretty(reportOf(SCALE_DOWN), { ...LAYOUT, quiet: true }) },
  { name: 'markdown-stuck', text: () => simulationMarkdown(reportOf(STUCK)) },
  { name: 'markdown-first-apply', text: () => simulationMarkdown(reportOf(FIRST_APPLY)) },
])('$name', ({ name, text }) => {
  const golden = `test/report/golden/simulation-${name}.txt`;
  const shown = text();
  if (process.env.UPDATE !== undefined || !existsSync(golden)) writeFileSync(golden, shown);
  expect(shown).toBe(readFileSync(golden, 'utf8'));
});

test.each([
  { name: 'pretty', render: () => simulationPretty(reportOf(FIRST_APPLY), LAYOUT) },
  { name: 'json', render: () => simulationJson(reportOf(FIRST_APPLY)) },
  { name: 'markdown', render: () => simulationMarkdown(reportOf(FIRST_APPLY)) },
  { name: 'html', render: () => simulationHtml(reportOf(FIRST_APPLY)) },
])('$name: the same input gives the same bytes', ({ render }) => {
  expect(render()).toBe(render());
});

test('on a terminal no line is wider than it', () => {
  for (const report of [STUCK, FIRST_APPLY, CRON, SCALE_DOWN].map(reportOf)) {
    const lines = simulationPretty(report, { ...LAYOUT, verbose: false }).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  }
});
