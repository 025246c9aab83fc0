import type { Finding, ResourceIdentity } from '../lint/finding.js';
import type { Report } from '../lint/report.js';
import { type LineIndex, lineIndex } from '../manifest/position.js';
import { codeFrame } from './code-frame.js';
import type { Layout } from './layout.js';
import { type Paint, paintWith } from './paint.js';
import { printable } from './printable.js';
import { summaryLine } from './summary.js';

const MAX_COLUMNS = 140;

/** The report for people: each finding with its place in the text, then what was and was not checked. */
export function pretty(report: Report, layout: Layout): string {
  const paint = paintWith(layout.colour);
  const linesOf = lineReader(layout);
  const columns = Math.min(layout.columns, MAX_COLUMNS);
  const blocks = report.findings.map((finding) => block(finding, { paint, linesOf, columns }).join('\n'));
  if (layout.verbose) blocks.push(...unchecked(report, paint));
  if (!layout.quiet) blocks.push(closing(report, layout, paint));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

interface Drawing {
  readonly paint: Paint;
  readonly linesOf: (file: string) => (line: number) => string;
  readonly columns: number;
}

function block(finding: Finding, { paint, linesOf, columns }: Drawing): string[] {
  const { severity, rule, message, file, range } = finding;
  const place = `${printable(file)}:${range.start.line}:${range.start.column}`;
  const lines = [
    `${paint('strong', place)} ${paint(severity, severity)} ${paint('faint', rule)} ${printable(message)}`,
  ];
  const subject = subjectOf(finding);
  if (subject !== '') lines.push(`  ${paint('faint', printable(subject))}`);
  lines.push(...codeFrame(linesOf(file), range, { paint, tone: severity, columns }));
  for (const related of finding.related ?? []) {
    const { start } = related.range;
    lines.push(`  ${paint('faint', `${printable(related.file)}:${start.line}:${start.column}`)}`);
    lines.push(
      ...codeFrame(linesOf(related.file), related.range, { paint, tone: 'help', columns, note: related.message }),
    );
  }
  if (finding.help !== undefined) lines.push(`  ${paint('help', 'help:')} ${printable(finding.help)}`);
  return lines;
}

/** `Deployment shop/web, spec.replicas`, as much of it as there is. */
function subjectOf({ resource, path }: Finding): string {
  const parts = [resource === undefined ? '' : titleOf(resource), path ?? ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** `Deployment shop/web`; a resource without a name is its kind alone. */
function titleOf({ kind, namespace, name }: ResourceIdentity): string {
  if (name === undefined) return kind;
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function unchecked({ notChecked }: Report, paint: Paint): string[] {
  if (notChecked.length === 0) return [];
  const rows = notChecked.map(
    ({ file, document, reason }) => `  ${printable(file)} document ${document}: ${printable(reason)}`,
  );
  return [[paint('strong', 'not checked:'), ...rows].join('\n')];
}

function closing(report: Report, { verbose }: Layout, paint: Paint): string {
  const { errors, warnings, notChecked } = report.summary;
  const tone = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'strong';
  const lines = [paint(tone, summaryLine(report))];
  const first = report.findings[0];
  if (first !== undefined) lines.push(paint('faint', `rollcast explain ${first.rule} tells why and what to do`));
  if (notChecked > 0 && !verbose) lines.push(paint('faint', '--verbose lists what was not checked, and why'));
  return lines.join('\n');
}

function lineReader({ textOf }: Layout): (file: string) => (line: number) => string {
  const known = new Map<string, LineIndex>();
  return (file) => {
    const lines = known.get(file) ?? lineIndex((textOf(file) ?? '').replace(/^\ufeff/, ' '));
    known.set(file, lines);
    return lines.lineText;
  };
}
