// What Kubernetes takes for a name, a label, a port name and the like. Each function returns what is wrong, nothing if
// the value is fine. Twins of k8s.io/apimachinery v0.35.4 pkg/util/validation/validation.go and pkg/api/validate/content.
import { exceedsBytes } from './byte-length.js';

const LABEL_MAX = 63;
const SUBDOMAIN_MAX = 253;

const LABEL_DETAIL =
  "a lower case RFC 1123 label has lower case letters, digits and '-', and starts and ends with a letter or digit (such as 'my-name' or '123-abc')";
const SUBDOMAIN_DETAIL =
  "a lower case RFC 1123 subdomain has lower case letters, digits, '-' and '.', and each part starts and ends with a letter or digit (such as 'example.com')";
const LABEL_1035_DETAIL =
  "a DNS-1035 label has lower case letters, digits and '-', starts with a letter and ends with a letter or digit (such as 'my-name' or 'abc-123')";
const QUALIFIED_DETAIL =
  "has letters, digits, '-', '_' and '.', and starts and ends with a letter or digit (such as 'MyName', 'my.name' or '123-abc')";

// Classes of ASCII characters, as bits.
const LOWER = 1;
const UPPER = 2;
const DIGIT = 4;
const DASH = 8;
const UNDERSCORE = 16;
const DOT = 32;
const CLASSES = asciiClasses();

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  classes.fill(LOWER, 97, 123);
  classes.fill(UPPER, 65, 91);
  classes.fill(DIGIT, 48, 58);
  classes[45] = DASH;
  classes[95] = UNDERSCORE;
  classes[46] = DOT;
  return classes;
}

const LETTER_OR_DIGIT = LOWER | UPPER | DIGIT;
const LABEL_ENDS = LOWER | DIGIT;
const LABEL_INSIDE = LABEL_ENDS | DASH;
const NAME_INSIDE = LETTER_OR_DIGIT | DASH | UNDERSCORE | DOT;

function classOf(text: string, at: number): number {
  return CLASSES[text.charCodeAt(at)] ?? 0;
}

// Plain arguments, not an object: it runs on every name of every object.
/** Is text[start, end) not empty, made of `inside`, beginning with one of `first` and ending with one of `last`? */
function isMadeOf(text: string, start: number, end: number, first: number, inside: number, last: number): boolean {
  if (end <= start) return false;
  if ((classOf(text, start) & first) === 0 || (classOf(text, end - 1) & last) === 0) return false;
  for (let at = start + 1; at < end - 1; at++) if ((classOf(text, at) & inside) === 0) return false;
  return true;
}

function hasSubdomainForm(text: string): boolean {
  let start = 0;
  while (true) {
    const dot = text.indexOf('.', start);
    const end = dot === -1 ? text.length : dot;
    if (!isMadeOf(text, start, end, LABEL_ENDS, LABEL_INSIDE, LABEL_ENDS)) return false;
    if (dot === -1) return true;
    start = dot + 1;
  }
}

// Not frozen arrays: callers only read, and most values are fine.
const NONE: readonly string[] = [];

/** `must be no more than 63 characters`, as the server says it (it counts bytes). */
function tooLongDetail(max: number): string {
  return `must be no more than ${max} characters`;
}

function collect(tooLong: number | undefined, detail: string | undefined): readonly string[] {
  if (tooLong === undefined) return detail === undefined ? NONE : [detail];
  return detail === undefined ? [tooLongDetail(tooLong)] : [tooLongDetail(tooLong), detail];
}

/** A DNS label (RFC 1123), such as most names of Pods' parts. */
export function isDns1123Label(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, LABEL_MAX) ? LABEL_MAX : undefined;
  if (isMadeOf(value, 0, value.length, LABEL_ENDS, LABEL_INSIDE, LABEL_ENDS)) return collect(tooLong, undefined);
  return collect(tooLong, hasSubdomainForm(value) ? 'must not contain dots' : LABEL_DETAIL);
}

/** A DNS subdomain (RFC 1123): labels joined by dots, such as most names of objects. */
export function isDns1123Subdomain(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, SUBDOMAIN_MAX) ? SUBDOMAIN_MAX : undefined;
  return collect(tooLong, hasSubdomainForm(value) ? undefined : SUBDOMAIN_DETAIL);
}

/** A DNS subdomain whose labels may also hold and begin with `_`. */
export function isDns1123SubdomainWithUnderscore(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, SUBDOMAIN_MAX) ? SUBDOMAIN_MAX : undefined;
  const fine = value.split('.').every((label) => {
    const start = label.startsWith('_') ? 1 : 0;
    return isMadeOf(label, start, label.length, LABEL_ENDS, LABEL_INSIDE | UNDERSCORE, LABEL_ENDS);
  });
  return collect(tooLong, fine ? undefined : `${SUBDOMAIN_DETAIL}; '_' is allowed, too`);
}

/** A DNS label that begins with a letter (RFC 1035), such as a Service's name up to 1.35. */
export function isDns1035Label(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, LABEL_MAX) ? LABEL_MAX : undefined;
  const fine = isMadeOf(value, 0, value.length, LOWER, LABEL_INSIDE, LABEL_ENDS);
  return collect(tooLong, fine ? undefined : LABEL_1035_DETAIL);
}

/** `*.` and a DNS subdomain. */
export function isWildcardDns1123Subdomain(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, SUBDOMAIN_MAX) ? SUBDOMAIN_MAX : undefined;
  const fine = value.startsWith('*.') && hasSubdomainForm(value.slice(2));
  const detail =
    "a wildcard DNS-1123 subdomain starts with '*.' and goes on as a DNS subdomain (such as '*.example.com')";
  return collect(tooLong, fine ? undefined : detail);
}

/** A label's key, a finalizer, a taint's key: an optional subdomain and `/`, then up to 63 letters, digits, `-_.`. */
export function isQualifiedName(value: string): readonly string[] {
  const slash = value.indexOf('/');
  if (slash !== -1 && value.indexOf('/', slash + 1) !== -1) {
    return [
      `a qualified name ${QUALIFIED_DETAIL}, with an optional DNS subdomain and '/' before it (such as 'example.com/MyName')`,
    ];
  }
  if (slash === -1) {
    const nameIsFine =
      value.length <= LABEL_MAX && isMadeOf(value, 0, value.length, LETTER_OR_DIGIT, NAME_INSIDE, LETTER_OR_DIGIT);
    return nameIsFine ? NONE : namePartErrors(value);
  }
  return [...prefixPartErrors(value.slice(0, slash)), ...namePartErrors(value.slice(slash + 1))];
}

function prefixPartErrors(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must not be empty'];
  return isDns1123Subdomain(prefix).map((detail) => `prefix part ${detail}`);
}

function namePartErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (name === '') errors.push('name part must not be empty');
  else if (exceedsBytes(name, LABEL_MAX)) errors.push(`name part ${tooLongDetail(LABEL_MAX)}`);
  if (!isMadeOf(name, 0, name.length, LETTER_OR_DIGIT, NAME_INSIDE, LETTER_OR_DIGIT)) {
    errors.push(`name part ${QUALIFIED_DETAIL}`);
  }
  return errors;
}

/** A label's value: empty, or up to 63 letters, digits, `-_.` between a letter or digit at each end. */
export function isValidLabelValue(value: string): readonly string[] {
  const tooLong = exceedsBytes(value, LABEL_MAX) ? LABEL_MAX : undefined;
  const fine = value === '' || isMadeOf(value, 0, value.length, LETTER_OR_DIGIT, NAME_INSIDE, LETTER_OR_DIGIT);
  return collect(tooLong, fine ? undefined : `a label's value is empty or ${QUALIFIED_DETAIL}`);
}

/** An identifier of the C language. */
export function isCIdentifier(value: string): readonly string[] {
  const any = LETTER_OR_DIGIT | UNDERSCORE;
  const fine = isMadeOf(value, 0, value.length, LOWER | UPPER | UNDERSCORE, any, any);
  return fine
    ? NONE
    : ["a C identifier has letters, digits and '_', and does not start with a digit (such as 'my_name')"];
}

/** An integer as a person writes it: no sign `+`, no zeros in front. */
export function isDecimalInteger(value: string): readonly string[] {
  if (value === '') return ['must not be empty'];
  return /^(0|-?[1-9][0-9]*)$/.test(value) ? NONE : ['must be a decimal integer without leading zeros'];
}

/** A TCP or UDP port, 1 to 65535. */
export function isValidPortNumber(port: number): readonly string[] {
  return isInRange(port, 1, 65_535);
}

/** `value` lies between `min` and `max`, both included. */
export function isInRange(value: number | bigint, min: number, max: number): readonly string[] {
  return value >= min && value <= max ? NONE : [`must be between ${min} and ${max}, inclusive`];
}

/** A user or group id, 0 to 2147483647. */
export function isValidUserOrGroupId(id: number | bigint): readonly string[] {
  return isInRange(id, 0, 2_147_483_647);
}

/** A port's name, as IANA has them: at most 15 lower case letters, digits and single inner dashes, a letter among them. */
export function isValidPortName(name: string): readonly string[] {
  const errors: string[] = [];
  if (exceedsBytes(name, 15)) errors.push(tooLongDetail(15));
  if (!isMadeOf(name, 0, name.length, LABEL_INSIDE, LABEL_INSIDE, LABEL_INSIDE)) {
    errors.push("must contain only lower case letters, digits and '-'");
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one lower case letter');
  if (name.includes('--')) errors.push("must not contain '--'");
  if (name.startsWith('-') || name.endsWith('-')) errors.push("must not begin or end with '-'");
  return errors;
}

/** A percentage: digits and `%`. */
export function isPercent(value: string): readonly string[] {
  return /^[0-9]+%$/.test(value) ? NONE : ["a percentage is a number followed by '%' (such as '1%' or '93%')"];
}

/** The name of an HTTP header: letters, digits and `-`. */
export function isHttpHeaderName(name: string): readonly string[] {
  const any = LETTER_OR_DIGIT | DASH;
  return isMadeOf(name, 0, name.length, any, any, any)
    ? NONE
    : ["an HTTP header's name has letters, digits and '-' (such as 'X-Header-Name')"];
}

/** An environment variable's name as up to 1.31: letters, digits and `-_.`, no digit first, not `.`, `..` or `..x`. */
export function isEnvVarName(name: string): readonly string[] {
  const inside = NAME_INSIDE;
  const first = LOWER | UPPER | DASH | UNDERSCORE | DOT;
  const fine = isMadeOf(name, 0, name.length, first, inside, inside);
  const detail =
    "an environment variable's name has letters, digits, '_', '-' and '.', and does not start with a digit";
  return [...(fine ? NONE : [detail]), ...parentDirectoryErrors(name)];
}

/** An environment variable's name as since 1.32: any printable ASCII but `=`. */
export function isRelaxedEnvVarName(name: string): readonly string[] {
  if (name === '') return ["an environment variable's name must not be empty"];
  return /^[\x20-\x3c\x3e-\x7e]*$/.test(name)
    ? NONE
    : ["an environment variable's name has printable ASCII characters other than '='"];
}

/** A key of a ConfigMap or Secret: letters, digits and `-_.`, at most 253 of them, not `.`, `..` or `..x`. */
export function isConfigMapKey(key: string): readonly string[] {
  const fine = isMadeOf(key, 0, key.length, NAME_INSIDE, NAME_INSIDE, NAME_INSIDE);
  const detail = "a key has letters, digits, '-', '_' and '.' (such as 'key.name', 'KEY_NAME' or 'key-name')";
  const tooLong = exceedsBytes(key, SUBDOMAIN_MAX) ? SUBDOMAIN_MAX : undefined;
  const errors = collect(tooLong, fine ? undefined : detail);
  return key.startsWith('.') ? [...errors, ...parentDirectoryErrors(key)] : errors;
}

function parentDirectoryErrors(value: string): readonly string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : NONE;
}
