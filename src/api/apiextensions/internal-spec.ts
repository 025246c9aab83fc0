// Twin of Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_CustomResourceDefinitionSpec:
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/v1/conversion.go.
import type {
  CustomResourceColumnDefinition,
  CustomResourceConversion,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  CustomResourceValidation,
  SelectableField,
} from '../../kube/types.generated.js';

/**
 * The spec as the server validates it: what all versions have in common stands beside them and not in them. A
 * definition with one version has everything beside it, so that errors say `spec.validation` for its schema.
 */
export interface InternalSpec {
  readonly group: string;
  readonly scope: string;
  readonly names: CustomResourceDefinitionNames;
  readonly preserveUnknownFields: boolean;
  readonly conversion: CustomResourceConversion | undefined;
  readonly versions: readonly CustomResourceDefinitionVersion[];
  readonly schema: CustomResourceValidation | undefined;
  readonly subresources: CustomResourceSubresources | undefined;
  readonly additionalPrinterColumns: readonly CustomResourceColumnDefinition[];
  readonly selectableFields: readonly SelectableField[];
}

const SHARED = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const;

/** What the server makes of a v1 spec before it validates. */
export function internalSpec(spec: CustomResourceDefinitionSpec): InternalSpec {
  const written = spec.versions ?? [];
  const [first] = written;
  const shared = SHARED.filter((field) => written.every((version) => isSame(version[field], first?.[field])));
  const cleared = Object.fromEntries(shared.map((field) => [field, undefined]));
  const common: Pick<CustomResourceDefinitionVersion, (typeof SHARED)[number]> =
    first === undefined ? {} : Object.fromEntries(shared.map((field) => [field, first[field]]));
  return {
    group: spec.group ?? '',
    scope: spec.scope ?? '',
    names: spec.names ?? {},
    preserveUnknownFields: spec.preserveUnknownFields === true,
    conversion: spec.conversion,
    versions: written.map((version) => ({ ...version, ...cleared })),
    schema: common.schema,
    subresources: common.subresources,
    additionalPrinterColumns: common.additionalPrinterColumns ?? [],
    selectableFields: common.selectableFields ?? [],
  };
}

/** Semantic equality: an absent list or map is an empty one. */
function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(canonical(left)) === JSON.stringify(canonical(right));
}

function canonical(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => canonical(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, canonical(field)] as const);
  return Object.fromEntries(entries.filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}
