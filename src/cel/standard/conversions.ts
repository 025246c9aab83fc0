// Conversions between types: int(), string(), timestamp(), … Follows cel-go v0.26 common/types/{int,uint,double,string,…}.go.
import { parseDuration } from '../../kube/duration.js';
import { type FunctionDeclaration, fn, plain } from '../declaration.js';
import { runtimeTypeName, typeOfValue } from '../evaluation/runtime-type.js';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  param,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
  typeOf,
  UINT,
} from '../type.js';
import {
  duration,
  failure,
  isDuration,
  isInt64,
  isTimestamp,
  isUint,
  isUint64,
  NO_SUCH_OVERLOAD,
  timestamp,
  uint,
  type Value,
} from '../value.js';
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from './operators.js';
import { formatDurationSeconds, formatTimestamp, parseTimestamp } from './time-text.js';

function conversion(
  name: string,
  result: Type,
  from: readonly (readonly [string, Type])[],
  convert: (value: Value) => Value,
): FunctionDeclaration {
  return fn(name, ...from.map(([id, type]) => plain(id, [type], result, (value = null) => convert(value))));
}

/** The conversions of CEL. */
export const CONVERSIONS: readonly FunctionDeclaration[] = [
  conversion(
    'bool',
    BOOL,
    [
      ['bool_to_bool', BOOL],
      ['string_to_bool', STRING],
    ],
    toBool,
  ),
  conversion(
    'bytes',
    BYTES,
    [
      ['bytes_to_bytes', BYTES],
      ['string_to_bytes', STRING],
    ],
    (value) => (typeof value === 'string' ? new TextEncoder().encode(value) : value),
  ),
  conversion(
    'double',
    DOUBLE,
    [
      ['double_to_double', DOUBLE],
      ['int64_to_double', INT],
      ['string_to_double', STRING],
      ['uint64_to_double', UINT],
    ],
    toDouble,
  ),
  conversion(
    'duration',
    DURATION,
    [
      ['duration_to_duration', DURATION],
      ['int64_to_duration', INT],
      ['string_to_duration', STRING],
    ],
    toDuration,
  ),
  conversion(
    'int',
    INT,
    [
      ['int64_to_int64', INT],
      ['double_to_int64', DOUBLE],
      ['duration_to_int64', DURATION],
      ['string_to_int64', STRING],
      ['timestamp_to_int64', TIMESTAMP],
      ['uint64_to_int64', UINT],
    ],
    toInt,
  ),
  conversion(
    'string',
    STRING,
    [
      ['string_to_string', STRING],
      ['bool_to_string', BOOL],
      ['bytes_to_string', BYTES],
      ['double_to_string', DOUBLE],
      ['duration_to_string', DURATION],
      ['int64_to_string', INT],
      ['timestamp_to_string', TIMESTAMP],
      ['uint64_to_string', UINT],
    ],
    toText,
  ),
  conversion(
    'timestamp',
    TIMESTAMP,
    [
      ['timestamp_to_timestamp', TIMESTAMP],
      ['int64_to_timestamp', INT],
      ['string_to_timestamp', STRING],
    ],
    toTimestamp,
  ),
  conversion(
    'uint',
    UINT,
    [
      ['uint64_to_uint64', UINT],
      ['double_to_uint64', DOUBLE],
      ['int64_to_uint64', INT],
      ['string_to_uint64', STRING],
    ],
    toUint,
  ),
  fn(
    'type',
    plain('type', [param('A')], typeOf(param('A')), (value = null) => ({
      kind: 'type',
      name: runtimeTypeName(typeOfValue(value)),
    })),
  ),
];

/** The names of types that an expression may use. */
export const STANDARD_TYPES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['bool', BOOL],
  ['bytes', BYTES],
  ['double', DOUBLE],
  ['google.protobuf.Duration', DURATION],
  ['int', INT],
  ['list', { kind: 'list', element: DYN }],
  ['map', { kind: 'map', key: DYN, value: DYN }],
  ['null_type', { kind: 'null' }],
  ['string', STRING],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['type', TYPE],
  ['uint', UINT],
]);

const BOOLS = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

function toBool(value: Value): Value {
  if (typeof value !== 'string') return value;
  return BOOLS.get(value) ?? notConverted(value, 'bool');
}

function toDouble(value: Value): Value {
  if (typeof value !== 'string') return isUint(value) ? Number(value.value) : Number(value);
  const special = /^([+-]?)(?:inf|infinity)$/i.exec(value);
  if (special !== null) return special[1] === '-' ? -Infinity : Infinity;
  if (/^nan$/i.test(value)) return Number.NaN;
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  return notConverted(value, 'double');
}

function toInt(value: Value): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return bounded(value, -(2 ** 63), 2 ** 63, (exact) => exact);
  if (typeof value === 'string') return parsedInteger(value, 'int', (parsed) => parsed);
  if (isDuration(value)) return value.nanos;
  if (isTimestamp(value)) return floorDivide(value.nanos, 1_000_000_000n);
  return isUint(value) && isInt64(value.value) ? value.value : failure('integer overflow');
}

function toUint(value: Value): Value {
  if (isUint(value)) return value;
  if (typeof value === 'number') return bounded(value, -1, 2 ** 64, uint);
  if (typeof value === 'string') return parsedInteger(value, 'uint', uint);
  return typeof value === 'bigint' && value >= 0n ? uint(value) : failure('unsigned integer overflow');
}

// Exclusive bounds, as cel-go has them: a double near the edge may stand for an integer beyond it.
function bounded(value: number, low: number, high: number, make: (exact: bigint) => Value): Value {
  const ok = value > low && value < high;
  return ok ? make(BigInt(Math.trunc(value))) : failure(low < -1 ? 'integer overflow' : 'unsigned integer overflow');
}

// Too large and malformed are one error.
function parsedInteger(text: string, type: 'int' | 'uint', make: (value: bigint) => Value): Value {
  const pattern = type === 'int' ? /^[+-]?\d+$/ : /^\d+$/;
  if (!pattern.test(text)) return notConverted(text, type);
  const value = BigInt(text.replace('+', ''));
  return (type === 'int' ? isInt64(value) : isUint64(value)) ? make(value) : notConverted(text, type);
}

function notConverted(value: Value, to: string): Value {
  return failure(`type conversion error from '${runtimeTypeName(typeOfValue(value))}' to '${to}'`);
}

/** Division that rounds down also for negative numbers. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}

function toText(value: Value): Value {
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint8Array) return utf8(value);
  if (isDuration(value)) return formatDurationSeconds(value.nanos);
  if (isTimestamp(value)) return formatTimestamp(value);
  return isUint(value) ? String(value.value) : String(value);
}

function utf8(bytes: Uint8Array): Value {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return failure('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** A double as Go's `%g` prints it with the shortest digits: `1e+21`, `0.5`, `1e-05`. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  // Go's shortest form switches at 1e-5 and 1e6, JavaScript's much later.
  if (exponent >= -4 && exponent < 6) return String(value);
  const padded = String(Math.abs(exponent)).padStart(2, '0');
  return `${value < 0 ? '-' : ''}${digits}e${exponent < 0 ? '-' : '+'}${padded}`;
}

function toDuration(value: Value): Value {
  if (isDuration(value)) return value;
  // The checker knows a conversion from int, the value does not.
  const nanos = typeof value === 'string' ? parseDuration(value) : undefined;
  return nanos === undefined ? notConverted(value, 'google.protobuf.Duration') : duration(nanos);
}

function toTimestamp(value: Value): Value {
  if (typeof value === 'bigint') {
    const nanos = value * 1_000_000_000n;
    return nanos < MIN_TIMESTAMP || nanos > MAX_TIMESTAMP ? failure('timestamp overflow') : timestamp(nanos);
  }
  if (typeof value !== 'string') return isTimestamp(value) ? value : NO_SUCH_OVERLOAD;
  const parsed = parseTimestamp(value);
  if (parsed === undefined) return notConverted(value, 'google.protobuf.Timestamp');
  const isInRange = parsed.nanos >= MIN_TIMESTAMP && parsed.nanos <= MAX_TIMESTAMP;
  return isInRange ? { kind: 'timestamp', ...parsed } : failure('timestamp overflow');
}
