import { settingsOf } from '../config/settings.js';
import { bySeverity } from '../lint/known.js';
import type { Report } from '../lint/report.js';
import { ruleIds } from '../lint/rule-list.js';
import { lintChange } from '../project.js';
import type { PlanReport } from '../report/plan/plan-report.js';
import { play } from '../simulate/play.js';
import { isFailing, type SimulationReport } from '../simulate/report.js';
import { isScenario } from '../simulate/scenario/read-scenario.js';
import type { ExitCode, Host } from '../source/host.js';
import type { SourceText } from '../source/text.js';
import { alertsOf } from './alerts.js';
import { withInstalled } from './installed.js';
import { type LoadedConfig, loadConfig } from './load-config.js';
import { optimiseLater } from './optimise-later.js';
import { type GivenOptions, lastValue } from './options.js';
import { heldTwice, type JudgedChange, planGame } from './plan-game.js';
import { PLAN, type PlanOptions, planOptions } from './plan-options.js';
import { type ReadState, readState } from './project-state.js';
import { readCommandLine } from './read-command-line.js';
import { refuse } from './refuse.js';
import { vocabulary } from './vocabulary.js';
import { writePlan } from './write-plan.js';

/** `rollcast plan`: reads both states, judges the change, plays it, reports. */
export async function plan(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readCommandLine(args, PLAN, host);
  if (typeof line === 'number') return line;
  const { given, operands } = line;
  const options = planOptions(given);
  if (typeof options === 'string') return refuse(host, options);
  const loaded = await loadConfig(host.cwd, lastValue(given, 'config'), vocabulary());
  if (loaded.kind === 'mistakes') return refuse(host, ...loaded.lines);
  const query = { host, paths: operands, ignored: loaded.ignored };
  const from = await readState(options.from, query);
  if (from.kind === 'mistakes') return refuse(host, ...from.lines);
  const to = await readState(options.to, query);
  if (to.kind === 'mistakes') return refuse(host, ...to.lines);
  if (to.state.texts.length + from.state.texts.length === 0) {
    if (given.switches.has('allow-empty')) return 0;
    return refuse(host, 'no manifest in either state; --allow-empty makes this no error');
  }
  return await planStates({ host, given, options, loaded, from, to });
}

interface PlanRun {
  readonly host: Host;
  readonly given: GivenOptions;
  readonly options: PlanOptions;
  readonly loaded: LoadedConfig;
  readonly from: ReadState;
  readonly to: ReadState;
}

async function planStates({ host, given, options, loaded, from, to }: PlanRun): Promise<ExitCode> {
  const { version } = options.simulate;
  const command = {
    inlineSuppressions: true,
    reportUnused: false,
    ...(version !== undefined && { kubernetesVersion: version }),
  };
  const asked = await settingsOf({ config: loaded.config, below: loaded.below, command, rules: ruleIds() });
  const texts = [...from.state.texts, ...to.state.texts];
  const installed = await withInstalled(asked, { host, loaded, given, texts });
  if (installed.kind === 'mistakes') return refuse(host, ...installed.lines);
  const { settings } = installed;
  const { changes, report, ...objects } = await lintChange(from.state, to.state, settings);
  const before = objects.before.filter((one) => !isScenario(one));
  const after = objects.after.filter((one) => !isScenario(one));
  const titles = { from: from.title, to: to.title === from.title ? `${to.title}, new` : to.title };
  const played = await simulated({ before, after, titles, options, changes, settings, report }, host);
  const simulation = played && aboutChange(played, to.state.texts);
  const whole: PlanReport = { ...titles, prune: options.prune, changes, lint: refusalsOf(report), simulation };
  const sources = [...texts, ...installed.sources];
  const unwritten = await writePlan(whole, { host, given, options, sources });
  if (unwritten.length > 0) return refuse(host, ...unwritten);
  const isFailed = whole.lint.summary.errors > 0 || (simulation !== undefined && isFailing(simulation));
  return isFailed && !given.switches.has('exit-zero') ? 1 : 0;
}

/** The way from one state to the other; `undefined` if there is none, or nobody could go it. */
async function simulated(change: JudgedChange, host: Host): Promise<SimulationReport | undefined> {
  const { before, after, changes, options, settings } = change;
  if (changes.every(({ kind }) => kind === 'unchanged')) return undefined;
  const twice = heldTwice(before) ?? heldTwice(after);
  if (twice !== undefined) {
    host.err(`rollcast: no forecast: ${twice}; name one of the folders for it\n`);
    return undefined;
  }
  const game = planGame(change);
  if (game === undefined) return undefined;
  await optimiseLater();
  const watchAlerts = await alertsOf([game]);
  const { kubernetesVersion: version, podSecurity } = settings;
  return play(game, { ...options.simulate, version, watchAlerts, podSecurity, standsBefore: 1 });
}

/** What is wrong with the state before is over; the report tells what the change does. */
function aboutChange(report: SimulationReport, texts: readonly SourceText[]): SimulationReport {
  const files = new Set(texts.map(({ file }) => file));
  return {
    ...report,
    rejected: report.rejected.filter(({ file }) => files.has(file)),
    notModelled: report.notModelled.filter(({ file }) => files.has(file)),
    tellFrom: 1,
  };
}

/** Categories of rules that say: the API server refuses this. */
const REFUSING = /^(api|yaml|policy)\//;

/** What else there is to say about the new state is the linter's business. */
function refusalsOf(report: Report): Report {
  const findings = report.findings.filter(({ rule }) => REFUSING.test(rule));
  return { ...report, findings, summary: { ...report.summary, ...bySeverity(findings) } };
}
