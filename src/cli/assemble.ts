import { dirname, resolve } from 'node:path';
import type { KubernetesVersion } from '../kube/version.js';
import type { DocumentFile } from '../manifest/document.js';
import type { Resource } from '../manifest/resource.js';
import { type Inputs, inputsOf } from '../simulate/inputs.js';
import type { Game } from '../simulate/play.js';
import { isScenario, readScenario } from '../simulate/scenario/read-scenario.js';
import type { Host } from '../source/host.js';
import { nameOf } from '../source/select.js';
import { readText, type SourceText } from '../source/text.js';
import { appliedFiles } from './applied-files.js';
import { type Gathered, gather, withGathered } from './gather.js';
import { lineOf, readFiles, syntaxLines } from './manifests.js';
import { misspelt } from './named-objects.js';
import type { AppliedJudgement, SimulatedAdmission } from './simulated-admission.js';

/** All that is to be played: a game for each scenario, one if there is none; or what makes it impossible. */
export type Assembled =
  | { readonly kind: 'read'; readonly games: readonly Game[] }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

interface Context {
  readonly host: Host;
  readonly version: KubernetesVersion;
  /** Judges what is applied together; nobody does if absent. */
  readonly admission?: SimulatedAdmission | undefined;
}

/** Sorts what was read into manifests and scenarios, and reads the files that the scenarios apply. */
export async function assemble(files: readonly DocumentFile[], context: Context): Promise<Assembled> {
  const gathered = gather(files);
  if (gathered.broken.length > 0) return { kind: 'mistakes', lines: gathered.broken };
  const scenarios = gathered.resources.filter(isScenario);
  const judged = await context.admission?.(files);
  if (scenarios.length === 0) {
    const game: Game = { inputs: inputsIn(gathered, context, judged), scenario: undefined, applied: new Map() };
    return { kind: 'read', games: [game] };
  }
  const lines: string[] = [];
  const games: Game[] = [];
  const others = { ...gathered, resources: gathered.resources.filter((resource) => !isScenario(resource)) };
  for (const document of scenarios) {
    const made = await gameOf(document, { gathered: others, judged }, context);
    if (Array.isArray(made)) lines.push(...made);
    else games.push(made);
  }
  return lines.length > 0 ? { kind: 'mistakes', lines } : { kind: 'read', games };
}

/** What is there besides what scenarios apply, and what admission says of it. */
interface Others {
  readonly gathered: Gathered;
  readonly judged: AppliedJudgement | undefined;
}

/** With what admission could not tell of them. */
function inputsIn(gathered: Gathered, { version }: Context, judged: AppliedJudgement | undefined): Inputs {
  const inputs = withGathered(inputsOf(gathered.resources, version, judged?.refusalOf), gathered);
  return judged === undefined ? inputs : { ...inputs, notModelled: [...inputs.notModelled, ...judged.notes] };
}

/** The game of one scenario, or the mistakes in it, a line each. */
async function gameOf(document: Resource, { gathered, judged }: Others, context: Context): Promise<Game | string[]> {
  // What is there twice would be read once, and nobody knows which was meant.
  if (document.document.problems.length > 0) return syntaxLines(document.file, document.document);
  const outcome = readScenario(document.object);
  if (outcome.kind === 'mistakes') return outcome.problems.map((problem) => lineOf(document, problem));
  const { scenario } = outcome;
  const folder = dirname(resolve(context.host.cwd, document.file.file));
  const lines: string[] = [];
  const applied = new Map<string, Inputs>();
  const names = new Set<string>();
  for (const name of scenario.files) {
    const read = await readApplied(name, folder, context);
    if (read.kind === 'refused')
      lines.push(lineOf(document, { path: scenario.fileAt.get(name), message: `${short(name)}: ${read.message}` }));
    else if (read.kind === 'broken') lines.push(...read.lines);
    else {
      for (const file of read.files) names.add(file);
      applied.set(name, read.inputs);
    }
  }
  if (lines.length > 0) return lines;
  const inputs = inputsIn(without(gathered, names), context, judged);
  const strangers = misspelt(scenario, [inputs, ...applied.values()]);
  if (strangers.length > 0) return strangers.map((problem) => lineOf(document, problem));
  return { inputs, scenario, applied };
}

function short(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}

/** What a scenario applies itself is not there beforehand. */
function without({ resources, rejected, notes, broken }: Gathered, names: ReadonlySet<string>): Gathered {
  return {
    resources: resources.filter(({ file }) => !names.has(file.file)),
    rejected: rejected.filter(({ file }) => !names.has(file)),
    notes: notes.filter(({ file }) => !names.has(file)),
    broken,
  };
}

type ReadApplied =
  | { readonly kind: 'read'; readonly files: readonly string[]; readonly inputs: Inputs }
  | { readonly kind: 'broken'; readonly lines: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string };

async function readApplied(name: string, folder: string, context: Context): Promise<ReadApplied> {
  const { host, version } = context;
  const found = appliedFiles(name, folder, host.cwd);
  if (found.kind === 'refused') return found;
  const sources: SourceText[] = [];
  for (const path of found.paths) {
    const outcome = readText(path, nameOf(path, host.cwd));
    if (outcome.kind === 'unreadable') return { kind: 'refused', message: outcome.message };
    if (outcome.kind === 'too-large') return { kind: 'refused', message: outcome.reason };
    sources.push(outcome.source);
  }
  const files = await readFiles(sources);
  const gathered = gather(files);
  if (gathered.broken.length > 0) return { kind: 'broken', lines: gathered.broken };
  const judged = await context.admission?.(sources);
  const resources = gathered.resources.filter((resource) => !isScenario(resource));
  // kubectl: "error: no objects passed to apply".
  if (resources.length + gathered.rejected.length === 0) return { kind: 'refused', message: 'no object in it' };
  const inputs = withGathered(inputsOf(resources, version, judged?.refusalOf), gathered);
  return { kind: 'read', files: files.map(({ file }) => file), inputs };
}
