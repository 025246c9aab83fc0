import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { difference } from '../conformance/rollouts/compare.js';
import { play, readScenario } from '../conformance/rollouts/play.js';
import { type Line, num, readRecording, str } from '../conformance/rollouts/recording.js';

const FOLDER = 'test/oracle';

/** A recording that the controllers cannot have made: the comparison has to notice. */
interface Row {
  readonly scenario: string;
  readonly what: string;
  readonly change: (lines: readonly Line[]) => readonly Line[];
}

type Test = (line: Line) => boolean;

const isOf =
  (kind: string, name?: string): Test =>
  (line) =>
    line.kind === kind && (name === undefined || line.name === name);
const isEvent =
  (reason: string): Test =>
  (line) =>
    line.kind === 'Event' && line.reason === reason;
const without = (is: Test) => (lines: readonly Line[]) => lines.filter((line) => !is(line));
const set = (is: Test, fields: object) => (lines: readonly Line[]) =>
  lines.map((line) => (is(line) ? { ...line, ...fields } : line));
/** The last line of these with a field changed: how it ended. */
const atEnd = (is: Test, fields: object) => (lines: readonly Line[]) => {
  const place = lines.findLastIndex(is);
  return lines.map((line, at) => (at === place ? { ...line, ...fields } : line));
};
/** One of these comes where the other was: places and times are kept. */
const swapped = (one: Test, other: Test) => (lines: readonly Line[]) => {
  const [first, second] = [lines.findIndex(one), lines.findIndex(other)];
  return lines.map((line, at) => {
    const taken = at === first ? lines[second] : at === second ? lines[first] : undefined;
    return taken === undefined ? line : { ...taken, t_ms: line.t_ms, step: line.step };
  });
};
const sized =
  (name: string, size: number): Test =>
  (line) =>
    isOf('ReplicaSet', name)(line) && num(line, 'desired') === size;

const rows: readonly Row[] = [
  {
    scenario: 'deploy-4-surge1-unavail0',
    what: 'the old pods go before the new ones come',
    change: swapped(sized('web-<rs2>', 1), sized('web-<rs1>', 3)),
  },
  {
    scenario: 'deploy-10-surge30-unavail2',
    what: 'a pod more than surge allows',
    change: set((line) => sized('web-<rs2>', 3)(line) && line.t_ms < 9000, { desired: 4 }),
  },
  {
    scenario: 'deploy-3-recreate',
    what: 'the new pods come while the old ones are there',
    change: set((line) => isOf('ReplicaSet', 'web-<rs1>')(line) && num(line, 'desired') === 0, { desired: 1 }),
  },
  { scenario: 'deploy-3-default', what: 'no word of scaling', change: without(isEvent('ScalingReplicaSet')) },
  {
    scenario: 'deploy-3-default',
    what: 'somebody else says it',
    change: set(isEvent('ScalingReplicaSet'), { component: 'replicaset-controller' }),
  },
  {
    scenario: 'deploy-3-default',
    what: 'a warning instead of news',
    change: set(isEvent('SuccessfulCreate'), { eventType: 'Warning' }),
  },
  {
    scenario: 'deploy-quota',
    what: 'another reason why the quota refuses',
    change: (lines) =>
      lines.map((line) =>
        isEvent('FailedCreate')(line)
          ? { ...line, message: str(line, 'message').replace('exceeded quota', 'no') }
          : line,
      ),
  },
  {
    scenario: 'deploy-progress-deadline',
    what: 'another message of the condition',
    change: (lines) =>
      lines.map((line) =>
        isOf('Deployment')(line)
          ? { ...line, conditions: (line.conditions as string[]).map((text) => text.replace('timed out', 'hung')) }
          : line,
      ),
  },
  {
    scenario: 'deploy-progress-deadline',
    what: 'a deadline that does not pass',
    change: (lines) =>
      lines.filter((line) => !JSON.stringify(line.conditions ?? []).includes('ProgressDeadlineExceeded')),
  },
  {
    scenario: 'deploy-history-limit',
    what: 'another revision at the end',
    change: atEnd(isOf('Deployment'), { revision: '2' }),
  },
  {
    scenario: 'deploy-history-limit',
    what: 'an old ReplicaSet that nobody clears away',
    change: without((line) => isOf('ReplicaSet')(line) && line.type === 'DELETED'),
  },
  {
    scenario: 'deploy-scale',
    what: 'a status that is not of the newest spec',
    change: atEnd(isOf('Deployment'), { observedGeneration: 1 }),
  },
  { scenario: 'deploy-scale', what: 'one available more', change: atEnd(isOf('Deployment'), { available: 99 }) },
  { scenario: 'deploy-scale', what: 'a set of nobody', change: atEnd(isOf('ReplicaSet'), { owner: '' }) },
  {
    scenario: 'deploy-unschedulable',
    what: 'another reason why no node fits',
    change: set(isEvent('FailedScheduling'), { message: '0/5 nodes are available: 5 Insufficient cpu.' }),
  },
  {
    scenario: 'deploy-recreate-nopull-undo',
    what: 'an undo that kubectl refuses',
    change: (lines) => {
      const last = lines.findLast((line) => line.type === 'NOTE');
      return last === undefined ? lines : [...lines, { ...last, text: 'error: exit status 1' }];
    },
  },
  {
    scenario: 'sts-ordered',
    what: 'a pod that is not waited for',
    change: swapped(
      (line) => isOf('Pod', 'db-0')(line) && line.ready === true,
      (line) => isOf('Pod', 'db-1')(line) && line.type === 'ADDED',
    ),
  },
  {
    scenario: 'sts-partition',
    what: 'a pod below the partition that is updated',
    change: set((line) => isOf('Pod', 'db-0')(line) && line.step > 2, { 'controller-revision-hash': 'db-<rev2>' }),
  },
  {
    scenario: 'ds-default',
    what: 'two nodes at a time',
    change: (lines) => {
      const is = (line: Line) => line.kind === 'Pod' && line.ready === true && line.step > 2;
      return lines.filter((line) => !(is(line) && line.name === 'agent-<p5>'));
    },
  },
  {
    scenario: 'ds-surge',
    what: 'an old pod that stays',
    change: without((line) => isOf('Pod', 'agent-<p1>')(line) && (line.deleting === true || line.type === 'DELETED')),
  },
  {
    scenario: 'pdb-percent',
    what: 'one eviction more',
    change: (lines) =>
      lines.map((line) => ({ ...line, ...(line.text?.includes(': 429') && { text: 'evict x: 201' }) })),
  },
  {
    scenario: 'job-more-ready-than-active',
    what: 'a failure that is counted at once',
    change: (lines) => {
      const counted = lines.findIndex((line) => isOf('Job')(line) && num(line, 'failed') === 1);
      const deleted = lines.findIndex((line) => isOf('Pod')(line) && line.deleting === true);
      const [line, at] = [lines[counted], lines[deleted]];
      return line === undefined || at === undefined
        ? lines
        : lines.toSpliced(deleted + 1, 0, { ...line, succeeded: 0, t_ms: at.t_ms + 400 });
    },
  },
  { scenario: 'rs-deletion-cost', what: 'a pod too few', change: atEnd(isOf('ReplicaSet'), { replicas: 1 }) },
  { scenario: 'hpa-cpu-up-down', what: 'one look less', change: without((line) => num(line, 'utilization') === 225) },
];

describe('a recording that was tampered with', () => {
  test.each(rows)('$scenario: $what', ({ scenario: name, change }) => {
    const folder = join(FOLDER, 'scenarios', name);
    const scenario = readScenario(folder);
    const recording = readRecording(join(FOLDER, 'traces', `${name}.jsonl`));
    const played = play(folder, scenario, recording);
    expect(difference(scenario, recording, played)).toBeUndefined();
    const changed = change(recording);
    expect(changed).not.toEqual(recording);
    expect(difference(scenario, changed, played)).toBeDefined();
  });
});
