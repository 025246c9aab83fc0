import type { Json } from '../kube/json.js';

/** `map[key] = value`, also for `__proto__`, which would otherwise change what the map is. */
export function setEntry(map: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}
