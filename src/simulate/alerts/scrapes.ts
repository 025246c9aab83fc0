/** What Prometheus would have scraped from kube-state-metrics while a forecast runs: only the metrics that rules name. */

import type { Kind, WorldObject } from '../objects/kinds.js';
import { type Change, emptyWorld, epochMs, type Settings } from '../world.js';
import { type MetricSource, metricNamed } from './metrics/metrics.js';
import { TARGET_LABELS } from './promql/select.js';
import { type History, type Sample, SCRAPE_MS, type Scrape, sampleOf, timeOf } from './series.js';

/** A recording of scrapes in progress. */
export interface Scraper {
  /** Something changed at that virtual time, in milliseconds; times never go back. */
  readonly change: (change: Change, at: number) => void;
  /** What is there now has been there for long: all scrapes until now, and those of a day before, find it. */
  readonly stands: () => void;
  /** From then on, each metric is needed for so long as was said. */
  readonly rests: (at: number) => void;
  /** Nothing more changes up to that time; what was scraped until then. */
  readonly until: (at: number) => History;
}

const NOTHING: Scrape = [];
const SCRAPES_A_DAY = 86_400_000 / SCRAPE_MS;

/** Scrapes these metrics, each for so many milliseconds of rest; those that the simulation does not know are left out. The first is at `phaseMs`. */
export function newScraper(needs: ReadonlyMap<string, number>, settings: Settings, phaseMs: number): Scraper {
  // Only the clock of the world is looked at.
  const world = emptyWorld(settings);
  const sources = new Map<string, MetricSource>();
  for (const name of needs.keys()) {
    const source = metricNamed(name);
    if (source !== undefined) sources.set(name, source);
  }
  const live = new Map<Kind, Map<string, WorldObject>>();
  for (const { kind } of sources.values()) live.set(kind, new Map());
  const changed = new Set<Kind>();
  const scrapes: ReadonlyMap<string, Scrape>[] = [];
  const samples = new WeakMap<WorldObject, Map<string, readonly Sample[]>>();

  const samplesOf = (object: WorldObject, metric: string, source: MetricSource): readonly Sample[] => {
    const known = samples.get(object) ?? new Map<string, readonly Sample[]>();
    samples.set(object, known);
    const found =
      known.get(metric) ??
      source.samples(object, world).map(({ labels, value }) => sampleOf([...labels, ...TARGET_LABELS], value));
    known.set(metric, found);
    return found;
  };
  let standing: ReadonlyMap<string, Scrape> | undefined;
  let restsFrom = Number.POSITIVE_INFINITY;
  const isNeeded = (metric: string) => timeOf({ phaseMs }, scrapes.length) <= restsFrom + (needs.get(metric) ?? 0);
  const scrape = (): ReadonlyMap<string, Scrape> => {
    const before = scrapes.at(-1);
    if (before !== undefined && changed.size === 0) return before;
    const found = new Map<string, Scrape>();
    for (const [metric, source] of sources) {
      const last = before?.get(metric) ?? NOTHING;
      const objects = [...(live.get(source.kind)?.values() ?? [])];
      const isChanged = before === undefined || (changed.has(source.kind) && isNeeded(metric));
      const now = isChanged ? objects.flatMap((object) => samplesOf(object, metric, source)) : last;
      found.set(metric, isSame(last, now) ? last : now);
    }
    changed.clear();
    return found;
  };
  const scrapeBefore = (at: number) => {
    while (timeOf({ phaseMs }, scrapes.length) < at) scrapes.push(scrape());
  };
  return {
    stands: () => {
      standing = scrape();
      scrapes.fill(standing);
    },
    rests: (at) => {
      restsFrom = at;
    },
    change: ({ object, after }, at) => {
      const objects = live.get(object.kind);
      if (objects === undefined) return;
      scrapeBefore(at);
      if (after === undefined) objects.delete(object.metadata.key);
      else objects.set(object.metadata.key, after);
      changed.add(object.kind);
    },
    until: (at) => {
      scrapeBefore(at + 1);
      return {
        startsAt: epochMs(world, 0),
        phaseMs,
        first: standing === undefined ? 0 : -SCRAPES_A_DAY,
        length: scrapes.length,
        scrape: (metric, number) => (number < 0 ? standing : scrapes[number])?.get(metric) ?? NOTHING,
      };
    },
  };
}

function isSame(one: Scrape, other: Scrape): boolean {
  return (
    one.length === other.length &&
    one.every(({ key, value }, place) => other[place]?.key === key && other[place]?.value === value)
  );
}
