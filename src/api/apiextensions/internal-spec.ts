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

/** Semantic equality: an absent list is an empty one. It ends at the first difference. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const [a, b] = [present(left), present(right)];
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  if (!isMap(a) || !isMap(b)) return a === b;
  const names = Object.keys(a).filter((name) => present(a[name]) !== undefined);
  if (names.length !== Object.keys(b).filter((name) => present(b[name]) !== undefined).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}

function present(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
