import { resolve } from 'node:path';
import { settingsOf } from '../config/settings.js';
import type { Severity } from '../lint/finding.js';
import { focusOn } from '../lint/focus.js';
import type { Report } from '../lint/report.js';
import { ruleIds } from '../lint/rule-list.js';
import { lintTexts } from '../project.js';
import type { Layout } from '../report/layout.js';
import type { ExitCode, Host } from '../source/host.js';
import { nameOf } from '../source/select.js';
import type { SourceText } from '../source/text.js';
import { wantsColour } from './colour.js';
import { withInstalled } from './installed.js';
import { LINT, type LintOptions, lintOptions } from './lint-options.js';
import { defaultPaths, type LoadedConfig, loadConfig } from './load-config.js';
import { type LoadedSources, loadSources } from './load-sources.js';
import { optimiseLater } from './optimise-later.js';
import { type GivenOptions, lastValue } from './options.js';
import { readCommandLine } from './read-command-line.js';
import { refuse } from './refuse.js';
import { render } from './render.js';
import { TOOL_VERSION } from './version.js';
import { vocabulary } from './vocabulary.js';
import { writeOutputs } from './write-outputs.js';

/** `rollcast lint`: reads, lints, reports. */
export async function lint(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readCommandLine(args, LINT, host);
  if (typeof line === 'number') return line;
  const { given, operands } = line;
  const options = lintOptions(given, vocabulary());
  if (typeof options === 'string') return refuse(host, options);
  const loaded = await loadConfig(host.cwd, lastValue(given, 'config'), vocabulary());
  if (loaded.kind === 'mistakes') return refuse(host, ...loaded.lines);
  return await lintProject({ host, given, operands, options, loaded });
}

interface LintRun {
  readonly host: Host;
  readonly given: GivenOptions;
  readonly operands: readonly string[];
  readonly options: LintOptions;
  readonly loaded: LoadedConfig;
}

async function lintProject(run: LintRun): Promise<ExitCode> {
  const { host, given, operands, options, loaded } = run;
  const stdinName = lastValue(given, 'stdin-filename') ?? '<stdin>';
  const focus = given.switches.has('focus') ? focusOf(operands, stdinName, host) : undefined;
  const { ignored } = loaded;
  const input = await loadSources(pathsOf(operands, focus !== undefined, run), host, {
    stdinName,
    ...(ignored !== undefined && { ignored }),
  });
  for (const problem of input.problems) host.err(`rollcast: ${problem}\n`);
  if (input.sources.length > MANY_FILES) await optimiseLater();
  const allowEmpty = given.switches.has('allow-empty');
  const seen = focus === undefined ? input.sources : input.sources.filter(({ file }) => focus.has(file));
  if (seen.length === 0 && input.problems.length > 0) return 2;
  if (seen.length === 0 && !allowEmpty) return refuse(host, nothingMatched(operands, focus));
  const asked = await settingsOf({
    config: loaded.config,
    below: loaded.below,
    command: options.command,
    rules: ruleIds(),
  });
  const installed = await withInstalled(asked, { host, loaded, given, texts: input.sources });
  if (installed.kind === 'mistakes') return refuse(host, ...installed.lines);
  const { settings } = installed;
  const whole = await lintTexts(input.sources, settings);
  const all = withNotChecked(focus === undefined ? whole : focusOn(whole, focus), input);
  const report = await withBaseline(all, run);
  if (typeof report === 'string') return refuse(host, report);
  const unwritten = await writeReports(report, run, [...input.sources, ...installed.sources]);
  for (const problem of unwritten) host.err(`rollcast: ${problem}\n`);
  for (const { rule, file, message } of report.failures) {
    host.err(
      `rollcast: internal error in ${rule} at ${file}: ${message}; this is a bug, please report it with the file\n`,
    );
  }
  const trusted = input.problems.length === 0 && unwritten.length === 0 && report.failures.length === 0;
  if (!trusted) return 2;
  return !given.switches.has('exit-zero') && failsOn(report, options.failOn) ? 1 : 0;
}

/** The names of the files that the report is about. */
function focusOf(operands: readonly string[], stdinName: string, { cwd }: Host): ReadonlySet<string> {
  return new Set(operands.map((path) => (path === '-' ? stdinName : nameOf(resolve(cwd, path), cwd))));
}

/** What to read: the paths given, or the project; with a focus the project, and standard input in place of its file. */
function pathsOf(operands: readonly string[], hasFocus: boolean, { loaded, host }: LintRun): readonly string[] {
  if (operands.length > 0 && !hasFocus) return operands;
  const project = defaultPaths(loaded, host.cwd);
  return operands.includes('-') ? ['-', ...project] : project;
}

/** From this many files on a run lasts seconds. */
const MANY_FILES = 500;

function nothingMatched(operands: readonly string[], focus: ReadonlySet<string> | undefined): string {
  if (focus !== undefined) return 'none of the files given is part of the project; --allow-empty makes this no error';
  const where = operands.length === 0 ? 'here' : `in ${operands.join(', ')}`;
  return `no .yaml, .yml or .json file ${where}; --allow-empty makes this no error`;
}

function withNotChecked(report: Report, { notChecked }: LoadedSources): Report {
  if (notChecked.length === 0) return report;
  const all = [...report.notChecked, ...notChecked].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.document - b.document,
  );
  return { ...report, notChecked: all, summary: { ...report.summary, notChecked: all.length } };
}

async function withBaseline(report: Report, { given, host }: LintRun): Promise<Report | string> {
  const read = lastValue(given, 'baseline');
  const write = lastValue(given, 'write-baseline');
  if (read === undefined && write === undefined) return report;
  const { applyBaseline, writeBaseline } = await import('./baseline.js');
  if (write !== undefined) return writeBaseline(report, write, host);
  return read === undefined ? report : applyBaseline(report, read, host);
}

async function writeReports(
  report: Report,
  { options, given, host }: LintRun,
  sources: readonly SourceText[],
): Promise<string[]> {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return await writeOutputs(options.outputs, host, ({ format, file }) => {
    const layout: Layout = {
      toolVersion: TOOL_VERSION,
      textOf: (name) => texts.get(name),
      colour: file === undefined && wantsColour(options.colour, host),
      columns: host.terminal.columns,
      verbose: given.switches.has('verbose'),
      quiet: given.switches.has('quiet'),
    };
    return render(format, report, layout);
  });
}

function failsOn({ summary }: Report, severity: Severity): boolean {
  if (summary.errors > 0) return true;
  if (severity === 'error') return false;
  return summary.warnings > 0 || (severity === 'info' && summary.infos > 0);
}
