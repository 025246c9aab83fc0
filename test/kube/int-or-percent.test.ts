import { describe, expect, test } from 'vitest';
import { scaledValue } from '../../src/kube/int-or-percent.js';
import { readCases } from './cases.js';

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly out?: string;
}

describe('counts and percentages of 7, rounded up and down', () => {
  // intstr.Parse makes an int of what fits 32 bits.
  test.each(readCases<Case>('intstr'))('$input', ({ input, ok, out }) => {
    const isInt32 = /^[+-]?[0-9]+$/.test(input) && Number(input) === (Number(input) | 0);
    const value = isInt32 ? Number(input) : input;
    const [up, down] = [scaledValue(value, 7, 'up'), scaledValue(value, 7, 'down')];
    expect(up === undefined ? { ok: false } : { ok: true, out: `${up}/${down}` }).toEqual(
      out === undefined ? { ok } : { ok, out },
    );
  });
});
