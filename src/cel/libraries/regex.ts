// `find` and `findAll`. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/regex.go.
import { fn, type Library, member } from '../declaration.js';
import { find, findAll, parseRegularExpression } from '../regex/regular-expression.js';
import { INT, listOf, STRING } from '../type.js';
import { failure, type Value } from '../value.js';

/** The regex library. */
export const REGEX: Library = {
  functions: [
    fn('find', member('string_find_string', [STRING, STRING], STRING, first)),
    fn(
      'findAll',
      member('string_find_all_string', [STRING, STRING], listOf(STRING), (text, pattern) => all(text, pattern, -1)),
      member('string_find_all_string_int', [STRING, STRING, INT], listOf(STRING), (text, pattern, limit) =>
        all(text, pattern, Number(limit)),
      ),
    ),
  ],
};

function first(value: Value = null, pattern: Value = null): Value {
  const expression = parseRegularExpression(String(pattern));
  if (expression.kind === 'error') return failure(`Illegal regex: error parsing regexp: ${expression.message}`);
  const text = String(value);
  const match = find(expression, text, 0);
  return match === undefined ? '' : text.slice(match.start, match.end);
}

function all(value: Value = null, pattern: Value = null, limit = -1): Value {
  const expression = parseRegularExpression(String(pattern));
  if (expression.kind === 'error') return failure(`Illegal regex: error parsing regexp: ${expression.message}`);
  const text = String(value);
  return findAll(expression, text, limit).map(({ start, end }) => text.slice(start, end));
}
