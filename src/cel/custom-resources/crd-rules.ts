// Runs `x-kubernetes-validations` on a custom resource. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/cel/validation.go.
// Not modelled: the budget of run-time costs (ours counts steps and then says "not checked").
import { duplicate, type FieldError, type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { arrayOf, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import { NONE, some, type Value } from '../value.js';
import { type CompiledRule, compiledRules } from './compiled-rules.js';
import { type Correlated, correlatedField, correlatedItem, isUnchanged, oldItem } from './correlation.js';
import { fieldPathOf } from './crd-compile.js';
import { type RuleSchema, typeOfSchema, withTypeAndMeta } from './rule-schema.js';
import { fromSchema } from './schema-value.js';

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
export function evaluateRules(schema: RuleSchema, value: JsonObject, { minor, old }: RuleContext): RuleVerdict {
  const run: Run = { minor, errors: [], notChecked: [] };
  const current = old === undefined || minor < RATCHETING ? undefined : { value, old, schema };
  evaluate(run, { schema, rules: schema, value, old, path: undefined, isRoot: true, current, nearest: undefined });
  return { errors: run.errors, notChecked: run.notChecked };
}

interface Run {
  readonly minor: number;
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
  /** With its old self, where that can be told and an update lets pass what it leaves alone. */
  readonly current: Correlated | undefined;
  /** The nearest value around it of which that is true. */
  readonly nearest: Correlated | undefined;
}

/** Does the update leave this value alone, or the nearest one around it that can be told from its old self? */
function isLeftAlone({ current, nearest }: Place): boolean {
  return isUnchanged(current ?? nearest);
}

function evaluate(run: Run, place: Place): void {
  if (place.value === null || !place.rules.contains.rules) return;
  runRules(run, place);
  // What an update leaves alone does not pass the parts of a schema by itself, only with what is around it.
  for (const part of place.rules.allOf) evaluate(run, { ...place, rules: part, current: undefined });
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
      const at = { path: child(place.path, name), ...fieldOfUpdate(place, name) };
      evaluate(run, inner(at, { schema: property, rules: propertyRules, value, old: oldValue }));
    } else if (typeof values === 'object' && typeof place.rules.additionalProperties === 'object') {
      const at = { path: key(place.path, name), ...fieldOfUpdate(place, name) };
      evaluate(run, inner(at, { schema: values, rules: place.rules.additionalProperties, value, old: oldValue }));
    }
  }
}

function evaluateItems(run: Run, place: Place, list: readonly Json[]): void {
  const { items } = place.schema;
  const itemRules = place.rules.items;
  if (items === undefined || itemRules?.contains.rules !== true) return;
  const old = arrayOf(place.old);
  list.forEach((value, i) => {
    const at = { path: index(place.path, i), ...itemOfUpdate(place, i) };
    const before = old === undefined ? undefined : oldItem(value, old, place.schema);
    evaluate(run, inner(at, { schema: items, rules: itemRules, value, old: before }));
  });
}

type OfUpdate = Pick<Place, 'current' | 'nearest'>;

function fieldOfUpdate({ current, nearest }: Place, name: string): OfUpdate {
  if (current === undefined) return { current, nearest };
  // Nobody sees these two change: both objects are read as the same version.
  if (nearest === undefined && (name === 'apiVersion' || name === 'kind')) return { current: undefined, nearest };
  return { current: correlatedField(current, name), nearest: current };
}

function itemOfUpdate({ current, nearest }: Place, position: number): OfUpdate {
  return current === undefined
    ? { current, nearest }
    : { current: correlatedItem(current, position), nearest: current };
}

function inner(at: OfUpdate & Pick<Place, 'path'>, what: Pick<Place, 'schema' | 'rules' | 'value' | 'old'>): Place {
  return { ...what, ...at, isRoot: what.schema.isEmbeddedResource };
}

function runRules(run: Run, place: Place): void {
  if (place.rules.validations.length === 0) return;
  const whole = place.isRoot ? withTypeAndMeta(place.schema) : place.schema;
  const self = fromSchema(place.value, whole);
  const old = place.old === undefined || place.old === null ? undefined : fromSchema(place.old, whole);
  const { schema, rules, isRoot } = place;
  for (const rule of compiledRules({ schema, rules, isRoot, minor: run.minor }) ?? [])
    runRule(run, { place, rule, self, old });
}

// The gate CRDValidationRatcheting, on by default from 1.30: `optionalOldSelf` works, and what an update leaves alone passes.
const RATCHETING = 30;

interface RuleCall {
  readonly place: Place;
  readonly rule: CompiledRule;
  readonly self: Value;
  /** What `self` was before an update, where the two can be told to be the same. */
  readonly old: Value | undefined;
}

function runRule(run: Run, { place, rule, self, old }: RuleCall): void {
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
    if (!rule.usesOldSelf && isLeftAlone(place)) return;
    const plain = new Map([['self', self], ...(old === undefined ? [] : [['oldSelf', old] as const])]);
    run.errors.push(broken(place, rule, plain));
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
