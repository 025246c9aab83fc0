import { validateUpdate } from '../../api/validate-update.js';
import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';
import type { WorldObject } from '../objects/kinds.js';
import { sentence } from './check-manifest.js';
import type { Manifest } from './manifest.js';

/**
 * Why the API server refuses to turn what was applied last into this manifest: a field that cannot change. Changes that
 * somebody else made to the object in between are not looked at.
 */
export function updateRefusal(
  manifest: Manifest,
  before: JsonObject,
  stored: WorldObject,
  version: KubernetesVersion,
): string | undefined {
  if (Object.keys(before).length === 0) return undefined;
  const { apiVersion, kind, object } = manifest;
  const errors = validateUpdate(apiVersion, kind, before, object, version, statusOf(stored));
  return errors.length === 0 ? undefined : sentence(errors);
}

/** What decides over changes: whether a suspended Job has ever run. */
function statusOf(stored: WorldObject): JsonObject | undefined {
  if (stored.kind !== 'Job') return undefined;
  const { active, startTime, conditions } = stored.status;
  return {
    active,
    ...(startTime !== undefined && { startTime: `t+${startTime}ms` }),
    conditions: conditions.map(({ type, status }) => ({ type, status })),
  };
}
