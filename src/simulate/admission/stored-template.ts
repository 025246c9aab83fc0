/**
 * Pod templates as the API server stores them, in the words of Go: fields with the zero value of their type are left out
 * (`omitempty`) where they are no pointers, and quantities are written in one way. So a template that says `tolerations: []`,
 * `hostNetwork: false` or `cpu: 1000m` is the one that says nothing of it, or `cpu: "1"`: no rollout comes of the difference.
 * Follows k8s.io/api@v0.35.4 core/v1/types.go, k8s.io/apimachinery@v0.35.4 pkg/api/resource/quantity.go and
 * kubernetes@v1.35.4 pkg/apis/core/v1/conversion.go.
 */

import { isAmountMap, isFreeMap, isPointer, isQuantity } from '../../api/equality.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf } from '../../kube/json.js';
import { formatQuantity, parseQuantity } from '../../kube/quantity.js';

// Where a kind has templates; `*` stands for every item of a list.
const PATHS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['Pod', [['spec']]],
  ['ReplicaSet', [['spec', 'template']]],
  ['ReplicationController', [['spec', 'template']]],
  ['Deployment', [['spec', 'template']]],
  ['DaemonSet', [['spec', 'template']]],
  [
    'StatefulSet',
    [
      ['spec', 'template'],
      ['spec', 'volumeClaimTemplates', '*'],
    ],
  ],
  ['Job', [['spec', 'template']]],
  ['CronJob', [['spec', 'jobTemplate', 'spec', 'template']]],
]);

// Manifests nest as deep as their reader allows; no template is deeper than this.
const MAX_DEPTH = 64;

/** The object with its templates as they are stored. */
export function withStoredTemplates(kind: string, object: JsonObject): JsonObject {
  let stored: Json = object;
  for (const path of PATHS.get(kind) ?? []) stored = changed(stored, path);
  return objectOf(stored) ?? object;
}

function changed(value: Json, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return isJsonObject(value) ? storedObject(value, '', 0) : value;
  if (name === '*') return arrayOf(value)?.map((item) => changed(item, rest)) ?? value;
  const inner = objectOf(value)?.[name];
  return inner === undefined || !isJsonObject(value) ? value : { ...value, [name]: changed(inner, rest) };
}

function storedObject(object: JsonObject, field: string, depth: number): JsonObject {
  const entries = Object.entries(object).flatMap(([name, value]) => {
    const stored = storedField(value, { field: name, parent: field, depth: depth + 1 });
    return stored === undefined ? [] : [[name, stored] as const];
  });
  const stored: JsonObject = Object.fromEntries(entries);
  return Object.hasOwn(stored, 'containers') ? withOneAccount(stored) : stored;
}

/** The deprecated name of the field always says what the new one says, which wins (core/v1/conversion.go). */
function withOneAccount(spec: JsonObject): JsonObject {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  return name === undefined ? spec : { ...spec, serviceAccountName: name, serviceAccount: name };
}

interface Place {
  readonly field: string;
  readonly parent: string;
  readonly depth: number;
}

/** `undefined` where Go leaves the field out. */
function storedField(value: Json, { field, parent, depth }: Place): Json | undefined {
  if (depth > MAX_DEPTH) return value;
  if (value === null) return undefined;
  const stored = storedValue(value, { field, parent, depth });
  const isNothing = isZero(stored) || (isQuantity(field) && stored === '0');
  return isNothing && !isPointer(field, parent) ? undefined : stored;
}

function storedValue(value: Json, { field, parent, depth }: Place): Json {
  if (isQuantity(field)) return quantity(value);
  const items = arrayOf(value);
  if (items !== undefined) return items.map((item) => (isJsonObject(item) ? storedObject(item, field, depth) : item));
  if (!isJsonObject(value) || isFreeMap(field, parent)) return value;
  if (!isAmountMap(field, value)) return storedObject(value, field, depth);
  return Object.fromEntries(Object.entries(value).map(([name, amount]) => [name, quantity(amount)]));
}

function isZero(value: Json): boolean {
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return arrayOf(value)?.length === 0 || value === '' || value === false || value === 0 || value === 0n;
}

/** In its canonical form; as written where it is no quantity. */
function quantity(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return value;
  const parsed = parseQuantity(value);
  return parsed === undefined ? value : formatQuantity(parsed);
}
