import type { Severity } from '../lint/finding.js';
import type { Report } from '../lint/report.js';
import type { Layout } from './layout.js';
import { summaryLine } from './summary.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: annotations in the change's view. */
export function github(report: Report, { quiet }: Layout): string {
  const lines = report.findings.map(({ severity, file, range, rule, message, help }) => {
    const { start, end } = range;
    // GitHub refuses columns on annotations that span lines.
    const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
    const place = `file=${property(file)},line=${start.line},endLine=${end.line}${columns},title=${property(rule)}`;
    return `::${COMMANDS[severity]} ${place}::${escaped(help === undefined ? message : `${message}\n${help}`)}`;
  });
  if (!quiet) lines.push(escaped(summaryLine(report)));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
