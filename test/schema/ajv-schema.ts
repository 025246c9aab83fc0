import { Ajv, type ValidateFunction } from 'ajv';
import { parseDuration } from '../../src/kube/duration.js';
import type { Json } from '../../src/kube/json.js';
import { isMicroTime, isTime } from '../../src/schema/go-time.js';

/** A JSON Schema, as far as the comparison needs it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const BASE64 = '[A-Za-z0-9+/][\\r\\n]*';

/** JSON Schemas of what is not a struct, by the kind of `GoType`. */
export const SCALAR_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
  int64: { type: 'integer', minimum: -(2 ** 63), exclusiveMaximum: 2 ** 63 },
  float: { type: 'number' },
  any: {},
  // Text before the comma: the number, then the suffixes of k8s.io/apimachinery pkg/api/resource/suffix.go.
  quantity: {
    anyOf: [
      { type: 'number' },
      {
        type: 'string',
        pattern: '^\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\\d+)?\\s*$',
      },
    ],
  },
  intOrString: { anyOf: [{ type: 'string' }, { type: 'integer', minimum: -2147483648, maximum: 2147483647 }] },
  bytes: {
    anyOf: [
      {
        type: 'string',
        pattern: `^[\\r\\n]*(?:(?:${BASE64}){4})*(?:(?:${BASE64}){2}(?:=[\\r\\n]*){2}|(?:${BASE64}){3}=[\\r\\n]*)?$`,
      },
      { type: 'array', items: { type: ['integer', 'null'], minimum: 0, maximum: 255 } },
    ],
  },
  time: { type: 'string', format: 'go-time' },
  microTime: { type: 'string', format: 'go-micro-time' },
  duration: { type: 'string', format: 'go-duration' },
};

/** ajv's judgement of values by `definitions`; each is compiled when it is first asked for. */
export function ajvJudge(definitions: Readonly<Record<string, JsonSchema>>): (name: string, value: Json) => boolean {
  const ajv = new Ajv({ strict: false, validateFormats: true, inlineRefs: false });
  ajv.addFormat('go-time', isTime);
  ajv.addFormat('go-micro-time', isMicroTime);
  ajv.addFormat('go-duration', (text: string) => parseDuration(text) !== undefined);
  ajv.addSchema({ $id: 'kubernetes', definitions });
  const compiled = new Map<string, ValidateFunction>();
  return (name, value) => {
    const validate = compiled.get(name) ?? ajv.compile({ $ref: `kubernetes#/definitions/${name}` });
    compiled.set(name, validate);
    return validate(withoutBigints(value)) === true;
  };
}

/** ajv knows no bigint; integers of 64 bits lose digits, but not their type. */
function withoutBigints(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutBigints);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutBigints(inner)]));
}

/** Go takes null for every type: as absent in a struct, as the zero value in lists and maps. */
export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'null' }, schema] };
}
