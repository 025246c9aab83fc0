// How comprehensions run (`all`, `map`, `filter` …). Follows cel-go v0.26 interpreter/interpretable.go (evalFold).
import type { Comprehension, Expr } from '../ast.js';
import {
  type Failure,
  failure,
  isFailure,
  isMap,
  itemsOf,
  keyText,
  type MapValue,
  mapOver,
  NO_SUCH_OVERLOAD,
  type Value,
} from '../value.js';
import { asFailure } from './call-plan.js';
import { type Frame, type Plan, type Planner, spend, withLocal, withVariables } from './frame.js';
import { printed, runtimeTypeName, typeOfValue } from './runtime-type.js';

/** The fold over the items of a list or the keys of a map that a macro stands for. */
export function comprehensionPlan(expr: Comprehension, plan: Planner): Plan {
  const range = plan(expr.range);
  const growth = growthOf(expr, plan);
  const run = growth === undefined ? fold(expr, plan) : grow(expr, growth);
  const result = plan(expr.result);
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

function fold(expr: Comprehension, plan: Planner) {
  const init = plan(expr.init);
  const condition = plan(expr.condition);
  const step = plan(expr.step);
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

// What a step adds to the accumulated list or map, recognised so that the accumulator is not copied for every item.
interface Growth {
  readonly condition: Plan | undefined;
  readonly key: Plan | undefined;
  readonly value: Plan;
  readonly into: 'list' | 'map';
}

function growthOf(expr: Comprehension, plan: Planner): Growth | undefined {
  const { step, accumulator } = expr;
  if (step.kind !== 'call') return undefined;
  const filtered = step.name === '_?_:_' && isName(step.args[2], accumulator);
  const adding = filtered ? step.args[1] : step;
  if (adding?.kind !== 'call' || !isName(adding.args[0], accumulator)) return undefined;
  const conditionExpr = filtered ? step.args[0] : undefined;
  const condition = conditionExpr === undefined ? undefined : plan(conditionExpr);
  const [, second, third] = adding.args;
  if (adding.name === '_+_' && second?.kind === 'list' && expr.init.kind === 'list' && second.elements.length === 1) {
    const [element] = second.elements;
    if (element === undefined || element.optional) return undefined;
    return { condition, key: undefined, value: plan(element.value), into: 'list' };
  }
  if (adding.name !== 'cel.@mapInsert' || second === undefined) return undefined;
  if (third === undefined) return { condition, key: undefined, value: plan(second), into: 'map' };
  return { condition, key: plan(second), value: plan(third), into: 'map' };
}

function isName(expr: Expr | undefined, text: string): boolean {
  return expr?.kind === 'ident' && expr.name === text;
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
