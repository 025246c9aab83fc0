/** Answers in sentences, with the numbers that they rest on. */

import type { DoneStep, Forecast } from '../forecast.js';
import { isOnHold, isTroubled } from '../outcome.js';
import type { WhatIf } from '../report.js';
import { isSame } from '../same.js';
import type { Sample } from '../timeline.js';
import { verdicts, type WorkloadVerdict } from '../verdict.js';
import type { Question } from './question.js';

/** What a run says to a question. */
export type Answer = Pick<WhatIf, 'verdicts' | 'answer' | 'isTrouble'>;

/** The answer that a played question gives. */
export function answerOf(question: Question, forecast: Forecast): Answer {
  const moved = movedWorkloads(forecast.timeline.samples);
  const isConcerned = ({ kind, namespace, name }: Pick<WorkloadVerdict, 'kind' | 'namespace' | 'name'>) =>
    (`${kind}/${name}` === question.subject && namespace === question.namespace) ||
    moved.has(`${namespace}/${kind}/${name}`);
  const standings = forecast.standings.filter(({ kind, key }) => {
    const slash = key.indexOf('/');
    return isConcerned({ kind, namespace: key.slice(0, slash), name: key.slice(slash + 1) });
  });
  const judged = verdicts({ ...forecast, standings });
  const isSubject = ({ kind, namespace, name }: WorkloadVerdict) =>
    `${kind}/${name}` === question.subject && namespace === question.namespace;
  const own = judged.find(isSubject);
  const scene: Scene = { question, forecast, own, others: judged.filter((verdict) => !isSubject(verdict)) };
  return { verdicts: judged, ...spoken(scene) };
}

interface Scene {
  readonly question: Question;
  readonly forecast: Forecast;
  /** The verdict on the subject itself. */
  readonly own: WorkloadVerdict | undefined;
  /** On other workloads that anything happened to. */
  readonly others: readonly WorkloadVerdict[];
}

type Spoken = Pick<WhatIf, 'answer' | 'isTrouble'>;

function spoken(scene: Scene): Spoken {
  const { name } = scene.question;
  switch (name) {
    case 'template-change':
      return changed(scene);
    case 'broken-template-change':
      return broken(scene);
    case 'drain':
      return drained(scene);
    default: {
      const unknown: never = name;
      return unknown;
    }
  }
}

function changed({ own, others, forecast }: Scene): Spoken {
  const refused = refusal(forecast.steps);
  if (own === undefined || refused !== undefined) return { answer: refused ?? 'it is gone', isTrouble: true };
  const { outcome, reason, note } = own;
  const numbers = `${availability(own, forecast)}, ${peak(own)}`;
  const suffix = [...(note === undefined || own.minAvailable === 0 ? [] : [note]), ...hurt(others)]
    .map((text) => `; ${text}`)
    .join('');
  const isTrouble = isTroubled(outcome) || own.unavailableMs > 0 || hurt(others).length > 0;
  if (outcome !== 'complete') return { answer: `${outcome}: ${reason} (${numbers})${suffix}`, isTrouble };
  return { answer: `complete after ${seconds(own.durationMs)}: ${numbers}${suffix}`, isTrouble };
}

function broken({ own, others, forecast }: Scene): Spoken {
  const [change, undone] = forecast.steps;
  const refused = refusal(forecast.steps.slice(0, 1));
  if (own === undefined || change === undefined || refused !== undefined)
    return { answer: refused ?? 'it is gone', isTrouble: true };
  if (isOnHold(own.outcome)) return { answer: `${own.outcome}: ${own.reason}`, isTrouble: false };
  const samples = forecast.timeline.samples.filter(
    ({ workload, namespace, at }) =>
      workload === `${own.kind}/${own.name}` && namespace === own.namespace && at <= (undone?.at ?? Number.MAX_VALUE),
  );
  const before = samples.filter(({ order }) => order < (undone?.order ?? Number.MAX_VALUE)).at(-1);
  const isStuck = change.incomplete.some((one) => one.kind === own.kind && one.key === `${own.namespace}/${own.name}`);
  const { updated, available } = before ?? { updated: 0, available: 0 };
  const how = isStuck
    ? `gets stuck with ${updated} of ${own.desired} pods updated, ${available === 0 ? 'none' : available} available`
    : 'is not noticed: the rollout counts as complete';
  const lowest = own.minAvailable < available ? `, ${availability(own, forecast)}` : '';
  const after = rollback(own, undone);
  const suffix = hurt(others).map((text) => `; ${text}`);
  const isOut = own.desired > 0 && available === 0;
  const isTrouble = isOut || own.unavailableMs > 0 || suffix.length > 0 || !after.helps;
  return { answer: `${how}${lowest}, ${peak(own)}; ${after.text}${suffix.join('')}`, isTrouble };
}

function rollback(
  own: WorkloadVerdict,
  undone: DoneStep | undefined,
): { readonly text: string; readonly helps: boolean } {
  const refused = undone === undefined ? 'not reached' : undone.refused;
  if (refused !== '') return { text: `kubectl rollout undo does not help: ${refused}`, helps: false };
  if (own.outcome === 'complete')
    return { text: `kubectl rollout undo helps: complete again after ${seconds(own.durationMs)}`, helps: true };
  return { text: `kubectl rollout undo alone does not help: ${own.reason}; then ${own.next}`, helps: false };
}

const MAX_NAMED = 3;

function drained({ own, others, forecast, question }: Scene): Spoken {
  const refused = refusal(forecast.steps);
  if (refused !== undefined)
    return { answer: `kubectl drain refuses: ${refused.replace(/^error: /, '')}`, isTrouble: true };
  const node = question.subject.slice('Node/'.length);
  const evicted = forecast.timeline.pods.filter((pod) => pod.node === node && pod.deleting !== undefined);
  const owners = new Set(evicted.map(({ namespace, workload }) => `${namespace}/${workload}`));
  const movers = others
    .filter(({ kind, name, namespace }) => owners.has(`${namespace}/${kind}/${name}`))
    .sort((one, other) => one.minAvailable * other.desired - other.minAvailable * one.desired);
  const isBlocked = own !== undefined && own.outcome !== 'complete';
  const named = movers.slice(0, MAX_NAMED).map((verdict) => moved(verdict, forecast));
  const more = movers.length - named.length;
  const rest = more > 0 ? [`${more} more ${more === 1 ? 'workload loses' : 'workloads lose'} no larger part`] : [];
  const head = isBlocked
    ? `the drain never ends: ${own.reason.replace(/^drain of \S+ is blocked: /, '').replace(/^pod \S+ is/, '1 pod is')}; ${own.next.replace(/^kubectl drain [^;]*; /, '')}`
    : drainedText(evicted.length, forecast);
  const isTrouble =
    isBlocked || movers.some((verdict) => isTroubled(verdict.outcome) || (isOut(verdict) && verdict.desired > 0));
  return { answer: [head, ...named, ...rest].join('; '), isTrouble };
}

function drainedText(count: number, { timeline, steps, endedAt }: Forecast): string {
  if (count === 0) return 'no pod has to move';
  const end = timeline.events.find(({ reason }) => reason === 'Drained')?.at ?? endedAt;
  return `drained after ${seconds(end - (steps[0]?.at ?? 0))}, ${count} ${count === 1 ? 'pod' : 'pods'} evicted`;
}

// What the manifest promises is about rollouts: a drain keeps to PodDisruptionBudgets alone.
function moved(verdict: WorkloadVerdict, forecast: Forecast): string {
  const { kind, name, outcome, reason, durationMs } = verdict;
  const end = outcome === 'complete' ? `complete again after ${seconds(durationMs)}` : `${outcome}: ${reason}`;
  return `${kind}/${name}: ${availability({ ...verdict, unavailableMs: 0 }, forecast)}, ${end}`;
}

/** Workloads that were well and suffer from the change of another one. */
function hurt(others: readonly WorkloadVerdict[]): string[] {
  return others
    .filter(({ outcome, unavailableMs }) => isTroubled(outcome) || unavailableMs > 0)
    .map(({ kind, name, outcome, reason, minAvailable, desired }) =>
      !isTroubled(outcome)
        ? `${kind}/${name} falls to ${minAvailable} of ${desired} available`
        : `${kind}/${name} is ${outcome}: ${reason}`,
    );
}

function isOut({ wasUp, minAvailable }: WorkloadVerdict): boolean {
  return wasUp && minAvailable === 0;
}

function availability(verdict: WorkloadVerdict, forecast: Forecast): string {
  const { minAvailable, desired, maxUnavailable, unavailableMs, wasUp } = verdict;
  if (desired === 0) return 'no pod is asked for';
  if (!wasUp) return 'never up';
  if (minAvailable === 0) {
    const { lastsMs, isOpen } = withoutAny(verdict, forecast);
    return isOpen ? 'no pod available any more' : `no pod available for ${seconds(lastsMs)}`;
  }
  const below =
    unavailableMs > 0 ? `, below the promised ${desired - maxUnavailable} for ${seconds(unavailableMs)}` : '';
  return `never fewer than ${minAvailable} of ${desired} available${below}`;
}

interface Absence {
  readonly lastsMs: number;
  /** It has none at the end. */
  readonly isOpen: boolean;
}

/** How long it had no available pod at all. */
function withoutAny({ kind, name, namespace }: WorkloadVerdict, { timeline, endedAt }: Forecast): Absence {
  const own = timeline.samples.filter(
    (sample) => sample.workload === `${kind}/${name}` && sample.namespace === namespace,
  );
  const lastsMs = own.reduce(
    (total, sample, place) => total + (sample.available === 0 ? (own[place + 1]?.at ?? endedAt) - sample.at : 0),
    0,
  );
  return { lastsMs, isOpen: own.at(-1)?.available === 0 };
}

function peak({ maxPods, maxPodsWithTerminating }: WorkloadVerdict): string {
  const going = maxPodsWithTerminating > maxPods ? ` (${maxPodsWithTerminating} with those terminating)` : '';
  return `up to ${maxPods} ${maxPods === 1 ? 'pod' : 'pods'}${going}`;
}

function refusal(steps: readonly DoneStep[]): string | undefined {
  return steps.find(({ refused }) => refused !== '')?.refused;
}

/** Workloads whose counts are not what they were when the fork began. */
function movedWorkloads(samples: readonly Sample[]): ReadonlySet<string> {
  const first = new Map<string, Sample>();
  const moved = new Set<string>();
  for (const sample of samples) {
    const key = `${sample.namespace}/${sample.workload}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, sample);
    else if (!isSame({ ...earlier, at: 0, order: 0 }, { ...sample, at: 0, order: 0 })) moved.add(key);
  }
  return moved;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
