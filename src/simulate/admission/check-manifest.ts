import { validateCreate } from '../../api/validate.js';
import type { FieldError } from '../../kube/field-error.js';
import { formatPath } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';
import { NO_CRDS } from '../../schema/custom-type.js';
import { decode } from '../../schema/decode.js';
import type { Manifest } from './manifest.js';

/** What the API server makes of a manifest: an object with the right types, or a refusal in a sentence. */
export type Checked =
  | { readonly kind: 'accepted'; readonly object: JsonObject }
  | { readonly kind: 'rejected'; readonly reason: string };

/** Decodes and validates as the API server does on create: the simulator is only shown what a cluster would take. */
export function checkManifest(manifest: Manifest, version: KubernetesVersion): Checked {
  const decoded = decode(manifest, { version, crds: NO_CRDS });
  if (decoded.kind === 'unknown-kind') return { kind: 'rejected', reason: sentence([decoded.error]) };
  if (decoded.errors.length > 0 || decoded.kind === 'unnamed')
    return { kind: 'rejected', reason: sentence(decoded.errors) };
  const errors = validateCreate(manifest.apiVersion, manifest.kind, decoded.object, version);
  if (errors.length > 0) return { kind: 'rejected', reason: sentence(errors) };
  return { kind: 'accepted', object: decoded.object };
}

/** The first of these errors, in a sentence. */
export function sentence(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (first === undefined) return 'the API server rejects it';
  const path = formatPath(first.path);
  const what = first.detail || first.type;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `the API server rejects it: ${path === '' ? what : `${path}: ${what}`}${more}`;
}
