// What the API's own documentation says of a kind or a field, for `rollcast explain Deployment.spec.strategy`.
import { nearName } from '../kube/near-name.js';
import type { KubernetesVersion } from '../kube/version.js';
import { enumValues } from './enums.js';
import { type ResourceType, servedTypes } from './kinds.js';
import { tableEntry } from './table.js';
import type { GoType, StructType } from './type.js';

/** A field and what it takes. */
export interface FieldDocumentation {
  readonly name: string;
  /** As `kubectl explain` writes it: `[]Container`, `map[string]string`, `integer`. */
  readonly type: string;
  readonly description: string;
}

/** A kind or a field of one, explained. */
export interface Documentation extends FieldDocumentation {
  readonly apiVersion: string;
  readonly kind: string;
  /** The values that the Go type declares; empty if it declares none. */
  readonly values: readonly string[];
  /** The fields inside, sorted; empty for a scalar. */
  readonly fields: readonly FieldDocumentation[];
}

/** Why a path leads nowhere: the first name that does not exist, and what was probably meant. */
export interface NoField {
  readonly unknown: string;
  readonly suggestion: string | undefined;
}

/**
 * Explains `Deployment.spec.template`, `apps/v1 Deployment.spec` or `deployments.spec`: lists and maps are stepped through.
 * Loads the descriptions, which nothing else needs.
 */
export async function documentationOf(path: string, version: KubernetesVersion): Promise<Documentation | NoField> {
  const { default: descriptions } = await import('../../schemas/descriptions.json', { with: { type: 'json' } });
  const describe = (type: string, field?: string): string => {
    const entry = tableEntry(type);
    if (entry === undefined) return '';
    const at = field === undefined ? 0 : entry.fields.indexOf(field) + 1;
    return descriptions.texts[descriptions.types[entry.number]?.[at] ?? -1] ?? '';
  };
  const [root = '', ...names] = path.trim().split(/\.(?!k8s\.io)/);
  const resource = findKind(root, version);
  if (resource === undefined)
    return {
      unknown: root,
      suggestion: nearName(
        root,
        servedTypes(version).map(({ kind }) => kind),
      ),
    };
  let type: GoType = resource.struct;
  let name = resource.kind;
  let description = describe(resource.struct.name);
  for (const step of names) {
    const struct = structInside(type);
    const field = struct?.fields.get(step);
    if (struct === undefined || field === undefined)
      return { unknown: step, suggestion: nearName(step, struct?.fields.keys() ?? []) };
    description = describe(struct.name, step);
    type = field;
    name = step;
  }
  const struct = structInside(type);
  return {
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    name,
    type: typeText(type),
    description,
    values: enumValues(type) ?? [],
    fields: [...(struct?.fields ?? [])].map(([field, inner]) => ({
      name: field,
      type: typeText(inner),
      description: struct === undefined ? '' : describe(struct.name, field),
    })),
  };
}

// The stable version counts where several groups or versions have a kind of that name.
function findKind(root: string, version: KubernetesVersion): ResourceType | undefined {
  const [apiVersion, kind] = root.includes(' ') ? root.split(/\s+/) : [undefined, root];
  const lower = kind?.toLowerCase();
  const named = servedTypes(version).filter((type) => {
    return (
      (type.kind.toLowerCase() === lower || type.plural === lower) &&
      (apiVersion === undefined || type.apiVersion === apiVersion)
    );
  });
  return named.sort((a, b) => Number(a.needsRuntimeConfig) - Number(b.needsRuntimeConfig) || rank(b) - rank(a))[0];
}

// `Event` is in the core group and in events.k8s.io: the core one is what people write.
function rank({ group, version }: ResourceType): number {
  return (group === '' ? 1000 : 0) + Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}

function structInside(type: GoType): StructType | undefined {
  switch (type.kind) {
    case 'struct':
      return type;
    case 'list':
      return structInside(type.item);
    case 'map':
      return structInside(type.value);
    case 'schemaOrArray':
    case 'schemaOrBool':
    case 'schemaOrStrings':
      return type.schema;
    default:
      return undefined;
  }
}

function typeText(type: GoType): string {
  switch (type.kind) {
    case 'struct':
      return type.name.slice(type.name.lastIndexOf('.') + 1);
    case 'list':
      return `[]${typeText(type.item)}`;
    case 'map':
      return `map[string]${typeText(type.value)}`;
    case 'int32':
    case 'int64':
      return 'integer';
    case 'float':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'bytes':
      return 'string (base64)';
    case 'quantity':
      return 'Quantity';
    case 'intOrString':
      return 'integer or string';
    case 'time':
    case 'microTime':
      return 'Time';
    case 'duration':
      return 'Duration';
    case 'any':
      return 'any';
    case 'schemaOrArray':
    case 'schemaOrBool':
    case 'schemaOrStrings':
      return 'JSONSchemaProps';
    default:
      return type.kind;
  }
}
