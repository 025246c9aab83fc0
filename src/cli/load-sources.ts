import type { NotChecked } from '../lint/finding.js';
import type { Host } from '../source/host.js';
import type { IgnoreRules } from '../source/ignore-files.js';
import { select } from '../source/select.js';
import { readText, type SourceText, textOf } from '../source/text.js';

/** The texts to lint and what could not be had. */
export interface LoadedSources {
  readonly sources: readonly SourceText[];
  /** Files that are there and are not read, with the reason. */
  readonly notChecked: readonly NotChecked[];
  /** What makes the run not to be trusted, one sentence each. */
  readonly problems: readonly string[];
}

/** Where to look. */
export interface SourceOptions {
  /** The name of standard input in findings. */
  readonly stdinName: string;
  readonly ignored?: IgnoreRules;
}

/** Reads all that the arguments mean; `-` is standard input. */
export async function loadSources(
  paths: readonly string[],
  host: Host,
  options: SourceOptions,
): Promise<LoadedSources> {
  const sources: SourceText[] = [];
  const notChecked: NotChecked[] = [];
  const typed = paths.includes('-') ? textOf(await host.stdin(), options.stdinName) : undefined;
  if (typed !== undefined) sources.push(typed);
  const { ignored } = options;
  const named = paths.filter((path) => path !== '-');
  const selection = await select(named, { cwd: host.cwd, ...(ignored !== undefined && { ignored }) });
  const problems = [...selection.problems];
  for (const { path, file } of selection.files) {
    // An editor sends the text it has not saved yet: that counts, not the file.
    if (file === typed?.file) continue;
    const outcome = readText(path, file);
    if (outcome.kind === 'text') sources.push(outcome.source);
    else if (outcome.kind === 'unreadable') problems.push(outcome.message);
    else notChecked.push({ file, document: 0, reason: outcome.reason });
  }
  for (const file of selection.links) {
    notChecked.push({ file, document: 0, reason: 'a symbolic link out of the folder is not followed' });
  }
  return { sources, notChecked, problems };
}
