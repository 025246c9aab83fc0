/**
 * How Go decodes a JSON value: the fields and types of k8s.io/api's structs, and the types with an `UnmarshalJSON` of their own.
 * `int32` and `int64` are integers of that size; `bytes` is base64; `any` is kept as written.
 */
export type GoType =
  | { readonly kind: 'string'; readonly enum?: EnumType }
  | { readonly kind: 'bool' | 'int32' | 'int64' | 'float' | 'bytes' | 'any' }
  | { readonly kind: 'quantity' | 'intOrString' | 'time' | 'microTime' | 'duration' }
  | { readonly kind: 'list'; readonly item: GoType }
  | { readonly kind: 'map'; readonly value: GoType }
  | SchemaUnion
  | StructType;

/** `JSONSchemaPropsOrArray`, `…OrBool` and `…OrStringArray` of CustomResourceDefinitions: a schema, or something else. */
export interface SchemaUnion {
  readonly kind: 'schemaOrArray' | 'schemaOrBool' | 'schemaOrStrings';
  readonly schema: StructType;
}

/** A Go struct as one minor has it: its fields by their JSON names. */
export interface StructType {
  readonly kind: 'struct';
  /** Group, version and Go name: `core.v1.PodSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, GoType>;
}

/** A Go string type with declared constants (`+enum`). */
export interface EnumType {
  /** Group, version and Go name: `core.v1.PullPolicy`. */
  readonly name: string;
  /** The constants that the minor knows, sorted. */
  readonly values: readonly string[];
}
