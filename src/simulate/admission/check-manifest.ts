import { validateCreate } from '../../api/validate.js';
import type { FieldError } from '../../kube/field-error.js';
import { formatPath } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';
import { NO_CRDS } from '../../schema/custom-type.js';
import { decode } from '../../schema/decode.js';
import { absenceOf, offByDefault, resourceType } from '../../schema/kinds.js';
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

/** Why the API server does not take an object of a kind that needs no controller here; of other groups nobody knows. */
export function builtInRefusal(manifest: Manifest, version: KubernetesVersion): string | undefined {
  const { apiVersion, kind } = manifest;
  const type = resourceType(apiVersion, kind, version);
  if (type?.served !== true && absenceOf(apiVersion, kind, version).reason === 'not-built-in') return undefined;
  const off = type?.served === true ? offByDefault(type, version) : undefined;
  if (off !== undefined) {
    const to = off.instead === undefined ? '' : `; use ${off.instead.apiVersion}`;
    return `the API server rejects it: ${apiVersion} ${kind} is off by default in Kubernetes 1.${version.minor}${to}`;
  }
  const checked = checkManifest(manifest, version);
  return checked.kind === 'rejected' ? checked.reason : undefined;
}

/** The first of these errors, in a sentence. */
export function sentence(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (first === undefined) return 'the API server rejects it';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `the API server rejects it: ${errorText(first)}${more}`;
}

function errorText({ type, path, value, detail, suggestion, supported = [] }: FieldError): string {
  const near = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
  const place = formatPath(path);
  // No server of this version has the kind: that is about no field.
  if (place === '' || detail.startsWith(`${place} `) || (type === 'NotFound' && detail !== ''))
    return `${detail || WORDS[type]}${near}`;
  const shown = typeof value === 'string' || typeof value === 'number' ? `: ${JSON.stringify(value)}` : '';
  const values =
    supported.length === 0 ? '' : `: supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}`;
  return `${place}: ${detail || `${WORDS[type]}${shown}${values}`}${near}`;
}

/** The server's own words for a mistake that needs no more of them. */
const WORDS: Readonly<Record<FieldError['type'], string>> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  Duplicate: 'Duplicate value',
  NotFound: 'Not found',
  TooLong: 'Too long',
  TooMany: 'Too many',
  TypeInvalid: 'Invalid value',
  Internal: 'Internal error',
  UnknownField: 'unknown field',
  DuplicateField: 'duplicate field',
  TypeMismatch: 'wrong type',
  BadRequest: 'bad request',
};
