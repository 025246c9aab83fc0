// Gives every part of an expression its type and every call its overloads, or says what does not fit.
// Twin of cel-go v0.26 checker/checker.go.
import type { Call, Comprehension, Expr, ExpressionError, Select, Struct } from './ast.js';
import type { Overload } from './declaration.js';
import { type Environment, fieldNamed, typeNamed } from './environment.js';
import { messageNamed, NULL_VALUE } from './messages.js';
import {
  BOOL,
  DYN,
  ERROR,
  formatType,
  INT,
  isSameType,
  optionalOf,
  type Type,
  typeName,
  typeOf,
  unwrappedOptional,
} from './type.js';
import {
  areAssignable,
  expectedOptional,
  isAssignable,
  isDynOrError,
  mostGeneral,
  type Substitution,
  substitute,
  substitutionOf,
} from './unify.js';
import { typeOfValue, type Value } from './value.js';

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

/** Checks an expression in an environment. */
export function check(expr: Expr, environment: Environment): Checked | { readonly errors: readonly ExpressionError[] } {
  const checker: Checker = {
    environment,
    substitution: substitutionOf(),
    types: new Map(),
    references: new Map(),
    errors: [],
    scope: undefined,
    free: 0,
  };
  checkExpr(checker, expr);
  if (checker.errors.length > 0) return { errors: checker.errors };
  for (const [part, type] of checker.types) checker.types.set(part, substitute(checker.substitution, type, true));
  const { types, references } = checker;
  return { expr, type: types.get(expr) ?? DYN, types, references };
}

interface Scope {
  readonly name: string;
  readonly type: Type;
  readonly outer: Scope | undefined;
}

interface Checker {
  readonly environment: Environment;
  readonly substitution: Substitution;
  readonly types: Map<Expr, Type>;
  readonly references: Map<Expr, Reference>;
  readonly errors: ExpressionError[];
  scope: Scope | undefined;
  free: number;
}

function checkExpr(checker: Checker, expr: Expr): Type {
  const type = typeOfExpr(checker, expr);
  checker.types.set(expr, type);
  return type;
}

function typeOfExpr(checker: Checker, expr: Expr): Type {
  switch (expr.kind) {
    case 'literal':
      return typeOfValue(expr.value);
    case 'ident':
      return named(checker, expr, expr.name) ?? undeclared(checker, expr.at, expr.name);
    case 'select':
      return checkSelect(checker, expr);
    case 'call':
      return checkCall(checker, expr);
    case 'list':
      return checkList(checker, expr);
    case 'map':
      return checkMap(checker, expr);
    case 'struct':
      return checkStruct(checker, expr);
    case 'comprehension':
      return checkComprehension(checker, expr);
  }
}

function report(checker: Checker, at: number, message: string): Type {
  checker.errors.push({ at, message });
  return ERROR;
}

function undeclared(checker: Checker, at: number, name: string): Type {
  return report(checker, at, `undeclared reference to '${name}' (in container '')`);
}

function mismatch(checker: Checker, at: number, expected: string, actual: Type): Type {
  return report(checker, at, `expected type '${expected}' but found '${formatType(actual)}'`);
}

function resolved(checker: Checker, type: Type): Type {
  return substitute(checker.substitution, type, false);
}

function freshVariable(checker: Checker): Type {
  return { kind: 'param', name: `_var${checker.free++}` };
}

// A variable in scope, a variable of the environment, or the name of a type.
function named(checker: Checker, expr: Expr, name: string): Type | undefined {
  for (let scope = checker.scope; scope !== undefined; scope = scope.outer) {
    if (scope.name !== name) continue;
    checker.references.set(expr, { kind: 'variable', name });
    return scope.type;
  }
  const variable = checker.environment.variables.get(name);
  if (variable !== undefined) {
    checker.references.set(expr, { kind: 'variable', name });
    return variable;
  }
  const absolute = name.replace(/^\./, '');
  if (absolute === NULL_VALUE) {
    checker.references.set(expr, { kind: 'constant', value: 0n });
    return INT;
  }
  const type = typeNamed(checker.environment, absolute);
  if (type === undefined) return undefined;
  if (checker.environment.namesAreValues && checker.environment.structs.has(absolute)) {
    checker.references.set(expr, { kind: 'variable', name: absolute });
    return type;
  }
  checker.references.set(expr, { kind: 'type', type, name: absolute });
  return typeOf(type);
}

function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.test) return undefined;
  const prefix = qualifiedName(expr.operand);
  return prefix === undefined ? undefined : `${prefix}.${expr.field}`;
}

function checkSelect(checker: Checker, expr: Select): Type {
  const name = qualifiedName(expr);
  const known = name === undefined ? undefined : named(checker, expr, name);
  if (known !== undefined) return known;
  const field = fieldType(checker, expr.at, expr.operand, expr.field, false);
  return expr.test ? BOOL : resolved(checker, field);
}

function fieldType(checker: Checker, at: number, operand: Expr, field: string, optional: boolean): Type {
  const operandType = resolved(checker, checkExpr(checker, operand));
  const inside = unwrappedOptional(operandType);
  const type = fieldOf(checker, at, inside ?? operandType, field);
  return inside !== undefined || optional ? optionalOf(type) : type;
}

function fieldOf(checker: Checker, at: number, type: Type, field: string): Type {
  switch (type.kind) {
    case 'map':
      return type.value;
    case 'struct': {
      const found = fieldNamed(checker.environment, type.name, field);
      if (found === 'unknown-type') return report(checker, at, `unexpected failed resolution of '${type.name}'`);
      return found ?? report(checker, at, `undefined field '${field}'`);
    }
    case 'param':
      isAssignable(checker.substitution, DYN, type);
      return DYN;
    default:
      if (!isDynOrError(type)) report(checker, at, `type '${formatType(type)}' does not support field selection`);
      return DYN;
  }
}

function checkCall(checker: Checker, expr: Call): Type {
  if (expr.name === '_?._') return checkOptionalSelect(checker, expr);
  const args = expr.args.map((arg) => checkExpr(checker, arg));
  const { functions } = checker.environment;
  if (expr.target === undefined) {
    const declaration = functions.get(expr.name);
    if (declaration === undefined) return undeclared(checker, expr.at, expr.name);
    return resolveCall(checker, expr, {
      name: expr.name,
      overloads: declaration,
      args,
      member: false,
      namespaced: false,
    });
  }
  const prefix = qualifiedName(expr.target);
  const qualified = prefix === undefined ? undefined : functions.get(`${prefix}.${expr.name}`);
  if (qualified !== undefined) {
    const name = `${prefix}.${expr.name}`;
    return resolveCall(checker, expr, { name, overloads: qualified, args, member: false, namespaced: true });
  }
  const target = checkExpr(checker, expr.target);
  const declaration = functions.get(expr.name);
  if (declaration === undefined) return undeclared(checker, expr.at, expr.name);
  return resolveCall(checker, expr, {
    name: expr.name,
    overloads: declaration,
    args: [target, ...args],
    member: true,
    namespaced: false,
  });
}

function checkOptionalSelect(checker: Checker, expr: Call): Type {
  const [operand, field] = expr.args;
  if (operand === undefined || field?.kind !== 'literal' || typeof field.value !== 'string') {
    return report(checker, expr.at, 'unsupported optional field selection');
  }
  const overloads = checker.environment.functions.get(expr.name);
  if (overloads === undefined) return undeclared(checker, expr.at, expr.name);
  const type = resolved(checker, fieldType(checker, expr.at, operand, field.value, true));
  checker.references.set(expr, { kind: 'function', name: expr.name, overloads, namespaced: false });
  return type;
}

interface Resolution {
  readonly name: string;
  readonly overloads: readonly Overload[];
  readonly args: readonly Type[];
  readonly member: boolean;
  readonly namespaced: boolean;
}

function resolveCall(checker: Checker, expr: Call, { name, overloads, args, member, namespaced }: Resolution): Type {
  if (name === '_&&_' || name === '_||_') return checkLogical(checker, expr, name, overloads, args);
  const matching: Overload[] = [];
  let result: Type | undefined;
  for (const overload of overloads) {
    if (overload.member !== member) continue;
    const signature = instantiated(checker, overload);
    if (!areAssignable(checker.substitution, args, signature.args)) continue;
    matching.push(overload);
    const type = resolved(checker, signature.result);
    if (result === undefined) result = type;
    else if (result.kind !== 'dyn' && result.kind !== 'any' && !isSameType(type, result)) result = DYN;
  }
  if (result === undefined) return noOverload(checker, expr.at, name, args, member);
  checker.references.set(expr, { kind: 'function', name, overloads: matching, namespaced });
  return result;
}

function checkLogical(
  checker: Checker,
  expr: Call,
  name: string,
  overloads: readonly Overload[],
  args: readonly Type[],
): Type {
  let ok = true;
  args.forEach((type, i) => {
    if (isAssignable(checker.substitution, type, BOOL)) return;
    mismatch(checker, expr.args[i]?.at ?? expr.at, 'bool', type);
    ok = false;
  });
  if (!ok) return ERROR;
  checker.references.set(expr, { kind: 'function', name, overloads, namespaced: false });
  return BOOL;
}

function instantiated(checker: Checker, overload: Overload): { readonly args: readonly Type[]; readonly result: Type } {
  if (overload.params.length === 0) return overload;
  const fresh = substitutionOf(overload.params.map((name) => [name, freshVariable(checker)] as const));
  return {
    args: overload.args.map((type) => substitute(fresh, type, false)),
    result: substitute(fresh, overload.result, false),
  };
}

function noOverload(checker: Checker, at: number, name: string, args: readonly Type[], member: boolean): Type {
  const texts = args.map((type) => formatType(substitute(checker.substitution, type, true)));
  const signature = member ? `${texts[0]}.(${texts.slice(1).join(', ')})` : `(${texts.join(', ')})`;
  return report(checker, at, `found no matching overload for '${name}' applied to '${signature}'`);
}

function checkList(checker: Checker, expr: Expr & { kind: 'list' }): Type {
  let joined: Type | undefined;
  for (const { value, optional } of expr.elements) {
    const type = entryType(checker, value, optional);
    joined = join(checker, joined, type);
  }
  return { kind: 'list', element: joined ?? freshVariable(checker) };
}

// The type of an element or value; of an optional one, the type inside.
function entryType(checker: Checker, value: Expr, optional: boolean): Type {
  const type = checkExpr(checker, value);
  if (!optional) return type;
  const inside = unwrappedOptional(resolved(checker, type));
  if (inside === undefined && type.kind !== 'dyn' && type.kind !== 'any')
    mismatch(checker, value.at, expectedOptional(type), type);
  return inside ?? type;
}

// What does not unify is dyn here; mixed literals are refused later, outside of `format` calls.
function join(checker: Checker, previous: Type | undefined, current: Type): Type {
  if (previous === undefined) return current;
  return isAssignable(checker.substitution, previous, current) ? mostGeneral(previous, current) : DYN;
}

function checkMap(checker: Checker, expr: Expr & { kind: 'map' }): Type {
  let key: Type | undefined;
  let value: Type | undefined;
  for (const entry of expr.entries) {
    key = join(checker, key, checkExpr(checker, entry.key));
    value = join(checker, value, entryType(checker, entry.value, entry.optional));
  }
  return { kind: 'map', key: key ?? freshVariable(checker), value: value ?? freshVariable(checker) };
}

function checkStruct(checker: Checker, expr: Struct): Type {
  const reference = named(checker, expr, expr.name);
  if (reference === undefined) return undeclared(checker, expr.at, expr.name);
  const type = reference.kind === 'type' ? reference.of : undefined;
  if (type === undefined) return report(checker, expr.at, `'${typeName(reference)}' is not a type`);
  const message = messageNamed(expr.name);
  if (message === undefined && type.kind !== 'struct')
    return report(checker, expr.at, `'${typeName(type)}' is not a message type`);
  for (const field of expr.fields) {
    const actual = entryType(checker, field.value, field.optional);
    const wanted =
      message === undefined
        ? fieldOf(checker, field.at, type, field.name)
        : (message.fields.get(field.name) ?? report(checker, field.at, `undefined field '${field.name}'`));
    if (isAssignable(checker.substitution, wanted, actual)) continue;
    const is = `is '${formatType(wanted)}' but provided type is '${formatType(actual)}'`;
    report(checker, field.at, `expected type of field '${field.name}' ${is}`);
  }
  return type;
}

function checkComprehension(checker: Checker, expr: Comprehension): Type {
  const range = checkExpr(checker, expr.range);
  const accumulator = checkExpr(checker, expr.init);
  const outer = checker.scope;
  const scope: Scope = { name: expr.accumulator, type: accumulator, outer };
  const types = variableTypes(checker, expr, resolved(checker, range));
  checker.scope = expr.variables.reduce<Scope>(
    (inner, name, i) => ({ name, type: types[i] ?? DYN, outer: inner }),
    scope,
  );
  assertType(checker, expr.condition, BOOL);
  assertType(checker, expr.step, accumulator);
  checker.scope = scope;
  const result = checkExpr(checker, expr.result);
  checker.scope = outer;
  return resolved(checker, result);
}

function variableTypes(checker: Checker, expr: Comprehension, range: Type): readonly Type[] {
  const two = expr.variables.length === 2;
  switch (range.kind) {
    case 'list':
      return two ? [INT, range.element] : [range.element];
    case 'map':
      return two ? [range.key, range.value] : [range.key];
    case 'dyn':
    case 'error':
    case 'param':
      isAssignable(checker.substitution, DYN, range);
      return [DYN, DYN];
    default: {
      const what = `expression of type '${formatType(range)}' cannot be range of a comprehension`;
      report(checker, expr.range.at, `${what} (must be list, map, or dynamic)`);
      return [ERROR, ERROR];
    }
  }
}

function assertType(checker: Checker, expr: Expr, type: Type): void {
  const actual = checkExpr(checker, expr);
  if (!isAssignable(checker.substitution, type, actual)) mismatch(checker, expr.at, formatType(type), actual);
}
