import { dirname, join, resolve } from 'node:path';
import type { KubernetesVersion } from '../kube/version.js';
import type { DocumentFile } from '../manifest/document.js';
import { identify } from '../manifest/identify.js';
import type { Resource } from '../manifest/resource.js';
import { type Inputs, inputsOf } from '../simulate/inputs.js';
import { isScenario, readScenario, type Scenario } from '../simulate/scenario/read-scenario.js';
import type { Host } from '../source/host.js';
import { nameOf } from '../source/select.js';
import { readText } from '../source/text.js';
import { lineOf, readFiles, syntaxLines } from './manifests.js';

/** All that the run is made of, or what makes it impossible. */
export type Assembled =
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
  readonly version: KubernetesVersion;
}

/** Sorts what was read into manifests and at most one scenario, and reads the files that the scenario applies. */
export async function assemble(files: readonly DocumentFile[], context: Context): Promise<Assembled> {
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
