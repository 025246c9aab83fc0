/**
 * Groups that a text speaks of, found without reading it: what names no group that matters needs no reading. Finds too many
 * rather than too few: every `apiVersion` and `group` counts, wherever it stands.
 */

/** The groups of the `apiVersion`s in a text; `undefined` if one of them cannot be told so. */
export function groupsOfVersions(text: string): ReadonlySet<string> | undefined {
  return valuesOf(text, 'apiVersion', /apiVersion["']?\s*:\s*["']?([\w.-]+)/y);
}

/** The groups that the CustomResourceDefinitions in a text may define; `undefined` if one of them cannot be told so. */
export function groupsOfDefinitions(text: string): ReadonlySet<string> | undefined {
  if (!text.includes('CustomResourceDefinition')) return NOTHING;
  return valuesOf(text, 'group', /group["']?\s*:\s*["']?([\w.-]+)/y);
}

const NOTHING: ReadonlySet<string> = new Set();

function valuesOf(text: string, key: string, pattern: RegExp): ReadonlySet<string> | undefined {
  const values = new Set<string>();
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + key.length)) {
    pattern.lastIndex = at;
    const value = pattern.exec(text)?.[1];
    if (value !== undefined) values.add(value);
    // An alias, a folded text, an explicit key: only reading tells.
    else if (/[*&!>|]/.test(text.charAt(afterColon(text, at + key.length)))) return undefined;
  }
  return values;
}

/** Where the value begins that follows a key ending at `end`. */
function afterColon(text: string, end: number): number {
  const match = /^["']?\s*:\s*/.exec(text.slice(end, end + 80));
  return match === null ? text.length : end + match[0].length;
}
