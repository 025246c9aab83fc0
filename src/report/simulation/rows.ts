/** The rows of a timeline: steps, events and changes of pods, folded where many say the same at once. */

import { groupBy } from '../../kube/group-by.js';
import { runsOf } from '../../kube/runs-of.js';
import type { DoneStep } from '../../simulate/forecast.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { ConditionChange, PodPhase, PodRecord, Sample } from '../../simulate/timeline.js';
import { eventRows } from './event-rows.js';
import { lastUpTo } from './last-up-to.js';

/** One row. */
export interface Row {
  readonly at: number;
  readonly order: number;
  readonly kind: 'step' | 'event' | 'warning' | 'pod' | 'folded';
  /** Key of the workload that it is about, as `workloadKey` gives it; '' for a step. */
  readonly about: string;
  /** Pods ready and in all (terminating ones apart) of the workload that the row is about. */
  readonly counts: Sample | undefined;
  readonly text: string;
  /** Why, in terms of a field. */
  readonly because: string;
  /** What kubectl printed, line by line. */
  readonly said?: readonly string[];
}

/** `shop/CronJob/report` */
export function workloadKey(workload: string, namespace: string): string {
  return `${namespace}/${workload}`;
}

/** So many pods in one row are named; more are counted. */
const NAMED_PODS = 2;

/** All rows in order of time and, at one instant, in the order in which things happened. */
export function rowsOf(report: SimulationReport): Row[] {
  const { timeline, steps } = report.forecast;
  const countsAt = countsIndex(timeline.samples);
  const aboutOf = owners(timeline.pods);
  const rows: Row[] = [
    ...steps.map(stepRow),
    ...eventRows(timeline.events, { countsAt, aboutOf }),
    ...conditionRows(timeline.conditions, aboutOf),
    ...podRows(timeline.pods, { countsAt, stepOrders: steps.map(({ order }) => order) }),
    ...availabilityRows(timeline.samples),
  ];
  return rows.sort((one, other) => one.at - other.at || one.order - other.order);
}

function stepRow({ at, order, text, refused, said = [] }: DoneStep, place: number): Row {
  return {
    at,
    order,
    kind: 'step',
    about: '',
    counts: undefined,
    text: `step ${place + 1}: ${text}${refused === '' ? '' : ` — refused: ${shortened(refused)}`}`,
    because: '',
    ...(said.length > 0 && { said }),
  };
}

/** A refusal of many objects is told in full beside the verdict. */
const LONGEST_REFUSAL = 240;

function shortened(refused: string): string {
  if (refused.length <= LONGEST_REFUSAL) return refused;
  return `${refused.slice(0, refused.lastIndexOf(' ', LONGEST_REFUSAL))} …`;
}

/** The workload that an object belongs to, as far as pods tell: `Job/report-29460075` → `CronJob/report`. */
export type AboutOf = (object: string, namespace: string) => string;

function owners(pods: readonly PodRecord[]): AboutOf {
  let byPod: ReadonlyMap<string, string> | undefined;
  let byOwner: ReadonlyMap<string, string> | undefined;
  return (object, namespace) => {
    const key = workloadKey(object, namespace);
    if (object.startsWith('Pod/')) {
      byPod ??= workloadsBy(pods, ({ name }) => `Pod/${name}`);
      return byPod.get(key) ?? key;
    }
    // Pods come in runs of those of one owner.
    byOwner ??= workloadsBy(
      pods.filter(({ owner }, place) => owner !== '' && owner !== pods[place - 1]?.owner),
      ({ owner }) => owner,
    );
    return byOwner.get(key) ?? key;
  };
}

function workloadsBy(pods: readonly PodRecord[], nameOf: (pod: PodRecord) => string): ReadonlyMap<string, string> {
  const workloads = new Map<string, string>();
  for (const pod of pods)
    workloads.set(workloadKey(nameOf(pod), pod.namespace), workloadKey(pod.workload, pod.namespace));
  return workloads;
}

/** Counts as they were once everything of the row's moment had happened. */
export type CountsAt = (
  workload: string,
  namespace: string,
  row: { readonly at: number; readonly order: number },
) => Sample | undefined;

function countsIndex(samples: readonly Sample[]): CountsAt {
  const byWorkload = groupBy(samples, ({ workload, namespace }) => workloadKey(workload, namespace));
  return (workload, namespace, { at, order }) => {
    const own = byWorkload.get(workloadKey(workload, namespace)) ?? [];
    // The first counts taken after the row's moment of entry.
    const next = lastUpTo(own.length, (place) => own[place]?.order ?? 0, order - 1) + 1;
    return own[next]?.at === at ? own[next] : own[next - 1];
  };
}

/** With minReadySeconds pods become available without any change of their own. */
function availabilityRows(samples: readonly Sample[]): Row[] {
  const last = new Map<string, Sample>();
  return samples.flatMap((sample): Row[] => {
    const key = workloadKey(sample.workload, sample.namespace);
    const before = last.get(key);
    last.set(key, sample);
    const isOnlyThat = before !== undefined && before.ready === sample.ready && sample.available > before.available;
    if (!isOnlyThat) return [];
    const text = `${sample.workload}: ${sample.available} of ${sample.desired} available`;
    const { at, order } = sample;
    return [{ at, order, kind: 'event', about: key, counts: sample, text, because: 'minReadySeconds' }];
  });
}

/** Conditions that say something is wrong, or that it is over; what goes well the pods' rows tell. */
function conditionRows(conditions: readonly ConditionChange[], aboutOf: AboutOf): Row[] {
  const wrong = new Set<string>();
  return conditions.flatMap(({ at, order, object, namespace, type, status, reason, message }): Row[] => {
    const key = `${namespace}/${object} ${type}`;
    const isWrong = type === 'ReplicaFailure' ? status === 'True' : status === 'False';
    // A new Deployment is not available before its first pods are.
    const isStart = type === 'Available' && at === 0;
    // A budget that is used up is no trouble by itself: who is refused says so.
    if (type === 'DisruptionAllowed' && reason !== 'SyncFailed') return [];
    if (isStart || (!isWrong && !wrong.has(key))) return [];
    if (isWrong) wrong.add(key);
    else wrong.delete(key);
    const text = `${object} ${type}=${status} ${reason}: ${message}`;
    const kind = isWrong ? 'warning' : 'event';
    return [{ at, order, kind, about: aboutOf(object, namespace), counts: undefined, text, because: '' }];
  });
}

interface Group {
  readonly at: number;
  readonly order: number;
  readonly namespace: string;
  readonly owner: string;
  readonly status: string;
  readonly records: PodRecord[];
}

interface PodLayout {
  readonly countsAt: CountsAt;
  readonly stepOrders: readonly number[];
}

function podRows(pods: readonly PodRecord[], { countsAt, stepOrders }: PodLayout): Row[] {
  const groups = new Map<string, Group>();
  for (const run of runsOf(pods, areShownAlike)) {
    const [record] = run;
    if (record === undefined) continue;
    for (const [place, phase] of record.phases.entries()) {
      if (isOvertaken(phase, record.phases[place + 1], stepOrders)) continue;
      const status = statusText(phase, record.phases[place - 1]);
      if (status === undefined) continue;
      const group = groupOf(groups, record, { at: phase.at, order: phase.order, status });
      for (const own of run) group.records.push(own);
    }
  }
  return [...groups.values()].map((group): Row => {
    const [first] = group.records;
    const counts = first && countsAt(first.workload, first.namespace, group);
    return {
      at: group.at,
      order: group.order,
      kind: 'pod',
      about: first === undefined ? '' : workloadKey(first.workload, first.namespace),
      counts,
      text: `${podNames(group)}  ${group.status}`,
      because: '',
    };
  });
}

type Shown = Pick<PodPhase, 'at' | 'order' | 'status'>;

/** Are both pods of one owner, with one list of phases? A pod without an owner is alone. */
function areShownAlike(one: PodRecord, other: PodRecord): boolean {
  return (
    other.owner !== '' && one.phases === other.phases && one.owner === other.owner && one.namespace === other.namespace
  );
}

function groupOf(groups: Map<string, Group>, { namespace, owner, name }: PodRecord, shown: Shown): Group {
  const { at, order, status } = shown;
  const key = `${at} ${namespace} ${owner || name} ${status}`;
  const group = groups.get(key) ?? { at, order, namespace, owner, status, records: [] };
  groups.set(key, group);
  return group;
}

/** Of several changes at one instant the last is seen, unless a step came between them. */
function isOvertaken(phase: PodPhase, next: PodPhase | undefined, stepOrders: readonly number[]): boolean {
  if (next?.at !== phase.at || phase.status === 'Terminating') return false;
  return !stepOrders.some((order) => order > phase.order && order < next.order);
}

function statusText(phase: PodPhase, before: PodPhase | undefined): string | undefined {
  if (phase.status === 'Running' && before !== undefined && phase.restarts > before.restarts)
    return `Running, restart ${phase.restarts}${phase.ready ? ', ready' : ''}`;
  if (phase.status === before?.status && (phase.ready === before.ready || phase.status !== 'Running')) return undefined;
  if (phase.status === 'Running' && phase.ready) return 'Running, ready';
  if (phase.status === 'Running' && before?.ready === true) return 'Running, not ready any more';
  return phase.status;
}

function podNames({ owner, records }: Group): string {
  const names = records.map((record) => record.name);
  if (records.length <= NAMED_PODS) return `${names.length === 1 ? 'pod' : 'pods'} ${names.join(', ')}`;
  return `${records.length} pods of ${owner.slice(owner.indexOf('/') + 1)}`;
}
