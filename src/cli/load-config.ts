import { dirname, join, relative, resolve } from 'node:path';
import type { Config, ConfigMistake, Vocabulary } from '../config/config.js';
import type { BelowConfig } from '../config/settings.js';
import type { FieldPath } from '../kube/field-path.js';
import { findConfig } from '../source/config-file.js';
import type { IgnoreRules } from '../source/ignore-files.js';
import { nameOf } from '../source/select.js';
import { readText } from '../source/text.js';

/** The configuration in force and the folder it speaks of. */
export interface LoadedConfig {
  readonly kind: 'loaded';
  readonly config: Config;
  /** Absolute: the configuration's folder, or the working directory without one. */
  readonly folder: string;
  readonly below: BelowConfig;
  readonly ignored?: IgnoreRules;
  /** A line for standard error about the field with this path; without a configuration file the message alone. */
  readonly mistakeAt: (path: FieldPath, message: string) => string;
}

/** A configuration, or what is wrong with it, as lines for standard error. */
export type ConfigLoad = LoadedConfig | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

/** Reads the configuration `written` (from `--config`), or the one found from `cwd` upwards; none is fine. */
export async function loadConfig(
  cwd: string,
  written: string | undefined,
  vocabulary: Vocabulary,
): Promise<ConfigLoad> {
  const path = written === undefined ? findConfig(cwd) : resolve(cwd, written);
  if (path === undefined) {
    const mistakeAt = (_: FieldPath, message: string) => message;
    return { kind: 'loaded', config: {}, folder: cwd, below: belowOf(cwd, cwd), mistakeAt };
  }
  const name = nameOf(path, cwd);
  const outcome = readText(path, name);
  if (outcome.kind === 'unreadable') return { kind: 'mistakes', lines: [outcome.message] };
  if (outcome.kind === 'too-large') return { kind: 'mistakes', lines: [`cannot read ${name}: ${outcome.reason}`] };
  const { readConfig } = await import('../config/read-config.js');
  const read = await readConfig(name, outcome.source.text, vocabulary);
  if (read.kind === 'mistakes') {
    return { kind: 'mistakes', lines: read.mistakes.map(lineOf) };
  }
  const folder = dirname(path);
  const { config } = read;
  const mistakeAt = (field: FieldPath, message: string) => lineOf(read.mistakeAt(field, message));
  const loaded = { kind: 'loaded', config, folder, below: belowOf(folder, cwd), mistakeAt } as const;
  if (config.ignore === undefined || config.ignore.length === 0) return loaded;
  const { ignoreRules } = await import('../source/ignore-files.js');
  return { ...loaded, ignored: ignoreRules(folder, config.ignore.join('\n')) };
}

function lineOf({ file, line, column, message }: ConfigMistake): string {
  return `${file}:${line}:${column}: ${message}`;
}

function belowOf(folder: string, cwd: string): BelowConfig {
  return (file) => {
    const path = nameOf(join(cwd, file), folder);
    return path.startsWith('../') ? undefined : path;
  };
}

/** The paths to lint when none are given: what the configuration includes, or its folder. */
export function defaultPaths({ config, folder }: LoadedConfig, cwd: string): string[] {
  const include = config.include ?? ['.'];
  return include.map((path) => relative(cwd, join(folder, path)) || '.');
}
