import type { Report } from '../lint/report.js';
import { markdownText } from './markdown-text.js';
import { summaryLine } from './summary.js';

/** A table for comments and job summaries. */
export function markdown(report: Report): string {
  const rows = report.findings.map(({ severity, file, range, rule, message }) => {
    return `| ${severity} | ${markdownText(`${file}:${range.start.line}:${range.start.column}`)} | ${markdownText(message)} | ${markdownText(rule)} |`;
  });
  const table =
    rows.length === 0 ? [] : ['| severity | place | finding | rule |', '| --- | --- | --- | --- |', ...rows, ''];
  const unchecked = report.notChecked.map(
    ({ file, document, reason }) => `- ${markdownText(file)} document ${document}: ${markdownText(reason)}`,
  );
  const folded =
    unchecked.length === 0 ? [] : ['', '<details><summary>Not checked</summary>', '', ...unchecked, '', '</details>'];
  return `${['### rollcast', '', ...table, summaryLine(report), ...folded].join('\n')}\n`;
}
