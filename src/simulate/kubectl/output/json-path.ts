/**
 * kubectl's JSONPath: templates such as `{range .items[*]}{.metadata.name}{"\n"}{end}`. Follows k8s.io/client-go@v0.35.4
 * util/jsonpath (parser.go, jsonpath.go) with missing keys allowed, as `kubectl get` does. Nothing is evaluated as code, and
 * a template looks at so many values at most.
 *
 * Not modelled: regular expressions (kubectl has none either), comparisons of values of different types (no match here, an
 * error there).
 */

import { arrayOf, type Json, objectOf } from '../../../kube/json.js';
import { type Comparison, type Path, parseTemplate, type Segment, type Template } from './json-path-parser.js';

/** What a template or a path gives, or why it gives nothing, in kubectl's words. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'mistake'; readonly message: string };

/** More values than any list of objects has are not looked at. */
const MAX_VALUES = 1_000_000;

interface Budget {
  left: number;
  /** What was wrong first. */
  mistake: string | undefined;
}

/** The text that a template makes of a value; a mistake is told as kubectl tells it. */
export function evaluated(text: string, value: Json): Found<string> {
  const template = parseTemplate(text);
  if (typeof template === 'string') return { kind: 'mistake', message: `error parsing jsonpath ${text}, ${template}` };
  return guarded(text, value, (context) => rendered(template, value, context));
}

/** The values at a path as `--sort-by` and custom columns take it: `.metadata.name`, `metadata.name`, `{.metadata.name}`. */
export function valuesAt(text: string, value: Json): Found<readonly Json[]> {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1] ?? text;
  const template = parseTemplate(`{${inner.startsWith('.') || inner.startsWith('[') ? inner : `.${inner}`}}`);
  const [only] = typeof template === 'string' ? [] : template;
  if (only?.kind !== 'path')
    return {
      kind: 'mistake',
      message: `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    };
  return guarded(text, value, (context) => followed(only.path, value, context));
}

function guarded<T>(text: string, root: Json, run: (context: Context) => T): Found<T> {
  const budget: Budget = { left: MAX_VALUES, mistake: undefined };
  const value = run({ root, budget });
  if (budget.mistake === undefined) return { kind: 'found', value };
  return {
    kind: 'mistake',
    message: `error executing jsonpath ${JSON.stringify(text)}: Error executing template: ${budget.mistake}`,
  };
}

interface Context {
  readonly root: Json;
  readonly budget: Budget;
}

function rendered(template: Template, value: Json, context: Context): string {
  return template
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return part.text;
        case 'path':
          return followed(part.path, value, context).map(textOf).join(' ');
        case 'range':
          return followed(part.path, value, context)
            .map((own) => rendered(part.body, own, context))
            .join('');
        default: {
          const unknown: never = part;
          return unknown;
        }
      }
    })
    .join('');
}

function followed(path: Path, value: Json, context: Context): readonly Json[] {
  let values: readonly Json[] = [path.from === 'root' ? context.root : value];
  for (const segment of path.segments) {
    values = values.flatMap((own) => stepped(segment, own, context));
    context.budget.left -= values.length + 1;
    if (context.budget.left < 0) return fail('it looks at too many values', context);
  }
  return values;
}

function stepped(segment: Segment, value: Json, context: Context): readonly Json[] {
  const object = objectOf(value);
  const list = arrayOf(value);
  switch (segment.kind) {
    case 'fields':
      return segment.names.flatMap((name) =>
        object !== undefined && Object.hasOwn(object, name) ? [object[name] ?? null] : [],
      );
    case 'every':
      return list ?? (object === undefined ? [] : sortedNames(object).map((name) => object[name] ?? null));
    case 'anywhere':
      return descendants(value, context);
    case 'places':
      if (list === undefined) return value === null ? [] : fail(`${textOf(value)} is not array or slice`, context);
      return segment.places.flatMap((place) => at(list, place, context));
    case 'slice':
      return list === undefined ? [] : sliced(list, segment);
    case 'filter':
      if (list === undefined)
        return value === null ? [] : fail(`${textOf(value)} is not array or slice and cannot be filtered`, context);
      return list.filter((own) => matches(segment, own, context));
    default: {
      const unknown: never = segment;
      return unknown;
    }
  }
}

/** Notes what is wrong, and goes on with nothing. */
function fail(message: string, { budget }: Context): readonly Json[] {
  budget.mistake ??= message;
  return [];
}

function at(list: readonly Json[], place: number, context: Context): readonly Json[] {
  const index = place < 0 ? list.length + place : place;
  const found = list[index];
  if (found === undefined) return fail(`array index out of bounds: index ${index}, length ${list.length}`, context);
  return [found];
}

function sliced(
  list: readonly Json[],
  { from, to, step }: Extract<Segment, { readonly kind: 'slice' }>,
): readonly Json[] {
  const start = from === undefined ? 0 : from < 0 ? from + list.length : from;
  const end = to === undefined ? list.length : to < 0 ? to + list.length : Math.min(to, list.length);
  return list.slice(Math.max(0, start), end).filter((_own, place) => place % step === 0);
}

/** The value and everything in it, an object before its parts. */
function descendants(value: Json, context: Context): readonly Json[] {
  const found: Json[] = [];
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    const object = objectOf(next);
    const parts =
      arrayOf(next) ?? (object === undefined ? [] : sortedNames(object).map((name) => object[name] ?? null));
    for (let place = parts.length - 1; place >= 0; place--) waiting.push(parts[place] ?? null);
    if (found.length > context.budget.left) return fail('it looks at too many values', context);
  }
  return found;
}

function sortedNames(object: object): string[] {
  return Object.keys(object).sort();
}

function matches(
  { left, comparison, right }: Extract<Segment, { readonly kind: 'filter' }>,
  value: Json,
  context: Context,
): boolean {
  const [one] = operandOf(left, value, context);
  if (one === undefined) return false;
  if (comparison === undefined || right === undefined) return true;
  const [other] = operandOf(right, value, context);
  return other !== undefined && isSo(comparison, one, other);
}

function operandOf(operand: Path | { readonly literal: Json }, value: Json, context: Context): readonly Json[] {
  return 'literal' in operand ? [operand.literal] : followed(operand, value, context);
}

function isSo(comparison: Comparison, one: Json, other: Json): boolean {
  const [left, right] = [comparable(one), comparable(other)];
  if (comparison === '==') return left === right;
  if (comparison === '!=') return left !== right;
  if (typeof left !== typeof right || left === undefined || right === undefined) return false;
  if (comparison === '<') return left < right;
  if (comparison === '<=') return left <= right;
  return comparison === '>' ? left > right : left >= right;
}

function comparable(value: Json): string | number | boolean | undefined {
  if (typeof value === 'bigint') return Number(value);
  return value === null || typeof value === 'object' ? undefined : value;
}

/** A value as a template prints it: text as it is, everything else as JSON with sorted keys. */
function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(ordered(value));
}

function ordered(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  const list = arrayOf(value);
  if (list !== undefined) return list.map(ordered);
  const object = objectOf(value);
  if (object === undefined) return value;
  return Object.fromEntries(sortedNames(object).map((name) => [name, ordered(object[name] ?? null)]));
}
