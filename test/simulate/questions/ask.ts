/** A question as a user asks it: files, a scenario in our language, a version; and the facts of the answer. */

import type { JsonObject } from '../../../src/kube/json.js';
import { parseVersion } from '../../../src/kube/version.js';
import { identify } from '../../../src/manifest/identify.js';
import { readDocuments } from '../../../src/manifest/read.js';
import type { Resource } from '../../../src/manifest/resource.js';
import { type Forecast, forecast } from '../../../src/simulate/forecast.js';
import { type Inputs, inputsOf } from '../../../src/simulate/inputs.js';
import { planOf } from '../../../src/simulate/plan.js';
import { readScenario, type Scenario } from '../../../src/simulate/scenario/read-scenario.js';
import { verdicts, type WorkloadVerdict } from '../../../src/simulate/verdict.js';

/** What is asked. */
export interface Question {
  /** Objects of the files that the scenario applies, by file. */
  readonly files: Readonly<Record<string, readonly JsonObject[]>>;
  /** `spec` of the scenario, in YAML; without it the files are applied one after the other. */
  readonly scenario?: string;
  /** A Kubernetes version as users write it; 1.35.4 where it does not matter. */
  readonly version?: string;
  readonly seed?: number;
  readonly horizonMs?: number;
}

/** The answer. */
export interface Answer {
  readonly inputs: readonly Inputs[];
  readonly forecast: Forecast;
  readonly verdicts: readonly WorkloadVerdict[];
}

/** Plays it the way `rollcast simulate` does. */
export function ask({ files, scenario, version = '1.35.4', seed = 1, horizonMs = 86_400_000 }: Question): Answer {
  const release = parseVersion(version);
  if (release === undefined) throw new Error(`no version: ${version}`);
  const inputs = new Map(
    Object.entries(files).map(([file, objects]) => {
      const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
      return [file, inputsOf(resourcesOf(file, text), release)];
    }),
  );
  const { plan } = planOf({
    version: release,
    seed,
    assume: {},
    scenario: scenarioOf(scenario ?? appliesOf(Object.keys(files))),
    manifests: [],
    manifestsOf: (file) => inputs.get(file)?.manifests ?? [],
    limits: { horizonMs, maxWakeUps: 200_000 },
  });
  const played = forecast(plan);
  return { inputs: [...inputs.values()], forecast: played, verdicts: verdicts(played) };
}

function appliesOf(files: readonly string[]): string {
  return `steps: [${files.map((file) => `{ apply: ${file} }`).join(', ')}]`;
}

function scenarioOf(spec: string): Scenario {
  const indented = spec.replace(/^/gm, '  ');
  const text = `apiVersion: rollcast.dev/v1\nkind: Scenario\nmetadata: { name: question }\nspec:\n${indented}\n`;
  const [document] = resourcesOf('scenario.yaml', text);
  if (document === undefined) throw new Error(`no scenario: ${text}`);
  const outcome = readScenario(document.object);
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  return outcome.scenario;
}

function resourcesOf(file: string, text: string): readonly Resource[] {
  const outcome = readDocuments(file, text);
  if (outcome.kind !== 'read') throw new Error(`${file}: ${outcome.why}`);
  return identify(outcome.file).resources;
}

/** How sizes of ReplicaSets moved: `r1 0→3`, with the ReplicaSets numbered in order of their first mention. */
export function sizes({ forecast: { timeline } }: Answer, deployment = 'web'): string[] {
  const names: string[] = [];
  return timeline.events.flatMap(({ object, reason, message }) => {
    const found = /replica set (\S+) from (\d+) to (\d+)/.exec(message);
    if (object !== `Deployment/${deployment}` || reason !== 'ScalingReplicaSet' || found === null) return [];
    const [, name = '', from = '', to = ''] = found;
    if (!names.includes(name)) names.push(name);
    return [`r${names.indexOf(name) + 1} ${from}→${to}`];
  });
}

/** What a verdict says in words. */
export type Words = Pick<WorkloadVerdict, 'outcome' | 'reason' | 'next' | 'note'>;

/** The verdict on `Deployment/web`, in words and numbers. */
export function verdictOn({ verdicts: all }: Answer, workload: string): WorkloadVerdict {
  const found = all.find(({ kind, name }) => `${kind}/${name}` === workload);
  if (found === undefined) throw new Error(`no verdict on ${workload}`);
  return found;
}

/** The words of a verdict. */
export function words(answer: Answer, workload: string): Words {
  const { outcome, reason, next, note } = verdictOn(answer, workload);
  return { outcome, reason, next, ...(note !== undefined && { note }) };
}

/** What the API server or kubectl refused, step by step. */
export function refusals({ forecast: { steps } }: Answer): string[] {
  return steps.map((step) => step.refused).filter((text) => text !== '');
}

/** When pods of an owner came, in seconds. */
export function created({ forecast: { timeline } }: Answer, workload: string): number[] {
  return timeline.pods.filter((pod) => pod.workload === workload).map((pod) => pod.created / 1000);
}

/** The numbers of a verdict, in the order in which users ask for them; times in seconds. */
export interface Numbers {
  readonly outcome: WorkloadVerdict['outcome'];
  /** Fewest available since it was first up. */
  readonly min: number;
  /** Most pods at once, and counting those that terminate. */
  readonly peak: number;
  readonly peakWithTerminating: number;
  readonly seconds: number;
}

/** The numbers of a verdict. */
export function numbers(answer: Answer, workload: string): Numbers {
  const { outcome, minAvailable, maxPods, maxPodsWithTerminating, durationMs } = verdictOn(answer, workload);
  return {
    outcome,
    min: minAvailable,
    peak: maxPods,
    peakWithTerminating: maxPodsWithTerminating,
    seconds: durationMs / 1000,
  };
}

/** What the API server says of files before anything is applied. */
export function rejections({ inputs }: Answer): string[] {
  return inputs.flatMap(({ rejected }) => rejected.map(({ reason }) => reason));
}

/** The pods of a workload in order of their creation: `db-2 46…`, or `db-2 30…45` where it was deleted; in seconds. */
export function lives({ forecast: { timeline } }: Answer, workload: string): string[] {
  return timeline.pods
    .filter((pod) => pod.workload === workload)
    .map(({ name, created, deleting }) => `${name} ${created / 1000}…${deleting === undefined ? '' : deleting / 1000}`);
}
