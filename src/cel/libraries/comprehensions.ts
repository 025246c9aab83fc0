// Comprehensions with two variables. Follows cel-go v0.26 ext/comprehensions.go; in Kubernetes since 1.32.
import { fn, type Library, plain } from '../declaration.js';
import { printed } from '../evaluation/runtime-type.js';
import { TWO_VARIABLE_MACROS } from '../parsing/macros.js';
import { mapOf, param } from '../type.js';
import { failure, isMap, mapFrom, NO_SUCH_OVERLOAD, type Value } from '../value.js';

const K = param('K');
const V = param('V');
const MAP = mapOf(K, V);

/** `all(i, v, …)`, `transformList`, `transformMap`, `transformMapEntry`, …; the loop itself is the evaluator's. */
export const TWO_VARIABLE_COMPREHENSIONS: Library = {
  macros: TWO_VARIABLE_MACROS,
  functions: [
    fn(
      'cel.@mapInsert',
      plain('@mapInsert_map_key_value', [MAP, K, V], MAP, (map = null, key = null, value = null) =>
        inserted(map, [[key, value]]),
      ),
      plain('@mapInsert_map_map', [MAP, MAP], MAP, (map = null, entry = null) =>
        isMap(entry)
          ? inserted(
              map,
              entry.keys().map((key) => [key, entry.find(key) ?? null]),
            )
          : NO_SUCH_OVERLOAD,
      ),
    ),
  ],
};

function inserted(map: Value, entries: readonly (readonly [Value, Value])[]): Value {
  if (!isMap(map)) return NO_SUCH_OVERLOAD;
  const repeated = entries.find(([key]) => map.find(key) !== undefined);
  if (repeated !== undefined) return failure(`insert failed: key ${printed(repeated[0])} already exists`);
  return mapFrom([...map.keys().map((key): readonly [Value, Value] => [key, map.find(key) ?? null]), ...entries]);
}
