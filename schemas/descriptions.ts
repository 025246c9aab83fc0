import type { MinorApi } from './read-openapi.js';
import { type CompactTable, typeName } from './table.js';

/** The documentation of types and fields, beside the table because only `rollcast explain` reads it. */
export interface Descriptions {
  /** Every text once. */
  readonly texts: readonly string[];
  /** For each type of the table: the number of its text, then one for each of its fields in the table's order; -1 for none. */
  readonly types: readonly (readonly number[])[];
}

/** The descriptions of the newest minor that has the type or field. */
export function compileDescriptions(minors: readonly MinorApi[], table: CompactTable): Descriptions {
  const newest = new Map<string, string>();
  for (const { definitions } of minors) {
    for (const [id, definition] of Object.entries(definitions)) {
      newest.set(typeName(id), definition.description ?? '');
      for (const [field, schema] of Object.entries(definition.properties ?? {})) {
        newest.set(`${typeName(id)} ${field}`, schema.description ?? '');
      }
    }
  }
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const text = newest.get(key) ?? '';
    if (text === '') return -1;
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text) ?? -1;
  };
  const types = table.types.map((type, position) => {
    return [numberOf(type), ...fieldNames(table.fields[position] ?? '').map((field) => numberOf(`${type} ${field}`))];
  });
  return { texts: [...numbers.keys()], types };
}

/** The names of a type's fields in the table's order, each once. */
export function fieldNames(line: string): string[] {
  return [...new Set(line.split(' ').filter((_, position) => position % 2 === 0))].filter((name) => name !== '');
}
