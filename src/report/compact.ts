import type { Report } from '../lint/report.js';
import type { Layout } from './layout.js';
import { printable } from './printable.js';
import { summaryLine } from './summary.js';

/** One line a finding, `file:line:column: severity rule message`, as editors and grep like it. */
export function compact(report: Report, layout: Layout): string {
  const lines = report.findings.map(({ file, range, severity, rule, message }) => {
    return `${printable(file)}:${range.start.line}:${range.start.column}: ${severity} ${rule} ${printable(message)}`;
  });
  if (layout.verbose) {
    for (const { file, document, reason } of report.notChecked) {
      lines.push(`${printable(file)}: not checked: document ${document}: ${printable(reason)}`);
    }
  }
  if (!layout.quiet) lines.push(summaryLine(report));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
