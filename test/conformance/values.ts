// `npm run conformance -- values DIR VALUES.jsonl[.xz]`: every file of DIR against the values that Go's sigs.k8s.io/yaml
// read from it, lines { f: file, e: error or '', d: documents }. Says how many files the fast reader took itself, whether
// the exact path reads the same values and places, and how fast the fast reader is.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../src/kube/json.js';
import type { Document } from '../../src/manifest/document.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { readDocuments } from '../../src/manifest/read.js';
import { readOptions } from './options.js';
import { ratio } from './print.js';

interface ValueLine {
  readonly f: string;
  readonly e: string;
  readonly d: readonly Json[] | null;
}

interface Account {
  checked: number;
  agree: number;
  own: number;
  pathsAgree: number;
}

/** The least share of files that the fast reader has to take. */
const leastOwnShare = 0.995;

/** The command. */
export function main(args: readonly string[]): number {
  const { files, reportOnly, all } = readOptions(args);
  const [directory, values] = files;
  if (directory === undefined || values === undefined) {
    process.stderr.write('usage: npm run conformance -- values DIR VALUES.jsonl[.xz] [--all] [--report-only]\n');
    return 2;
  }
  const lines = linesOf(values).map((line) => ({ line, text: readFileSync(pathOf(directory, line.f), 'utf8') }));
  const account: Account = { checked: lines.length, agree: 0, own: 0, pathsAgree: 0 };
  for (const { line, text } of lines) compare(line, text, account, all);
  const result = {
    ...account,
    agreement: ratio(account.agree, account.checked),
    ownShare: ratio(account.own, account.checked),
    megabytesPerSecond: speed(lines.map(({ text }) => text)),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  const holds =
    account.agree === account.checked && account.pathsAgree === account.checked && result.ownShare >= leastOwnShare;
  return reportOnly || (holds && account.checked > 0) ? 0 : 1;
}

function linesOf(path: string): ValueLine[] {
  const text = path.endsWith('.xz')
    ? execFileSync('xz', ['-dc', path], { encoding: 'utf8', maxBuffer: 2 ** 30 })
    : readFileSync(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(quoteBigIntegers(line)) as ValueLine);
}

/** JSON.parse would round integers beyond 2^53: they become strings with a mark. */
function quoteBigIntegers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?=[,\]}])/g, (piece) =>
    piece.startsWith('"') || Number.isSafeInteger(Number(piece)) ? piece : `"bigint ${piece}"`,
  );
}

/** The lines name files from the folder that was recorded, which DIR is or holds. */
function pathOf(directory: string, file: string): string {
  const inside = join(directory, file);
  if (existsSync(inside)) return inside;
  const [first = ''] = file.split('/');
  return basename(directory) === first ? join(dirname(directory), file) : inside;
}

function compare(line: ValueLine, text: string, account: Account, all: boolean): void {
  const fast = readDocuments(line.f, text);
  const exact = readDocumentsExactly(line.f, text).documents;
  const documents = fast.kind === 'read' ? fast.file.documents : exact;
  if (fast.kind === 'read') account.own++;
  else if (all) process.stdout.write(`${line.f}: handed over: ${fast.why}\n`);
  if (fast.kind === 'hand-over' || isDeepStrictEqual(plain(documents), plain(exact))) account.pathsAgree++;
  else process.stdout.write(`${line.f}: the two paths differ\n`);
  if (isEqual(documents, line)) account.agree++;
  else process.stdout.write(`${line.f}: Go reads something else ${line.e}\n`);
}

function isEqual(documents: readonly Document[], { e, d }: ValueLine): boolean {
  if (e !== '') return documents.some(({ problems }) => problems.some(({ kind }) => kind === 'syntax'));
  if (documents.some(({ problems }) => problems.some(({ kind }) => kind === 'syntax'))) return false;
  // The recording leaves empty documents out.
  const values = documents.map(({ value }) => value).filter((value) => value !== null);
  return isDeepStrictEqual(
    values.map(marked),
    (d ?? []).filter((value) => value !== null),
  );
}

function marked(value: Json | undefined): unknown {
  return JSON.parse(JSON.stringify(value, (_, some) => (typeof some === 'bigint' ? `bigint ${some}` : some)));
}

function plain(documents: readonly Document[]): unknown {
  return documents.map((document) => ({
    ...document,
    tape: { ...document.tape, offsets: [...document.tape.offsets] },
  }));
}

const rounds = 12;

/** Millions of UTF-16 units a second, tape included: the median of the later rounds. */
function speed(texts: readonly string[]): number {
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (const text of texts) readDocuments('', text);
    times.push(performance.now() - start);
  }
  const median = times.slice(rounds / 3).sort((a, b) => a - b)[rounds / 3] ?? 0;
  return Math.round(units / 1e2 / median) / 10;
}
