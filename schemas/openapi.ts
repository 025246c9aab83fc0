/** The part of an OpenAPI definition (v2, or a v3 component) that the table and the types are made from. */
export interface OpenApiDefinition {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  /** OpenAPI v3 wraps a reference that has a description or a default. */
  readonly allOf?: readonly OpenApiDefinition[];
  readonly properties?: Readonly<Record<string, OpenApiDefinition>>;
  readonly required?: readonly string[];
  readonly items?: OpenApiDefinition;
  readonly additionalProperties?: OpenApiDefinition;
  readonly description?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** A kind, named in full. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A kind that a server lets clients create, with its resource. */
export interface ServedKind extends GroupVersionKind {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The definition that a reference names, without `#/definitions/` or `#/components/schemas/`. */
export function referenceOf(schema: OpenApiDefinition): string | undefined {
  const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  return reference?.slice(reference.lastIndexOf('/') + 1);
}
