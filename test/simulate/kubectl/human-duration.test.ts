import { describe, expect, test } from 'vitest';
import { humanDuration } from '../../../src/simulate/kubectl/human-duration.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Each line is what k8s.io/apimachinery@v0.35.4 pkg/util/duration prints of the span.
const rows = [
  { ms: 0, text: '0s' },
  { ms: 999, text: '0s' },
  { ms: 119 * SECOND, text: '119s' },
  { ms: 2 * MINUTE, text: '2m' },
  { ms: 9 * MINUTE + 59 * SECOND, text: '9m59s' },
  { ms: 10 * MINUTE + 30 * SECOND, text: '10m' },
  { ms: 179 * MINUTE, text: '179m' },
  { ms: 3 * HOUR, text: '3h' },
  { ms: 7 * HOUR + 5 * MINUTE, text: '7h5m' },
  { ms: 8 * HOUR + 59 * MINUTE, text: '8h' },
  { ms: 47 * HOUR, text: '47h' },
  { ms: 2 * DAY, text: '2d' },
  { ms: 7 * DAY + 23 * HOUR, text: '7d23h' },
  { ms: 8 * DAY + 23 * HOUR, text: '8d' },
  { ms: 729 * DAY, text: '729d' },
  { ms: 730 * DAY, text: '2y' },
  { ms: 800 * DAY, text: '2y70d' },
  { ms: 3000 * DAY, text: '8y' },
];

describe('an age as kubectl prints it', () => {
  test.each(rows)('$ms ms is $text', ({ ms, text }) => {
    expect(humanDuration(ms)).toBe(text);
  });
});
