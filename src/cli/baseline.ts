import { resolve } from 'node:path';
import { withoutKnown } from '../lint/known.js';
import type { Report } from '../lint/report.js';
import { counted } from '../report/summary.js';
import type { Host } from '../source/host.js';
import { readText } from '../source/text.js';
import { writeFile } from './write-file.js';

/** One recorded finding; everything but the fingerprint is for people who read the file. */
interface Entry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

/** Leaves out the findings that the baseline file records. */
export function applyBaseline(report: Report, file: string, host: Host): Report | string {
  const read = readText(resolve(host.cwd, file), file);
  if (read.kind !== 'text') return read.kind === 'unreadable' ? read.message : `cannot read ${file}: ${read.reason}`;
  const fingerprints = fingerprintsIn(read.source.text);
  if (fingerprints === undefined) return `${file} is not a baseline; write one with --write-baseline ${file}`;
  return withoutKnown(report, fingerprints);
}

/** Records the findings of the report, and leaves them out of it. */
export function writeBaseline(report: Report, file: string, host: Host): Report | string {
  const findings = report.findings.map(
    ({ fingerprint, rule, file, message }): Entry => ({ fingerprint, rule, file, message }),
  );
  const problem = writeFile(host.cwd, file, `${JSON.stringify({ schemaVersion: 1, findings }, null, 2)}\n`);
  if (problem !== undefined) return problem;
  host.err(`rollcast: recorded ${counted(findings.length, 'finding')} in ${file}\n`);
  return withoutKnown(report, new Set(findings.map(({ fingerprint }) => fingerprint)));
}

function fingerprintsIn(text: string): Set<string> | undefined {
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('findings' in parsed) || !Array.isArray(parsed.findings))
    return undefined;
  const fingerprints = new Set<string>();
  for (const entry of parsed.findings) {
    const fingerprint: unknown =
      typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'fingerprint') : undefined;
    if (typeof fingerprint !== 'string') return undefined;
    fingerprints.add(fingerprint);
  }
  return fingerprints;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one more way not to be a baseline; the caller says so.
    return undefined;
  }
}
