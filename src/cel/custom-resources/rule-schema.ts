import type { Json, JsonObject } from '../../kube/json.js';

/** What CEL has to know of a node of a structural schema; `Structural` of `schema/` is one. */
export interface RuleSchema {
  /** One type, or integer and string for `x-kubernetes-int-or-string`. */
  readonly types: readonly string[] | undefined;
  readonly nullable: boolean;
  readonly format: string | undefined;
  readonly properties: ReadonlyMap<string, RuleSchema>;
  readonly additionalProperties: RuleSchema | boolean | undefined;
  readonly items: RuleSchema | undefined;
  readonly allOf: readonly RuleSchema[];
  readonly preservesUnknownFields: boolean;
  readonly isEmbeddedResource: boolean;
  readonly listType: string | undefined;
  readonly listMapKeys: readonly string[];
  /** Limits of size: estimates of costs go by them. */
  readonly bounds: {
    readonly maxLength: number | undefined;
    readonly maxItems: number | undefined;
    readonly maxProperties: number | undefined;
  };
  readonly enum: readonly Json[] | undefined;
  readonly required: readonly string[];
  readonly default: Json | undefined;
  /** `x-kubernetes-validations`, as written. */
  readonly validations: readonly JsonObject[];
  /** Whether there are rules here or below: most schemas are spared a walk. */
  readonly contains: { readonly rules: boolean };
}

const TEXT: RuleSchema = {
  types: ['string'],
  nullable: false,
  format: undefined,
  properties: new Map(),
  additionalProperties: undefined,
  items: undefined,
  allOf: [],
  preservesUnknownFields: false,
  isEmbeddedResource: false,
  listType: undefined,
  listMapKeys: [],
  bounds: { maxLength: undefined, maxItems: undefined, maxProperties: undefined },
  enum: undefined,
  required: [],
  default: undefined,
  validations: [],
  contains: { rules: false },
};

const METADATA: RuleSchema = {
  ...TEXT,
  types: ['object'],
  properties: new Map([
    ['name', TEXT],
    ['generateName', TEXT],
  ]),
};

/** The schema of a whole resource: kind, apiVersion and the name are there whether the schema says so or not. */
export function withTypeAndMeta(schema: RuleSchema): RuleSchema {
  const properties = new Map([
    ...schema.properties,
    ['kind', TEXT],
    ['apiVersion', TEXT],
    ['metadata', METADATA],
  ] as const);
  return { ...schema, properties };
}

/** The only type of the node; `int-or-string` for the union; `undefined` if the schema says nothing. */
export function typeOfSchema(schema: RuleSchema): string | undefined {
  return schema.types !== undefined && schema.types.length > 1 ? 'int-or-string' : schema.types?.[0];
}

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ESCAPES = new Map([
  ['__', '__underscores__'],
  ['.', '__dot__'],
  ['-', '__dash__'],
  ['/', '__slash__'],
]);

/**
 * The name of a property in an expression (`x-kubernetes` → `x__dash__kubernetes`); `undefined` if no expression can name
 * it. Twin of k8s.io/apiserver v0.35.4 pkg/cel/escaping.go.
 */
export function escapedName(name: string): string | undefined {
  if (!/^[a-zA-Z_./-][a-zA-Z0-9_./-]*$/.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replace(/__|[-./]/g, (part) => ESCAPES.get(part) ?? part);
}
