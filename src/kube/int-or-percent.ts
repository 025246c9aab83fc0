// Counts that may be percentages: k8s.io/apimachinery v0.35.4 pkg/util/intstr/intstr.go.
import type { IntOrString } from './types.generated.js';

/**
 * What the value comes to for `total`: 25% of 10 is 3 rounded up and 2 rounded down; counts are themselves.
 * `undefined` if it is a string without `%` or with something else than an integer before it. Twin of
 * GetScaledValueFromIntOrPercent.
 */
export function scaledValue(value: IntOrString, total: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return value;
  const percentage = percentageOf(value);
  if (percentage === undefined) return undefined;
  const scaled = (percentage * total) / 100;
  // `+ 0` makes Go's 0 of -0.
  return (round === 'up' ? Math.ceil(scaled) : Math.floor(scaled)) + 0;
}

/** The number before the `%`, or `undefined`. */
export function percentageOf(value: string): number | undefined {
  const digits = /^([+-]?[0-9]+)%$/.exec(value)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
