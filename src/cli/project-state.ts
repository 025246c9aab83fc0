import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { ProjectState } from '../project.js';
import type { Host } from '../source/host.js';
import type { IgnoreRules } from '../source/ignore-files.js';
import { readRevision } from '../source/revision.js';
import { nameOf } from '../source/select.js';
import type { SourceText } from '../source/text.js';
import { loadSources } from './load-sources.js';

/** One side of a plan. */
export interface ReadState {
  readonly kind: 'read';
  /** As the user named it. */
  readonly title: string;
  readonly state: ProjectState & { readonly texts: readonly SourceText[] };
}

/** One side of a plan, or why it cannot be had. */
export type StateOutcome = ReadState | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

/** Where a side of a plan is looked for. */
export interface StateQuery {
  readonly host: Host;
  /** Paths that narrow a revision or the working directory; none is all of it. */
  readonly paths: readonly string[];
  readonly ignored: IgnoreRules | undefined;
}

/** Reads a folder, a file or a git revision; without a name, the paths in the working directory. */
export async function readState(name: string | undefined, { host, paths, ignored }: StateQuery): Promise<StateOutcome> {
  const { cwd } = host;
  const here = paths.length === 0 ? ['.'] : paths;
  const rules = ignored === undefined ? {} : { ignored };
  if (name !== undefined && !existsSync(resolve(cwd, name))) {
    const outcome = readRevision(name, { cwd, paths: here, ...rules });
    if (outcome.kind === 'unreadable') return { kind: 'mistakes', lines: [outcome.message] };
    const placeOf = (file: string) => file.slice(name.length + 1);
    return { kind: 'read', title: name, state: { texts: outcome.sources, placeOf } };
  }
  const loaded = await loadSources(name === undefined ? here : [name], host, { stdinName: '<stdin>', ...rules });
  if (loaded.problems.length > 0) return { kind: 'mistakes', lines: loaded.problems };
  const root = name === undefined ? cwd : rootOf(resolve(cwd, name));
  const placeOf = (file: string) => nameOf(resolve(cwd, file), root);
  const title = name ?? (here.join(' ') === '.' ? 'working directory' : here.join(' '));
  return { kind: 'read', title, state: { texts: loaded.sources, placeOf } };
}

/** A file alone is at the same place as any other file alone. */
function rootOf(path: string): string {
  return statSync(path).isDirectory() ? path : relative('', path);
}
