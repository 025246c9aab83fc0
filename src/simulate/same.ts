/** Do two plain values say the same? Shared parts are recognised at once; depth is that of a manifest, bounded by its reader. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Map || other instanceof Map) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const ones = Object.entries(one).filter(([, value]) => value !== undefined);
  const others = new Map(Object.entries(other).filter(([, value]) => value !== undefined));
  if (ones.length !== others.size) return false;
  return ones.every(([key, value]) => others.has(key) && isSame(value, others.get(key)));
}
