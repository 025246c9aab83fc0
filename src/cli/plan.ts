import { settingsOf } from '../config/settings.js';
import { groupOf } from '../kube/api-version.js';
import type { Change } from '../lint/changes.js';
import { bySeverity } from '../lint/known.js';
import type { Report } from '../lint/report.js';
import { profileNames, ruleIds, unknownRule } from '../lint/rule-list.js';
import type { Settings } from '../lint/settings.js';
import type { Resource } from '../manifest/resource.js';
import { lintChange } from '../project.js';
import type { PlanReport } from '../report/plan/plan-report.js';
import { inputsOf, isInert, type RefusalOf } from '../simulate/inputs.js';
import { type Game, play } from '../simulate/play.js';
import { isFailing, type SimulationReport } from '../simulate/report.js';
import { isScenario, readScenario } from '../simulate/scenario/read-scenario.js';
import type { ExitCode, Host } from '../source/host.js';
import type { SourceText } from '../source/text.js';
import { wantsColour } from './colour.js';
import { withInstalled } from './installed.js';
import { loadConfig } from './load-config.js';
import { type GivenOptions, helpOf, lastValue, readOptions } from './options.js';
import { PLAN, type PlanOptions, planOptions } from './plan-options.js';
import { refusalsIn } from './policy-refusals.js';
import { readState } from './project-state.js';
import { TOOL_VERSION } from './version.js';
import { writeOutputs } from './write-outputs.js';

/** `rollcast plan`: reads both states, judges the change, plays it, reports. */
export async function plan(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readOptions(args, PLAN);
  if (line.kind === 'mistake') return refuse(host, [line.message]);
  const { given, operands } = line;
  if (given.switches.has('help')) {
    host.out(helpOf(PLAN));
    return 0;
  }
  const options = planOptions(given);
  if (typeof options === 'string') return refuse(host, [options]);
  const vocabulary = { rules: ruleIds(), profiles: profileNames(), unknownRule };
  const loaded = await loadConfig(host.cwd, lastValue(given, 'config'), vocabulary);
  if (loaded.kind === 'mistakes') return refuse(host, loaded.lines);
  const query = { host, paths: operands, ignored: loaded.ignored };
  const from = await readState(options.from, query);
  if (from.kind === 'mistakes') return refuse(host, from.lines);
  const to = await readState(options.to, query);
  if (to.kind === 'mistakes') return refuse(host, to.lines);
  if (to.state.texts.length + from.state.texts.length === 0) {
    if (given.switches.has('allow-empty')) return 0;
    return refuse(host, ['no manifest in either state; --allow-empty makes this no error']);
  }
  const { simulate } = options;
  const { version } = simulate;
  const command = {
    inlineSuppressions: true,
    reportUnused: false,
    ...(version !== undefined && { kubernetesVersion: version }),
  };
  const asked = await settingsOf({ config: loaded.config, below: loaded.below, command, rules: ruleIds() });
  const texts = [...from.state.texts, ...to.state.texts];
  const installed = await withInstalled(asked, { host, loaded, given, texts });
  if (installed.kind === 'mistakes') return refuse(host, installed.lines);
  const { settings } = installed;
  const { changes, report, ...objects } = await lintChange(from.state, to.state, settings);
  const before = objects.before.filter((one) => !isScenario(one));
  const after = objects.after.filter((one) => !isScenario(one));
  const titles = { from: from.title, to: to.title === from.title ? `${to.title}, new` : to.title };
  const twice = heldTwice(before) ?? heldTwice(after);
  const isNews = changes.some(({ kind }) => kind !== 'unchanged');
  if (twice !== undefined && isNews) host.err(`rollcast: no forecast: ${twice}; name one of the folders for it\n`);
  const game =
    twice === undefined && isNews ? gameOf({ before, after, titles, options, changes, settings, report }) : undefined;
  const played = game && play(game, { ...simulate, version: settings.kubernetesVersion });
  const simulation = played && aboutChange(played, to.state.texts);
  const whole: PlanReport = { ...titles, prune: options.prune, changes, lint: refusalsOf(report), simulation };
  const sources = [...texts, ...installed.sources];
  const unwritten = await write(whole, { host, given, options, sources });
  if (unwritten.length > 0) return refuse(host, unwritten);
  const isFailed = whole.lint.summary.errors > 0 || (simulation !== undefined && isFailing(simulation));
  return isFailed && !given.switches.has('exit-zero') ? 1 : 0;
}

function refuse(host: Host, messages: readonly string[]): ExitCode {
  for (const message of messages) host.err(`rollcast: ${message}\n`);
  return 2;
}

/** Overlays of one base hold the same objects: nobody applies them all to one cluster. */
function heldTwice(resources: readonly Resource[]): string | undefined {
  const seen = new Map<string, Resource>();
  for (const resource of resources) {
    const { apiVersion, kind, namespace = 'default', name, file } = resource;
    const identity = `${groupOf(apiVersion)} ${kind} ${namespace}/${name}`;
    const other = seen.get(identity);
    if (name !== undefined && other !== undefined)
      return `${kind} ${namespace}/${name} is in ${other.file.file} and in ${file.file}`;
    seen.set(identity, resource);
  }
  return undefined;
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

interface Ingredients {
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
  readonly titles: { readonly from: string; readonly to: string };
  readonly options: PlanOptions;
  readonly changes: readonly Change[];
  readonly settings: Settings;
  /** What is refused of the new state. */
  readonly report: Report;
}

/** One apply after the other, as a scenario; `undefined` if nothing in them runs. */
function gameOf({ before, after, titles, options, changes, settings, report }: Ingredients): Game | undefined {
  const version = settings.kubernetesVersion;
  // What runs by the clock goes on as before.
  const asBefore = new Set(
    changes.flatMap(({ kind, subject }) =>
      kind === 'unchanged' && subject.kind === 'CronJob' ? [keyOf(subject)] : [],
    ),
  );
  const played = (resources: readonly Resource[], refusalOf?: RefusalOf) =>
    inputsOf(
      resources.filter((resource) => resource.kind !== 'CronJob' || !asBefore.has(keyOf(resource))),
      version,
      refusalOf,
    );
  const removed = changes.flatMap(({ kind, subject }) => (kind === 'removed' ? [subject] : []));
  const gone = `what ${titles.to} lacks`;
  const applied = new Map([
    [titles.from, played(before)],
    [titles.to, played(after, refusalsIn(report))],
    ...(options.prune && removed.length > 0 ? [[gone, inputsOf(removed, version)] as const] : []),
  ]);
  const isIdle = [...applied.values()].every(({ manifests }) => manifests.every(({ kind }) => isInert(kind)));
  if (isIdle) return undefined;
  const steps = [
    { apply: titles.from },
    { apply: titles.to },
    ...(applied.has(gone) ? [{ delete: { file: gone } }] : []),
  ];
  const outcome = readScenario({
    apiVersion: 'rollcast.dev/v1',
    kind: 'Scenario',
    metadata: { name: 'plan' },
    spec: { steps },
  });
  if (outcome.kind === 'mistakes') throw new Error(`a plan is no scenario: ${outcome.problems[0]?.message}`);
  return { inputs: inputsOf([], version), scenario: outcome.scenario, applied };
}

function keyOf({ namespace = 'default', name = '' }: Resource): string {
  return `${namespace}/${name}`;
}

/** With the verdicts on the workloads that the change moves, or that do not stand as they should. */
function withConcerned(report: SimulationReport): SimulationReport {
  const { verdicts, forecast } = report;
  const begin = forecast.steps[1]?.order ?? 0;
  const { samples, remarks } = forecast.timeline;
  const moved = new Set<string>();
  for (const { order, namespace, workload } of samples) if (order > begin) moved.add(`${namespace}/${workload}`);
  for (const { at, namespace, workload } of remarks)
    if (at >= (forecast.steps[1]?.at ?? 0)) moved.add(`${namespace}/${workload}`);
  const told = verdicts.filter(
    ({ kind, namespace, name, outcome }) => outcome !== 'complete' || moved.has(`${namespace}/${kind}/${name}`),
  );
  return { ...report, verdicts: told };
}

/** Categories of rules that say: the API server refuses this. */
const REFUSING = /^(api|yaml|policy)\//;

/** What else there is to say about the new state is the linter's business. */
function refusalsOf(report: Report): Report {
  const findings = report.findings.filter(({ rule }) => REFUSING.test(rule));
  return { ...report, findings, summary: { ...report.summary, ...bySeverity(findings) } };
}

interface Writing {
  readonly host: Host;
  readonly given: GivenOptions;
  readonly options: PlanOptions;
  readonly sources: readonly SourceText[];
}

async function write(report: PlanReport, { host, given, options, sources }: Writing): Promise<string[]> {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return await writeOutputs(options.simulate.outputs, host, async ({ format, file }) => {
    if (format === 'json') return (await import('../report/plan/json.js')).planJson(report);
    if (format === 'markdown') {
      const told = report.simulation && withConcerned(report.simulation);
      return (await import('../report/plan/markdown.js')).planMarkdown({ ...report, simulation: told });
    }
    if (format === 'html') {
      const told = report.simulation && withConcerned(report.simulation);
      return (await import('../report/plan/html.js')).planHtml({ ...report, simulation: told });
    }
    const { planPretty } = await import('../report/plan/pretty.js');
    const { columns, isTty } = host.terminal;
    const layout = {
      colour: file === undefined && wantsColour(options.simulate.colour, host),
      columns,
      quiet: given.switches.has('quiet'),
      verbose: given.switches.has('verbose'),
    };
    const head = planPretty(report, {
      ...layout,
      toolVersion: TOOL_VERSION,
      textOf: (name) => texts.get(name),
      isTerminal: file === undefined && isTty,
    });
    if (report.simulation === undefined) return head;
    const { simulationPretty } = await import('../report/simulation/pretty.js');
    const told = layout.verbose ? report.simulation : withConcerned(report.simulation);
    return `${head}\n${simulationPretty(told, { ...layout, isTerminal: file === undefined && isTty })}`;
  });
}
