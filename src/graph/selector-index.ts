import type { Labels } from '../kube/selector.js';
import type { LabelSelector } from '../kube/types.generated.js';

/** Finds by label without looking at everything: candidates only, the matcher decides. */
export interface LabelIndex<T> {
  /** Those whose labels may match the selector. */
  readonly candidates: (selector: LabelSelector) => readonly T[];
}

/** An index of `items` by each of their labels. */
export function labelIndex<T>(items: readonly T[], labelsOf: (item: T) => Labels): LabelIndex<T> {
  const byLabel = new Map<string, T[]>();
  for (const item of items) {
    for (const [key, value] of Object.entries(labelsOf(item) ?? {})) append(byLabel, `${key}=${value}`, item);
  }
  return {
    candidates: ({ matchLabels }) => {
      let fewest: readonly T[] = items;
      for (const [key, value] of Object.entries(matchLabels ?? {})) {
        // Labels that controllers add are on no template.
        if (isAdded(key)) continue;
        const found = byLabel.get(`${key}=${value}`) ?? [];
        if (found.length < fewest.length) fewest = found;
      }
      return fewest;
    },
  };
}

/** Finds selectors by the labels they may select: candidates only, the matcher decides. */
export interface SelectorIndex<T> {
  readonly candidates: (labels: Labels) => readonly T[];
}

/** An index of `items` by one label that each one's selector wants; those that want none are always candidates. */
export function selectorIndex<T>(
  items: readonly T[],
  selectorOf: (item: T) => LabelSelector | undefined,
): SelectorIndex<T> {
  const byLabel = new Map<string, T[]>();
  const always: T[] = [];
  for (const item of items) {
    const selector = selectorOf(item);
    if (selector === undefined) continue;
    const wanted = Object.entries(selector.matchLabels ?? {}).find(([key]) => !isAdded(key));
    if (wanted === undefined) always.push(item);
    else append(byLabel, `${wanted[0]}=${wanted[1]}`, item);
  }
  return {
    candidates: (labels) => [
      ...Object.entries(labels ?? {}).flatMap(([key, value]) => byLabel.get(`${key}=${value}`) ?? []),
      ...always,
    ],
  };
}

function isAdded(key: string): boolean {
  return /^(statefulset|apps|batch)\.kubernetes\.io\/|^(job-name|controller-uid|pod-template-hash|controller-revision-hash|pod-template-generation)$/.test(
    key,
  );
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
