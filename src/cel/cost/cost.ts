// What an expression costs at most, in CEL's units. Twin of cel-go v0.26 checker/cost.go. Only the upper bound of costs is
// kept: it decides. Unknown sizes are infinite (upstream stops at 2^64 - 1).
import type { Call, Comprehension, Expr, Select } from '../ast.js';
import type { Checked } from '../checking/checked.js';
import type { SizeNode } from '../custom-resources/schema-size.js';
import { callEstimate } from './cost-calls.js';
import { type CallEstimate, type CostNode, fixed, type Size, times, UNKNOWN_SIZE } from './cost-size.js';
import {
  type Coster,
  copySizes,
  entryOf,
  type Local,
  localOf,
  nodeOf,
  nodeSize,
  pathOf,
  setSize,
  setUnion,
  sizeOf,
  sizeOrUnknown,
  typeOf,
  union,
  unionOf,
} from './known-sizes.js';

/**
 * The largest cost of the expression; `root` has the sizes of `self`. With a `variable` they are the sizes of that one, and
 * nothing is known of others; without, what upstream takes for the sizes of `self`: those of every name.
 */
export function estimatedCost(checked: Checked, root: SizeNode, variable?: string): number {
  const coster: Coster = {
    checked,
    root,
    variable,
    paths: new Map(),
    sizes: new Map(),
    entries: new Map(),
    locals: undefined,
  };
  return cost(coster, checked.expr);
}

function cost(coster: Coster, expr: Expr): number {
  switch (expr.kind) {
    case 'literal':
      return 0;
    case 'ident':
      return named(coster, expr, expr.name);
    case 'select':
      return costOfSelect(coster, expr);
    case 'call':
      return costOfCall(coster, expr);
    case 'list': {
      const sum = expr.elements.reduce((total, { value }) => total + cost(coster, value), 0);
      coster.entries.set(expr, {
        container: 'list',
        key: fixed(1),
        value: unionOf(
          coster,
          expr.elements.map(({ value }) => value),
        ),
      });
      return sum + 10;
    }
    case 'map': {
      const sum = expr.entries.reduce((total, { key, value }) => total + cost(coster, key) + cost(coster, value), 0);
      const key = unionOf(
        coster,
        expr.entries.map((entry) => entry.key),
      );
      coster.entries.set(expr, {
        container: 'map',
        key,
        value: unionOf(
          coster,
          expr.entries.map((entry) => entry.value),
        ),
      });
      return sum + 30;
    }
    case 'struct':
      return expr.fields.reduce((total, { value }) => total + cost(coster, value), 0) + 40;
    case 'comprehension':
      return isBinding(expr) ? costOfBinding(coster, expr) : costOfLoop(coster, expr);
  }
}

function named(coster: Coster, expr: Expr, name: string): number {
  coster.paths.set(expr, localOf(coster, name)?.path ?? [name]);
  return 1;
}

function costOfSelect(coster: Coster, expr: Select): number {
  const reference = coster.checked.references.get(expr);
  if (reference?.kind === 'variable') return named(coster, expr, reference.name);
  if (reference?.kind === 'type') return 1;
  const operand = cost(coster, expr.operand);
  // Asking whether a field is there is free.
  if (expr.test) return operand;
  coster.paths.set(expr, [...pathOf(coster, expr.operand), expr.field]);
  return operand + (['map', 'struct', 'param'].includes(typeOf(coster, expr.operand).kind) ? 1 : 0);
}

function costOfCall(coster: Coster, expr: Call): number {
  const reference = coster.checked.references.get(expr);
  const target = reference?.kind === 'function' && reference.namespaced ? undefined : expr.target;
  const [first] = expr.args;
  if (expr.name === 'dyn' && target === undefined && first !== undefined) {
    const inside = cost(coster, first);
    copySizes(coster, expr, first);
    return inside + 1;
  }
  const argCosts = expr.args.map((arg) => cost(coster, arg));
  const args = expr.args.map((arg) => nodeOf(coster, arg));
  const targetCost = target === undefined ? 0 : cost(coster, target);
  const targetNode = target === undefined ? undefined : nodeOf(coster, target);
  if (reference?.kind !== 'function') return 0;
  let most = 0;
  let size: Size | undefined;
  for (const { id } of reference.overloads) {
    const estimate = overloadEstimate(coster, expr, { name: reference.name, id, target: targetNode, args, argCosts });
    most = Math.max(most, estimate.cost);
    if (estimate.size !== undefined) size = size === undefined ? estimate.size : union(size, estimate.size);
    if ((id === 'index_list' || id === 'index_map') && first !== undefined) {
      size = entryOf(coster, first)?.value;
      coster.paths.set(expr, [...pathOf(coster, first), id === 'index_list' ? '@items' : '@values']);
    }
    size ??= sizeOf(coster, expr);
  }
  if (size !== undefined) coster.sizes.set(expr, size);
  return targetCost + most;
}

interface CallToCost {
  readonly name: string;
  readonly id: string;
  readonly target: CostNode | undefined;
  readonly args: readonly CostNode[];
  readonly argCosts: readonly number[];
}

const CONCATENATIONS = new Set(['add_string', 'add_bytes', 'add_list']);

function overloadEstimate(coster: Coster, expr: Call, call: CallToCost): CallEstimate {
  const [first = 0, second = 0, third = 0] = call.argCosts;
  if (call.id === 'conditional') {
    const [, yes, no] = expr.args;
    setUnion(coster, expr, [yes, no]);
    const [, yesNode, noNode] = call.args;
    return {
      cost: first + Math.max(second, third),
      size: union(yesNode?.size ?? UNKNOWN_SIZE, noNode?.size ?? UNKNOWN_SIZE),
    };
  }
  if (call.id === 'logical_and' || call.id === 'logical_or') return { cost: first + second };
  if (CONCATENATIONS.has(call.id)) setUnion(coster, expr, expr.args);
  const estimate = callEstimate(call, (path) => nodeSize(coster, path));
  return { ...estimate, cost: estimate.cost + call.argCosts.reduce((sum, one) => sum + one, 0) };
}

// `optMap` and its like bind a name, without a loop.
function isBinding({ range, condition, accumulator }: Comprehension): boolean {
  const never = condition.kind === 'literal' && condition.value === false;
  return range.kind === 'list' && range.elements.length === 0 && never && accumulator !== '@result';
}

function costOfBinding(coster: Coster, expr: Comprehension): number {
  const before = cost(coster, expr.range) + cost(coster, expr.init);
  const outer = coster.locals;
  coster.locals = localFor(coster, expr);
  const after = cost(coster, expr.result);
  copySizes(coster, expr, expr.result);
  coster.locals = outer;
  return before + after;
}

function localFor(coster: Coster, { accumulator, init }: Comprehension): Local {
  return {
    name: accumulator,
    path: pathOf(coster, init),
    size: sizeOf(coster, init),
    entry: entryOf(coster, init),
    outer: coster.locals,
  };
}

function costOfLoop(coster: Coster, expr: Comprehension): number {
  const before = cost(coster, expr.range) + cost(coster, expr.init);
  const outer = coster.locals;
  const withAccumulator = localFor(coster, expr);
  coster.locals = withAccumulator;
  pushVariables(coster, expr);
  const round = cost(coster, expr.condition) + cost(coster, expr.step);
  // What the step adds is looked up while its variables are known.
  const grown = entryOf(coster, expr.step);
  coster.locals = withAccumulator;
  const after = cost(coster, expr.result);
  coster.locals = outer;
  const rounds = sizeOrUnknown(coster, expr.range);
  if (expr.init.kind === 'literal') setSize(coster, expr, sizeOf(coster, expr.init));
  if (expr.init.kind === 'list' || expr.init.kind === 'map') {
    coster.sizes.set(expr, rounds);
    if (grown !== undefined) coster.entries.set(expr, grown);
  }
  return before + after + times(rounds.max, round);
}

function pushVariables(coster: Coster, { range, variables }: Comprehension): void {
  const entry = entryOf(coster, range);
  const isList = (entry?.container ?? typeOf(coster, range).kind) === 'list';
  const path = pathOf(coster, range);
  const key = { path: [...path, isList ? '@indices' : '@keys'], size: entry?.key };
  const value = { path: [...path, isList ? '@items' : '@values'], size: entry?.value };
  const parts = variables.length === 2 ? [key, value] : [isList ? value : key];
  variables.forEach((name, i) => {
    const part = parts[i];
    if (part !== undefined) coster.locals = { name, ...part, entry: undefined, outer: coster.locals };
  });
}
