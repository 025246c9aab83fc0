import type { GoType } from './type.js';

/**
 * The values that a field's Go type declares, or the type of its items, sorted; `undefined` if it is no enum.
 * The API server may take more or fewer: gates and kinds decide.
 */
export function enumValues(type: GoType): readonly string[] | undefined {
  if (type.kind === 'list') return enumValues(type.item);
  return type.kind === 'string' ? type.enum?.values : undefined;
}
