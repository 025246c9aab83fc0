/** Samples of time series, without the metric's name: whatever asks for them knows it. */

/** Labels by name; one that is absent is as good as ''. */
export type SeriesLabels = ReadonlyMap<string, string>;

/** One value of one series. */
export interface Sample {
  readonly labels: SeriesLabels;
  /** Tells series of a vector apart. */
  readonly key: string;
  readonly value: number;
}

/** A sample; labels without a value are left out, and their order does not count. */
export function sampleOf(labels: Iterable<readonly [string, string]>, value: number): Sample {
  const sorted = [...labels].filter(([, text]) => text !== '').sort(([one], [other]) => (one < other ? -1 : 1));
  return { labels: new Map(sorted), key: JSON.stringify(sorted), value };
}

/** The same series with another value. */
export function withValue(sample: Sample, value: number): Sample {
  return { ...sample, value };
}

/** All series of a metric as one scrape finds them. Two scrapes that find the same may share it. */
export type Scrape = readonly Sample[];

/** How often Prometheus asks kube-state-metrics: the default of the operator and of kube-prometheus. */
export const SCRAPE_MS = 30_000;

/** What was scraped: at `phaseMs`, `phaseMs` + `SCRAPE_MS`, and so on. */
export interface History {
  /** Unix time of the start, in milliseconds. */
  readonly startsAt: number;
  readonly phaseMs: number;
  /** The first scrape; below 0 where something stands since before the start. */
  readonly first: number;
  /** How many scrapes there were since the start. */
  readonly length: number;
  /** What the scrape of that number found; nothing before the first one. */
  readonly scrape: (metric: string, number: number) => Scrape;
}

/** The last scrape at a virtual time in milliseconds; negative before the first one. */
export function scrapeAt({ phaseMs }: Pick<History, 'phaseMs'>, ms: number): number {
  return Math.floor((ms - phaseMs) / SCRAPE_MS);
}

/** When the scrape of that number happened, in virtual milliseconds. */
export function timeOf({ phaseMs }: Pick<History, 'phaseMs'>, number: number): number {
  return phaseMs + number * SCRAPE_MS;
}
