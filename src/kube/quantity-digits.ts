// The digits of a quantity and the arithmetic on them.

/** A quantity's text, taken apart as upstream's parseQuantityString does: no zeros in front, `0` for no digits. */
export interface DecimalParts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
  /** Is there any digit before the suffix? Upstream reads `.` as 0, but only on its fast path. */
  readonly hasDigits: boolean;
}

const FORM = /^([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;

/** The parts of a quantity, or `undefined` if it does not look like one. */
export function splitQuantity(text: string): DecimalParts | undefined {
  if (text === '') return undefined;
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, sign = '', zeros = '', whole = '', fraction = '', suffix = ''] = match;
  const hasDigits = zeros !== '' || whole !== '' || fraction !== '';
  return { negative: sign === '-', whole: whole === '' ? '0' : whole, fraction, suffix, hasDigits };
}

// Exponents that manifests really have; more are a computation away.
const POWERS = Array.from({ length: 32 }, (_, exponent) => 10n ** BigInt(exponent));

// 10^100000 has 100,001 digits: more is nobody's quantity, and would take memory that an attacker chooses.
const LARGEST_EXPONENT = 100_000;

/** Ten to the power of `exponent`, which is not negative; capped where no machine could hold the digits. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(Math.min(exponent, LARGEST_EXPONENT));
}

/** `value / 10 ** digits`, away from zero. */
export function divideRoundingUp(value: bigint, digits: number): bigint {
  const divisor = powerOfTen(digits);
  const quotient = value / divisor;
  if (quotient * divisor === value) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** The low 64 bits as a signed number: Go's overflow. */
export function wrapInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
