// Quantities such as `100m`, `1.5Gi`, `12e6`: k8s.io/apimachinery v0.35.4 pkg/api/resource/{quantity,suffix,amount,math}.go.
import { type DecimalParts, divideRoundingUp, powerOfTen, splitQuantity, wrapInt64 } from './quantity-digits.js';

/** How a quantity was written, and is printed: `1k`, `1Ki` or `1e3`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An exact number, `unscaled * 10 ** scale`. */
export interface ParsedQuantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** Upstream holds it as an int64 and a scale; else as a big decimal. The two overflow differently. */
  readonly isInt64: boolean;
  /** The text, where upstream keeps it as the canonical form. */
  readonly text: string | undefined;
}

const DECIMAL_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);
const DECIMAL_SUFFIXES = new Map([...DECIMAL_EXPONENTS].map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIXES = new Map([...BINARY_EXPONENTS].map(([suffix, exponent]) => [exponent, suffix]));

const MAX_INT64 = 2n ** 63n - 1n;
const NANO = -9;
const ZERO: ParsedQuantity = { unscaled: 0n, scale: 0, format: 'DecimalSI', isInt64: true, text: '0' };

// The same few quantities fill all manifests: what was parsed is kept, up to a bound.
const CACHE_SIZE = 4096;
const cache = new Map<string, ParsedQuantity | undefined>();

/** The quantity, or `undefined` if the API server cannot read it. A number is read as JSON writes it. */
export function parseQuantity(value: string | number | bigint): ParsedQuantity | undefined {
  const text = typeof value === 'string' ? value : String(value);
  const known = cache.get(text);
  if (known !== undefined || cache.has(text)) return known;
  if (cache.size >= CACHE_SIZE) cache.clear();
  const quantity = parse(text);
  cache.set(text, quantity);
  return quantity;
}

function parse(text: string): ParsedQuantity | undefined {
  if (text === '0') return ZERO;
  const parts = splitQuantity(text);
  if (parts === undefined) return undefined;
  const suffix = interpretSuffix(parts.suffix);
  if (suffix === undefined) return undefined;
  const small = int64Quantity(text, parts, suffix);
  return small ?? (parts.hasDigits ? bigQuantity(parts, suffix) : undefined);
}

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function interpretSuffix(suffix: string): Suffix | undefined {
  const decimal = DECIMAL_EXPONENTS.get(suffix);
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' };
  const binary = BINARY_EXPONENTS.get(suffix);
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' };
  if (!/^[eE][+-]?[0-9]+$/.test(suffix)) return undefined;
  const exponent = BigInt(suffix.slice(suffix.charAt(1) === '+' ? 2 : 1));
  if (exponent !== wrapInt64(exponent)) return undefined;
  // Upstream cuts the exponent down to 32 bits.
  return { base: 10, exponent: Number(BigInt.asIntN(32, exponent)), format: 'DecimalExponent' };
}

// Upstream's fast path: digits that fit an int64 beside the suffix. It keeps the text if that is canonical already.
function int64Quantity(text: string, parts: DecimalParts, suffix: Suffix): ParsedQuantity | undefined {
  const { whole, fraction, negative } = parts;
  const isBinary = suffix.base === 2;
  if (isBinary && fraction !== '') return undefined;
  // 1Mi (2^20) has about 6 decimal digits.
  const precision = isBinary
    ? 14 - whole.length - Math.trunc((suffix.exponent * 3) / 10)
    : 18 - whole.length - fraction.length;
  const scale = (isBinary ? 0 : suffix.exponent) - fraction.length;
  if (precision < 0 || scale < NANO) return undefined;
  const digits = whole + fraction;
  const shifted = BigInt(digits);
  const magnitude = isBinary ? shifted << BigInt(suffix.exponent) : shifted;
  const isCanonical = isBinary
    ? (shifted & 7n) !== 0n
    : scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  return {
    unscaled: negative ? -magnitude : magnitude,
    scale,
    format: suffix.format,
    isInt64: true,
    text: isCanonical ? text : undefined,
  };
}

function bigQuantity(parts: DecimalParts, suffix: Suffix): ParsedQuantity {
  let unscaled = BigInt(parts.whole + parts.fraction);
  let scale = -parts.fraction.length;
  if (suffix.base === 2) unscaled <<= BigInt(suffix.exponent);
  else scale += suffix.exponent;
  if (unscaled !== 0n && scale !== NANO) {
    // Nothing is smaller than a billionth: whoever asks for some gets some.
    unscaled = scale < NANO ? divideRoundingUp(unscaled, NANO - scale) : unscaled * powerOfTen(scale - NANO);
    scale = NANO;
  }
  let format = suffix.format;
  if (format === 'BinarySI' && unscaled > MAX_INT64 * powerOfTen(-scale)) {
    unscaled = MAX_INT64;
    scale = 0;
  }
  if (format === 'BinarySI' && unscaled > 0n && unscaled < powerOfTen(-scale)) format = 'DecimalSI';
  return { unscaled: parts.negative ? -unscaled : unscaled, scale, format, isInt64: false, text: undefined };
}

/** Is the quantity negative (-1), zero (0) or positive (1)? */
export function signOf(quantity: ParsedQuantity): -1 | 0 | 1 {
  if (quantity.unscaled === 0n) return 0;
  return quantity.unscaled < 0n ? -1 : 1;
}

/** -1 if `left` is less than `right`, 0 if equal, 1 if greater; whatever their formats. */
export function compareQuantities(left: ParsedQuantity, right: ParsedQuantity): number {
  const leftSign = signOf(left);
  const rightSign = signOf(right);
  if (leftSign !== rightSign || leftSign === 0) return Math.sign(leftSign - rightSign);
  // The number of digits before the point decides, so that 1e1000000 needs no million digits.
  const magnitudes = digitsOf(left.unscaled) + left.scale - (digitsOf(right.unscaled) + right.scale);
  if (magnitudes !== 0) return magnitudes < 0 ? -leftSign : leftSign;
  const scale = Math.min(left.scale, right.scale);
  const difference = left.unscaled * powerOfTen(left.scale - scale) - right.unscaled * powerOfTen(right.scale - scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

/** The quantity as an int64, rounded up: bytes of memory, counts. Overflows as upstream's `Value()`. */
export function quantityValue(quantity: ParsedQuantity): bigint {
  return scaledInt64(quantity, 0);
}

/** The quantity in thousandths as an int64, rounded up: CPU millicores. Overflows as upstream's `MilliValue()`. */
export function quantityMilliValue(quantity: ParsedQuantity): bigint {
  return scaledInt64(quantity, -3);
}

const SHIFTED_AT_ONCE: ReadonlySet<number> = new Set([1, 2, 3, 6, 9]);

function scaledInt64(quantity: ParsedQuantity, scale: number): bigint {
  const shift = quantity.scale - scale;
  if (!quantity.isInt64) return bigInt64(quantity.unscaled, shift);
  if (shift < 0) return divideRoundingUp(quantity.unscaled, -shift);
  if (shift > 19) return 0n;
  const scaled = quantity.unscaled * powerOfTen(shift);
  const wrapped = wrapInt64(scaled);
  // Where the product overflows upstream gives up with 0, except for the shifts that it multiplies in one go.
  return scaled === wrapped || SHIFTED_AT_ONCE.has(shift) ? wrapped : 0n;
}

// scaledValue of upstream's scale_int.go, overflow and all: numbers below 2^63 take a fast path, very negative ones too.
function bigInt64(unscaled: bigint, shift: number): bigint {
  if (shift >= 0) return wrapInt64(unscaled * powerOfTen(shift));
  const divisor = powerOfTen(-shift);
  const isFast = unscaled < MAX_INT64 && -shift < 19;
  const dividend = isFast ? wrapInt64(unscaled) : unscaled;
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const rounded = !isFast && remainder < 0n ? quotient - 1n : quotient;
  return wrapInt64(remainder === 0n ? quotient : rounded + 1n);
}

/** The quantity as the API server stores and prints it: `0.5` → `500m`, `1024Mi` → `1Gi`, `1.5Gi` → `1536Mi`. */
export function formatQuantity(quantity: ParsedQuantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI' && quantity.scale <= 0) {
    const unit = powerOfTen(-quantity.scale);
    const whole = quantity.unscaled / unit;
    const isSmall = quantity.unscaled > -1024n * unit && quantity.unscaled < 1024n * unit;
    if (!isSmall && whole * unit === quantity.unscaled) return formatBinary(whole);
  }
  return formatDecimal(quantity);
}

function formatBinary(value: bigint): string {
  let mantissa = value;
  let exponent = 0;
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    exponent += 10;
  }
  return `${mantissa}${BINARY_SUFFIXES.get(exponent) ?? ''}`;
}

function formatDecimal(quantity: ParsedQuantity): string {
  let mantissa = quantity.unscaled;
  let exponent = quantity.scale;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent--;
  }
  if (quantity.format !== 'DecimalExponent') return `${mantissa}${DECIMAL_SUFFIXES.get(exponent) ?? ''}`;
  return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
}

/** `left + right`, in the format of the first that is not zero. */
export function addQuantities(left: ParsedQuantity, right: ParsedQuantity): ParsedQuantity {
  const scale = Math.min(left.scale, right.scale);
  const unscaled = left.unscaled * powerOfTen(left.scale - scale) + right.unscaled * powerOfTen(right.scale - scale);
  const format = left.unscaled === 0n ? right.format : left.format;
  return { unscaled, scale, format, isInt64: unscaled === wrapInt64(unscaled), text: undefined };
}
