// What the scale subresource asks of a custom resource. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/registry/customresource/validator.go (ValidateScaleSpec, ValidateScaleStatus).
import { type FieldErrors, invalid } from '../kube/field-error.js';
import { child, type FieldPath } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../kube/json.js';

/** Where a custom resource keeps what `kubectl scale` reads and writes: the fields' names from the root. */
export interface Scale {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  readonly labelSelector: readonly string[] | undefined;
}

/** `spec.versions[].subresources.scale`, if there is one. */
export function scaleOf(written: Json | undefined): Scale | undefined {
  const scale = objectOf(written);
  if (scale === undefined) return undefined;
  const selector = stringOf(scale['labelSelectorPath']);
  return {
    specReplicas: steps(stringOf(scale['specReplicasPath']) ?? ''),
    statusReplicas: steps(stringOf(scale['statusReplicasPath']) ?? ''),
    labelSelector: selector === undefined ? undefined : steps(selector),
  };
}

function steps(path: string): readonly string[] {
  return path.replace(/^\./, '').split('.');
}

const MAX_INT32 = 2 ** 31 - 1;

/** The server writes these paths with a dot in front. */
export function validateScale(object: JsonObject, scale: Scale, errors: FieldErrors): void {
  for (const path of [scale.specReplicas, scale.statusReplicas]) {
    const found = valueAt(object, path);
    if (found === undefined) continue;
    const at = pathOf(path);
    if (found === MISPLACED || !isWhole(found)) errors.push(invalid(at, 0, 'should be a whole number'));
    else if (found < 0) errors.push(invalid(at, found, 'should be a non-negative integer'));
    else if (found > MAX_INT32) errors.push(invalid(at, found, `should be less than or equal to ${MAX_INT32}`));
  }
  if (scale.labelSelector === undefined) return;
  const selector = valueAt(object, scale.labelSelector);
  if (selector !== undefined && typeof selector !== 'string')
    errors.push(invalid(pathOf(scale.labelSelector), '', 'should be a string'));
}

function pathOf([first = '', ...rest]: readonly string[]): FieldPath {
  return child(undefined, first, ...rest);
}

function isWhole(value: Json): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

const MISPLACED = Symbol('a part of the path is no map');

function valueAt(object: JsonObject, path: readonly string[]): Json | typeof MISPLACED | undefined {
  let value: Json = object;
  for (const step of path) {
    if (!isJsonObject(value)) return MISPLACED;
    const next: Json | undefined = Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) return undefined;
    value = next;
  }
  return value;
}
