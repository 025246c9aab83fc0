// Named formats. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/format.go; in Kubernetes since 1.31.
import {
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isQualifiedName,
  isValidLabelValue,
} from '../../kube/names.js';
import { fn, type Library, member, plain } from '../declaration.js';
import { listOf, optionalOf, STRING, struct } from '../type.js';
import { isOpaque, NO_SUCH_OVERLOAD, NONE, some, type Value } from '../value.js';
import { parseRequestUri } from './go-url.js';

const FORMAT = struct('kubernetes.NamedFormat');

type Validate = (text: string) => readonly string[];

const FORMATS: ReadonlyMap<string, Validate> = new Map<string, Validate>([
  ['dns1123Label', isDns1123Label],
  ['dns1123Subdomain', isDns1123Subdomain],
  ['dns1035Label', isDns1035Label],
  ['qualifiedName', isQualifiedName],
  ['dns1123LabelPrefix', (text) => isDns1123Label(asPrefix(text))],
  ['dns1123SubdomainPrefix', (text) => isDns1123Subdomain(asPrefix(text))],
  ['dns1035LabelPrefix', (text) => isDns1035Label(asPrefix(text))],
  ['labelValue', isValidLabelValue],
  [
    'uri',
    (text) => {
      const parsed = parseRequestUri(text);
      return 'error' in parsed ? [parsed.error] : [];
    },
  ],
  [
    'uuid',
    matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, 'does not match the UUID format'),
  ],
  [
    'byte',
    matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/, 'invalid base64'),
  ],
  ['date', (text) => (isDate(text) ? [] : ['invalid date'])],
  ['datetime', (text) => (isDateTime(text) ? [] : ['invalid datetime'])],
]);

function matching(pattern: RegExp, message: string): Validate {
  return (text) => (pattern.test(text) ? [] : [message]);
}

// A prefix may end with a dash, which the generated suffix follows (`maskTrailingDash`).
function asPrefix(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  const last = new Date(0);
  last.setUTCFullYear(year ?? 0, month ?? 0, 0);
  return month !== undefined && month >= 1 && month <= 12 && day !== undefined && day >= 1 && day <= last.getUTCDate();
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const match = /^(\d\d):(\d\d):(\d\d)(.\d+)?(z|[+-]\d\d:\d\d)$/.exec(time);
  if (!isDate(date) || match === null) return false;
  return (match[1] ?? '') <= '23' && (match[2] ?? '') <= '59' && (match[3] ?? '') <= '59';
}

function format(name: string, validate: Validate): Value {
  return {
    kind: 'opaque',
    type: FORMAT,
    data: { name, validate },
    // Trusted here and below: values of this type hold what this file puts into them.
    equals: (other) => (other.data as { name: string }).name === name,
  };
}

function validated(value: Value, text: string): Value {
  if (!isOpaque(value) || value.type !== FORMAT) return NO_SUCH_OVERLOAD;
  const errors = (value.data as { validate: Validate }).validate(text);
  return errors.length === 0 ? NONE : some(errors);
}

/** The format library. */
export const FORMAT_LIBRARY: Library = {
  functions: [
    fn(
      'validate',
      member('format-validate', [FORMAT, STRING], optionalOf(listOf(STRING)), (value = null, text) =>
        validated(value, String(text)),
      ),
    ),
    fn(
      'format.named',
      plain('format-named', [STRING], optionalOf(FORMAT), (name) => {
        const validate = FORMATS.get(String(name));
        return validate === undefined ? NONE : some(format(String(name), validate));
      }),
    ),
    ...[...FORMATS].map(([name, validate]) =>
      fn(
        `format.${name}`,
        plain(`format.${name}`, [], FORMAT, () => format(name, validate)),
      ),
    ),
  ],
};
