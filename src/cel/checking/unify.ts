// When one type can stand for another, and what type variables become. Twin of cel-go v0.26 checker/types.go.
import { DYN, formatType, isSameType, optionalOf, parametersOf, type Type, typeName } from '../type.js';

/** What type variables stand for so far, and what they stood for before each change: a failed attempt is undone. */
export interface Substitution {
  readonly bound: Map<string, Type>;
  readonly trail: (readonly [string, Type | undefined])[];
}

/** A substitution with these variables bound. */
export function substitutionOf(bound: Iterable<readonly [string, Type]> = []): Substitution {
  return { bound: new Map(bound), trail: [] };
}

function bindTo({ bound, trail }: Substitution, name: string, type: Type): void {
  trail.push([name, bound.get(name)]);
  bound.set(name, type);
}

/** Could `from` be where `to` is wanted? Binds type variables if so, and leaves no trace if not. */
export function isAssignable(substitution: Substitution, from: Type, to: Type): boolean {
  return areAssignable(substitution, [from], [to]);
}

/** The same for lists of types of equal length. */
export function areAssignable(substitution: Substitution, from: readonly Type[], to: readonly Type[]): boolean {
  if (from.length !== to.length) return false;
  const { bound, trail } = substitution;
  const before = trail.length;
  if (assignable(substitution, from, to)) return true;
  while (trail.length > before) {
    const [name = '', type] = trail.pop() ?? [];
    if (type === undefined) bound.delete(name);
    else bound.set(name, type);
  }
  return false;
}

function assignable(substitution: Substitution, from: readonly Type[], to: readonly Type[]): boolean {
  return from.length === to.length && from.every((type, i) => assignableOne(substitution, type, to[i] ?? DYN));
}

function assignableOne(substitution: Substitution, from: Type, to: Type): boolean {
  if (to.kind === 'param') {
    const { valid, bound } = bind(substitution, from, to);
    if (valid || bound) return valid;
  }
  if (from.kind === 'param') return bind(substitution, to, from).valid;
  if (isDynOrError(from) || isDynOrError(to)) return true;
  if (from.kind === 'null') return isNullable(to);
  if (to.kind === 'null') return isNullable(from);
  if (from.kind === 'type') return to.kind === 'type';
  return (
    from.kind === to.kind &&
    from.kind !== 'unset' &&
    typeName(from) === typeName(to) &&
    assignable(substitution, parametersOf(from), parametersOf(to))
  );
}

// The type checker lets null stand for anything but the plain values and the collections.
function isNullable(type: Type): boolean {
  return 'nullable' in type || ['null', 'opaque', 'struct', 'duration', 'timestamp'].includes(type.kind);
}

/** Is the type unknown, by intention or after an error? */
export function isDynOrError(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'any' || type.kind === 'error';
}

// `isValidTypeSubstitution`: can the variable stand for this type? `bound`: it already stood for one.
function bind(
  substitution: Substitution,
  type: Type,
  variable: Type & { kind: 'param' },
): { valid: boolean; bound: boolean } {
  if (isSameType(type, variable)) return { valid: true, bound: true };
  const now = substitution.bound.get(variable.name);
  if (now === undefined) {
    if (occursIn(substitution, variable, type)) return { valid: false, bound: false };
    bindTo(substitution, variable.name, type);
    return { valid: true, bound: false };
  }
  if (type.kind !== 'unset' && isSameType(type, now)) return { valid: true, bound: true };
  if (!assignableOne(substitution, type, now)) return { valid: false, bound: true };
  const general = mostGeneral(type, now);
  if (!occursIn(substitution, variable, general)) bindTo(substitution, variable.name, general);
  return { valid: true, bound: true };
}

function occursIn(substitution: Substitution, variable: Type, type: Type): boolean {
  if (isSameType(variable, type)) return true;
  if (type.kind === 'param') {
    const now = substitution.bound.get(type.name);
    return now !== undefined && occursIn(substitution, variable, now);
  }
  return parametersOf(type).some((inside) => occursIn(substitution, variable, inside));
}

/** The less specific of two types that unify. */
export function mostGeneral(a: Type, b: Type): Type {
  return isEqualOrLessSpecific(a, b) ? a : b;
}

function isEqualOrLessSpecific(a: Type, b: Type): boolean {
  if (a.kind === 'dyn' || a.kind === 'any' || a.kind === 'param') return true;
  if (b.kind === 'dyn' || b.kind === 'any' || b.kind === 'param') return false;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  if (typeName(a) !== typeName(b)) return false;
  const inB = parametersOf(b);
  return parametersOf(a).every((type, i) => isEqualOrLessSpecific(type, inB[i] ?? DYN));
}

/** The type with its variables replaced by what they stand for; free ones become dyn if `freeToDyn`. */
export function substitute(substitution: Substitution, type: Type, freeToDyn: boolean): Type {
  switch (type.kind) {
    case 'param': {
      const now = substitution.bound.get(type.name);
      if (now !== undefined) return substitute(substitution, now, freeToDyn);
      return freeToDyn ? DYN : type;
    }
    case 'list':
      return { kind: 'list', element: substitute(substitution, type.element, freeToDyn) };
    case 'map': {
      const key = substitute(substitution, type.key, freeToDyn);
      return { kind: 'map', key, value: substitute(substitution, type.value, freeToDyn) };
    }
    case 'opaque':
      return { ...type, parameters: type.parameters.map((inside) => substitute(substitution, inside, freeToDyn)) };
    case 'type':
      return type.of === undefined ? type : { kind: 'type', of: substitute(substitution, type.of, freeToDyn) };
    default:
      return type;
  }
}

/** `optional_type(t)` for a message about an element that should have been optional. */
export function expectedOptional(type: Type): string {
  return formatType(optionalOf(type));
}
