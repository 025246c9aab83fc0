import schema from '../../schemas/rollcast.schema.json' with { type: 'json' };
import type { Segment } from '../kube/field-path.js';
import type { Json } from '../kube/json.js';
import { validateConfig } from './validate.generated.js';

/** A place in the configuration that the published schema refuses. */
export interface ShapeMistake {
  readonly segments: readonly Segment[];
  readonly keyword: string;
  /** What the value has to be: `must be string`. */
  readonly expected: string;
  /** The key that is unknown, or missing (`required`). */
  readonly unknown?: string;
  /** The keys that the schema knows there. */
  readonly names: readonly string[];
}

/** What the published schema finds wrong, each place once. */
export function shapeMistakes(value: Json | undefined): ShapeMistake[] {
  if (validateConfig(value)) return [];
  const seen = new Set<string>();
  const mistakes: ShapeMistake[] = [];
  for (const error of validateConfig.errors ?? []) {
    // `if` only says that one of its branches failed, and that branch said why.
    if (error.keyword === 'if') continue;
    const mistake = mistakeOf(error, value);
    const place = `${mistake.segments.join('/')}/${mistake.unknown ?? ''}`;
    if (seen.has(place)) continue;
    seen.add(place);
    mistakes.push(mistake);
  }
  return mistakes;
}

/** One error of the compiled validator, as ajv writes it. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

function mistakeOf(error: SchemaError, value: Json | undefined): ShapeMistake {
  const segments = segmentsOf(error.instancePath, value);
  const { keyword, params } = error;
  const key = params.additionalProperty ?? params.missingProperty;
  const unknown = typeof key === 'string' ? { unknown: key } : {};
  return { segments, keyword, expected: expectedOf(error, segments), ...unknown, names: namesAt(error.schemaPath) };
}

function expectedOf({ keyword, params, message }: SchemaError, [setting]: readonly Segment[]): string {
  const allowed = params.allowedValues;
  if (Array.isArray(allowed)) return `must be one of ${allowed.filter((one) => typeof one === 'string').join(', ')}`;
  if (keyword === 'pattern' && setting === 'podSecurity') return 'must be latest or a version like v1.34';
  if (keyword === 'pattern') return 'must be a version like "1.34"';
  if (keyword === 'minItems') return 'must have at least one entry';
  if (keyword === 'minLength') return 'must not be empty';
  return message ?? 'is not valid';
}

/** `/overrides/0/files` → segments; whether `0` is an index or a key is for the value to say. */
function segmentsOf(pointer: string, value: Json | undefined): Segment[] {
  let at: unknown = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const segment = Array.isArray(at) ? Number(key) : key;
      at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
      return segment;
    });
}

/** The property names beside the `additionalProperties` that a schema path ends in. */
function namesAt(schemaPath: string): string[] {
  let at: unknown = schema;
  for (const part of schemaPath.split('/').slice(1, -1)) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  }
  const properties = typeof at === 'object' && at !== null ? Reflect.get(at, 'properties') : undefined;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
