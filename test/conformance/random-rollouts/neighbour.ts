/**
 * Neighbours of scenarios that somebody wrote: one with a few fields and steps changed. What the recordings show is asked for
 * a little to the left and to the right of it.
 */

import { isJsonObject, type Json, type JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import { randomAct, randomNodeAct, type Subject } from './acts.js';
import { backToNormal } from './daemon-set.js';
import type { Dice } from './dice.js';
import { randomExtra } from './extras.js';
import { hasFields, randomField } from './fields.js';
import type { RandomScenario } from './scenario.js';

/** A scenario to start from; each of its files has one object or several. */
export interface Written {
  readonly name: string;
  readonly steps: readonly RecordedStep[];
  readonly files: ReadonlyMap<string, readonly JsonObject[]>;
}

const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/** One of the neighbours, on nodes that change if so asked; `undefined` for a scenario without a workload. */
export function neighbour(written: Written, dice: Dice, withNodes = false): RandomScenario | undefined {
  const subject = subjectOf(written);
  if (subject === undefined) return undefined;
  const isFieldFirst = dice.chance(0.6);
  const objects = isFieldFirst || dice.chance(0.4) ? withFields(written.files, subject, dice) : written.files;
  const steps =
    !withNodes && isFieldFirst && dice.chance(0.35)
      ? written.steps
      : withSteps(written.steps, dice, { subject, withNodes });
  const { files, steps: more } = withExtra({ files: objects, steps }, subject, dice);
  const end = withNodes ? [{ stable: {} }, ...backToNormal(3)] : [];
  return {
    description: `neighbour of ${written.name}`,
    files,
    steps: settled([...more, ...end], quietOf(written.steps)),
  };
}

type Parts = Pick<Written, 'files' | 'steps'>;

/** Perhaps there is a quota, a LimitRange or a budget from some time on, which may change later. */
function withExtra({ files, steps }: Parts, subject: Subject, dice: Dice): Parts {
  if (!dice.chance(0.35)) return { files, steps };
  const { file, object, apply, change } = randomExtra(subject, dice);
  const first = dice.chance(0.5) ? 0 : dice.whole(0, steps.length);
  const applied = [...steps.slice(0, first), apply, ...steps.slice(first)];
  const after = dice.whole(first + 1, applied.length);
  const changed = [...applied.slice(0, after), { stable: {} }, change, { stable: {} }, ...applied.slice(after)];
  return { files: new Map([...files, [file, [object]]]), steps: dice.chance(0.6) ? changed : applied };
}

/** Which pods are a Job's; of a CronJob those of any Job. */
const JOBS: ReadonlyMap<string, (name: string) => string> = new Map([
  ['Job', (name: string) => `job-name=${name}`],
  ['CronJob', () => 'job-name'],
]);

function subjectOf({ steps, files }: Written): Subject | undefined {
  const applied = steps.flatMap(({ apply }) => (apply === undefined ? [] : [apply]));
  for (const file of applied) {
    const object = (files.get(file) ?? []).find((own) => WORKLOADS.has(String(own.kind)));
    if (object === undefined) continue;
    const name = String(at(object, ['metadata', 'name']));
    const isSame = (own: JsonObject) => own.kind === object.kind && at(own, ['metadata', 'name']) === name;
    const labels = at(object, ['spec', 'template', 'metadata', 'labels']);
    const [key = 'app', value = name] = isJsonObject(labels) ? (Object.entries(labels)[0] ?? []) : [];
    const replicas = at(object, ['spec', 'replicas']);
    const containers = at(object, ['spec', 'template', 'spec', 'containers']);
    const [container] = Array.isArray(containers) ? (containers as readonly Json[]) : [];
    return {
      kind: String(object.kind),
      name,
      selector: JOBS.get(String(object.kind))?.(name) ?? `${key}=${String(value)}`,
      replicas: typeof replicas === 'number' ? replicas : 1,
      files: [...files].filter(([, all]) => all.some(isSame)).map(([own]) => own),
      container: isJsonObject(container) ? String(container.name) : 'app',
    };
  }
  return undefined;
}

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
}

/** One or two fields of an object are others, in all of its files or in one. */
function withFields(
  files: ReadonlyMap<string, readonly JsonObject[]>,
  { kind, name }: Subject,
  dice: Dice,
): ReadonlyMap<string, readonly JsonObject[]> {
  const others = [...files.values()].flat().filter((own) => own.kind !== kind && hasFields(String(own.kind)));
  let changed = files;
  for (let count = dice.of([1, 1, 2, 3]); count > 0; count--) {
    const other = others.length > 0 && dice.chance(0.6) ? dice.of(others) : undefined;
    const change = randomField(String(other?.kind ?? kind), dice);
    const only = dice.chance(0.25) ? dice.of([...files.keys()]) : undefined;
    const isMeant = (own: JsonObject) =>
      own.kind === (other?.kind ?? kind) && at(own, ['metadata', 'name']) === (at(other, ['metadata', 'name']) ?? name);
    changed = new Map(
      [...changed].map(([file, objects]) => [
        file,
        objects.map((own) => (isMeant(own) && (only === undefined || only === file) ? change(own) : own)),
      ]),
    );
  }
  return changed;
}

/** Up to three acts come on the way, each after a moment or at rest; a step is left out, or a waiting one made a moment. */
function withSteps(
  steps: readonly RecordedStep[],
  dice: Dice,
  { subject, withNodes }: { readonly subject: Subject; readonly withNodes: boolean },
): readonly RecordedStep[] {
  let changed = [...steps];
  const first = steps.findIndex(({ apply }) => apply !== undefined && subject.files.includes(apply));
  const place = () => dice.whole(first + 1, changed.length);
  if (dice.chance(0.15) && changed.length > first + 3) changed.splice(dice.whole(first + 2, changed.length - 1), 1);
  if (dice.chance(0.4))
    changed = changed.map((step, nth) => (nth > first && dice.chance(0.3) ? hurried(step, dice) : step));
  for (let count = dice.of([1, 1, 2, 2, 3]); count > 0; count--) {
    const wait = dice.chance(0.5) ? { sleep: `${dice.of([300, 900, 1600, 2700])}ms` } : { stable: {} };
    const act = withNodes && dice.chance(0.7) ? randomNodeAct(subject, dice) : randomAct(subject, dice);
    changed.splice(place(), 0, ...[wait, ...act]);
  }
  return changed;
}

function hurried(step: RecordedStep, dice: Dice): RecordedStep {
  if (step.load !== undefined) return { load: { ...step.load, totalCPU: 50 * dice.whole(1, 60) } };
  return step.stable === undefined ? step : { sleep: `${dice.of([400, 1300, 2200, 3600])}ms` };
}

/** How long the longest of its waits is quiet, at least 3 s. */
function quietOf(steps: readonly RecordedStep[]): number {
  return Math.max(3, ...steps.map(({ stable }) => Number.parseInt(stable?.quiet ?? '3', 10)));
}

/** Every wait is as long as the longest, so that back-off and deadlines have their time; the end is at rest. */
function settled(steps: readonly RecordedStep[], quiet: number): readonly RecordedStep[] {
  const long = { stable: { quiet: `${quiet + 1}s`, timeout: '100s' } };
  const plain = steps.filter(({ kubectl }) => !/^(get|rollout (status|history))/.test(kubectl ?? ''));
  const waits = plain.map((step) => (step.stable === undefined ? step : long));
  // One wait after the other waits once.
  const once = waits.filter((step, place) => step !== long || waits[place + 1] !== long);
  return once.at(-1) === long ? once : [...once, long];
}
