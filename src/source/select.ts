import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { IgnoreRules } from './ignore-files.js';
import { errorCode, reasonOf } from './text.js';
import { type Walk, walk } from './walk.js';

/** One file to read. */
export interface SelectedFile {
  /** Absolute, or as given. */
  readonly path: string;
  /** Relative to the working directory, `/` separators: the name that findings use. */
  readonly file: string;
}

/** What the arguments of a command mean. */
export interface Selection {
  /** Sorted by name, each file once. */
  readonly files: readonly SelectedFile[];
  /** Links out of the folders asked for, by name: not followed. */
  readonly links: readonly string[];
  /** Arguments that name nothing, folders that cannot be listed: one sentence each. The run is not to be trusted. */
  readonly problems: readonly string[];
}

/** How to select. */
export interface SelectOptions {
  readonly cwd: string;
  /** The `ignore:` list of the configuration; files named one by one are taken all the same. */
  readonly ignored?: IgnoreRules;
  /** What .gitignore files leave out is taken all the same. */
  readonly takesUntracked?: true;
}

/** Does the file have the name of a manifest: `.yaml`, `.yml`, `.json`? */
export function hasManifestName(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path);
}

/** Files, folders (recursive) and globs → the files they mean. */
export async function select(paths: readonly string[], options: SelectOptions): Promise<Selection> {
  const found = new Map<string, string>();
  const links = new Set<string>();
  const problems: string[] = [];
  for (const path of paths) {
    const { root, walked } = await selectOne(path, options);
    // Naming a path costs more than listing it: the root is named once, what is below it by its end.
    const name = nameOf(root, options.cwd);
    const below = (file: string): string => (file === root ? name : joined(name, file.slice(root.length)));
    for (const file of walked.files) found.set(below(file), file);
    for (const link of walked.links) links.add(below(link));
    problems.push(...walked.problems);
  }
  const names = [...found.keys()].sort();
  return {
    files: names.map((file) => ({ file, path: found.get(file) ?? file })),
    links: [...links].sort(),
    problems,
  };
}

/** `k8s` and `/web.yaml` → `k8s/web.yaml`; the working directory itself is `''`. */
function joined(name: string, rest: string): string {
  const tail = rest.startsWith('/') ? rest.slice(1) : rest;
  return name === '' ? tail : `${name}/${tail}`;
}

/** What one argument means, and the absolute file or folder that all of it is in. */
interface Selected {
  readonly root: string;
  readonly walked: Walk;
}

async function selectOne(path: string, options: SelectOptions): Promise<Selected> {
  const root = resolve(options.cwd, path);
  const { cwd: _, ...how } = options;
  try {
    const stat = statSync(root);
    if (!stat.isDirectory()) return { root, walked: { files: [root], links: [], problems: [] } };
    return { root, walked: await walk(root, { wanted: hasManifestName, ...how }) };
  } catch (error) {
    if (isGlob(path)) return await selectGlob(path, options);
    return { root, walked: none(`cannot read ${path}: ${reasonOf(errorCode(error))}`) };
  }
}

function none(problem: string): Walk {
  return { files: [], links: [], problems: [problem] };
}

function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

async function selectGlob(pattern: string, { cwd, ...how }: SelectOptions): Promise<Selected> {
  const { default: picomatch } = await import('picomatch');
  const parts = resolve(cwd, pattern).split(sep);
  const fixed = parts.slice(0, parts.findIndex(isGlob));
  const root = fixed.join(sep) || sep;
  const matches = picomatch(parts.slice(fixed.length).join('/'), { dot: true });
  const wanted = (path: string): boolean => matches(relative(root, path).split(sep).join('/'));
  const nothing = { root, walked: none(`no file matches ${pattern}`) };
  if (!isFolder(root)) return nothing;
  const walked = await walk(root, { wanted, ...how });
  return walked.files.length > 0 || walked.problems.length > 0 ? { root, walked } : nothing;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, not readable or below a file: in no case a folder to look into.
    return false;
  }
}

/** The name findings use for an absolute path. */
export function nameOf(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return sep === '/' ? name : name.split(sep).join('/');
}
