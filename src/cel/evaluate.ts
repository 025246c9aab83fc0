// Turns a checked expression into closures and runs them. Follows cel-go v0.26 interpreter: `&&`, `||` and the ternary take
// what an error leaves them, everything else passes errors on.
// Not modelled: the limit on run-time cost (Kubernetes stops a rule after 10,000,000 units; ours stops at a step count).
import { at, fieldOf, isOfType, noOverload, optionalAt, optionalField } from './access.js';
import type { Call, Comprehension, Expr, ListElement, MapEntry, Struct } from './ast.js';
import type { Checked, Reference } from './check.js';
import type { Overload } from './declaration.js';
import { messageNamed } from './messages.js';
import {
  equals,
  type Failure,
  failure,
  isFailure,
  isMap,
  isOptional,
  itemsOf,
  keyText,
  type MapValue,
  mapFrom,
  mapOver,
  NO_SUCH_OVERLOAD,
  printed,
  runtimeTypeName,
  typeOfValue,
  unsupported,
  type Value,
} from './value.js';

/** What names stand for while an expression runs. A function is called at most once, when the name is first used. */
export type Bindings = ReadonlyMap<string, Value | (() => Value)>;

/** Runs the expression with values for its variables; gives a `Failure` when the expression ends in an error. */
export type Run = (bindings: Bindings) => Value;

/** A loop's steps are bounded, as Kubernetes bounds the cost of an evaluation. */
const MAX_STEPS = 2_000_000;

/** Prepares a checked expression to be run many times. */
export function prepare(checked: Checked): Run {
  const body = planned(checked.expr, checked);
  return (bindings) => body({ run: { bindings, resolved: undefined, steps: MAX_STEPS }, local: undefined });
}

interface Local {
  readonly name: string;
  readonly value: Value;
  readonly outer: Local | undefined;
}

interface Frame {
  readonly run: { readonly bindings: Bindings; resolved: Map<string, Value> | undefined; steps: number };
  readonly local: Local | undefined;
}

type Plan = (frame: Frame) => Value;

function planned(expr: Expr, checked: Checked): Plan {
  const reference = checked.references.get(expr);
  switch (expr.kind) {
    case 'literal':
      return () => expr.value;
    case 'ident':
      return name(expr.name, reference);
    case 'select': {
      if (reference !== undefined) return name(reference.kind === 'variable' ? reference.name : expr.field, reference);
      const operand = planned(expr.operand, checked);
      return expr.test ? hasField(operand, expr.field) : select(operand, expr.field);
    }
    case 'call':
      return callPlan(expr, reference, checked);
    case 'list':
      return listPlan(expr.elements, checked);
    case 'map':
      return mapPlan(expr.entries, checked);
    case 'struct':
      return structPlan(expr, checked);
    case 'comprehension':
      return foldPlan(expr, checked);
  }
}

function name(text: string, reference: Reference | undefined): Plan {
  if (reference?.kind === 'constant') return () => reference.value;
  if (reference?.kind === 'type') {
    const type: Value = { kind: 'type', name: runtimeTypeName(reference.type) };
    return () => type;
  }
  return (frame) => {
    for (let local = frame.local; local !== undefined; local = local.outer) {
      if (local.name === text) return local.value;
    }
    return bound(frame, text);
  };
}

function bound(frame: Frame, text: string): Value {
  const { run } = frame;
  const binding = run.bindings.get(text);
  if (binding === undefined) return failure(`no such attribute(s): ${text}`);
  if (typeof binding !== 'function') return binding;
  run.resolved ??= new Map();
  const value = run.resolved.get(text) ?? binding();
  run.resolved.set(text, value);
  return value;
}

function select(operand: Plan, field: string): Plan {
  return (frame) => fieldOf(operand(frame), field);
}

function hasField(operand: Plan, field: string): Plan {
  return (frame) => {
    const value = operand(frame);
    const target = isOptional(value) ? value.value : value;
    if (target === undefined) return false;
    if (isFailure(target)) return target;
    const found = isMap(target) ? target.find(field) : undefined;
    return found !== undefined && (isFailure(found) ? found : true);
  };
}

function callPlan(expr: Call, reference: Reference | undefined, checked: Checked): Plan {
  const namespaced = reference?.kind === 'function' && reference.namespaced;
  const operands = expr.target === undefined || namespaced ? expr.args : [expr.target, ...expr.args];
  const args = operands.map((arg) => planned(arg, checked));
  const [first = FAILED, second = FAILED, third = FAILED] = args;
  switch (expr.target === undefined ? expr.name : '') {
    case '_&&_':
      return logical(first, second, false);
    case '_||_':
      return logical(first, second, true);
    case '_?_:_':
      return (frame) => {
        const condition = first(frame);
        if (condition === true) return second(frame);
        return condition === false ? third(frame) : asFailure(condition);
      };
    case '@not_strictly_false':
      return (frame) => first(frame) !== false;
    case '_==_':
      return strict2(first, second, (a, b) => equals(a, b));
    case '_!=_':
      return strict2(first, second, (a, b) => !equals(a, b));
    case '_[_]':
      return strict2(first, second, at);
    case '_[?_]':
      return strict2(first, second, optionalAt);
    case '_?._':
      return strict2(first, second, (value, field) => optionalField(value, String(field)));
  }
  if (expr.target !== undefined && !namespaced) {
    if (expr.name === 'or') return orElse(first, second, (alternative) => alternative);
    if (expr.name === 'orValue') return orElse(first, second, (alternative) => alternative, true);
  }
  return overloaded(reference, args);
}

const FAILED: Plan = () => NO_SUCH_OVERLOAD;

function asFailure(value: Value): Failure {
  return isFailure(value) ? value : NO_SUCH_OVERLOAD;
}

// `absorbing`: the value that decides whatever the other side is, even an error.
function logical(left: Plan, right: Plan, absorbing: boolean): Plan {
  return (frame) => {
    const a = left(frame);
    if (a === absorbing) return absorbing;
    const b = right(frame);
    if (b === absorbing) return absorbing;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !absorbing;
    return isFailure(a) ? a : typeof a === 'boolean' ? asFailure(b) : NO_SUCH_OVERLOAD;
  };
}

function strict2(left: Plan, right: Plan, apply: (a: Value, b: Value) => Value): Plan {
  return (frame) => {
    const a = left(frame);
    if (isFailure(a)) return a;
    const b = right(frame);
    return isFailure(b) ? b : apply(a, b);
  };
}

function orElse(left: Plan, right: Plan, pick: (value: Value) => Value, unwrap = false): Plan {
  return (frame) => {
    const value = left(frame);
    if (isFailure(value)) return value;
    if (!isOptional(value)) return value;
    if (value.value !== undefined) return unwrap ? value.value : value;
    return pick(right(frame));
  };
}

function overloaded(reference: Reference | undefined, args: readonly Plan[]): Plan {
  const overloads = reference?.kind === 'function' ? reference.overloads : [];
  return (frame) => {
    const values: Value[] = [];
    for (const arg of args) {
      const value = arg(frame);
      if (isFailure(value)) return value;
      values.push(value);
    }
    const overload = overloads.find((candidate) => takes(candidate, values));
    return overload === undefined
      ? noOverload(reference?.kind === 'function' ? reference.name : '', values)
      : overload.call(...values);
  };
}

function takes(overload: Overload, values: readonly Value[]): boolean {
  return overload.args.length === values.length && overload.args.every((type, i) => isOfType(values[i] ?? null, type));
}

function listPlan(elements: readonly ListElement[], checked: Checked): Plan {
  const plans = elements.map(({ value, optional }) => ({ plan: planned(value, checked), optional }));
  return (frame) => {
    const items: Value[] = [];
    for (const { plan, optional } of plans) {
      const value = plan(frame);
      if (isFailure(value)) return value;
      const item = optional ? present(value) : value;
      if (item === undefined) continue;
      if (isFailure(item)) return item;
      items.push(item);
    }
    return items;
  };
}

function present(value: Value): Value | undefined {
  return isOptional(value)
    ? value.value
    : failure(`cannot initialize optional list element from non-optional value ${printed(value)}`);
}

function mapPlan(entries: readonly MapEntry[], checked: Checked): Plan {
  const plans = entries.map(({ key, value, optional }) => ({
    key: planned(key, checked),
    value: planned(value, checked),
    optional,
  }));
  return (frame) => {
    const found: [Value, Value][] = [];
    for (const plan of plans) {
      const key = plan.key(frame);
      if (isFailure(key)) return key;
      const value = plan.value(frame);
      if (isFailure(value)) return value;
      const text = keyText(key);
      if (text === undefined)
        return unsupported(`map keys of type ${runtimeTypeName(typeOfValue(key))} are not evaluated`);
      const kept = plan.optional ? present(value) : value;
      if (kept === undefined) continue;
      if (isFailure(kept)) return kept;
      found.push([key, kept]);
    }
    return mapFrom(found);
  };
}

function structPlan(expr: Struct, checked: Checked): Plan {
  const message = messageNamed(expr.name);
  if (message === undefined)
    return () => unsupported(`objects made by an expression (${expr.name}{…}) are not evaluated`);
  const plans = expr.fields.map(({ name: field, value, optional }) => ({
    field,
    value: planned(value, checked),
    optional,
  }));
  return (frame) => {
    const fields = new Map<string, Value>();
    for (const { field, value, optional } of plans) {
      const made = value(frame);
      if (isFailure(made)) return made;
      const kept = optional ? present(made) : made;
      if (kept === undefined) continue;
      if (isFailure(kept)) return kept;
      fields.delete(field);
      fields.set(field, kept);
    }
    return message.make(fields);
  };
}

// What a step adds to the accumulated list or map, recognised so that the accumulator is not copied for every item.
interface Growth {
  readonly condition: Plan | undefined;
  readonly key: Plan | undefined;
  readonly value: Plan;
  readonly into: 'list' | 'map';
}

function growthOf(expr: Comprehension, checked: Checked): Growth | undefined {
  const { step, accumulator } = expr;
  if (step.kind !== 'call') return undefined;
  const filtered = step.name === '_?_:_' && isName(step.args[2], accumulator);
  const adding = filtered ? step.args[1] : step;
  if (adding?.kind !== 'call' || !isName(adding.args[0], accumulator)) return undefined;
  const conditionExpr = filtered ? step.args[0] : undefined;
  const condition = conditionExpr === undefined ? undefined : planned(conditionExpr, checked);
  const [, second, third] = adding.args;
  if (adding.name === '_+_' && second?.kind === 'list' && expr.init.kind === 'list' && second.elements.length === 1) {
    const [element] = second.elements;
    if (element === undefined || element.optional) return undefined;
    return { condition, key: undefined, value: planned(element.value, checked), into: 'list' };
  }
  if (adding.name !== 'cel.@mapInsert' || second === undefined) return undefined;
  if (third === undefined) return { condition, key: undefined, value: planned(second, checked), into: 'map' };
  return { condition, key: planned(second, checked), value: planned(third, checked), into: 'map' };
}

function isName(expr: Expr | undefined, text: string): boolean {
  return expr?.kind === 'ident' && expr.name === text;
}

function foldPlan(expr: Comprehension, checked: Checked): Plan {
  const range = planned(expr.range, checked);
  const growth = growthOf(expr, checked);
  const run = growth === undefined ? fold(expr, checked) : grow(expr, growth);
  const result = planned(expr.result, checked);
  return (frame) => {
    const value = range(frame);
    if (isFailure(value)) return value;
    const rounds = roundsOf(value, expr.variables.length);
    if (isFailureRounds(rounds)) return rounds;
    const accumulated = run(frame, rounds);
    return result(withLocal(frame, expr.accumulator, accumulated));
  };
}

type Rounds = readonly (readonly Value[])[];

function isFailureRounds(rounds: Rounds | Failure): rounds is Failure {
  return 'kind' in rounds;
}

function roundsOf(value: Value, variables: number): Rounds | Failure {
  const items = itemsOf(value);
  if (items !== undefined) return items.map((item, i) => (variables === 2 ? [BigInt(i), item] : [item]));
  if (!isMap(value)) return NO_SUCH_OVERLOAD;
  return value.keys().map((key) => (variables === 2 ? [key, value.find(key) ?? null] : [key]));
}

function withLocal(frame: Frame, name: string, value: Value): Frame {
  return { run: frame.run, local: { name, value, outer: frame.local } };
}

function withVariables(frame: Frame, names: readonly string[], values: readonly Value[]): Frame {
  let local = frame.local;
  names.forEach((name, i) => {
    local = { name, value: values[i] ?? null, outer: local };
  });
  return { run: frame.run, local };
}

function spend(frame: Frame): Failure | undefined {
  frame.run.steps--;
  return frame.run.steps < 0 ? unsupported('the expression takes too many steps') : undefined;
}

function fold(expr: Comprehension, checked: Checked) {
  const init = planned(expr.init, checked);
  const condition = planned(expr.condition, checked);
  const step = planned(expr.step, checked);
  return (frame: Frame, rounds: Rounds): Value => {
    let accumulated = init(frame);
    for (const values of rounds) {
      const spent = spend(frame);
      if (spent !== undefined) return spent;
      const inner = withVariables(withLocal(frame, expr.accumulator, accumulated), expr.variables, values);
      if (condition(inner) !== true) break;
      accumulated = step(inner);
    }
    return accumulated;
  };
}

function grow(expr: Comprehension, growth: Growth) {
  return (frame: Frame, rounds: Rounds): Value => {
    const items: Value[] = [];
    const entries = new Map<string, readonly [Value, Value]>();
    for (const values of rounds) {
      const spent = spend(frame);
      if (spent !== undefined) return spent;
      const inner = withVariables(frame, expr.variables, values);
      const wanted = growth.condition === undefined ? true : growth.condition(inner);
      if (wanted === false) continue;
      if (wanted !== true) return asFailure(wanted);
      const value = growth.value(inner);
      if (isFailure(value)) return value;
      const added = growth.into === 'list' ? void items.push(value) : insert(entries, growth.key?.(inner), value);
      if (added !== undefined) return added;
    }
    return growth.into === 'list' ? items : mapOver(entries);
  };
}

function insert(
  entries: Map<string, readonly [Value, Value]>,
  key: Value | undefined,
  value: Value,
): Failure | undefined {
  const pairs: readonly (readonly [Value, Value])[] =
    key !== undefined ? [[key, value]] : isMap(value) ? pairsOf(value) : [];
  for (const [entryKey, entryValue] of pairs) {
    if (isFailure(entryKey)) return entryKey;
    const text = keyText(entryKey);
    if (text === undefined) return failure(`unsupported key type: ${runtimeTypeName(typeOfValue(entryKey))}`);
    if (entries.has(text)) return failure(`insert failed: key ${printed(entryKey)} already exists`);
    entries.set(text, [entryKey, entryValue]);
  }
  return undefined;
}

function pairsOf(map: MapValue): [Value, Value][] {
  return map.keys().map((key) => [key, map.find(key) ?? null]);
}
