/**
 * A CEL type as the checker sees it. Twin of cel-go `types.Type`. A `param` is a type variable of a signature; an `opaque`
 * has a name and parameters (`optional_type(string)`); a `struct` has fields that an environment knows.
 */
export type Type =
  | {
      readonly kind: Simple;
      /** A wrapper of protobuf: null could stand for it. */
      readonly nullable?: true;
    }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'param'; readonly name: string }
  | { readonly kind: 'type'; readonly of?: Type }
  | { readonly kind: 'opaque'; readonly name: string; readonly parameters: readonly Type[] }
  | { readonly kind: 'struct'; readonly name: string };

/**
 * Types without parameters. `any` is protobuf's: as `dyn`, but no loop goes over it. `error` stands where a type could not be found, so that one mistake gives one message; `unset`
 * is cel-go's nil: the type of a field that a provider has without a type.
 */
export type Simple =
  | 'dyn'
  | 'any'
  | 'error'
  | 'unset'
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration';

/** Not known before the expression runs. */
export const DYN: Type = { kind: 'dyn' };
/** `google.protobuf.Any`: assignable like dyn. */
export const ANY: Type = { kind: 'any' };
/** Of what has been refused: no further error is made of it. */
export const ERROR: Type = { kind: 'error' };
/** Of a field that is there without a type: nothing can be done with it. */
export const UNSET: Type = { kind: 'unset' };
/** The type of `null`. */
export const NULL: Type = { kind: 'null' };
/** The type of `true`. */
export const BOOL: Type = { kind: 'bool' };
/** Integers of 64 bits. */
export const INT: Type = { kind: 'int' };
/** Unsigned integers of 64 bits. */
export const UINT: Type = { kind: 'uint' };
/** Floating point numbers of 64 bits. */
export const DOUBLE: Type = { kind: 'double' };
/** Text, as code points. */
export const STRING: Type = { kind: 'string' };
/** Bytes. */
export const BYTES: Type = { kind: 'bytes' };
/** `google.protobuf.Timestamp`. */
export const TIMESTAMP: Type = { kind: 'timestamp' };
/** `google.protobuf.Duration`. */
export const DURATION: Type = { kind: 'duration' };
/** The type of types. */
export const TYPE: Type = { kind: 'type' };

/** `list(element)`. */
export function listOf(element: Type): Type {
  return { kind: 'list', element };
}

/** `wrapper(of)`: a simple type that null could stand for. */
export function nullableOf(of: Type): Type {
  switch (of.kind) {
    case 'bool':
    case 'int':
    case 'uint':
    case 'double':
    case 'string':
    case 'bytes':
      return { kind: of.kind, nullable: true };
    default:
      return of;
  }
}

/** `map(key, value)`. */
export function mapOf(key: Type, value: Type): Type {
  return { kind: 'map', key, value };
}

/** A type variable of a signature. */
export function param(name: string): Type {
  return { kind: 'param', name };
}

/** `type(of)`: the type of a type's name. */
export function typeOf(of: Type): Type {
  return { kind: 'type', of };
}

/** An object type with fields: `kubernetes.URL`, a CRD's `object`. */
export function struct(name: string): Type {
  return { kind: 'struct', name };
}

/** A type known by name only: `net.IP`. */
export function opaque(name: string, ...parameters: readonly Type[]): Type {
  return { kind: 'opaque', name, parameters };
}

/** `optional_type(of)`. */
export function optionalOf(of: Type): Type {
  return opaque('optional_type', of);
}

/** The type inside an optional; `undefined` when the type is no optional. */
export function unwrappedOptional(type: Type): Type | undefined {
  return type.kind === 'opaque' && type.name === 'optional_type' ? type.parameters[0] : undefined;
}

/** The types inside: elements, keys and values, parameters. */
export function parametersOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'opaque':
      return type.parameters;
    case 'type':
      return type.of === undefined ? [] : [type.of];
    default:
      return [];
  }
}

/** The type as cel-go prints it in messages: `map(string, list(dyn))`. */
export function formatType(type: Type): string {
  if ('nullable' in type) return `wrapper(${type.kind})`;
  const inside = parametersOf(type).map(formatType).join(', ');
  return inside === '' ? typeName(type) : `${typeName(type)}(${inside})`;
}

/** The name without parameters. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'error':
      return '!error!';
    case 'unset':
      return '';
    case 'param':
    case 'opaque':
    case 'struct':
      return type.name;
    default:
      return type.kind;
  }
}

/** Are both the same type, parameters included? */
export function isSameType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind || typeName(a) !== typeName(b)) return false;
  const inA = parametersOf(a);
  const inB = parametersOf(b);
  return inA.length === inB.length && inA.every((type, i) => isSameType(type, inB[i] ?? ERROR));
}
