// The string functions of CEL itself. Follows cel-go v0.26 common/types/string.go.
import { type FunctionDeclaration, fn, member, plain } from '../declaration.js';
import { find, parseRegularExpression } from '../regex/regular-expression.js';
import { BOOL, STRING } from '../type.js';
import { failure, type Value } from '../value.js';

/** `contains`, `endsWith`, `startsWith`, `matches`. */
export const TEXT: readonly FunctionDeclaration[] = [
  fn(
    'contains',
    member('contains_string', [STRING, STRING], BOOL, (text, part) => String(text).includes(String(part))),
  ),
  fn(
    'endsWith',
    member('ends_with_string', [STRING, STRING], BOOL, (text, part) => String(text).endsWith(String(part))),
  ),
  fn(
    'startsWith',
    member('starts_with_string', [STRING, STRING], BOOL, (text, part) => String(text).startsWith(String(part))),
  ),
  fn(
    'matches',
    plain('matches', [STRING, STRING], BOOL, matches),
    member('matches_string', [STRING, STRING], BOOL, matches),
  ),
];

function matches(text: Value = null, pattern: Value = null): Value {
  const parsed = parseRegularExpression(String(pattern));
  return parsed.kind === 'error'
    ? failure(`error parsing regexp: ${parsed.message}`)
    : find(parsed, String(text), 0) !== undefined;
}
