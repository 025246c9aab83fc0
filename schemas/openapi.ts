/** The part of an OpenAPI v2 definition that the table and the types are made from. */
export interface OpenApiDefinition {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, OpenApiDefinition>>;
  readonly required?: readonly string[];
  readonly items?: OpenApiDefinition;
  readonly additionalProperties?: OpenApiDefinition;
  readonly description?: string;
}
