import type { Type } from './type.js';
import { parametersOf } from './type.js';
import type { Value } from './value.js';

/** One signature of a function and what it does. */
export interface Overload {
  /** cel-go's id: cost estimates go by it. */
  readonly id: string;
  readonly member: boolean;
  /** With the target first if it is a member. */
  readonly args: readonly Type[];
  readonly result: Type;
  /** The type variables in the signature. */
  readonly params: readonly string[];
  /** Strict: no argument is a failure. May return one. */
  readonly call: (...args: readonly Value[]) => Value;
}

/** All signatures of one name, of all libraries. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
}

/** Functions and types that came to Kubernetes together. */
export interface Library {
  readonly functions: readonly FunctionDeclaration[];
  /** Types whose names an expression may use: `type(x) == net.IP`. */
  readonly types?: readonly Type[];
  readonly macros?: readonly string[];
}

/** A call of the form `name(args)`. Four arguments, read as a signature: libraries are tables of them. */
export function plain(id: string, args: readonly Type[], result: Type, call: Overload['call']): Overload {
  return { id, member: false, args, result, params: paramsOf([...args, result]), call };
}

/** A call of the form `target.name(args)`; the target is the first of `args`. */
export function member(id: string, args: readonly Type[], result: Type, call: Overload['call']): Overload {
  return { id, member: true, args, result, params: paramsOf([...args, result]), call };
}

/** A function with its overloads. */
export function fn(name: string, ...overloads: readonly Overload[]): FunctionDeclaration {
  return { name, overloads };
}

function paramsOf(types: readonly Type[]): string[] {
  return [...new Set(types.flatMap(namesIn))];
}

function namesIn(type: Type): string[] {
  return type.kind === 'param' ? [type.name] : parametersOf(type).flatMap(namesIn);
}
