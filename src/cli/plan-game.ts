import { groupOf } from '../kube/api-version.js';
import type { Change } from '../lint/changes.js';
import type { Report } from '../lint/report.js';
import type { Settings } from '../lint/settings.js';
import type { Resource } from '../manifest/resource.js';
import { inputsOf, isInert, type RefusalOf } from '../simulate/inputs.js';
import type { Game } from '../simulate/play.js';
import { readScenario } from '../simulate/scenario/read-scenario.js';
import type { PlanOptions } from './plan-options.js';
import { refusalsIn } from './policy-refusals.js';

/** A change of what is applied, and how it was judged. */
export interface JudgedChange {
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
export function planGame({
  before,
  after,
  titles,
  options,
  changes,
  settings,
  report,
}: JudgedChange): Game | undefined {
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

/** Overlays of one base hold the same objects: nobody applies them all to one cluster. */
export function heldTwice(resources: readonly Resource[]): string | undefined {
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
