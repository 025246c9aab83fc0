// What an expression costs at most, in CEL's units. Twin of cel-go v0.26 checker/cost.go. Only the upper bound of costs is
// kept: it decides. Unknown sizes are infinite (upstream stops at 2^64 - 1).
import type { Call, Comprehension, Expr, Select } from './ast.js';
import type { Checked } from './checked.js';
import { callEstimate } from './cost-calls.js';
import { type CallEstimate, type CostNode, fixed, type Size, times, UNKNOWN_SIZE } from './cost-size.js';
import { type SizeNode, sizeAt } from './schema-size.js';
import { DYN, type Type } from './type.js';

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

interface EntrySize {
  readonly container: 'list' | 'map';
  readonly key: Size;
  readonly value: Size;
}

interface Local {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: Size | undefined;
  readonly entry: EntrySize | undefined;
  readonly outer: Local | undefined;
}

interface Coster {
  readonly checked: Checked;
  readonly root: SizeNode;
  readonly variable: string | undefined;
  readonly paths: Map<Expr, readonly string[]>;
  readonly sizes: Map<Expr, Size>;
  readonly entries: Map<Expr, EntrySize>;
  locals: Local | undefined;
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

function union(a: Size, b: Size): Size {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

function unionOf(coster: Coster, exprs: readonly Expr[]): Size {
  if (exprs.length === 0) return fixed(0);
  return exprs.map((expr) => sizeOrUnknown(coster, expr)).reduce(union);
}

function localOf(coster: Coster, name: string): Local | undefined {
  for (let local = coster.locals; local !== undefined; local = local.outer) if (local.name === name) return local;
  return undefined;
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

function typeOf(coster: Coster, expr: Expr): Type {
  return coster.checked.types.get(expr) ?? DYN;
}

function pathOf(coster: Coster, expr: Expr): readonly string[] {
  const local = expr.kind === 'ident' ? localOf(coster, expr.name) : undefined;
  return local?.path ?? coster.paths.get(expr) ?? [];
}

function nodeOf(coster: Coster, expr: Expr): CostNode {
  return { expr, type: typeOf(coster, expr), path: pathOf(coster, expr), size: sizeOrUnknown(coster, expr) };
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

function overloadEstimate(coster: Coster, expr: Call, call: CallToCost): CallEstimate {
  const [first = 0, second = 0, third = 0] = call.argCosts;
  if (call.id === 'conditional') {
    const [, yes, no] = expr.args;
    const entries = [yes, no].map((part) => (part === undefined ? undefined : entryOf(coster, part)));
    setUnion(coster, expr, entries[0], entries[1]);
    const [, yesNode, noNode] = call.args;
    return {
      cost: first + Math.max(second, third),
      size: union(yesNode?.size ?? UNKNOWN_SIZE, noNode?.size ?? UNKNOWN_SIZE),
    };
  }
  if (call.id === 'logical_and' || call.id === 'logical_or') return { cost: first + second };
  if (
    call.id.startsWith('add_') &&
    call.args.length === 2 &&
    ['add_string', 'add_bytes', 'add_list'].includes(call.id)
  ) {
    const [left, right] = expr.args;
    if (left !== undefined && right !== undefined)
      setUnion(coster, expr, entryOf(coster, left), entryOf(coster, right));
  }
  const estimate = callEstimate(call, (path) => nodeSize(coster, path));
  return { ...estimate, cost: estimate.cost + call.argCosts.reduce((sum, one) => sum + one, 0) };
}

function setUnion(coster: Coster, expr: Expr, a: EntrySize | undefined, b: EntrySize | undefined): void {
  if (a === undefined || b === undefined) return;
  coster.entries.set(expr, { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) });
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

function setSize(coster: Coster, expr: Expr, size: Size | undefined): void {
  if (size !== undefined) coster.sizes.set(expr, size);
}

function copySizes(coster: Coster, to: Expr, from: Expr): void {
  setSize(coster, to, sizeOf(coster, from));
  const entry = entryOf(coster, from);
  if (entry !== undefined) coster.entries.set(to, entry);
}

function sizeOrUnknown(coster: Coster, expr: Expr): Size {
  return sizeOf(coster, expr) ?? UNKNOWN_SIZE;
}

function sizeOf(coster: Coster, expr: Expr): Size | undefined {
  const known = coster.sizes.get(expr) ?? literalSize(expr) ?? nodeSize(coster, pathOf(coster, expr));
  if (known !== undefined) return known;
  if (isScalar(typeOf(coster, expr))) return fixed(1);
  return expr.kind === 'ident' ? localOf(coster, expr.name)?.size : undefined;
}

// A path of an accumulator says nothing; every other one starts at `self`.
function nodeSize(coster: Coster, path: readonly string[]): Size | undefined {
  const [start] = path;
  const isKnown = coster.variable === undefined ? start !== '@result' : start === coster.variable;
  const node = start === undefined || !isKnown ? undefined : sizeAt(coster.root, path);
  return node === undefined ? undefined : { min: 0, max: node.maxElements };
}

function literalSize(expr: Expr): Size | undefined {
  if (expr.kind === 'list') return fixed(expr.elements.length);
  if (expr.kind === 'map') return fixed(expr.entries.length);
  if (expr.kind !== 'literal') return undefined;
  if (typeof expr.value === 'string') return fixed([...expr.value].length);
  return fixed(expr.value instanceof Uint8Array ? expr.value.length : 1);
}

function entryOf(coster: Coster, expr: Expr): EntrySize | undefined {
  return coster.entries.get(expr) ?? (expr.kind === 'ident' ? localOf(coster, expr.name)?.entry : undefined);
}

function isScalar(type: Type): boolean {
  if (type.kind === 'opaque' && type.name === 'optional_type') return isScalar(type.parameters[0] ?? DYN);
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(type.kind);
}
