// `npm run conformance -- pss DIR`: DIR holds LEVEL/vMAJOR.MINOR/{pass,fail}/*.yaml, pods that the Pod Security Standards
// allow or refuse. Every `pass` must have no violation, every `fail` at least one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Level, podSecurityViolations } from '../../src/api/pod-security/policy.js';
import { child } from '../../src/kube/field-path.js';
import type { Pod } from '../../src/kube/types.generated.js';

/** What one run found: the wrong files by name, so that a person can look. */
export interface PssReport {
  readonly checked: number;
  readonly agree: number;
  readonly wrong: readonly string[];
}

/** Judges every pod below the folder. */
export function pss(folder: string): PssReport {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const wrong = files.sort().filter((file) => !isRight(folder, file.replaceAll('\\', '/')));
  return { checked: files.length, agree: files.length - wrong.length, wrong };
}

function isRight(folder: string, file: string): boolean {
  const match = /(baseline|restricted)\/v1\.(\d+)\/(pass|fail)\/[^/]+$/.exec(file);
  if (match === null) throw new Error(`${file}: expected LEVEL/v1.MINOR/pass|fail/NAME.yaml`);
  // Trusted: the pattern allows these two levels only, and the files are pods.
  const level = match[1] as Level;
  const minor = Number(match[2]);
  const pod = parse(readFileSync(join(folder, file), 'utf8')) as Pod;
  const place = { metadata: pod.metadata ?? {}, spec: pod.spec ?? {}, specPath: child(undefined, 'spec') };
  const violations = podSecurityViolations({ level, version: minor }, { minor, patch: 0 }, place);
  return (violations.length === 0) === (match[3] === 'pass');
}

/** The command: prints what is wrong, one line of JSON last; 1 when anything is wrong. */
export function main(args: readonly string[]): number {
  const [folder] = args;
  if (folder === undefined) {
    process.stderr.write('usage: npm run conformance -- pss DIR\n');
    return 2;
  }
  const { checked, agree, wrong } = pss(folder);
  for (const file of wrong) process.stdout.write(`wrong: ${file}\n`);
  process.stdout.write(`${JSON.stringify({ checked, agree })}\n`);
  return wrong.length === 0 && checked > 0 ? 0 : 1;
}
