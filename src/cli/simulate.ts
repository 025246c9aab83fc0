import { NEWEST, parseVersion } from '../kube/version.js';
import { isInert } from '../simulate/inputs.js';
import { type Game, play } from '../simulate/play.js';
import { isFailing, type SimulationReport } from '../simulate/report.js';
import type { Assertion } from '../simulate/scenario/assertions.js';
import type { Target } from '../simulate/scenario/targets.js';
import type { ExitCode, Host } from '../source/host.js';
import { alertsOf } from './alerts.js';
import { assemble } from './assemble.js';
import { namesInstalled } from './installed.js';
import { loadConfig } from './load-config.js';
import { loadSources } from './load-sources.js';
import { readFiles } from './manifests.js';
import { misspelt } from './named-objects.js';
import { optimiseLater } from './optimise-later.js';
import { type GivenOptions, lastValue } from './options.js';
import { readCommandLine } from './read-command-line.js';
import { refuse } from './refuse.js';
import { SIMULATE, type SimulateOptions, simulateOptions } from './simulate-options.js';
import type { simulatedAdmission } from './simulated-admission.js';
import { vocabulary } from './vocabulary.js';
import { writeSimulations } from './write-simulations.js';

/** `rollcast simulate`: reads, plays, reports. */
export async function simulate(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readCommandLine(args, SIMULATE, host);
  if (typeof line === 'number') return line;
  const { given, operands } = line;
  const options = simulateOptions(given);
  if (typeof options === 'string') return refuse(host, options);
  const loaded = await loadConfig(host.cwd, lastValue(given, 'config'), vocabulary());
  if (loaded.kind === 'mistakes') return refuse(host, ...loaded.lines);
  const version = options.version ?? parseVersion(loaded.config.kubernetesVersion ?? '') ?? NEWEST;
  const scenarioFile = lastValue(given, 'scenario');
  const paths = scenarioFile === undefined ? operands : [...operands, scenarioFile];
  if (paths.length === 0) return refuse(host, 'simulate needs a PATH: manifests, or a scenario file');
  const { ignored } = loaded;
  const input = await loadSources(paths, host, { stdinName: '<stdin>', ...(ignored !== undefined && { ignored }) });
  if (input.problems.length > 0) return refuse(host, ...input.problems);
  const files = await readFiles(input.sources);
  const judged = await admissionOf({ host, loaded, given, version, texts: input.sources });
  if (judged.kind === 'mistakes') return refuse(host, ...judged.lines);
  const read = await assemble(files, { host, version, admission: judged.admission });
  if (read.kind === 'mistakes') return refuse(host, ...read.lines);
  if (scenarioFile !== undefined && !read.games.some(({ scenario }) => scenario !== undefined))
    return refuse(host, `--scenario ${scenarioFile}: it holds no document of kind Scenario`);
  if (read.games.every(isNothing)) {
    if (given.switches.has('allow-empty')) return 0;
    return refuse(host, nothingIn(read.games));
  }
  const unfit = unfitOptions(read.games, options, given);
  if (unfit.length > 0) return refuse(host, ...unfit);
  await optimiseLater();
  const watchAlerts = await alertsOf(read.games);
  const { podSecurity } = loaded.config;
  const reports = read.games.map((game) => play(game, { ...options, version, watchAlerts, podSecurity }));
  const problems = await writeSimulations(reports, {
    host,
    options,
    quiet: given.switches.has('quiet'),
    verbose: given.switches.has('verbose'),
  });
  if (problems.length > 0) return refuse(host, ...problems);
  const isInTrouble = ({ whatIfs }: SimulationReport) =>
    whatIfs.some(({ name, isTrouble }) => isTrouble && options.failOnWhatIfs.has(name));
  const isFailed = reports.some((report) => isFailing(report) || isInTrouble(report));
  return isFailed && !given.switches.has('exit-zero') ? 1 : 0;
}

/** Who judges what is applied; loaded only where there is a policy. */
async function admissionOf(query: Parameters<typeof simulatedAdmission>[0]): ReturnType<typeof simulatedAdmission> {
  const { loaded, given, texts } = query;
  const isNamed = namesInstalled(loaded, given) || texts.some(({ text }) => text.includes('AdmissionPolicy'));
  if (!isNamed) return { kind: 'admission', admission: undefined };
  return (await import('./simulated-admission.js')).simulatedAdmission(query);
}

function isNothing({ inputs, scenario }: Game): boolean {
  const { manifests, rejected, notModelled } = inputs;
  const isUnknown = notModelled.some(({ decides }) => decides === true);
  const playsNothing = scenario === undefined || scenario.steps.length === 0;
  return manifests.every(({ kind }) => isInert(kind)) && rejected.length === 0 && !isUnknown && playsNothing;
}

function nothingIn(games: readonly Game[]): string {
  const skipped = new Set(games.flatMap(({ inputs }) => inputs.notModelled.map(({ effect }) => effect)));
  const none = games.some(({ scenario }) => scenario !== undefined) ? 'and the scenario has no step' : 'no scenario';
  const why = [...skipped].filter((effect) => effect.includes('| rollcast simulate -')).map((effect) => `; ${effect}`);
  return `nothing to simulate in the input: no workload, ${none}${why.join('')}; --allow-empty makes this no error`;
}

/** What is wrong with the options for these games. */
function unfitOptions(games: readonly Game[], options: SimulateOptions, given: GivenOptions): readonly string[] {
  const hasScenario = games.some(({ scenario }) => scenario !== undefined);
  if (options.faults.length > 0 && hasScenario)
    return ['--fail is for a first apply: in a scenario, `pods:` and the step fail-node say what goes wrong'];
  const asks = ['what-if', 'fail-on-what-if'].find((name) => given.values.has(name));
  if (asks !== undefined && hasScenario)
    return [`--${asks} is for a first apply: in a scenario, steps and assert say what is asked`];
  const mistaken = games.every((game) => misspeltIn(options.assertions, game).length > 0);
  const [first] = games;
  if (mistaken && first !== undefined) return misspeltIn(options.assertions, first);
  const strangers = options.assumeOf.filter(({ target }) => !games.some((game) => hasWorkload(game, target)));
  return strangers.map(({ target }) => `--assume ${target.text}: it is not in the input`);
}

/** What is asserted on the command line of objects whose names are probably misspelt. */
function misspeltIn(assertions: readonly Assertion[], { inputs, applied }: Game): string[] {
  return assertions.flatMap((assertion) => {
    if (assertion.of === 'alert') return [];
    const { kind, name } = assertion.target;
    const problems = misspelt({ named: [{ kind, name, path: undefined }] }, [inputs, ...applied.values()]);
    return problems.map(({ message }) => `--assert '${assertion.expression}': ${message}`);
  });
}

function hasWorkload({ inputs, applied }: Game, target: Target): boolean {
  return [inputs, ...applied.values()].some(({ manifests }) =>
    manifests.some(
      ({ kind, name, namespace = 'default' }) =>
        kind === target.kind && name === target.name && namespace === target.namespace,
    ),
  );
}
