// Optional values. Follows cel-go v0.26 cel/library.go (OptionalTypes); in Kubernetes since 1.28.
import { fn, type Library, member, plain } from '../declaration.js';
import { OPTIONAL_MACROS } from '../parsing/macros.js';
import { BOOL, DYN, INT, listOf, mapOf, optionalOf, param, STRING, type Type } from '../type.js';
import { failure, isMap, isOptional, itemsOf, keyText, NO_SUCH_OVERLOAD, NONE, some, type Value } from '../value.js';

const K = param('K');
const V = param('V');
const OPTIONAL = optionalOf(V);
// `or`, `orValue`, `.?` and `[?]` are run by the evaluator: they do not always look at both sides.
const never = (): Value => NO_SUCH_OVERLOAD;

/** `optional.of`, `.hasValue`, `.?field`, `[?index]`, `optMap`, … */
export const OPTIONAL_TYPES: Library = {
  macros: OPTIONAL_MACROS,
  types: [{ kind: 'opaque', name: 'optional_type', parameters: [V] } satisfies Type],
  functions: [
    fn(
      'optional.of',
      plain('optional_of', [V], OPTIONAL, (value = null) => some(value)),
    ),
    fn(
      'optional.ofNonZeroValue',
      plain('optional_ofNonZeroValue', [V], OPTIONAL, (value = null) => (isZero(value) ? NONE : some(value))),
    ),
    fn(
      'optional.none',
      plain('optional_none', [], OPTIONAL, () => NONE),
    ),
    fn(
      'value',
      member('optional_value', [OPTIONAL], V, (value = null) =>
        isOptional(value) && value.value !== undefined ? value.value : failure('optional.none() dereference'),
      ),
    ),
    fn(
      'hasValue',
      member('optional_hasValue', [OPTIONAL], BOOL, (value = null) => isOptional(value) && value.value !== undefined),
    ),
    fn('or', member('optional_or_optional', [OPTIONAL, OPTIONAL], OPTIONAL, never)),
    fn('orValue', member('optional_orValue_value', [OPTIONAL, V], V, never)),
    fn('_?._', plain('select_optional_field', [DYN, STRING], OPTIONAL, never)),
    fn(
      '_[?_]',
      plain('list_optindex_optional_int', [listOf(V), INT], OPTIONAL, never),
      plain('optional_list_optindex_optional_int', [optionalOf(listOf(V)), INT], OPTIONAL, never),
      plain('map_optindex_optional_value', [mapOf(K, V), K], OPTIONAL, never),
      plain('optional_map_optindex_optional_value', [optionalOf(mapOf(K, V)), K], OPTIONAL, never),
    ),
    fn(
      'first',
      member('list_first', [listOf(V)], OPTIONAL, (list = null) => itemAt(list, 0)),
    ),
    fn(
      'last',
      member('list_last', [listOf(V)], OPTIONAL, (list = null) => itemAt(list, -1)),
    ),
    fn(
      'optional.unwrap',
      plain('optional_unwrap', [listOf(OPTIONAL)], listOf(V), (list = null) => unwrapped(list)),
    ),
    fn(
      'unwrapOpt',
      member('optional_unwrapOpt', [listOf(OPTIONAL)], listOf(V), (list = null) => unwrapped(list)),
    ),
  ],
};

function itemAt(list: Value, index: number): Value {
  const item = itemsOf(list)?.at(index);
  return item === undefined ? NONE : some(item);
}

function unwrapped(list: Value): Value {
  return (itemsOf(list) ?? []).flatMap((item) => (isOptional(item) && item.value !== undefined ? [item.value] : []));
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === '') return true;
  if (value instanceof Uint8Array) return value.length === 0;
  if (isMap(value)) return value.size === 0;
  return itemsOf(value)?.length === 0 || keyText(value) === 'n0';
}
