import type { Difference, Score } from './score.js';
import { ownFields, serverFields } from './score.js';

/** How much a conformance command prints. */
export interface Detail {
  readonly verbose: boolean;
  readonly all: boolean;
}

/** Prints the account: a table, with `-v` the differences by kind of difference, stage, kind and edit, and examples. */
export function printScore(score: Score, detail: Detail, write: (text: string) => void): void {
  write(`checked           ${score.checked}\n`);
  write(`verdict agrees    ${percent(score.agree, score.checked)}\n`);
  write(`caught            ${percent(score.caught, score.rejected)} of the rejected\n`);
  write(`false rejections  ${percent(score.falseRejections, score.accepted)} of the accepted\n`);
  write(`fields agree      ${percent(score.fieldsAgree, score.caught)} of the caught\n`);
  if (detail.verbose || detail.all) printDifferences(score.differences, detail, write);
}

/** The last line of a command. */
export function scoreLine(score: Score): string {
  const { differences: _, ...figures } = score;
  return `${JSON.stringify({
    ...figures,
    agreement: ratio(score.agree, score.checked),
    fieldAgreement: ratio(score.fieldsAgree, score.caught),
  })}\n`;
}

/** A share, 1 where there is nothing to share. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 1e5) / 1e5;
}

function percent(part: number, whole: number): string {
  return `${(ratio(part, whole) * 100).toFixed(2)} % (${part} of ${whole})`;
}

const EXAMPLES = 5;

function printDifferences(differences: readonly Difference[], detail: Detail, write: (text: string) => void): void {
  for (const kind of ['false-rejection', 'missed', 'fields'] as const) {
    const some = differences.filter((difference) => difference.kind === kind);
    if (some.length === 0) continue;
    write(`\n${kind}: ${some.length}\n`);
    printCounts(
      '  stage',
      some.map(({ line, answer }) => `${line.stage ?? 'accept'} → ${answer.stage}`),
      write,
    );
    printCounts(
      '  kind',
      some.map(({ answer }) => `${answer.apiVersion} ${answer.kind}`),
      write,
    );
    printCounts(
      '  edit',
      some.flatMap(({ line }) => (line.ops ?? []).map(([name]) => name ?? '')),
      write,
    );
    printCounts(
      '  field',
      some.flatMap((difference) => fieldsInDispute(difference)),
      write,
    );
    for (const difference of detail.all ? some : some.slice(0, EXAMPLES)) printExample(difference, write);
  }
}

function printCounts(title: string, names: readonly string[], write: (text: string) => void): void {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 25);
  if (top.length === 0) return;
  write(`${title}:\n${top.map(([name, count]) => `    ${String(count).padStart(5)}  ${name}\n`).join('')}`);
}

/** `+` is only ours, `-` only the server's. */
function fieldsInDispute({ line, answer }: Difference): string[] {
  const server = new Set(serverFields(line.errors ?? []));
  const own = new Set(ownFields(answer.errors));
  const generic = (text: string): string => text.replace(/\[[^\]]*\]/g, '[]');
  return [
    ...[...own].filter((field) => !server.has(field)).map((field) => `+ ${generic(field)}`),
    ...[...server].filter((field) => !own.has(field)).map((field) => `- ${generic(field)}`),
  ];
}

function printExample({ line, answer }: Difference, write: (text: string) => void): void {
  const where = line.id ?? `${line.file}#${line.docIndex}${line.itemIndex === undefined ? '' : `/${line.itemIndex}`}`;
  write(`  ${where} ${answer.apiVersion} ${answer.kind} ${JSON.stringify(line.ops ?? [])}\n`);
  for (const { field, type, message } of line.errors ?? [])
    write(`    server: ${type} ${field}: ${(message ?? '').slice(0, 200)}\n`);
  for (const error of answer.errors)
    write(`    ours:   ${ownFields([error]).join('')}: ${error.detail.slice(0, 200)}\n`);
}
