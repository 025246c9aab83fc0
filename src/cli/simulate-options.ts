import { versionMistake } from '../config/kubernetes-version.js';
import { parseDuration } from '../kube/duration.js';
import { type KubernetesVersion, parseVersion } from '../kube/version.js';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../simulate/kubelet/behaviour.js';
import type { WhatIf } from '../simulate/report.js';
import { type Assertion, parseAssertion } from '../simulate/scenario/assertions.js';
import { parseTarget } from '../simulate/scenario/targets.js';
import { type Fault, parseFault } from '../simulate/what-if/fault.js';
import { WHAT_IFS } from '../simulate/what-if/question.js';
import type { WorkloadAssumption } from '../simulate/workload-lives.js';
import { INSTALLED_OPTIONS } from './installed.js';
import { type CommandSpec, type GivenOptions, lastValue } from './options.js';

/** The formats of a forecast. */
const SIMULATION_FORMATS = ['pretty', 'json', 'markdown', 'html'] as const;

/** `rollcast simulate`. */
export const SIMULATE: CommandSpec = {
  name: 'simulate',
  operands: 'PATH...',
  summary: [
    'Forecasts the first apply of these manifests in virtual time, and what people ask of it: a changed template, a broken',
    'one, a drain of each node. Or what a scenario does to them: a document of kind Scenario among the PATHs, or --scenario',
    'FILE. Of several scenarios each is played and reported, the exit code is the worst, JSON has them under "scenarios".',
  ].join('\n'),
  options: [
    { name: 'scenario', value: 'FILE', summary: 'play this scenario; the files it applies are relative to it' },
    { name: 'config', value: 'FILE', summary: 'use this configuration; default: rollcast.yaml here or above' },
    ...INSTALLED_OPTIONS,
    {
      name: 'kubernetes-version',
      value: 'VERSION',
      summary: 'behave as this version, such as 1.34; default: the newest',
    },
    { name: 'format', value: 'FORMAT[=FILE]', repeatable: true, summary: SIMULATION_FORMATS.join(', ') },
    {
      name: 'assert',
      value: 'EXPRESSION',
      repeatable: true,
      summary: "exit 1 unless it holds: 'deployment/web minAvailable >= 3'",
    },
    {
      name: 'assume',
      value: '[WORKLOAD:]NAME=SECONDS',
      repeatable: true,
      summary: `replace an assumption, of all or of deployment/web: ${Object.keys(DEFAULT_ASSUMPTIONS).join(', ')}`,
    },
    { name: 'seed', value: 'NUMBER', summary: 'decides where real clusters are not deterministic; default: 1' },
    {
      name: 'seeds',
      value: 'NUMBER',
      summary:
        'play as many seeds where that is cheap, and say what differs; assertions hold with all of them; default: 5',
    },
    { name: 'horizon', value: 'DURATION', summary: 'end the forecast at this virtual time; default: 24h' },
    {
      name: 'what-if',
      value: 'NAMES',
      summary: `ask only these after a first apply: ${WHAT_IFS.join(',')}; default: all`,
    },
    { name: 'no-what-if', summary: 'only the first apply' },
    {
      name: 'fail-on-what-if',
      value: 'NAMES',
      summary:
        'exit 1 if it gets stuck, falls below the promise, cannot be undone, or leaves no pod; default: none, answers inform',
    },
    { name: 'replay', summary: 'show the time line row by row as time passes; a pipe gets it at once' },
    {
      name: 'interactive',
      short: 'i',
      summary: 'look at the forecast in the terminal: play, pause, step, pods, events',
    },
    {
      name: 'speed',
      value: '10x|max',
      summary: 'virtual seconds a second of --replay and --interactive; default: 10x',
    },
    {
      name: 'fail',
      value: 'FAULT',
      repeatable: true,
      summary:
        'goes wrong after the first apply: new-pods (a broken change), quota (a change, quotas are full), node:NAME, node:2',
    },
    { name: 'exit-zero', summary: 'exit 0 whatever is forecast' },
    { name: 'allow-empty', summary: 'no input is no error' },
    { name: 'color', value: 'WHEN', summary: 'auto (default), always, never' },
    { name: 'quiet', short: 'q', summary: 'only the verdict' },
    { name: 'verbose', short: 'v', summary: 'every row of the timeline' },
    { name: 'help', short: 'h', summary: 'this text' },
  ],
};

/** Where a report goes; `undefined` is standard output. */
export interface SimulationOutput {
  readonly format: (typeof SIMULATION_FORMATS)[number];
  readonly file: string | undefined;
}

/** How the forecast is shown on standard output where it is for people. */
export type Show =
  | { readonly kind: 'report' }
  /** `speed`: virtual seconds a second. */
  | { readonly kind: 'replay' | 'interactive'; readonly speed: number | 'max' };

/** The options with their values read. */
export interface SimulateOptions {
  readonly outputs: readonly SimulationOutput[];
  readonly colour: 'auto' | 'always' | 'never';
  readonly show: Show;
  readonly version: KubernetesVersion | undefined;
  readonly assume: Partial<Assumptions>;
  readonly assumeOf: readonly WorkloadAssumption[];
  readonly assertions: readonly Assertion[];
  /** `undefined` leaves it to the scenario. */
  readonly seed: number | undefined;
  /** How many seeds are played for ranges. */
  readonly seeds: number;
  readonly horizonMs: number;
  readonly faults: readonly Fault[];
  readonly whatIfs: ReadonlySet<WhatIf['name']>;
  /** The what-ifs whose bad answer is a failure. */
  readonly failOnWhatIfs: ReadonlySet<WhatIf['name']>;
}

/** Reads the values of the options; a mistake is a sentence. */
export function simulateOptions(given: GivenOptions): SimulateOptions | string {
  const outputs = outputsOf(given.values.get('format') ?? ['pretty']);
  if (typeof outputs === 'string') return outputs;
  const show = showOf(given, outputs);
  if (typeof show === 'string') return show;
  const colour = lastValue(given, 'color') ?? 'auto';
  if (colour !== 'auto' && colour !== 'always' && colour !== 'never')
    return `--color takes auto, always or never, not ${colour}`;
  const written = lastValue(given, 'kubernetes-version');
  const mistake = written === undefined ? undefined : versionMistake(written);
  if (mistake !== undefined) return `--kubernetes-version: ${mistake}`;
  const assumed = assumptionsOf(given.values.get('assume') ?? []);
  if (typeof assumed === 'string') return assumed;
  const assertions = assertionsOf(given.values.get('assert') ?? []);
  if (typeof assertions === 'string') return assertions;
  const writtenSeed = lastValue(given, 'seed');
  const seed = writtenSeed === undefined ? undefined : Number(writtenSeed);
  if (seed !== undefined && !Number.isSafeInteger(seed))
    return `--seed takes a whole number, not ${lastValue(given, 'seed')}`;
  const seeds = Number(lastValue(given, 'seeds') ?? 5);
  if (!Number.isSafeInteger(seeds) || seeds < 1 || seeds > 100)
    return `--seeds takes a number from 1 to 100, not ${lastValue(given, 'seeds')}`;
  const horizon = parseDuration(lastValue(given, 'horizon') ?? '24h');
  if (horizon === undefined || horizon <= 0n)
    return `--horizon takes a duration such as 2h, not ${lastValue(given, 'horizon')}`;
  const version = written === undefined ? undefined : parseVersion(written);
  const faults: Fault[] = [];
  for (const text of given.values.get('fail') ?? []) {
    const fault = parseFault(text);
    if (fault === undefined) return `--fail takes new-pods, quota or node:NAME, not ${text}`;
    faults.push(fault);
  }
  if (given.values.has('what-if') && given.switches.has('no-what-if'))
    return '--what-if and --no-what-if exclude each other';
  const asked = whatIfsOf('what-if', given) ?? new Set(given.switches.has('no-what-if') ? [] : WHAT_IFS);
  const failOnWhatIfs = whatIfsOf('fail-on-what-if', given) ?? new Set();
  if (typeof asked === 'string') return asked;
  if (typeof failOnWhatIfs === 'string') return failOnWhatIfs;
  const whatIfs = new Set([...asked, ...failOnWhatIfs]);
  return {
    outputs: shownBy(outputs, show),
    colour,
    show,
    version,
    ...assumed,
    assertions,
    seed,
    seeds,
    faults,
    horizonMs: Number(horizon / 1_000_000n),
    whatIfs,
    failOnWhatIfs,
  };
}

function outputsOf(values: readonly string[]): readonly SimulationOutput[] | string {
  const outputs: SimulationOutput[] = [];
  for (const value of values) {
    const equals = value.indexOf('=');
    const written = equals === -1 ? value : value.slice(0, equals);
    const file = equals === -1 ? undefined : value.slice(equals + 1);
    const format = SIMULATION_FORMATS.find((known) => known === written);
    if (format === undefined) return `--format ${written}: a forecast comes as ${SIMULATION_FORMATS.join(', ')}`;
    outputs.push({ format, file });
  }
  return outputs;
}

interface Assumed {
  readonly assume: Partial<Assumptions>;
  readonly assumeOf: readonly WorkloadAssumption[];
}

/** A view goes to standard output beside the files. */
function shownBy(outputs: readonly SimulationOutput[], { kind }: Show): readonly SimulationOutput[] {
  if (kind === 'report' || outputs.some(({ file }) => file === undefined)) return outputs;
  return [...outputs, { format: 'pretty', file: undefined }];
}

function showOf({ switches, values }: GivenOptions, outputs: readonly SimulationOutput[]): Show | string {
  const kind = switches.has('interactive') ? 'interactive' : switches.has('replay') ? 'replay' : 'report';
  const written = values.get('speed')?.at(-1);
  if (kind === 'report') return written === undefined ? { kind } : '--speed goes with --replay or --interactive';
  const other = outputs.find(({ format, file }) => file === undefined && format !== 'pretty');
  if (other !== undefined)
    return `--${kind} and --format ${other.format} both want standard output; name a file for one`;
  if (written === 'max') return { kind, speed: 'max' };
  const speed = Number(/^(\d+(?:\.\d+)?)x?$/.exec(written ?? '10x')?.[1]);
  return speed > 0 ? { kind, speed } : `--speed takes a factor such as 10x, or max, not ${written}`;
}

function assumptionsOf(values: readonly string[]): Assumed | string {
  let assume: Partial<Assumptions> = {};
  const byWorkload = new Map<string, WorkloadAssumption>();
  for (const value of values) {
    const colon = value.indexOf(':');
    const workload = colon === -1 ? undefined : value.slice(0, colon);
    const [name = '', text = ''] = value.slice(colon + 1).split('=');
    const seconds = Number(text);
    if (!Object.hasOwn(DEFAULT_ASSUMPTIONS, name))
      return `--assume ${name}: known are ${Object.keys(DEFAULT_ASSUMPTIONS).join(', ')}`;
    if (text === '' || !Number.isFinite(seconds) || seconds < 0)
      return `--assume ${value}: expected seconds, such as ${name}=5`;
    if (workload === undefined) {
      assume = { ...assume, [name]: seconds };
      continue;
    }
    const target = parseTarget(workload);
    if (target === undefined) return `--assume ${value}: expected KIND/NAME such as deployment/web, found ${workload}`;
    const earlier = byWorkload.get(workload)?.assume;
    byWorkload.set(workload, { target, assume: { ...earlier, [name]: seconds } });
  }
  return { assume, assumeOf: [...byWorkload.values()] };
}

function assertionsOf(values: readonly string[]): readonly Assertion[] | string {
  const assertions: Assertion[] = [];
  for (const value of values) {
    const assertion = parseAssertion(value, 'default');
    if (typeof assertion === 'string') return `--assert '${value}': ${assertion}`;
    assertions.push(assertion);
  }
  return assertions;
}

/** The names of what-ifs that an option lists, `undefined` if it is not given; a mistake is a sentence. */
function whatIfsOf(option: string, given: GivenOptions): ReadonlySet<WhatIf['name']> | string | undefined {
  const text = lastValue(given, option);
  if (text === undefined) return undefined;
  const names = new Set<WhatIf['name']>();
  for (const word of text === 'all' ? WHAT_IFS : text.split(',')) {
    const name = WHAT_IFS.find((one) => one === word);
    if (name === undefined) return `--${option} ${word}: expected all or some of ${WHAT_IFS.join(',')}`;
    names.add(name);
  }
  return names;
}
