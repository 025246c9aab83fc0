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
    const walked = await selectOne(path, options);
    for (const file of walked.files) found.set(nameOf(file, options.cwd), file);
    for (const link of walked.links) links.add(nameOf(link, options.cwd));
    problems.push(...walked.problems);
  }
  const names = [...found.keys()].sort();
  return {
    files: names.map((file) => ({ file, path: found.get(file) ?? file })),
    links: [...links].sort(),
    problems,
  };
}

async function selectOne(path: string, { cwd, ignored }: SelectOptions): Promise<Walk> {
  const absolute = resolve(cwd, path);
  try {
    const stat = statSync(absolute);
    if (!stat.isDirectory()) return { files: [absolute], links: [], problems: [] };
    return await walk(absolute, { wanted: hasManifestName, ...(ignored && { ignored }) });
  } catch (error) {
    if (isGlob(path)) return await selectGlob(path, { cwd, ...(ignored && { ignored }) });
    return { files: [], links: [], problems: [`cannot read ${path}: ${reasonOf(errorCode(error))}`] };
  }
}

function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

async function selectGlob(pattern: string, { cwd, ignored }: SelectOptions): Promise<Walk> {
  const { default: picomatch } = await import('picomatch');
  const parts = resolve(cwd, pattern).split(sep);
  const fixed = parts.slice(0, parts.findIndex(isGlob));
  const root = fixed.join(sep) || sep;
  const matches = picomatch(parts.slice(fixed.length).join('/'), { dot: true });
  const wanted = (path: string): boolean => matches(relative(root, path).split(sep).join('/'));
  try {
    if (!statSync(root).isDirectory()) throw new Error('not a folder');
  } catch {
    return { files: [], links: [], problems: [`no file matches ${pattern}`] };
  }
  const walked = await walk(root, { wanted, ...(ignored && { ignored }) });
  if (walked.files.length > 0 || walked.problems.length > 0) return walked;
  return { ...walked, problems: [`no file matches ${pattern}`] };
}

/** The name findings use for an absolute path. */
export function nameOf(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return sep === '/' ? name : name.split(sep).join('/');
}
