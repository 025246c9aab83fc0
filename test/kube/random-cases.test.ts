// Random texts and what Go's own code (k8s.io/apimachinery v0.35.4) made of them.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
} from '../../src/kube/quantity.js';
import { formatSelectorText, parseSelectorText } from '../../src/kube/selector.js';

interface Cases {
  /** Two quantities, and what the first is, how it compares, and their sum. */
  readonly quantities: readonly (readonly [string, string, string])[];
  /** A selector and what it prints as. */
  readonly selectors: readonly (readonly [string, string])[];
}

// The file is ours: every entry is compared whole.
const cases = JSON.parse(readFileSync(new URL('cases/random.json', import.meta.url), 'utf8')) as Cases;

function describeQuantities(left: string, right: string): string {
  const [a, b] = [parseQuantity(left), parseQuantity(right)];
  if (a === undefined) return 'error';
  const alone = `${formatQuantity(a)} ${a.format} ${quantityValue(a)} ${quantityMilliValue(a)}`;
  if (b === undefined) return alone;
  return `${alone} cmp ${compareQuantities(a, b)} sum ${formatQuantity(addQuantities(a, b))}`;
}

function describeSelector(text: string): string {
  const parsed = parseSelectorText(text);
  return parsed.kind === 'error' ? 'error' : `ok ${formatSelectorText(parsed.requirements)}`;
}

test('quantities', () => {
  const ours = cases.quantities.map(([left, right]) => [left, right, describeQuantities(left, right)]);
  expect(ours).toEqual(cases.quantities);
});

test('selectors', () => {
  expect(cases.selectors.map(([text]) => [text, describeSelector(text)])).toEqual(cases.selectors);
});
