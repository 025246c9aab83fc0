// Protobuf's own messages, which every CEL environment knows: `google.protobuf.Int64Value{value: 5}` is 5. Twin of cel-go v0.26
// common/types/pb (the well-known types) and of what `ConvertToNative` in common/types makes of their fields.
// Not evaluated: google.protobuf.Any, and timestamps and durations inside of a Value.

import { runtimeTypeName, typeOfValue } from './evaluation/runtime-type.js';
import {
  ANY,
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  nullableOf,
  STRING,
  struct,
  TIMESTAMP,
  type Type,
  UINT,
} from './type.js';
import {
  duration,
  failure,
  isFailure,
  isMap,
  isUint,
  itemsOf,
  mapFrom,
  timestamp,
  uint,
  unsupported,
  type Value,
} from './value.js';

/** A message that an expression can make. */
export interface Message {
  /** What the checker takes it for. */
  readonly type: Type;
  readonly fields: ReadonlyMap<string, Type>;
  /** Does its name stand for a type while an expression runs (`type(x) == google.protobuf.Duration`)? */
  readonly isType: boolean;
  /** The value, from the fields that are set. */
  readonly make: (fields: ReadonlyMap<string, Value>) => Value;
}

/** The only value of the only enum among them: the number 0. */
export const NULL_VALUE = 'google.protobuf.NullValue.NULL_VALUE';

const PACKAGE = 'google.protobuf.';
const EMPTY = struct(`${PACKAGE}Empty`);

const SPAN: readonly (readonly [string, Type])[] = [
  ['seconds', INT],
  ['nanos', INT],
];
const ANY_VALUE: readonly (readonly [string, Type])[] = [
  ['null_value', INT],
  ['number_value', DOUBLE],
  ['string_value', STRING],
  ['bool_value', BOOL],
  ['struct_value', mapOf(STRING, DYN)],
  ['list_value', listOf(DYN)],
];

/** The messages by name. */
export const MESSAGES: ReadonlyMap<string, Message> = new Map<string, Message>([
  wrapper('Int64Value', INT, 0n),
  wrapper('Int32Value', INT, 0n, (value) =>
    typeof value === 'bigint' && BigInt.asIntN(32, value) !== value ? failure('integer overflow') : value,
  ),
  wrapper('UInt64Value', UINT, uint(0n)),
  wrapper('UInt32Value', UINT, uint(0n), (value) =>
    isUint(value) && BigInt.asUintN(32, value.value) !== value.value ? failure('unsigned integer overflow') : value,
  ),
  wrapper('DoubleValue', DOUBLE, 0),
  wrapper('FloatValue', DOUBLE, 0, (value) => (typeof value === 'number' ? Math.fround(value) : value)),
  wrapper('StringValue', STRING, ''),
  wrapper('BytesValue', BYTES, new Uint8Array()),
  wrapper('BoolValue', BOOL, false),
  message('Duration', { type: DURATION, fields: SPAN, isType: true }, (fields) => {
    const nanos = nanosOf(fields);
    // Go's durations end at 292 years.
    if (BigInt.asIntN(64, nanos) === nanos) return duration(nanos);
    return duration(nanos > 0n ? 2n ** 63n - 1n : -(2n ** 63n));
  }),
  message('Timestamp', { type: TIMESTAMP, fields: SPAN, isType: true }, (fields) => timestamp(nanosOf(fields))),
  message('Struct', { type: mapOf(STRING, DYN), fields: [['fields', mapOf(STRING, DYN)]] }, (fields) =>
    plainOf(fields.get('fields') ?? mapFrom([])),
  ),
  message('ListValue', { type: listOf(DYN), fields: [['values', listOf(DYN)]] }, (fields) =>
    plainOf(fields.get('values') ?? []),
  ),
  message('Value', { type: DYN, fields: ANY_VALUE }, (fields) => {
    // The fields exclude each other: the last one counts.
    const [name, value = null] = [...fields].at(-1) ?? [];
    return name === 'null_value' ? null : plainOf(value);
  }),
  message('Empty', { type: EMPTY, fields: [], isType: true }, () => {
    return { kind: 'opaque', type: EMPTY, data: undefined, equals: () => true };
  }),
  message(
    'Any',
    {
      type: ANY,
      fields: [
        ['type_url', STRING],
        ['value', BYTES],
      ],
    },
    () => unsupported(`${PACKAGE}Any{…} is not evaluated`),
  ),
]);

/** The message of this name, which may start with a dot. */
export function messageNamed(name: string): Message | undefined {
  return MESSAGES.get(name.replace(/^\./, ''));
}

interface Shape {
  readonly type: Type;
  readonly fields: readonly (readonly [string, Type])[];
  readonly isType?: true;
}

function message(name: string, { type, fields, isType }: Shape, make: Message['make']): readonly [string, Message] {
  const full = `${PACKAGE}${name}`;
  const types = new Map(fields);
  const checked: Message['make'] = (values) => {
    for (const [field, value] of values) {
      const wrong = misfit(value, types.get(field) ?? DYN);
      if (wrong !== undefined) return fieldFailure(full, field, wrong);
    }
    return make(values);
  };
  return [full, { type, fields: types, isType: isType === true, make: checked }];
}

// A number, text, … that may be null for the checker, and never is.
function wrapper(
  name: string,
  type: Type,
  zero: Value,
  convert: (value: Value) => Value = (value) => value,
): readonly [string, Message] {
  return message(name, { type: nullableOf(type), fields: [['value', type]] }, (fields) => {
    const value = convert(fields.get('value') ?? zero);
    return isFailure(value) ? fieldFailure(`${PACKAGE}${name}`, 'value', value.message) : value;
  });
}

function fieldFailure(name: string, field: string, message: string): Value {
  return failure(`field type conversion error for ${name}.${field} value type: ${message}`);
}

function misfit(value: Value, wanted: Type): string | undefined {
  const { kind } = typeOfValue(value);
  if (kind === wanted.kind || wanted.kind === 'dyn') return undefined;
  return `unsupported native conversion from ${runtimeTypeName(typeOfValue(value))} to '${GO.get(wanted.kind) ?? wanted.kind}'`;
}

const GO: ReadonlyMap<string, string> = new Map([
  ['int', 'int64'],
  ['uint', 'uint64'],
  ['double', 'float64'],
]);

function nanosOf(fields: ReadonlyMap<string, Value>): bigint {
  const [seconds, nanos] = SPAN.map(([name]) => {
    const value = fields.get(name);
    return typeof value === 'bigint' ? value : 0n;
  });
  return (seconds ?? 0n) * 1_000_000_000n + (nanos ?? 0n);
}

// As JSON has it: numbers are doubles, keys are text.
function plainOf(value: Value): Value {
  const items = itemsOf(value);
  if (items !== undefined) {
    const plain = items.map(plainOf);
    return plain.find(isFailure) ?? plain;
  }
  if (isMap(value)) return plainMap(value.keys().map((key) => [key, value.find(key) ?? null] as const));
  const whole = typeof value === 'bigint' ? value : isUint(value) ? value.value : undefined;
  // Beyond 2⁵³ JSON has them as text.
  if (whole !== undefined) return Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return value;
  return unsupported(`a ${runtimeTypeName(typeOfValue(value))} inside of ${PACKAGE}Value is not evaluated`);
}

function plainMap(entries: readonly (readonly [Value, Value])[]): Value {
  const plain = entries.map(([key, value]) => [typeof key === 'string' ? key : plainOf(key), plainOf(value)] as const);
  const failed = plain.flat().find(isFailure);
  return failed ?? mapFrom(plain.map(([key, value]) => [typeof key === 'string' ? key : String(key), value]));
}
