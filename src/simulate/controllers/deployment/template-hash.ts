import type { PodTemplateSpec } from '../../../kube/types.generated.js';
import { safeEncode } from '../../random.js';

/** The label that tells the pods of one revision from those of others. */
export const HASH_LABEL = 'pod-template-hash';

/**
 * A hash of a pod template, in the alphabet of upstream's `controller.ComputeHash`. The real one hashes a dump of Go's
 * structs, so the letters differ from a cluster's; equal templates have equal hashes there and here.
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number): string {
  const text = canonical(template) + (collisionCount > 0 ? `#${collisionCount}` : '');
  // FNV-1a, 32 bits
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return safeEncode(String(hash >>> 0));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
