import type { Json } from '../../kube/json.js';

/** Replaces infinities and NaN below the list by null; tells whether there were any. */
export function removeNonFinite(list: Json[]): boolean {
  let found = false;
  const seen = new Set<object>();
  const stack: (Json[] | Record<string, Json>)[] = [list];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    // An array's indexes are its keys, too.
    const entries = at as Record<string, Json>;
    for (const [key, value] of Object.entries(entries)) {
      if (typeof value === 'object' && value !== null) stack.push(value as Json[] | Record<string, Json>);
      else if (typeof value === 'number' && !Number.isFinite(value)) {
        found = true;
        entries[key] = null;
      }
    }
  }
  return found;
}
