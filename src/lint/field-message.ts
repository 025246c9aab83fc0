import type { FieldError } from '../kube/field-error.js';
import { type FieldPath, segments } from '../kube/field-path.js';
import { nearName } from '../kube/near-name.js';

/** What a refused field says in a report: the field, its value, what the API server makes of it. One line. */
export function fieldMessage(error: FieldError): string {
  const { type, detail } = error;
  const field = leafOf(error.path);
  switch (type) {
    case 'Required':
      return detail === '' ? `${field} is required` : `${field} is required: ${detail}`;
    case 'NotSupported':
      return `${field} ${shown(error.value)} is not supported; ${alternatives(error)}`;
    case 'Duplicate':
      return `${field} ${shown(error.value)} is there already and has to be unique${tail(detail)}`;
    case 'NotFound':
      return `${field} ${shown(error.value)} is not found${tail(detail)}`;
    case 'Forbidden':
      return `${field} is forbidden here${tail(detail)}`;
    case 'TooLong':
      return `${field} is too long${tail(detail)}`;
    case 'TooMany':
      return `${field} has ${shown(error.value)} entries${tail(detail)}`;
    case 'Invalid':
    case 'TypeInvalid':
    case 'Internal':
      return error.value === undefined ? `${field}${tail(detail)}` : `${field} ${shown(error.value)}${tail(detail)}`;
    case 'UnknownField':
      return `unknown field ${JSON.stringify(field)}${didYouMean(error.suggestion)}`;
    case 'DuplicateField':
      return `field ${JSON.stringify(field)} is there twice`;
    case 'TypeMismatch':
    case 'BadRequest':
      // The decoder says the whole sentence.
      return oneLine(detail);
  }
}

/** What is wrong with an object's kind or version: the server's own words and what to write. */
export function kindMessage({ detail, suggestion }: FieldError): string {
  return `${oneLine(detail)}${didYouMean(suggestion)}`;
}

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; did you mean ${JSON.stringify(suggestion)}?`;
}

function alternatives({ value, supported = [], suggestion, detail }: FieldError): string {
  const near = suggestion ?? (typeof value === 'string' ? nearName(value, supported) : undefined);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (supported.length === 0) return detail === '' ? 'no value is' : oneLine(detail);
  return `supported are ${supported.map((one) => JSON.stringify(one)).join(', ')}`;
}

function tail(detail: string): string {
  return detail === '' ? '' : `: ${oneLine(detail)}`;
}

/** The last steps of a path that say which field it is: `replicas`, `containers[0]`, `limits[cpu]`. */
function leafOf(path: FieldPath | undefined): string {
  const steps = segments(path);
  let text = '';
  for (const step of steps.reverse()) {
    if (typeof step === 'string') return `${step}${text}`;
    text = `[${typeof step === 'number' ? step : step.key}]${text}`;
  }
  return text === '' ? 'the object' : text;
}

const LONGEST = 60;

/** A value in a message: as in JSON, long ones cut. */
function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value, integers) ?? '');
  if (text.length <= LONGEST) return text;
  return typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? '[…]'
      : '{…}'
    : `${text.slice(0, LONGEST)}…"`;
}

function integers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
