import { validateUpdate } from '../../api/validate-update.js';
import { wayOut } from '../../api/way-out.js';
import type { FieldError } from '../../kube/field-error.js';
import { formatPath } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';
import { NO_CRDS } from '../../schema/custom-type.js';
import { decode } from '../../schema/decode.js';
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
  if (errors.length === 0) return undefined;
  const { name, namespace } = stored.metadata;
  const out = wayOut({ kind, name, namespace }, errors);
  return `${sentence(errors)}${out === undefined ? '' : `; ${out}`}`;
}

/**
 * Why the API server refuses what a patch makes of a stored object: a value of the wrong type, or a field that cannot
 * change so. Unknown fields are only warned of, as patches are not validated strictly.
 */
export function patchRefusal(
  { apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>,
  { live, patched }: { readonly live: JsonObject; readonly patched: JsonObject },
  stored: WorldObject,
  version: KubernetesVersion,
): string | undefined {
  const whole = (object: JsonObject): JsonObject => ({ apiVersion, kind, ...object });
  const decoded = decode({ apiVersion, kind, object: whole(patched) }, { version, crds: NO_CRDS });
  if (decoded.kind !== 'decoded') return undefined;
  const wrong = decoded.errors.filter(({ type }) => type !== 'UnknownField');
  if (wrong.length > 0) return sentence(wrong);
  const judge = (to: JsonObject) => validateUpdate(apiVersion, kind, whole(live), to, version, statusOf(stored));
  // What the world does not keep of an object is no mistake of the patch.
  const known = new Set(judge(whole(live)).map(idOf));
  const errors = judge(decoded.object).filter((error) => !known.has(idOf(error)));
  return errors.length === 0 ? undefined : sentence(errors);
}

function idOf({ type, path }: FieldError): string {
  return `${type} ${formatPath(path)}`;
}

/** What decides over changes: whether a suspended Job has ever run, whether a claim is bound. */
function statusOf(stored: WorldObject): JsonObject | undefined {
  if (stored.kind === 'PersistentVolumeClaim') return { phase: stored.status.phase };
  if (stored.kind !== 'Job') return undefined;
  const { active, startTime, conditions } = stored.status;
  return {
    active,
    ...(startTime !== undefined && { startTime: `t+${startTime}ms` }),
    conditions: conditions.map(({ type, status }) => ({ type, status })),
  };
}
