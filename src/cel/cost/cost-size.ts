import type { Expr } from '../ast.js';
import type { Type } from '../type.js';

/** How many elements a value has: characters, bytes, items, entries. */
export interface Size {
  readonly min: number;
  readonly max: number;
}

/** What is known of an argument of a call. */
export interface CostNode {
  readonly expr: Expr | undefined;
  readonly type: Type;
  readonly path: readonly string[];
  readonly size: Size;
}

/** The cost of a call without its arguments, and the size of its result if the call says. */
export interface CallEstimate {
  readonly cost: number;
  readonly size?: Size | undefined;
}

/** Nothing is known of the size. */
export const UNKNOWN_SIZE: Size = { min: 0, max: Infinity };
/** The part of a unit that each character of a text costs. */
export const PER_CHARACTER = 0.1;

/** A size that is known exactly. */
export function fixed(size: number): Size {
  return { min: size, max: size };
}

/** A product in which nothing times infinity is nothing. */
export function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}
