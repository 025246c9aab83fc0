// Twin of validateSuccessPolicy and validateIndexesFormat: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required, tooLong, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { SuccessPolicy, SuccessPolicyRule } from '../../kube/types.generated.js';
import { validateNonnegative } from '../meta/fields.js';

const MAX_RULES = 20;
const MAX_INDEXES_LENGTH = 64 * 1024;

/** When an Indexed Job counts as succeeded before all its indexes have. */
export function validateSuccessPolicy(
  policy: SuccessPolicy,
  completions: number | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const rules = policy.rules ?? [];
  const rulesPath = child(path, 'rules');
  if (rules.length === 0) {
    errors.push(required(rulesPath, 'at least one rule must be specified when the successPolicy is specified'));
  }
  if (rules.length > MAX_RULES) errors.push(tooMany(rulesPath, rules.length, MAX_RULES));
  // Upstream dereferences completions here; an Indexed Job without them has got its error already.
  for (const [at, rule] of rules.entries()) validateRule(rule, completions ?? 0, index(rulesPath, at), errors);
}

function validateRule(rule: SuccessPolicyRule, completions: number, path: FieldPath, errors: FieldErrors): void {
  const { succeededCount, succeededIndexes } = rule;
  if (succeededCount === undefined && succeededIndexes === undefined) {
    errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  const total =
    succeededIndexes === undefined
      ? undefined
      : validateIndexes(succeededIndexes, completions, child(path, 'succeededIndexes'), errors);
  if (succeededCount === undefined) return;
  const countPath = child(path, 'succeededCount');
  validateNonnegative(succeededCount, countPath, errors);
  if (succeededCount > completions) {
    const detail = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.push(invalid(countPath, succeededCount, detail));
  }
  if (total !== undefined && succeededCount > total) {
    const detail = `must be less than or equal to ${total} (the number of indexes in succeededIndexes)`;
    errors.push(invalid(countPath, succeededCount, detail));
  }
}

/** Returns how many indexes there are; 0 when they cannot be read. */
function validateIndexes(indexes: string, completions: number, path: FieldPath, errors: FieldErrors): number {
  if (indexes.length > MAX_INDEXES_LENGTH) errors.push(tooLong(path, '', MAX_INDEXES_LENGTH));
  if (indexes === '') return 0;
  let total = 0;
  let last = -Infinity;
  for (const interval of indexes.split(',')) {
    const read = indexInterval(interval, completions, last);
    if (typeof read === 'string') {
      errors.push(invalid(path, indexes, `error parsing succeededIndexes: ${read}`));
      return 0;
    }
    total += read.last - read.first + 1;
    last = read.last;
  }
  return total;
}

/** `3` or `5-7`; a string says what is wrong with it. */
function indexInterval(
  text: string,
  completions: number,
  previous: number,
): { readonly first: number; readonly last: number } | string {
  const limits = text.split('-');
  if (limits.length > 2) return `"${text}" has more than two parts separated by '-'`;
  const numbers: number[] = [];
  for (const limit of limits) {
    if (!/^\+?[0-9]+$/.test(limit)) return `cannot convert string to integer for index: "${limit}"`;
    if (Number(limit) >= completions) return `too large index: "${limit}"`;
    numbers.push(Number(limit));
  }
  const [first = 0, last = first] = numbers;
  if (numbers.length === 2 && first >= last) return `non-increasing order, previous: ${first}, current: ${last}`;
  if (previous >= first) return `non-increasing order, previous: ${previous}, current: ${first}`;
  return { first, last };
}
