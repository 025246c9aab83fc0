// Types whose text Go reads by itself: the UnmarshalJSON methods of k8s.io/apimachinery v0.35.4 (resource.Quantity,
// intstr.IntOrString, metav1.Time, MicroTime, Duration) and base64.StdEncoding.
import { parseDuration } from '../kube/duration.js';
import type { FieldError } from '../kube/field-error.js';
import type { FieldPath } from '../kube/field-path.js';
import type { Json } from '../kube/json.js';
import { parseQuantity } from '../kube/quantity.js';
import { mismatch, unreadable } from './decode-error.js';
import { isMicroTime, isTime } from './go-time.js';

/** The kinds of `GoType` that `scalarError` judges. */
export type ScalarKind = 'quantity' | 'intOrString' | 'time' | 'microTime' | 'duration';

const MAX_INT32 = 2147483647;
const MAX_INT64 = 2n ** 63n - 1n;

/** Does a Go int32 hold the value? */
export function isInt32(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value <= MAX_INT32 && value >= -MAX_INT32 - 1;
}

/** Does a Go int64 hold the value? */
export function isInt64(value: Json): boolean {
  if (typeof value === 'bigint') return value <= MAX_INT64 && value >= -MAX_INT64 - 1n;
  // Doubles are printed before they are read, with as few digits as tell them apart: 2^63 as 9223372036854776000, which is out
  // of range on both sides. The next smaller double is in range.
  return typeof value === 'number' && Number.isInteger(value) && value < 2 ** 63 && value > -(2 ** 63);
}

/** Why Go cannot read the value; `undefined` if it can. */
export function scalarError(value: Json, kind: ScalarKind, path: FieldPath): FieldError | undefined {
  switch (kind) {
    case 'quantity':
      return quantityError(value, path);
    case 'intOrString':
      if (typeof value === 'string' || isInt32(value)) return undefined;
      return mismatch(path, value, 'an integer of 32 bits or a string');
    case 'time':
      if (typeof value !== 'string') return mismatch(path, value, 'a string');
      return isTime(value) ? undefined : unreadable(path, value, 'not a time such as "2006-01-02T15:04:05Z"');
    case 'microTime':
      if (typeof value !== 'string') return mismatch(path, value, 'a string');
      return isMicroTime(value)
        ? undefined
        : unreadable(path, value, 'not a time such as "2006-01-02T15:04:05.000000Z"');
    case 'duration':
      if (typeof value !== 'string') return mismatch(path, value, 'a string');
      return parseDuration(value) === undefined ? unreadable(path, value, 'not a duration such as "1h30m"') : undefined;
  }
}

function quantityError(value: Json, path: FieldPath): FieldError | undefined {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  const text = typeof value === 'string' ? value.trim() : value;
  if (isScalar && parseQuantity(text as string | number | bigint) !== undefined) return undefined;
  return unreadable(path, value, `not a quantity such as 500m, 1.5 or 128Mi${nearQuantity(value)}`);
}

// `128MB`, `1 gi` and `1K` are bytes in other places.
function nearQuantity(value: Json): string {
  const [, digits, unit] =
    (typeof value === 'string' && /^\s*([0-9]+(?:\.[0-9]+)?)\s*([kmgtpe])i?b?(?:ytes?)?\s*$/i.exec(value)) || [];
  if (digits === undefined || unit === undefined) return '';
  const large = unit.toUpperCase();
  return `; did you mean ${digits}${large}i or ${digits}${large === 'K' ? 'k' : large}?`;
}

/** Is it base64 to Go? Line breaks are skipped, padding is wanted, bits beyond the last byte are not looked at. */
export function isBase64(text: string): boolean {
  const dense = /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, '') : text;
  return dense.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(dense);
}
