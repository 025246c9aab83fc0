import type { KubernetesVersion } from '../kube/version.js';
import { namedStruct } from './table.js';
import type { GoType } from './type.js';

/**
 * The values that a field's Go type declares in this minor, sorted; `undefined` if the type, the field or the enum does not exist.
 * `typeName` is group, version and Go name: `core.v1.Container`. The API server may take more or fewer: gates and kinds decide.
 */
export function enumValues(typeName: string, field: string, version: KubernetesVersion): readonly string[] | undefined {
  const type = namedStruct(typeName, version.minor)?.fields.get(field);
  return type === undefined ? undefined : valuesOf(type);
}

function valuesOf(type: GoType): readonly string[] | undefined {
  if (type.kind === 'list') return valuesOf(type.item);
  return type.kind === 'string' ? type.enum?.values : undefined;
}
