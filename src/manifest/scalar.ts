import type { Json } from '../kube/json.js';

/**
 * What a plain (unquoted) scalar means, as go.yaml.in/yaml/v2 `resolve.go` decides it for sigs.k8s.io/yaml v1.6: YAML 1.1
 * booleans and nulls, Go's integer syntax with underscores, and neither sexagesimal numbers nor timestamps.
 */
export interface Resolved {
  readonly tag: 'null' | 'bool' | 'int' | 'float' | 'str';
  /** A float can be infinite or not a number: JSON has no such value. */
  readonly value: null | boolean | number | bigint | string;
}

const words = new Map<string, Resolved>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
  words.set(word, { tag: 'bool', value: true });
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
  words.set(word, { tag: 'bool', value: false });
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, { tag: 'null', value: null });
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, { tag: 'float', value: Number.NaN });
for (const sign of ['', '+', '-']) {
  const value = sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const word of ['.inf', '.Inf', '.INF']) words.set(sign + word, { tag: 'float', value });
}
const longestWord = 5;

const anyWord = 1;
const numberStart = 2;
const hints = new Uint8Array(128);
for (const letter of 'yYnNtTfFoO~') hints[letter.charCodeAt(0)] = anyWord;
for (const digit of '0123456789+-.') hints[digit.charCodeAt(0)] = numberStart;

/** Can a plain scalar that starts with this character be anything but a string? */
export function mayResolve(firstCode: number): boolean {
  return firstCode < 128 && hints[firstCode] !== 0;
}

/** The meaning of a plain scalar. */
export function resolvePlain(text: string): Resolved {
  const hint = text === '' ? anyWord : hints[text.charCodeAt(0)];
  if (hint === undefined || hint === 0) return { tag: 'str', value: text };
  const word = text.length <= longestWord ? words.get(text) : undefined;
  if (word !== undefined) return word;
  if (hint === anyWord) return { tag: 'str', value: text };
  return resolveNumber(text) ?? { tag: 'str', value: text };
}

/** The JSON value of a plain scalar; `undefined` for infinities and NaN, which JSON does not have. */
export function plainValue(text: string): Json | undefined {
  const value = resolvePlain(text).value;
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}

/** The map key that a resolved scalar becomes in JSON; `undefined` where sigs.k8s.io/yaml refuses the key. */
export function keyOf(resolved: Resolved): string | undefined {
  const { tag, value } = resolved;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value === null) return undefined;
  if (tag === 'float') return formatFloat32(Number(value));
  return BigInt(value) > maxInt64 ? undefined : String(value);
}

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);
const maxUint64 = 2n ** 64n - 1n;
const yamlFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const goDotFloat = /^\.(?:[0-9]+(?:_[0-9]+)*)(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

function resolveNumber(text: string): Resolved | undefined {
  if (text.charCodeAt(0) === 46) return goDotFloat.test(text) ? finiteFloat(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const whole = wholeNumber(plain);
  if (whole !== undefined) return { tag: 'int', value: whole };
  return yamlFloat.test(plain) ? finiteFloat(plain) : undefined;
}

function finiteFloat(text: string): Resolved | undefined {
  const value = Number(text);
  // Go's ParseFloat fails beyond the range, and the scalar stays a string: 1e400.
  return Number.isFinite(value) ? { tag: 'float', value } : undefined;
}

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const prefixed = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
/** Go cuts `0b` off and reads the rest as a signed number. */
const signedBinary = /^0b[-+]([01]+)$/;

function wholeNumber(text: string): number | bigint | undefined {
  if (decimal.test(text)) return text.length <= 15 ? Number(text) + 0 : signed('', text.replace(/^[-+]/, ''), text);
  const [, , hexadecimal, bits = signedBinary.exec(text)?.[1], octal] = prefixed.exec(text) ?? [];
  if (hexadecimal !== undefined) return signed('0x', hexadecimal, text);
  if (octal !== undefined) return signed('0o', octal, text);
  return bits === undefined ? undefined : signed('0b', bits, text);
}

/** More digits than that are out of range in any base; turning a million of them into a number takes long. */
const mostDigits = 64;

function signed(prefix: string, digits: string, text: string): number | bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  if (significant.length > mostDigits) return undefined;
  const magnitude = BigInt(prefix + (significant || '0'));
  return inRange(/^(?:0b)?-/.test(text) ? -magnitude : magnitude, text);
}

function inRange(value: bigint, text: string): number | bigint | undefined {
  // ParseInt takes a sign, ParseUint does not: +18446744073709551615 is a float.
  const isSigned = /^(?:0b)?[-+]/.test(text);
  if (value < minInt64 || value > (isSigned ? maxInt64 : maxUint64)) return undefined;
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Go's `strconv.FormatFloat(f, 'g', -1, 32)`, with which sigs.k8s.io/yaml writes keys that are floats. */
function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toExponential(digits - 1))) !== single) digits++;
  const [mantissa = '', exponentText = '0'] = single.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  // Go's `%g` with the shortest digits turns to an exponent from 1e+06 on.
  if (exponent < -4 || exponent >= 6) return scientific(mantissa, exponent);
  return single.toFixed(Math.max(0, digits - 1 - exponent));
}

function scientific(mantissa: string, exponent: number): string {
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
