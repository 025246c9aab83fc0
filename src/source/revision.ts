import { spawnSync } from 'node:child_process';
import type { IgnoreRules } from './ignore-files.js';
import { hasManifestName } from './select.js';
import { MAX_FILE_BYTES, type SourceText, textOf } from './text.js';

/** The manifests of a git revision, or why they cannot be had. */
export type RevisionOutcome =
  | {
      readonly kind: 'read';
      /** Named `REVISION:path`, the path relative to the working directory. */
      readonly sources: readonly SourceText[];
      /** Entries that are there and are not read, with the reason. */
      readonly notChecked: readonly { readonly file: string; readonly reason: string }[];
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Where to look in a revision. */
export interface RevisionQuery {
  /** Absolute; inside the repository. */
  readonly cwd: string;
  /** Files or folders relative to `cwd`; those that the revision lacks are no error. */
  readonly paths: readonly string[];
  readonly ignored?: IgnoreRules;
}

interface Entry {
  readonly oid: string;
  /** Relative to the working directory. */
  readonly path: string;
}

/**
 * Reads the manifests below `paths` as the revision (`HEAD~1`, a branch, a tag, a hash) has them. Only git's object store is
 * looked at: nothing is checked out, no hook or filter runs, nothing is fetched.
 */
export function readRevision(revision: string, { cwd, paths, ignored }: RevisionQuery): RevisionOutcome {
  const commit = git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit.kind === 'failed') return unreadable(`${revision} is neither a path nor a git revision${commit.why}`);
  const hash = commit.output.toString('utf8').trim();
  const listing = git(cwd, ['ls-tree', '-r', '-l', '-z', hash, '--', ...paths]);
  if (listing.kind === 'failed') return unreadable(`cannot list ${paths.join(', ')} at ${revision}${listing.why}`);
  const notChecked: { file: string; reason: string }[] = [];
  const entries: Entry[] = [];
  for (const line of listing.output.toString('utf8').split('\0')) {
    const match = /^(\d+) (\w+) ([0-9a-f]+) +(-|\d+)\t(.*)$/s.exec(line);
    if (match === null) continue;
    const [, mode, , oid = '', size, path = ''] = match;
    if (!hasManifestName(path) || ignored?.verdict(`${cwd}/${path}`) === 'ignored') continue;
    const reason = unread(mode ?? '', Number(size));
    if (reason === undefined) entries.push({ oid, path });
    else notChecked.push({ file: `${revision}:${path}`, reason });
  }
  const texts = contents(cwd, entries);
  if (typeof texts === 'string') return unreadable(`cannot read ${revision}${texts}`);
  const sources = entries.flatMap(({ path }, at) => {
    const bytes = texts[at];
    return bytes === undefined ? [] : [textOf(bytes, `${revision}:${path}`)];
  });
  return { kind: 'read', sources, notChecked };
}

function unreadable(message: string): RevisionOutcome {
  return { kind: 'unreadable', message };
}

/** Why an entry of the tree is not read. */
function unread(mode: string, size: number): string | undefined {
  if (mode === '120000') return 'a symbolic link is not followed in a revision';
  if (mode === '160000') return 'a submodule is not looked into';
  return size > MAX_FILE_BYTES ? `the file has more than ${MAX_FILE_BYTES / (1024 * 1024)} MiB` : undefined;
}

/** The bytes of each entry, in order; or why not, as the end of a sentence. */
function contents(cwd: string, entries: readonly Entry[]): readonly Buffer[] | string {
  if (entries.length === 0) return [];
  const batch = git(cwd, ['cat-file', '--batch'], `${entries.map(({ oid }) => oid).join('\n')}\n`);
  if (batch.kind === 'failed') return batch.why;
  const found: Buffer[] = [];
  let at = 0;
  for (const { oid } of entries) {
    const end = batch.output.indexOf(10, at);
    const [, , size] = batch.output.subarray(at, end).toString('latin1').split(' ');
    if (end === -1 || size === undefined || !/^\d+$/.test(size)) return `: object ${oid} is not in the repository`;
    found.push(batch.output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return found;
}

type GitOutcome =
  | { readonly kind: 'done'; readonly output: Buffer }
  /** The end of a sentence: `: reason`, or nothing. */
  | { readonly kind: 'failed'; readonly why: string };

/** Larger repositories are not read in one go. */
const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;

function git(cwd: string, args: readonly string[], input?: string): GitOutcome {
  const result = spawnSync('git', ['--no-optional-locks', ...args], {
    cwd,
    input: input ?? '',
    maxBuffer: MAX_OUTPUT_BYTES,
    // A partial clone would fetch what it lacks: no network unless asked for.
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (result.error !== undefined) {
    const isMissing = 'code' in result.error && result.error.code === 'ENOENT';
    return { kind: 'failed', why: `: ${isMissing ? 'git is not installed' : result.error.message}` };
  }
  if (result.status === 0) return { kind: 'done', output: result.stdout };
  const [said = ''] = result.stderr.toString('utf8').trim().split('\n');
  return { kind: 'failed', why: said === '' ? '' : `: ${said.replace(/^fatal: /, '')}` };
}
