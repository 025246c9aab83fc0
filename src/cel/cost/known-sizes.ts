// What is known of the parts of an expression while it is costed: paths into the schema, sizes, what containers hold.
// Twin of cel-go v0.26 checker/cost.go (computeSize, computeEntrySize, getPath).
import type { Expr } from '../ast.js';
import type { Checked } from '../checking/checked.js';
import { type SizeNode, sizeAt } from '../custom-resources/schema-size.js';
import { DYN, type Type } from '../type.js';
import { type CostNode, fixed, type Size, UNKNOWN_SIZE } from './cost-size.js';

/** How large the keys and values of a list or map are. */
export interface EntrySize {
  readonly container: 'list' | 'map';
  readonly key: Size;
  readonly value: Size;
}

/** A variable of a comprehension. */
export interface Local {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: Size | undefined;
  readonly entry: EntrySize | undefined;
  readonly outer: Local | undefined;
}

/** A costing under way. */
export interface Coster {
  readonly checked: Checked;
  /** The sizes in the schema, of `variable` or else of every name. */
  readonly root: SizeNode;
  readonly variable: string | undefined;
  readonly paths: Map<Expr, readonly string[]>;
  readonly sizes: Map<Expr, Size>;
  readonly entries: Map<Expr, EntrySize>;
  locals: Local | undefined;
}

/** Between the smallest and the largest of the two. */
export function union(a: Size, b: Size): Size {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** Between the smallest and the largest of the expressions. */
export function unionOf(coster: Coster, exprs: readonly Expr[]): Size {
  if (exprs.length === 0) return fixed(0);
  return exprs.map((expr) => sizeOrUnknown(coster, expr)).reduce(union);
}

/** The innermost variable of a comprehension with this name. */
export function localOf(coster: Coster, name: string): Local | undefined {
  for (let local = coster.locals; local !== undefined; local = local.outer) if (local.name === name) return local;
  return undefined;
}

/** The type that the check found. */
export function typeOf(coster: Coster, expr: Expr): Type {
  return coster.checked.types.get(expr) ?? DYN;
}

/** Where in the schema the expression's value comes from; empty if it is computed. */
export function pathOf(coster: Coster, expr: Expr): readonly string[] {
  const local = expr.kind === 'ident' ? localOf(coster, expr.name) : undefined;
  return local?.path ?? coster.paths.get(expr) ?? [];
}

/** The expression with all that its cost depends on. */
export function nodeOf(coster: Coster, expr: Expr): CostNode {
  return { expr, type: typeOf(coster, expr), path: pathOf(coster, expr), size: sizeOrUnknown(coster, expr) };
}

/** The expression's entries are those of one part or the other, where both are known. */
export function setUnion(coster: Coster, expr: Expr, parts: readonly (Expr | undefined)[]): void {
  const [a, b] = parts.map((part) => (part === undefined ? undefined : entryOf(coster, part)));
  if (a === undefined || b === undefined) return;
  coster.entries.set(expr, { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) });
}

/** Notes a size, if it is known. */
export function setSize(coster: Coster, expr: Expr, size: Size | undefined): void {
  if (size !== undefined) coster.sizes.set(expr, size);
}

/** `to` is as large as `from`, and what it contains. */
export function copySizes(coster: Coster, to: Expr, from: Expr): void {
  setSize(coster, to, sizeOf(coster, from));
  const entry = entryOf(coster, from);
  if (entry !== undefined) coster.entries.set(to, entry);
}

/** The size, infinite where nothing is known. */
export function sizeOrUnknown(coster: Coster, expr: Expr): Size {
  return sizeOf(coster, expr) ?? UNKNOWN_SIZE;
}

/** The size of a string, list or map; 1 for a scalar. */
export function sizeOf(coster: Coster, expr: Expr): Size | undefined {
  const known = coster.sizes.get(expr) ?? literalSize(expr) ?? nodeSize(coster, pathOf(coster, expr));
  if (known !== undefined) return known;
  if (isScalar(typeOf(coster, expr))) return fixed(1);
  return expr.kind === 'ident' ? localOf(coster, expr.name)?.size : undefined;
}

/** The size that the schema promises at a path. A path of an accumulator says nothing; every other one starts at `self`. */
export function nodeSize(coster: Coster, path: readonly string[]): Size | undefined {
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

/** The sizes of what a list or map contains, where they are known. */
export function entryOf(coster: Coster, expr: Expr): EntrySize | undefined {
  return coster.entries.get(expr) ?? (expr.kind === 'ident' ? localOf(coster, expr.name)?.entry : undefined);
}

function isScalar(type: Type): boolean {
  if (type.kind === 'opaque' && type.name === 'optional_type') return isScalar(type.parameters[0] ?? DYN);
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(type.kind);
}
