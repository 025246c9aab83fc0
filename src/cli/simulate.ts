import { dirname, join, resolve } from 'node:path';
import { NEWEST, parseVersion } from '../kube/version.js';
import { profileNames, ruleIds, unknownRule } from '../lint/rule-list.js';
import type { DocumentFile } from '../manifest/document.js';
import { identify } from '../manifest/identify.js';
import { locate } from '../manifest/locate.js';
import { lineIndex } from '../manifest/position.js';
import { readDocuments } from '../manifest/read.js';
import type { Resource } from '../manifest/resource.js';
import { simulationJson } from '../report/simulation/json.js';
import { simulationPretty } from '../report/simulation/pretty.js';
import { unknownMetrics } from '../simulate/controllers/hpa/verdict.js';
import { forecast } from '../simulate/forecast.js';
import { type Inputs, inputsOf } from '../simulate/inputs.js';
import { planOf } from '../simulate/plan.js';
import { isFailing, type SimulationReport } from '../simulate/report.js';
import { judge } from '../simulate/scenario/assertions.js';
import { isScenario, readScenario, type Scenario } from '../simulate/scenario/read-scenario.js';
import { verdicts } from '../simulate/verdict.js';
import type { ExitCode, Host } from '../source/host.js';
import { nameOf } from '../source/select.js';
import { readText, type SourceText } from '../source/text.js';
import { wantsColour } from './colour.js';
import { loadConfig } from './load-config.js';
import { loadSources } from './load-sources.js';
import { helpOf, lastValue, readOptions } from './options.js';
import { SIMULATE, type SimulateOptions, simulateOptions } from './simulate-options.js';
import { writeOutputs } from './write-outputs.js';

/** `rollcast simulate`: reads, plays, reports. */
export async function simulate(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readOptions(args, SIMULATE);
  if (line.kind === 'mistake') return refuse(host, [line.message]);
  const { given, operands } = line;
  if (given.switches.has('help')) {
    host.out(helpOf(SIMULATE));
    return 0;
  }
  const options = simulateOptions(given);
  if (typeof options === 'string') return refuse(host, [options]);
  const vocabulary = { rules: ruleIds(), profiles: profileNames(), unknownRule };
  const loaded = await loadConfig(host.cwd, lastValue(given, 'config'), vocabulary);
  if (loaded.kind === 'mistakes') return refuse(host, loaded.lines);
  const version = options.version ?? parseVersion(loaded.config.kubernetesVersion ?? '') ?? NEWEST;
  const scenarioFile = lastValue(given, 'scenario');
  const paths = scenarioFile === undefined ? operands : [...operands, scenarioFile];
  if (paths.length === 0) return refuse(host, ['simulate needs a PATH: manifests, or a scenario file']);
  const { ignored } = loaded;
  const input = await loadSources(paths, host, { stdinName: '<stdin>', ...(ignored !== undefined && { ignored }) });
  if (input.problems.length > 0) return refuse(host, input.problems);
  const files = await readFiles(input.sources);
  const read = await assemble(files, { host, version });
  if (read.kind === 'mistakes') return refuse(host, read.lines);
  if (read.inputs.manifests.length + read.inputs.rejected.length === 0 && read.scenario === undefined) {
    if (given.switches.has('allow-empty')) return 0;
    return refuse(host, [
      'nothing to simulate in the input: no workload, no scenario; --allow-empty makes this no error',
    ]);
  }
  const report = play(read, options, version);
  const problems = await write(report, {
    host,
    options,
    quiet: given.switches.has('quiet'),
    verbose: given.switches.has('verbose'),
  });
  if (problems.length > 0) return refuse(host, problems);
  return isFailing(report) && !given.switches.has('exit-zero') ? 1 : 0;
}

function refuse(host: Host, messages: readonly string[]): ExitCode {
  for (const message of messages) host.err(`rollcast: ${message}\n`);
  return 2;
}

async function readFiles(sources: readonly SourceText[]): Promise<DocumentFile[]> {
  const files: DocumentFile[] = [];
  for (const { file, text } of sources) {
    const outcome = readDocuments(file, text);
    if (outcome.kind === 'read') files.push(outcome.file);
    else files.push((await import('../manifest/exact.js')).readDocumentsExactly(file, text));
  }
  return files;
}

/** All that the run is made of, or what makes it impossible. */
type Assembled =
  | {
      readonly kind: 'read';
      readonly inputs: Inputs;
      readonly scenario: Scenario | undefined;
      /** Inputs of the files that the scenario applies, by the name it gives them. */
      readonly applied: ReadonlyMap<string, Inputs>;
    }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

interface Context {
  readonly host: Host;
  readonly version: SimulationReport['version'];
}

async function assemble(files: readonly DocumentFile[], context: Context): Promise<Assembled> {
  const resources: Resource[] = [];
  const lines: string[] = [];
  const scenarios: Resource[] = [];
  for (const file of files) {
    const identified = identify(file);
    for (const document of identified.broken) lines.push(...syntaxLines(file, document));
    for (const resource of identified.resources) (isScenario(resource) ? scenarios : resources).push(resource);
  }
  if (scenarios.length > 1)
    lines.push(`more than one Scenario in the input: ${scenarios.map(({ file }) => file.file).join(', ')}`);
  const [document] = scenarios;
  if (lines.length > 0) return { kind: 'mistakes', lines };
  if (document === undefined)
    return { kind: 'read', inputs: inputsOf(resources, context.version), scenario: undefined, applied: new Map() };
  const outcome = readScenario(document.object);
  if (outcome.kind === 'mistakes') {
    return { kind: 'mistakes', lines: outcome.problems.map((problem) => lineOf(document, problem)) };
  }
  return await withFiles(outcome.scenario, { document, resources, context });
}

async function withFiles(
  scenario: Scenario,
  {
    document,
    resources,
    context,
  }: { readonly document: Resource; readonly resources: readonly Resource[]; readonly context: Context },
): Promise<Assembled> {
  const folder = dirname(resolve(context.host.cwd, document.file.file));
  const applied = new Map<string, Inputs>();
  const lines: string[] = [];
  for (const name of scenario.files) {
    const path = join(folder, name);
    const outcome = readText(path, nameOf(path, context.host.cwd));
    if (outcome.kind !== 'text') {
      lines.push(
        `${document.file.file}: apply ${name}: ${outcome.kind === 'unreadable' ? outcome.message : outcome.reason}`,
      );
      continue;
    }
    const [file] = await readFiles([outcome.source]);
    const identified = file === undefined ? undefined : identify(file);
    for (const broken of identified?.broken ?? []) if (file !== undefined) lines.push(...syntaxLines(file, broken));
    applied.set(name, inputsOf(identified?.resources ?? [], context.version));
  }
  if (lines.length > 0) return { kind: 'mistakes', lines };
  const isApplied = new Set([...applied.keys()].map((name) => nameOf(join(folder, name), context.host.cwd)));
  const others = resources.filter(({ file }) => !isApplied.has(file.file));
  return { kind: 'read', inputs: inputsOf(others, context.version), scenario, applied };
}

function syntaxLines(file: DocumentFile, document: DocumentFile['documents'][number]): string[] {
  const lines = lineIndex(file.text);
  return document.problems.map(({ start, message }) => {
    const { line, column } = lines.positionOf(start);
    return `${file.file}:${line}:${column}: ${message}`;
  });
}

function lineOf(
  resource: Resource,
  problem: { readonly path: Parameters<typeof locate>[1]; readonly message: string },
): string {
  const { start } = locate(resource.document, problem.path);
  const { line, column } = lineIndex(resource.file.text).positionOf(start);
  return `${resource.file.file}:${line}:${column}: ${problem.message}`;
}

function play(
  read: Extract<Assembled, { readonly kind: 'read' }>,
  options: SimulateOptions,
  version: SimulationReport['version'],
): SimulationReport {
  const { inputs, scenario, applied } = read;
  const { plan, assumptions } = planOf({
    version,
    seed: options.seed,
    assume: options.assume,
    scenario,
    manifests: scenario !== undefined && scenario.files.length > 0 ? [] : inputs.manifests,
    manifestsOf: (file) => applied.get(file)?.manifests ?? [],
    limits: { horizonMs: options.horizonMs, maxWakeUps: 50_000_000 },
  });
  const result = forecast(plan);
  const judged = verdicts(result);
  const everything = scenario !== undefined && scenario.files.length > 0 ? [...applied.values()] : [inputs];
  return {
    version,
    scenario: scenario?.name ?? '',
    seed: plan.settings.seed,
    assumptions,
    rejected: everything.flatMap((one) => one.rejected),
    notModelled: [
      ...everything.flatMap((one) => one.notModelled),
      ...unknownMetrics(
        result.world,
        everything.flatMap((one) => one.manifests),
      ),
    ],
    forecast: result,
    verdicts: judged,
    assertions: [...(scenario?.assertions ?? []), ...options.assertions].map((assertion) => judge(assertion, judged)),
  };
}

interface Writing {
  readonly host: Host;
  readonly options: SimulateOptions;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

async function write(report: SimulationReport, { host, options, quiet, verbose }: Writing): Promise<string[]> {
  return await writeOutputs(options.outputs, host, ({ format, file }) => {
    if (format === 'json') return simulationJson(report);
    const colour = file === undefined && wantsColour(options.colour, host);
    return simulationPretty(report, { colour, columns: host.terminal.columns, quiet, verbose });
  });
}
