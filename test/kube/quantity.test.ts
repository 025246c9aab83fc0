import { describe, expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  signOf,
} from '../../src/kube/quantity.js';
import { readCases } from './cases.js';

interface QuantityCase {
  readonly input: string;
  readonly ok: boolean;
  readonly canonical?: string;
  readonly format?: string;
  readonly value?: string;
  readonly milli?: string;
  readonly dec?: string;
  readonly sign: string;
}

/** The number as inf.Dec prints it. */
function decimalText(unscaled: bigint, scale: number): string {
  if (scale >= 0) return `${unscaled * 10n ** BigInt(scale)}`;
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(1 - scale, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, scale)}.${digits.slice(scale)}`;
}

// Values beyond 2^53 must not pass through JSON.parse as numbers.
const cases = readCases<QuantityCase>('quantity', (text) => text.replace(/"(value|milli|sign)":(-?\d+)/g, '"$1":"$2"'));

describe('quantities as Go reads them', () => {
  test.each(cases)('$input', ({ input, ok, canonical, format, value, milli, dec, sign }) => {
    const quantity = parseQuantity(input);
    if (quantity === undefined) {
      expect(ok).toBe(false);
      return;
    }
    expect({
      ok: true,
      canonical: formatQuantity(quantity),
      format: quantity.format,
      value: `${quantityValue(quantity)}`,
      milli: `${quantityMilliValue(quantity)}`,
      dec: decimalText(quantity.unscaled, quantity.scale),
      sign: `${signOf(quantity)}`,
    }).toEqual({ ok, canonical, format, value, milli, dec, sign });
  });
});

describe('comparing and adding', () => {
  test.each([
    ['1', '1000m', 0],
    ['1Gi', '1G', 1],
    ['-1', '0', -1],
    ['0', '-0', 0],
    ['-2', '-1', -1],
    ['128Mi', '128M', 1],
    ['1e3', '1k', 0],
    ['0.1', '1e2147483647', -1],
    ['1e-2000000000', '1n', 0],
  ])('%s against %s', (left, right, expected) => {
    const [a, b] = [parseQuantity(left), parseQuantity(right)];
    expect(a !== undefined && b !== undefined && Math.sign(compareQuantities(a, b))).toBe(expected);
  });

  test.each([
    ['100m', '900m', '1'],
    ['1Gi', '512Mi', '1536Mi'],
    ['0', '1Gi', '1Gi'],
    ['1k', '1Ki', '2024'],
  ])('%s + %s', (left, right, sum) => {
    const [a, b] = [parseQuantity(left), parseQuantity(right)];
    expect(a !== undefined && b !== undefined && formatQuantity(addQuantities(a, b))).toBe(sum);
  });

  test('a JSON number is read as it is written', () => {
    expect([0.5, 2, 10n, 1e21].map((value) => formatQuantity(parseQuantity(value) ?? failed()))).toEqual([
      '500m',
      '2',
      '10',
      '1e+21',
    ]);
  });
});

function failed(): never {
  throw new Error('not a quantity');
}
