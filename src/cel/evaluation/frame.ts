// What an expression sees while it runs: the values of names, and how many steps are left.
import type { Expr } from '../ast.js';
import { type Failure, failure, unsupported, type Value } from '../value.js';

/** What names stand for while an expression runs. A function is called at most once, when the name is first used. */
export type Bindings = ReadonlyMap<string, Value | (() => Value)>;

/** A loop's steps are bounded, as Kubernetes bounds the cost of an evaluation. */
export const MAX_STEPS = 2_000_000;

/** The variables of the comprehensions around an expression, innermost first. */
export interface Local {
  readonly name: string;
  readonly value: Value;
  readonly outer: Local | undefined;
}

/** One evaluation, seen from inside its comprehensions. */
export interface Frame {
  readonly run: { readonly bindings: Bindings; resolved: Map<string, Value> | undefined; steps: number };
  readonly local: Local | undefined;
}

/** An expression that is ready to run. */
export type Plan = (frame: Frame) => Value;

/** Makes a part of an expression ready to run. */
export type Planner = (part: Expr) => Plan;

/** The value of a variable of the environment, or CEL's error for a name that nothing is bound to. */
export function bound(frame: Frame, text: string): Value {
  const { run } = frame;
  const binding = run.bindings.get(text);
  if (binding === undefined) return failure(`no such attribute(s): ${text}`);
  if (typeof binding !== 'function') return binding;
  run.resolved ??= new Map();
  const value = run.resolved.get(text) ?? binding();
  run.resolved.set(text, value);
  return value;
}

/** The frame with one more variable. */
export function withLocal(frame: Frame, name: string, value: Value): Frame {
  return { run: frame.run, local: { name, value, outer: frame.local } };
}

/** The frame with the variables of one round of a comprehension. */
export function withVariables(frame: Frame, names: readonly string[], values: readonly Value[]): Frame {
  let local = frame.local;
  names.forEach((name, i) => {
    local = { name, value: values[i] ?? null, outer: local };
  });
  return { run: frame.run, local };
}

/** Takes one step off the budget; a failure when there is none left. */
export function spend(frame: Frame): Failure | undefined {
  frame.run.steps--;
  return frame.run.steps < 0 ? unsupported('the expression takes too many steps') : undefined;
}
