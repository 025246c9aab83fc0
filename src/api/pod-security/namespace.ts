// What the labels of a Namespace ask of its pods. Twin of k8s.io/pod-security-admission v0.35.4 api/helpers.go
// (PolicyToEvaluate) and admission/admission.go (ValidateNamespace).
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, key } from '../../kube/field-path.js';
import { type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import type { Level, Policy } from './policy.js';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const LABELS = child(undefined, 'metadata', 'labels');

/** What the API server does with a pod that breaks the policy: refuses it, writes an audit entry, or warns. */
export type Mode = 'enforce' | 'audit' | 'warn';

/**
 * The policy that a Namespace's labels ask for in this mode; `undefined` when they say nothing (the cluster's default
 * holds, which is privileged unless its administrator chose another).
 */
export function namespacePolicy(namespace: JsonObject, mode: Mode): Policy | undefined {
  const labels = objectOf(objectOf(namespace['metadata'])?.['labels']) ?? {};
  const level = label(labels, PREFIX + mode);
  if (level === undefined) return undefined;
  return parsePolicy(level, label(labels, `${PREFIX}${mode}-version`) ?? 'latest');
}

/**
 * The policy named by a level and a version (`latest` or `v1.30`); what does not parse is read as the server reads it: an
 * unknown level as restricted, an unknown version as latest.
 */
export function parsePolicy(level: string, version: string): Policy {
  return { level: LEVELS.find((known) => known === level) ?? 'restricted', version: versionOf(version) ?? 'latest' };
}

/** The labels of a Namespace that the PodSecurity admission refuses on create: levels and versions that do not exist. */
export function namespaceLabelErrors(namespace: JsonObject): FieldErrors {
  const labels = objectOf(objectOf(namespace['metadata'])?.['labels']) ?? {};
  return (['enforce', 'audit', 'warn'] as const).flatMap((mode) => {
    const level = label(labels, PREFIX + mode);
    const version = label(labels, `${PREFIX}${mode}-version`);
    const errors: FieldErrors = [];
    if (level !== undefined && !LEVELS.some((known) => known === level)) {
      errors.push(invalid(key(LABELS, PREFIX + mode), level, `must be one of ${LEVELS.join(', ')}`));
    }
    if (version !== undefined && versionOf(version) === undefined) {
      errors.push(invalid(key(LABELS, `${PREFIX}${mode}-version`), version, 'must be "latest" or "v1.x"'));
    }
    return errors;
  });
}

function label(labels: JsonObject, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? stringOf(labels[name]) : undefined;
}

function versionOf(text: string): number | 'latest' | undefined {
  if (text === 'latest') return 'latest';
  const minor = /^v1\.(0|[1-9][0-9]*)$/.exec(text)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
