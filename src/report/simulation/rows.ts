/** The rows of a timeline: steps, events and changes of pods, folded where many say the same at once. */

import type { SimulationReport } from '../../simulate/report.js';
import type { PodRecord, Sample, TimelineEvent } from '../../simulate/timeline.js';

/** One row. */
export interface Row {
  readonly at: number;
  readonly kind: 'step' | 'event' | 'warning' | 'pod';
  /** Pods ready and in all (terminating ones apart) of the workload that the row is about. */
  readonly counts: Sample | undefined;
  readonly text: string;
  /** Why, in terms of a field. */
  readonly because: string;
}

/** Said by rows of their own, or by the pods' rows. */
const UNTOLD = new Set(['Scheduled', 'SuccessfulCreate', 'SuccessfulDelete']);

/** So many pods in one row are named; more are counted. */
const NAMED_PODS = 2;

/** All rows in order of time; at one instant steps, then events, then pods. */
export function rowsOf(report: SimulationReport): Row[] {
  const { timeline, steps } = report.forecast;
  const countsAt = countsIndex(timeline.samples);
  const rows: Row[] = [
    ...steps.map(
      ({ at, text, refused }, place): Row => ({
        at,
        kind: 'step',
        counts: undefined,
        text: `step ${place + 1}: ${text}${refused === '' ? '' : ` — refused: ${refused}`}`,
        because: '',
      }),
    ),
    ...eventRows(timeline.events, countsAt),
    ...podRows(timeline.pods, countsAt),
  ];
  const order = { step: 0, event: 1, warning: 1, pod: 2 };
  return rows
    .map((row, place) => ({ row, place }))
    .sort(
      (one, other) =>
        one.row.at - other.row.at || order[one.row.kind] - order[other.row.kind] || one.place - other.place,
    )
    .map(({ row }) => row);
}

type CountsAt = (workload: string, namespace: string, at: number) => Sample | undefined;

function countsIndex(samples: readonly Sample[]): CountsAt {
  const byWorkload = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.namespace}/${sample.workload}`;
    const own = byWorkload.get(key);
    if (own === undefined) byWorkload.set(key, [sample]);
    else own.push(sample);
  }
  return (workload, namespace, at) => {
    const own = byWorkload.get(`${namespace}/${workload}`) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return own[low - 1];
  };
}

function eventRows(events: readonly TimelineEvent[], countsAt: CountsAt): Row[] {
  const rows: Row[] = [];
  const repeats = new Map<string, { count: number; last: number }>();
  for (const event of events) {
    if (UNTOLD.has(event.reason)) continue;
    // The same complaint again and again, about pods with names made up anew: told once, then counted.
    const isRepeatable = event.severity === 'Warning';
    const key = `${event.reason} ${event.object.replace(/-[a-z0-9]{5}$/, '')} ${event.message.replace(/-[a-z0-9]{5}\b/g, '')}`;
    const known = repeats.get(key);
    if (isRepeatable && known !== undefined) {
      known.count++;
      known.last = event.at;
      continue;
    }
    repeats.set(key, { count: 1, last: event.at });
    rows.push({
      at: event.at,
      kind: event.severity === 'Warning' ? 'warning' : 'event',
      counts: countsAt(event.object, event.namespace, event.at),
      text: `${event.object} ${event.reason}: ${event.message}`,
      because: event.reason === 'ScalingReplicaSet' ? event.because : '',
    });
  }
  for (const [key, { count, last }] of repeats) {
    if (count > 1)
      rows.push({
        at: last,
        kind: 'warning',
        counts: undefined,
        text: `${key.split(' ').slice(0, 2).reverse().join(' ')}: said ${count} times until now`,
        because: '',
      });
  }
  return rows;
}

interface Group {
  readonly at: number;
  readonly owner: string;
  readonly status: string;
  readonly records: PodRecord[];
}

function podRows(pods: readonly PodRecord[], countsAt: CountsAt): Row[] {
  const groups = new Map<string, Group>();
  for (const record of pods) {
    for (const [place, phase] of record.phases.entries()) {
      // Of several changes at one instant the last is seen.
      if (record.phases[place + 1]?.at === phase.at && phase.status !== 'Terminating') continue;
      const before = record.phases[place - 1];
      const status = statusText(phase, before);
      if (status === undefined) continue;
      const key = `${phase.at} ${record.namespace} ${record.owner || record.name} ${status}`;
      const group = groups.get(key) ?? { at: phase.at, owner: record.owner, status, records: [] };
      groups.set(key, group);
      group.records.push(record);
    }
  }
  return [...groups.values()].map((group): Row => {
    const [first] = group.records;
    const counts = first && countsAt(first.workload, first.namespace, group.at);
    return { at: group.at, kind: 'pod', counts, text: `${podNames(group)}  ${group.status}`, because: '' };
  });
}

function statusText(
  phase: { readonly status: string; readonly ready: boolean },
  before: { readonly status: string; readonly ready: boolean } | undefined,
): string | undefined {
  if (phase.status === 'Running' && phase.ready) return 'Running, ready';
  if (phase.status === 'Running' && before?.ready === true) return 'Running, not ready any more';
  if (phase.status === before?.status) return undefined;
  return phase.status;
}

function podNames({ owner, records }: Group): string {
  if (records.length <= NAMED_PODS) return `pod ${records.map((record) => record.name).join(', ')}`;
  return `${records.length} pods of ${owner.slice(owner.indexOf('/') + 1)}`;
}
