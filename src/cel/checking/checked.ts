// What a check yields: the types of the parts of an expression, and what its names and calls refer to.
import type { Expr } from '../ast.js';
import type { Overload } from '../declaration.js';
import type { Type } from '../type.js';
import type { Value } from '../value.js';

/** What a name or a call in the expression refers to. */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'type'; readonly type: Type; readonly name: string }
  | { readonly kind: 'constant'; readonly value: Value }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly overloads: readonly Overload[];
      readonly namespaced: boolean;
    };

/** An expression with the types of its parts. */
export interface Checked {
  readonly expr: Expr;
  readonly type: Type;
  readonly types: ReadonlyMap<Expr, Type>;
  readonly references: ReadonlyMap<Expr, Reference>;
}
