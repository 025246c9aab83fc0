import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { difference } from '../conformance/rollouts/compare.js';
import { play, readScenario } from '../conformance/rollouts/play.js';
import { type Line, readRecording, str } from '../conformance/rollouts/recording.js';

/** A recording that the controllers cannot have made: the comparison has to notice. */
interface Row {
  readonly scenario: string;
  readonly what: string;
  readonly change: (line: Line) => Line | undefined;
}

const isMade = (line: Line, kind: string) => line.kind === kind && line.type === 'ADDED';

const rows: readonly Row[] = [
  {
    scenario: 'job-fail-backoff3',
    what: 'a replacement that is two seconds late',
    change: (line) => (isMade(line, 'Pod') && line.name === 'work-<p3>' ? { ...line, t_ms: line.t_ms + 2000 } : line),
  },
  {
    scenario: 'job-fail-backoff3',
    what: 'one failure less',
    change: (line) => (line.kind === 'Job' && line.failed === 4 ? { ...line, failed: 3 } : line),
  },
  {
    scenario: 'job-single',
    what: 'no SuccessCriteriaMet before Complete',
    change: (line) =>
      line.kind === 'Job' && line.completed === false && Array.isArray(line.conditions)
        ? { ...line, conditions: [] }
        : line,
  },
  {
    scenario: 'job-per-index',
    what: 'another index',
    change: (line) =>
      isMade(line, 'Pod') && line.name === 'work-2-<p5>' ? { ...line, 'job-completion-index': '1' } : line,
  },
  {
    scenario: 'job-per-index',
    what: 'an index that did not fail',
    change: (line) =>
      line.kind === 'Job' && str(line, 'failedIndexes') === '0-2' ? { ...line, failedIndexes: '0,1' } : line,
  },
  {
    scenario: 'job-suspend',
    what: 'one pod more after the resumption',
    change: (line) => (isMade(line, 'Pod') && line.name === 'work-<p4>' ? undefined : line),
  },
  {
    scenario: 'cron-forbid',
    what: 'another scheduled time',
    change: (line) =>
      str(line, 'scheduledFor') === '2026-11-21T10:02:00Z' ? { ...line, scheduledFor: '2026-11-21T10:01:00Z' } : line,
  },
  {
    scenario: 'cron-replace',
    what: 'a Job that was not replaced',
    change: (line) => (line.kind === 'Job' && line.type === 'DELETED' ? undefined : line),
  },
  {
    scenario: 'cron-deadline',
    what: 'a Job for the time that was missed',
    change: (line) =>
      str(line, 'lastScheduleTime') === '2026-11-21T14:16:00Z'
        ? { ...line, lastScheduleTime: '2026-11-21T14:15:00Z' }
        : line,
  },
];

describe('a recording of a Job that was tampered with', () => {
  test.each(rows)('$scenario: $what', ({ scenario: name, change }) => {
    const folder = join('test/oracle/scenarios', name);
    const scenario = readScenario(folder);
    const recording = readRecording(join('test/oracle/traces', `${name}.jsonl`));
    const played = play(folder, scenario, recording);
    const changed = recording.flatMap((line) => change(line) ?? []);
    expect(changed).not.toEqual(recording);
    expect([recording, changed].map((lines) => difference(scenario, lines, played) === undefined)).toEqual([
      true,
      false,
    ]);
  });
});
