/** The items in their order, cut into runs in which each is like the first. */
export function runsOf<T>(items: readonly T[], isLike: (first: T, item: T) => boolean): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const first = run?.[0];
    if (run !== undefined && first !== undefined && isLike(first, item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}
