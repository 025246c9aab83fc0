import { type Definitions, resolved, type Schema } from './definitions.js';
import { isTree, type Path, type Tree } from './tree.js';

/** A field, item or map value that a schema knows in an object, there or not. */
export interface Place {
  readonly path: Path;
  /** The name of its definition, `''` for scalars, lists and maps. */
  readonly name: string;
  readonly schema: Schema;
  /** `undefined` where the field is left out. */
  readonly value: unknown;
  /** What values of other objects may stand here too: the definition and field. */
  readonly slot: string;
}

// Fields that the server or the recording decides, not the manifest.
const LEFT_OUT = /^(apiVersion|kind|metadata\.(resourceVersion|namespace|name|uid|selfLink))$/;

/** The places of an object: every value that is there, and every field that is not of every struct that is. */
export function placesOf(definitions: Definitions, written: Schema, object: Tree): Place[] {
  return [...below(definitions, { written, value: object, path: [], slot: '' })];
}

interface Spot {
  readonly written: Schema;
  readonly value: unknown;
  readonly path: Path;
  readonly slot: string;
}

function* below(definitions: Definitions, { written, value, path, slot }: Spot): Generator<Place> {
  if (LEFT_OUT.test(path.join('.'))) return;
  const { name, schema } = resolved(definitions, written);
  if (path.length > 0) yield { path, name, schema, value, slot };
  if (Array.isArray(value) && schema.items !== undefined) {
    const items: readonly unknown[] = value;
    for (const [at, item] of items.entries()) {
      yield* below(definitions, { written: schema.items, value: item, path: [...path, at], slot: `${slot}[]` });
    }
  }
  if (!isTree(value)) return;
  for (const [field, part] of Object.entries(schema.properties ?? {})) {
    const inside = Object.hasOwn(value, field) ? value[field] : undefined;
    yield* below(definitions, { written: part, value: inside, path: [...path, field], slot: `${name}.${field}` });
  }
  if (schema.properties === undefined && schema.additionalProperties !== undefined) {
    for (const [key, inside] of Object.entries(value)) {
      const at = { written: schema.additionalProperties, value: inside, path: [...path, key], slot: `${slot}{}` };
      yield* below(definitions, at);
    }
  }
}
