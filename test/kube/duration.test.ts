import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/kube/duration.js';
import { readCases } from './cases.js';

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly out?: string;
}

describe('durations as Go reads them', () => {
  test.each(readCases<Case>('duration'))('"$input"', ({ input, ok, out }) => {
    const duration = parseDuration(input);
    expect(duration === undefined ? { ok: false } : { ok: true, out: formatDuration(duration) }).toEqual(
      out === undefined ? { ok } : { ok, out },
    );
  });
});
