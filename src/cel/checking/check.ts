// Gives every part of an expression its type and every call its overloads, or says what does not fit.
// Twin of cel-go v0.26 checker/checker.go.
import type { Call, Comprehension, Expr, ExpressionError, Select, Struct } from '../ast.js';
import { type Environment, fieldNamed } from '../environment.js';
import { typeOfValue } from '../evaluation/runtime-type.js';
import { messageNamed } from '../messages.js';
import { BOOL, DYN, ERROR, formatType, INT, optionalOf, type Type, typeName, unwrappedOptional } from '../type.js';
import { resolveCall } from './call-overloads.js';
import type { Checked } from './checked.js';
import { type Checker, freshVariable, mismatch, report, resolved, type Scope, undeclared } from './checker.js';
import { named, qualifiedName } from './name-references.js';
import { expectedOptional, isAssignable, isDynOrError, mostGeneral, substitute, substitutionOf } from './unify.js';

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

function checkSelect(checker: Checker, expr: Select): Type {
  const name = qualifiedName(expr);
  const known = name === undefined ? undefined : named(checker, expr, name);
  if (known !== undefined) return known;
  const field = fieldType(checker, expr, { operand: expr.operand, field: expr.field, optional: false });
  return expr.test ? BOOL : resolved(checker, field);
}

interface FieldSelection {
  readonly operand: Expr;
  readonly field: string;
  /** Written `a.?b`. */
  readonly optional: boolean;
}

function fieldType(checker: Checker, { at }: Expr, { operand, field, optional }: FieldSelection): Type {
  const operandType = resolved(checker, checkExpr(checker, operand));
  const inside = unwrappedOptional(operandType);
  const type = fieldOf(checker, inside ?? operandType, { at, name: field });
  return inside !== undefined || optional ? optionalOf(type) : type;
}

function fieldOf(checker: Checker, type: Type, { at, name: field }: { at: number; name: string }): Type {
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
  const prefix = expr.target && qualifiedName(expr.target);
  const qualified = prefix === undefined ? undefined : functions.get(`${prefix}.${expr.name}`);
  if (qualified !== undefined) {
    const name = `${prefix}.${expr.name}`;
    return resolveCall(checker, { expr, name, overloads: qualified, args, member: false, namespaced: true });
  }
  const target = expr.target && checkExpr(checker, expr.target);
  const overloads = functions.get(expr.name);
  if (overloads === undefined) return undeclared(checker, expr.at, expr.name);
  const operands = target === undefined ? { args, member: false } : { args: [target, ...args], member: true };
  return resolveCall(checker, { expr, name: expr.name, overloads, ...operands, namespaced: false });
}

function checkOptionalSelect(checker: Checker, expr: Call): Type {
  const [operand, field] = expr.args;
  if (operand === undefined || field?.kind !== 'literal' || typeof field.value !== 'string') {
    return report(checker, expr.at, 'unsupported optional field selection');
  }
  const overloads = checker.environment.functions.get(expr.name);
  if (overloads === undefined) return undeclared(checker, expr.at, expr.name);
  const type = resolved(checker, fieldType(checker, expr, { operand, field: field.value, optional: true }));
  checker.references.set(expr, { kind: 'function', name: expr.name, overloads, namespaced: false });
  return type;
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
    mismatch(checker, value, { expected: expectedOptional(type), actual: type });
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
        ? fieldOf(checker, type, field)
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
  if (isAssignable(checker.substitution, type, actual)) return;
  mismatch(checker, expr, { expected: formatType(type), actual });
}
