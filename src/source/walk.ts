import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IgnoreRules } from './ignore-files.js';
import { errorCode, reasonOf } from './text.js';

/** What a walk over one folder found: absolute paths, sorted by code unit. */
export interface Walk {
  readonly files: readonly string[];
  /** Links to manifests outside the folder: not followed. */
  readonly links: readonly string[];
  /** Folders that cannot be listed, as sentences. */
  readonly problems: readonly string[];
}

/** What to take and what to leave out. */
export interface WalkOptions {
  /** Is the file at this absolute path wanted? */
  readonly wanted: (path: string) => boolean;
  /** The `ignore:` list of the configuration. */
  readonly ignored?: IgnoreRules;
  /** What .gitignore files leave out is taken all the same. */
  readonly takesUntracked?: true;
}

const NEVER = new Set(['.git', 'node_modules']);

interface Folder {
  readonly path: string;
  /** The ignore files in force, outermost first. */
  readonly rules: readonly IgnoreRules[];
}

/**
 * All wanted files below `root`, except what .gitignore files and `ignored` leave out. Symbolic links are not followed:
 * what they name inside the folder is found anyway, what is outside was not asked for.
 */
export async function walk(root: string, options: WalkOptions): Promise<Walk> {
  const files: string[] = [];
  const links: string[] = [];
  const problems: string[] = [];
  const outer = options.takesUntracked ? [] : await outerRules(root);
  const pending: Folder[] = [{ path: root, rules: outer }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = entriesOf(folder.path, problems);
    const isRuled = !options.takesUntracked && entries.some((entry) => entry.name === '.gitignore');
    const own = isRuled ? await gitignore(folder.path) : undefined;
    const rules = own === undefined ? folder.rules : [...folder.rules, own];
    const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    for (const entry of entries) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        if (!NEVER.has(entry.name) && !isIgnored(`${path}/`, rules, options.ignored)) pending.push({ path, rules });
      } else if (options.wanted(path) && !isIgnored(path, rules, options.ignored)) {
        if (entry.isFile()) files.push(path);
        else if (entry.isSymbolicLink() && leadsOut(path, root)) links.push(path);
      }
    }
  }
  return { files: files.sort(), links: links.sort(), problems: problems.sort() };
}

function entriesOf(folder: string, problems: string[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push(`cannot list ${folder}: ${reasonOf(errorCode(error))}`);
    return [];
  }
}

/** The ignore files above `root`, up to the top of its git repository; none outside a repository. */
async function outerRules(root: string): Promise<IgnoreRules[]> {
  const folders: string[] = [];
  for (let folder = root; !existsSync(join(folder, '.git')); folder = dirname(folder)) {
    if (folder === dirname(folder)) return [];
    folders.push(dirname(folder));
  }
  const rules: IgnoreRules[] = [];
  for (const folder of folders.reverse()) {
    const own = existsSync(join(folder, '.gitignore')) ? await gitignore(folder) : undefined;
    if (own !== undefined) rules.push(own);
  }
  return rules;
}

async function gitignore(folder: string): Promise<IgnoreRules | undefined> {
  const { ignoreRules } = await import('./ignore-files.js');
  try {
    return ignoreRules(folder, readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    // A .gitignore that is a folder, or may not be read: git goes on without it, and so do we.
    return undefined;
  }
}

/** The innermost ignore file that says anything decides, as in git; the configuration's list can only leave out. */
function isIgnored(path: string, rules: readonly IgnoreRules[], ignored: IgnoreRules | undefined): boolean {
  if (ignored?.verdict(path) === 'ignored') return true;
  for (let at = rules.length - 1; at >= 0; at--) {
    const verdict = rules[at]?.verdict(path);
    if (verdict !== undefined) return verdict === 'ignored';
  }
  return false;
}

function leadsOut(path: string, root: string): boolean {
  try {
    const target = realpathSync(path);
    return statSync(target).isFile() && !target.startsWith(`${realpathSync(root)}/`);
  } catch {
    // A dangling link or a circle names no file.
    return false;
  }
}
