import { type OpenApiDefinition, referenceOf, type ServedKind } from './openapi.js';
import type { MinorApi } from './read-openapi.js';

/** The enums of the Go types: which string fields have one, and which minors know which value. */
export interface GoEnums {
  /** Enum → value → first and last minor that has it (`26` or `29-33`; `''` is all). */
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `core.v1.Container` → field → enum. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The compact table; `src/schema/table.ts` reads it and explains the notation. */
export interface CompactTable {
  readonly minors: readonly number[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: readonly string[];
  readonly fields: readonly string[];
  readonly enums: readonly string[];
}

/** Types that Go decodes in its own way (`UnmarshalJSON`), by definition. */
const SPECIAL: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'u',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Duration': 'd',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'j',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'j',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'j',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'A',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'B',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'S',
};

// Go types that only the special ones lead to.
const ALSO_NEEDED = ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'];

/** `io.k8s.api.core.v1.PodSpec` → `core.v1.PodSpec`: group, version and name, as the table writes it. */
export function typeName(id: string): string {
  return id.split('.').slice(-3).join('.');
}

/** Compiles the OpenAPI of all minors into one table. Throws on a schema that Kubernetes has never used. */
export function compileTable(minors: readonly MinorApi[], go: GoEnums): CompactTable {
  const types = mergedTypes(minors);
  const roots = rootTypes(minors);
  const ids = reachable([...roots.values(), ...ALSO_NEEDED], types);
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const enumNames = [...new Set(Object.values(go.fields).flatMap((fields) => Object.values(fields)))].sort();
  const notation: Notation = { numbers, go, enumNumbers: new Map(enumNames.map((name, number) => [name, number])) };
  return {
    minors: minors.map(({ minor }) => minor),
    kinds: kindLines(minors, roots, numbers),
    types: ids.map(typeName),
    fields: ids.map((id) => fieldLine(id, types.get(id) ?? noFields, notation)),
    enums: enumNames.map((name) => enumLine(name, go, minors)),
  };
}

interface MergedType {
  readonly mask: number;
  /** Field → its schemas, each with the minors that have it. */
  readonly fields: ReadonlyMap<string, readonly { readonly schema: OpenApiDefinition; readonly mask: number }[]>;
}

const noFields: MergedType = { mask: 0, fields: new Map() };

interface GrowingType {
  mask: number;
  readonly fields: Map<string, { readonly schema: OpenApiDefinition; mask: number }[]>;
}

function mergedTypes(minors: readonly MinorApi[]): Map<string, MergedType> {
  const merged = new Map<string, GrowingType>();
  for (const [position, { definitions }] of minors.entries()) {
    for (const [id, definition] of Object.entries(definitions)) {
      const type: GrowingType = merged.get(id) ?? { mask: 0, fields: new Map() };
      merged.set(id, type);
      type.mask |= 1 << position;
      for (const [field, schema] of Object.entries(definition.properties ?? {})) {
        const variants = type.fields.get(field) ?? [];
        type.fields.set(field, variants);
        const same = variants.find((variant) => shapeOf(variant.schema) === shapeOf(schema));
        if (same === undefined) variants.push({ schema, mask: 1 << position });
        else same.mask |= 1 << position;
      }
    }
  }
  return merged;
}

/** A schema without what does not matter to decoding, for comparison. */
function shapeOf(schema: OpenApiDefinition): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return `#${reference}`;
  if (schema.items !== undefined && schema.format !== 'byte') return `[${shapeOf(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `{${shapeOf(schema.additionalProperties)}`;
  return `${schema.type} ${schema.format}`;
}

function rootTypes(minors: readonly MinorApi[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { definitions } of minors) {
    for (const [id, definition] of Object.entries(definitions)) {
      for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
        if (id.endsWith(`.${kind}`)) roots.set(`${group}/${version}/${kind}`, id);
      }
    }
  }
  for (const { minor, kinds } of minors) {
    const missing = kinds.find((kind) => !roots.has(keyOf(kind)));
    if (missing !== undefined) throw new Error(`1.${minor}: ${keyOf(missing)} is served and has no definition`);
  }
  const served = new Set(minors.flatMap(({ kinds }) => kinds.map(keyOf)));
  return new Map([...roots].filter(([key]) => served.has(key)));
}

function keyOf({ group, version, kind }: ServedKind): string {
  return `${group}/${version}/${kind}`;
}

function reachable(roots: readonly string[], types: ReadonlyMap<string, MergedType>): string[] {
  const seen = new Set<string>();
  const queue = [...roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || SPECIAL[id] !== undefined) continue;
    if (!types.has(id)) throw new Error(`${id}: referenced and not defined`);
    seen.add(id);
    for (const variants of types.get(id)?.fields.values() ?? []) {
      for (const { schema } of variants) queue.push(...referencesIn(schema));
    }
  }
  return [...seen].sort();
}

function referencesIn(schema: OpenApiDefinition): string[] {
  const reference = referenceOf(schema);
  if (reference !== undefined) return [reference];
  return [schema.items, schema.additionalProperties].flatMap((inner) =>
    inner === undefined ? [] : referencesIn(inner),
  );
}

interface Notation {
  readonly numbers: ReadonlyMap<string, number>;
  readonly go: GoEnums;
  readonly enumNumbers: ReadonlyMap<string, number>;
}

function fieldLine(id: string, type: MergedType, notation: Notation): string {
  const enums = notation.go.fields[typeName(id)] ?? {};
  const words: string[] = [];
  for (const [field, variants] of [...type.fields].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { schema, mask } of variants) {
      const enumName = enums[field];
      const enumNumber = enumName === undefined ? undefined : notation.enumNumbers.get(enumName);
      const suffix = enumNumber === undefined ? '' : `'${enumNumber.toString(36)}`;
      words.push(field, typeWord(schema, notation, id) + suffix + (mask === type.mask ? '' : `@${mask.toString(36)}`));
    }
  }
  return words.join(' ');
}

function typeWord(schema: OpenApiDefinition, notation: Notation, id: string): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) {
    const special = SPECIAL[reference];
    return special ?? `#${(notation.numbers.get(reference) ?? 0).toString(36)}`;
  }
  if (schema.format === 'byte') return 'y';
  if (schema.items !== undefined) return `[${typeWord(schema.items, notation, id)}`;
  if (schema.additionalProperties !== undefined) return `{${typeWord(schema.additionalProperties, notation, id)}`;
  const word = SCALARS[`${schema.type} ${schema.format ?? ''}`.trim()];
  if (word === undefined) throw new Error(`${id}: unexpected schema ${JSON.stringify(schema)}`);
  return word;
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 's',
  boolean: 'b',
  'integer int32': 'i',
  'integer int64': 'l',
  'number double': 'f',
  'string byte': 'y',
  'string int-or-string': 'x',
  'string date-time': 't',
  object: 'j',
};

function kindLines(
  minors: readonly MinorApi[],
  roots: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): Record<string, string> {
  const merged = new Map<string, { kind: ServedKind; mask: number }>();
  for (const [position, { kinds }] of minors.entries()) {
    for (const kind of kinds) {
      const entry = merged.get(keyOf(kind)) ?? { kind, mask: 0 };
      entry.mask |= 1 << position;
      merged.set(keyOf(kind), entry);
    }
  }
  const everywhere = 2 ** minors.length - 1;
  const lines: Record<string, string> = {};
  for (const [key, { kind, mask }] of [...merged].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
    const number = (numbers.get(roots.get(key) ?? '') ?? 0).toString(36);
    const words = [kind.kind, kind.plural, kind.namespaced ? 'n' : 'c', number];
    if (mask !== everywhere) words.push(mask.toString(36));
    lines[apiVersion] = lines[apiVersion] === undefined ? words.join(' ') : `${lines[apiVersion]},${words.join(' ')}`;
  }
  return lines;
}

function enumLine(name: string, go: GoEnums, minors: readonly MinorApi[]): string {
  const everywhere = 2 ** minors.length - 1;
  const words = [name];
  for (const [value, range] of Object.entries(go.enums[name] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first, last] = range === '' ? [] : range.split('-').map(Number);
    let mask = 0;
    for (const [position, { minor }] of minors.entries()) {
      if (minor >= (first ?? 0) && minor <= (last ?? Number.POSITIVE_INFINITY)) mask |= 1 << position;
    }
    words.push(
      JSON.stringify(value).slice(1, -1).replaceAll(' ', '\\u0020') +
        (mask === everywhere ? '' : `@${mask.toString(36)}`),
    );
  }
  return words.join(' ');
}
