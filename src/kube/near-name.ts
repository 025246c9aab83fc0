/**
 * The one name among `names` that `written` was probably meant to be: at most two slips away (a letter missing, extra,
 * wrong, or two swapped), less for short names, ignoring case first. `undefined` if there is none, or if two are as near.
 */
export function nearName(written: string, names: Iterable<string>): string | undefined {
  const limit = written.length <= 3 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = limit + 1;
  let tied = false;
  for (const name of names) {
    if (name === written || Math.abs(name.length - written.length) > limit) continue;
    const distance = name.toLowerCase() === written.toLowerCase() ? 0 : slips(written, name, limit);
    if (distance > bestDistance || distance > limit) continue;
    tied = distance === bestDistance && name !== best;
    best = name;
    bestDistance = distance;
  }
  return tied ? undefined : best;
}

/** Damerau–Levenshtein distance (neighbours swapped count once), or more than `limit` as soon as that is certain. */
function slips(a: string, b: string, limit: number): number {
  // Names are short; a key of a megabyte is not worth comparing.
  if (a.length > 256 || b.length > 256) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? limit + 1;
}
