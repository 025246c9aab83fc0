import type { Report } from '../lint/report.js';
import { summaryLine } from './summary.js';

/** A table for comments and job summaries. */
export function markdown(report: Report): string {
  const rows = report.findings.map(({ severity, file, range, rule, message }) => {
    return `| ${severity} | ${cell(`${file}:${range.start.line}:${range.start.column}`)} | ${cell(message)} | ${cell(rule)} |`;
  });
  const table =
    rows.length === 0 ? [] : ['| severity | place | finding | rule |', '| --- | --- | --- | --- |', ...rows, ''];
  const unchecked = report.notChecked.map(
    ({ file, document, reason }) => `- ${cell(file)} document ${document}: ${cell(reason)}`,
  );
  const folded =
    unchecked.length === 0 ? [] : ['', '<details><summary>Not checked</summary>', '', ...unchecked, '', '</details>'];
  return `${['### rollcast', '', ...table, summaryLine(report), ...folded].join('\n')}\n`;
}

function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}
