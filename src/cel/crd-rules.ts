// Runs `x-kubernetes-validations` on a custom resource. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/cel/validation.go.
// Not modelled: the budget of run-time costs (ours counts steps and then says "not checked").
import { duplicate, type FieldError, type FieldErrors, forbidden, invalid, required } from '../kube/field-error.js';
import { child, type FieldPath, index, key } from '../kube/field-path.js';
import { arrayOf, type Json, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import { type CompiledRule, compiledRules } from './compiled-rules.js';
import { fieldPathOf } from './crd-compile.js';
import { type RuleSchema, typeOfSchema, withTypeAndMeta } from './rule-schema.js';
import { fromSchema, isEqualJson } from './schema-value.js';
import { NONE, some, type Value } from './value.js';

/** What the rules say of a value. `notChecked`: rules that use what rollcast does not evaluate, with the reason. */
export interface RuleVerdict {
  readonly errors: FieldErrors;
  readonly notChecked: readonly string[];
}

/** The release that judges, and for an update the value that is replaced. */
export interface RuleContext {
  readonly minor: number;
  readonly old?: Json;
}

/** Runs all rules of the schema of a whole resource, defaults applied, unknown fields pruned. */
export function evaluateRules(
  schema: RuleSchema,
  value: JsonObject,
  path: FieldPath | undefined,
  context: RuleContext,
): RuleVerdict {
  const run: Run = { minor: context.minor, isUpdate: context.old !== undefined, errors: [], notChecked: [] };
  const unchanged = context.old !== undefined && isEqualJson(value, context.old);
  evaluate(run, { schema, rules: schema, value, old: context.old, path, isRoot: true, unchanged });
  return { errors: run.errors, notChecked: run.notChecked };
}

interface Run {
  readonly minor: number;
  readonly isUpdate: boolean;
  readonly errors: FieldErrors;
  readonly notChecked: string[];
}

interface Place {
  /** The node that gives values their types. */
  readonly schema: RuleSchema;
  /** The node whose rules run: the same one, or one of its `allOf`. */
  readonly rules: RuleSchema;
  readonly value: Json;
  /** The value that is replaced, where it can be told. */
  readonly old: Json | undefined;
  readonly path: FieldPath | undefined;
  readonly isRoot: boolean;
  /** Is this value, or the nearest one around it that can be told from its old one, the same as before? */
  readonly unchanged: boolean;
}

function evaluate(run: Run, place: Place): void {
  if (place.value === null || !place.rules.contains.rules) return;
  runRules(run, place);
  for (const part of place.rules.allOf) evaluate(run, { ...place, rules: part });
  const list = arrayOf(place.value);
  const object = objectOf(place.value);
  if (list !== undefined) evaluateItems(run, place, list);
  if (object !== undefined) evaluateFields(run, place, object);
}

function evaluateFields(run: Run, place: Place, object: JsonObject): void {
  const old = objectOf(place.old);
  const { additionalProperties: values } = place.schema;
  for (const [name, value] of Object.entries(object)) {
    const oldValue = old !== undefined && Object.hasOwn(old, name) ? old[name] : undefined;
    const property = place.schema.properties.get(name);
    const propertyRules = place.rules.properties.get(name);
    if (property !== undefined && propertyRules !== undefined) {
      if (!propertyRules.contains.rules) continue;
      evaluate(run, inner(place, property, propertyRules, value, oldValue, child(place.path, name)));
    } else if (typeof values === 'object' && typeof place.rules.additionalProperties === 'object') {
      evaluate(run, inner(place, values, place.rules.additionalProperties, value, oldValue, key(place.path, name)));
    }
  }
}

function evaluateItems(run: Run, place: Place, list: readonly Json[]): void {
  const { items } = place.schema;
  const itemRules = place.rules.items;
  if (items === undefined || itemRules?.contains.rules !== true) return;
  // Only the items of a list with map keys are told from their old ones.
  const keys = place.schema.listType === 'map' ? place.schema.listMapKeys : undefined;
  const old =
    keys === undefined ? undefined : new Map((arrayOf(place.old) ?? []).map((item) => [mapKey(item, keys), item]));
  list.forEach((value, i) => {
    const oldValue = keys === undefined ? undefined : old?.get(mapKey(value, keys));
    evaluate(run, inner(place, items, itemRules, value, oldValue, index(place.path, i)));
  });
}

function mapKey(item: Json, keys: readonly string[]): string {
  const object = objectOf(item);
  return JSON.stringify(keys.map((name) => String(object?.[name])));
}

function inner(
  place: Place,
  schema: RuleSchema,
  rules: RuleSchema,
  value: Json,
  old: Json | undefined,
  path: FieldPath,
): Place {
  const unchanged = old === undefined ? place.unchanged : isEqualJson(value, old);
  return { schema, rules, value, old, path, isRoot: schema.isEmbeddedResource, unchanged };
}

function runRules(run: Run, place: Place): void {
  if (place.rules.validations.length === 0) return;
  const whole = place.isRoot ? withTypeAndMeta(place.schema) : place.schema;
  const self = fromSchema(place.value, whole);
  const old = place.old === undefined || place.old === null ? undefined : fromSchema(place.old, whole);
  const { schema, rules, isRoot } = place;
  for (const rule of compiledRules({ schema, rules, isRoot, minor: run.minor }) ?? [])
    runRule(run, place, rule, self, old);
}

// The gate CRDValidationRatcheting, on by default from 1.30: `optionalOldSelf` works, and what an update leaves alone passes.
const RATCHETING = 30;

function runRule(run: Run, place: Place, rule: CompiledRule, self: Value, old: Value | undefined): void {
  const type = typeOfSchema(place.schema) ?? '';
  if (rule.error !== undefined) {
    run.errors.push(invalid(place.path, type, `rule compile error: ${rule.error}`));
    return;
  }
  if (rule.program === undefined) return;
  if (rule.usesOldSelf && old === undefined && (run.minor < RATCHETING || !rule.optionalOldSelf)) return;
  const oldSelf = rule.optionalOldSelf ? (old === undefined ? NONE : some(old)) : old;
  const bindings = new Map<string, Value>([
    ['self', self],
    ...(oldSelf === undefined ? [] : [['oldSelf', oldSelf] as const]),
  ]);
  const outcome = rule.program.run(bindings);
  if (outcome.kind === 'not-supported') {
    run.notChecked.push(`CEL rule ${JSON.stringify(shown(rule.rule))}: ${outcome.reason}`);
  } else if (outcome.kind === 'error') {
    run.errors.push(invalid(place.path, type, evaluationError(outcome.message, rule.rule)));
  } else if (outcome.value !== true) {
    if (run.isUpdate && run.minor >= RATCHETING && !rule.usesOldSelf && place.unchanged) return;
    run.errors.push(broken(place, rule, bindings));
  }
}

// The message if there is one, else the rule.
function shown(rule: JsonObject): string {
  const message = (stringOf(rule['message']) ?? '').trim();
  return message !== '' ? message : (stringOf(rule['rule']) ?? '').trim();
}

function evaluationError(message: string, rule: JsonObject): string {
  if (!message.startsWith('no such overload')) return `${message} evaluating rule: ${shown(rule)}`;
  const what = 'call arguments did not match a supported operator, function or macro signature for rule';
  return `'${message}': ${what}: ${shown(rule)}`;
}

function broken(place: Place, rule: CompiledRule, bindings: ReadonlyMap<string, Value>): FieldError {
  const fieldPath = stringOf(rule.rule['fieldPath']) ?? '';
  const path = fieldPath === '' ? place.path : (fieldPathOf(fieldPath, place.schema, place.path) ?? place.path);
  const detail = ownMessage(rule, bindings) ?? defaultMessage(rule.rule);
  const type = typeOfSchema(place.schema);
  const value = type === 'object' || type === 'array' ? undefined : place.value;
  switch (rule.rule['reason']) {
    case 'FieldValueForbidden':
      return forbidden(path, detail);
    case 'FieldValueRequired':
      return required(path, detail);
    case 'FieldValueDuplicate':
      return duplicate(path, value);
    default:
      return invalid(path, value, detail);
  }
}

const MAX_MESSAGE_BYTES = 5 * 1024;

// What the messageExpression says; nothing when it fails or says something that is no line of text.
function ownMessage(rule: CompiledRule, bindings: ReadonlyMap<string, Value>): string | undefined {
  const outcome = rule.message?.run(bindings);
  if (outcome?.kind !== 'value' || typeof outcome.value !== 'string') return undefined;
  const text = outcome.value.trim();
  if (text === '' || text.includes('\n') || new TextEncoder().encode(text).length > MAX_MESSAGE_BYTES) return undefined;
  return text;
}

function defaultMessage(rule: JsonObject): string {
  const message = stringOf(rule['message']) ?? '';
  return message === '' ? `failed rule: ${shown(rule)}` : message.trim();
}
