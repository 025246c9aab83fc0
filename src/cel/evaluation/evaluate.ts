// Turns a checked expression into closures and runs them. Follows cel-go v0.26 interpreter/planner.go.
// Not modelled: the limit on run-time cost (Kubernetes stops a rule after 10,000,000 units; ours stops at a step count).

import type { Expr, ListElement, MapEntry, Struct } from '../ast.js';
import type { Checked, Reference } from '../checking/checked.js';
import { messageNamed } from '../messages.js';
import { failure, isFailure, isMap, isOptional, keyText, mapFrom, unsupported, type Value } from '../value.js';
import { fieldOf } from './access.js';
import { callPlan } from './call-plan.js';
import { comprehensionPlan } from './comprehension-plan.js';
import { type Bindings, bound, MAX_STEPS, type Plan, type Planner } from './frame.js';
import { printed, runtimeTypeName, typeOfValue } from './runtime-type.js';

/** Runs the expression with values for its variables; gives a `Failure` when the expression ends in an error. */
export type Run = (bindings: Bindings) => Value;

/** Prepares a checked expression to be run many times. */
export function prepare(checked: Checked): Run {
  const body = planned(checked.expr, checked);
  return (bindings) => body({ run: { bindings, resolved: undefined, steps: MAX_STEPS }, local: undefined });
}

function planned(expr: Expr, checked: Checked): Plan {
  const reference = checked.references.get(expr);
  const plan = (part: Expr) => planned(part, checked);
  switch (expr.kind) {
    case 'literal':
      return () => expr.value;
    case 'ident':
      return name(expr.name, reference);
    case 'select': {
      if (reference !== undefined) return name(reference.kind === 'variable' ? reference.name : expr.field, reference);
      const operand = plan(expr.operand);
      return expr.test ? hasField(operand, expr.field) : select(operand, expr.field);
    }
    case 'call':
      return callPlan(expr, reference, plan);
    case 'list':
      return listPlan(expr.elements, plan);
    case 'map':
      return mapPlan(expr.entries, plan);
    case 'struct':
      return structPlan(expr, plan);
    case 'comprehension':
      return comprehensionPlan(expr, plan);
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

function listPlan(elements: readonly ListElement[], plan: Planner): Plan {
  const plans = elements.map(({ value, optional }) => ({ element: plan(value), optional }));
  return (frame) => {
    const items: Value[] = [];
    for (const { element, optional } of plans) {
      const value = element(frame);
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

function mapPlan(entries: readonly MapEntry[], plan: Planner): Plan {
  const plans = entries.map(({ key, value, optional }) => ({
    key: plan(key),
    value: plan(value),
    optional,
  }));
  return (frame) => {
    const found: [Value, Value][] = [];
    for (const entry of plans) {
      const key = entry.key(frame);
      if (isFailure(key)) return key;
      const value = entry.value(frame);
      if (isFailure(value)) return value;
      const text = keyText(key);
      if (text === undefined)
        return unsupported(`map keys of type ${runtimeTypeName(typeOfValue(key))} are not evaluated`);
      const kept = entry.optional ? present(value) : value;
      if (kept === undefined) continue;
      if (isFailure(kept)) return kept;
      found.push([key, kept]);
    }
    return mapFrom(found);
  };
}

function structPlan(expr: Struct, plan: Planner): Plan {
  const message = messageNamed(expr.name);
  if (message === undefined)
    return () => unsupported(`objects made by an expression (${expr.name}{…}) are not evaluated`);
  const plans = expr.fields.map(({ name: field, value, optional }) => ({
    field,
    value: plan(value),
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
