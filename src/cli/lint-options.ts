import type { Vocabulary } from '../config/config.js';
import { versionMistake } from '../config/kubernetes-version.js';
import { type CommandSettings, spelledOut } from '../config/settings.js';
import { nearName } from '../kube/near-name.js';
import { parseVersion } from '../kube/version.js';
import type { Severity } from '../lint/finding.js';
import type { RuleSetting } from '../lint/settings.js';
import { INSTALLED_OPTIONS } from './installed.js';
import { type CommandSpec, type GivenOptions, lastValue } from './options.js';

/** `rollcast lint`. */
export const LINT: CommandSpec = {
  name: 'lint',
  operands: '[PATH...]',
  summary:
    "Lints files, folders (recursively) and globs; '-' is standard input. Without a PATH: what the configuration includes,\nor the current folder.",
  options: [
    { name: 'config', value: 'FILE', summary: 'use this configuration; default: rollcast.yaml here or above' },
    {
      name: 'kubernetes-version',
      value: 'VERSION',
      summary: 'judge as this version does, such as 1.34; default: the newest',
    },
    {
      name: 'format',
      value: 'FORMAT[=FILE]',
      repeatable: true,
      summary: 'pretty, compact, json, jsonl, sarif, junit, github, gitlab, markdown',
    },
    { name: 'fail-on', value: 'SEVERITY', summary: 'exit 1 from this severity on: error (default), warning, info' },
    { name: 'rule', value: 'ID=SEVERITY', repeatable: true, summary: 'set one rule to off, info, warning or error' },
    { name: 'profile', value: 'NAME', repeatable: true, summary: 'rules in force; default: recommended' },
    { name: 'focus', summary: 'load the whole project and report only what concerns the PATHs (for hooks)' },
    { name: 'stdin-filename', value: 'PATH', summary: 'the name of standard input in findings' },
    ...INSTALLED_OPTIONS,
    { name: 'baseline', value: 'FILE', summary: 'leave out the findings recorded in this file' },
    { name: 'write-baseline', value: 'FILE', summary: 'record the findings of this run in this file' },
    { name: 'no-inline-suppressions', summary: 'report what # rollcast-ignore comments suppress' },
    { name: 'report-unused', summary: 'report suppressions that suppress nothing' },
    { name: 'exit-zero', summary: 'exit 0 whatever is found' },
    { name: 'allow-empty', summary: 'no input is no error' },
    { name: 'color', value: 'WHEN', summary: 'auto (default), always, never' },
    { name: 'quiet', short: 'q', summary: 'only findings: no summary, no hints' },
    { name: 'verbose', short: 'v', summary: 'list what was not checked, too' },
    { name: 'help', short: 'h', summary: 'this text' },
  ],
};

/** The report formats, each a module of its own. */
const FORMATS = ['pretty', 'compact', 'json', 'jsonl', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const;
/** The name of a report format. */
export type Format = (typeof FORMATS)[number];

/** One report to write: to standard output, or to a file. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** What the command line of `lint` asks for. */
export interface LintOptions {
  readonly outputs: readonly Output[];
  readonly failOn: Severity;
  readonly colour: 'auto' | 'always' | 'never';
  readonly command: CommandSettings;
}

/** Checks the values of the options; the first wrong one is returned as a sentence. */
export function lintOptions(given: GivenOptions, vocabulary: Vocabulary): LintOptions | string {
  const outputs = outputsOf(given.values.get('format') ?? ['pretty']);
  if (typeof outputs === 'string') return outputs;
  const failOn = oneOf('fail-on', lastValue(given, 'fail-on') ?? 'error', ['error', 'warning', 'info']);
  if (!failOn.ok) return failOn.message;
  const colour = oneOf('color', lastValue(given, 'color') ?? 'auto', ['auto', 'always', 'never']);
  if (!colour.ok) return colour.message;
  const rules = rulesOf(given.values.get('rule') ?? [], vocabulary);
  if (typeof rules === 'string') return rules;
  const profiles = given.values.get('profile');
  const unknown = profiles?.find((profile) => !vocabulary.profiles.includes(profile));
  if (unknown !== undefined) return `unknown profile ${unknown}; ${suggestion(unknown, vocabulary.profiles)}`;
  const version = lastValue(given, 'kubernetes-version');
  const mistake = version === undefined ? undefined : versionMistake(version);
  if (mistake !== undefined) return mistake;
  const kubernetesVersion = version === undefined ? undefined : parseVersion(version);
  const command: CommandSettings = {
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    ...(profiles !== undefined && { profiles }),
    ...(rules.size > 0 && { rules }),
    inlineSuppressions: !given.switches.has('no-inline-suppressions'),
    reportUnused: given.switches.has('report-unused'),
  };
  return { outputs, failOn: failOn.value, colour: colour.value, command };
}

type Choice<T extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

function oneOf<const T extends string>(option: string, written: string, allowed: readonly T[]): Choice<T> {
  const value = allowed.find((one) => one === written);
  if (value !== undefined) return { ok: true, value };
  return { ok: false, message: `--${option} ${written}: ${suggestion(written, allowed)}` };
}

function suggestion(written: string, names: readonly string[]): string {
  const near = nearName(written, names);
  return near === undefined ? `known are ${names.join(', ')}` : `did you mean ${near}?`;
}

function outputsOf(written: readonly string[]): Output[] | string {
  const outputs: Output[] = [];
  for (const one of written) {
    const equals = one.indexOf('=');
    const name = equals === -1 ? one : one.slice(0, equals);
    const format = oneOf('format', name, FORMATS);
    if (!format.ok) return format.message;
    if (equals === one.length - 1) return `--format ${one}: the file name after = is missing`;
    outputs.push({ format: format.value, ...(equals !== -1 && { file: one.slice(equals + 1) }) });
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    return 'only one --format can go to standard output; give the others a file: --format json=report.json';
  }
  return outputs;
}

function rulesOf(written: readonly string[], { rules, unknownRule }: Vocabulary): Map<string, RuleSetting> | string {
  const settings: [string, RuleSetting][] = [];
  for (const one of written) {
    const equals = one.indexOf('=');
    if (equals === -1) return `--rule ${one}: write ID=SEVERITY, such as --rule ${one}=off`;
    const rule = one.slice(0, equals);
    const unknown = unknownRule(rule);
    if (unknown !== undefined) return `--rule ${one}: ${unknown}`;
    const severity = oneOf('rule', one.slice(equals + 1), ['off', 'info', 'warning', 'error']);
    if (!severity.ok) return severity.message;
    settings.push([rule, { severity: severity.value }]);
  }
  return spelledOut(settings, rules);
}
