/** What becomes of a Service in a forecast, in numbers: how many endpoints it has, and for how long none. */

import { groupBy } from '../../kube/group-by.js';
import type { Forecast } from '../forecast.js';
import { selectedPods } from '../label-index.js';
import type { Sample, Timeline } from '../timeline.js';
import { selectorOf } from './endpoints.js';
import type { ServiceSample } from './service-log.js';

/** Who serves a Service, and until when, in virtual milliseconds. */
export interface HeldSample extends ServiceSample {
  readonly until: number;
  /** Nobody answers, and nobody is meant to: the workloads that did are scaled to 0. Empty otherwise. */
  readonly scaledToZero: readonly string[];
}

/** The verdict on a Service that has a selector and is there at the end. Times are virtual milliseconds. */
export interface ServiceVerdict {
  readonly namespace: string;
  readonly name: string;
  /** Its selector, as kubectl writes it. */
  readonly selector: string;
  /** Does it select any pod at the end? */
  readonly hasPods: boolean;
  /** Ready endpoints before the first later step that finds it up; without such a step the most that it ever has. */
  readonly usual: number;
  /** The fewest ready endpoints since it first had the usual number. */
  readonly lowest: number;
  readonly lowestAt: number;
  /** Time without any ready endpoint since then; all the time, if it never has one. */
  readonly emptyMs: number;
  readonly samples: readonly HeldSample[];
}

/** The verdicts in order of namespaces and names. */
export function serviceVerdicts(
  forecast: Pick<Forecast, 'services' | 'world' | 'steps' | 'endedAt' | 'timeline'>,
): ServiceVerdict[] {
  const { services, world } = forecast;
  const histories = new Map<string, ServiceSample[]>();
  for (const sample of services) {
    const key = `${sample.namespace}/${sample.service}`;
    const known = histories.get(key);
    if (known === undefined) histories.set(key, [sample]);
    else known.push(sample);
  }
  const sorted = [...histories].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.flatMap(([key, history]) => {
    const service = world.objects.Service.get(key);
    const selector = service && selectorOf(service);
    // It is gone, or somebody else writes its endpoints.
    if (service === undefined || selector === undefined) return [];
    const { name, namespace } = service.metadata;
    const labels = Object.entries(selector.matchLabels ?? {}).map(([label, value]) => `${label}=${value}`);
    const hasPods = selectedPods(world, namespace, selector).length > 0;
    return [{ namespace, name, selector: labels.join(','), hasPods, ...numbersOf(history, forecast) }];
  });
}

function numbersOf(
  history: readonly ServiceSample[],
  { steps, endedAt, timeline }: Pick<Forecast, 'steps' | 'endedAt' | 'timeline'>,
) {
  let up: ServiceSample | undefined;
  const samples = history.map((sample, place) => {
    if (sample.endpoints > 0) up = sample;
    return {
      ...sample,
      until: Math.max(sample.at, history[place + 1]?.at ?? endedAt),
      scaledToZero: sample.endpoints > 0 ? [] : scaledToZero(up, sample, timeline),
    };
  });
  const before = steps.slice(1).map((step) => samples.findLast(({ at }) => at < step.at)?.endpoints ?? 0);
  const usual = before.find((endpoints) => endpoints > 0) ?? most(samples);
  const since = samples.slice(samples.findIndex(({ endpoints }) => endpoints >= usual));
  const least = since.reduce((one, other) => (other.endpoints < one.endpoints ? other : one));
  const empty = since.filter(({ endpoints }) => endpoints === 0);
  const emptyMs = empty.reduce((sum, { at, until }) => sum + until - at, 0);
  return { usual, lowest: least.endpoints, lowestAt: least.at, emptyMs, samples };
}

/** The workloads that answered last, if none of them is meant to run any more. */
function scaledToZero(last: ServiceSample | undefined, { at, namespace }: ServiceSample, timeline: Timeline): string[] {
  const workloads = [...new Set((last?.shares ?? []).map(({ workload }) => workload))];
  const isUnwanted = (workload: string) =>
    samplesOf(timeline, `${namespace}/${workload}`).findLast((one) => one.at <= at)?.desired === 0;
  return workloads.every(isUnwanted) ? workloads : [];
}

const sampleGroups = new WeakMap<Timeline, ReadonlyMap<string, readonly Sample[]>>();

/** The samples of a workload; grouped once a timeline. */
function samplesOf(timeline: Timeline, key: string): readonly Sample[] {
  const groups =
    sampleGroups.get(timeline) ?? groupBy(timeline.samples, ({ namespace, workload }) => `${namespace}/${workload}`);
  sampleGroups.set(timeline, groups);
  return groups.get(key) ?? [];
}

function most(samples: readonly ServiceSample[]): number {
  return samples.reduce((highest, { endpoints }) => Math.max(highest, endpoints), 0);
}
