/**
 * Do two plain values say the same? Shared parts are recognised at once; absent and `undefined` fields are the same. Depth
 * is that of a manifest, bounded by its reader.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (one instanceof Map || other instanceof Map || Array.isArray(one) !== Array.isArray(other)) return false;
  for (const key of Object.keys(one)) {
    const value = one[key];
    const twin = Object.hasOwn(other, key) ? other[key] : undefined;
    if (value !== twin && !isSame(value, twin)) return false;
  }
  for (const key of Object.keys(other)) {
    if (other[key] !== undefined && !Object.hasOwn(one, key)) return false;
  }
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
