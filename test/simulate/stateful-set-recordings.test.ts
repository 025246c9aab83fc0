import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { difference } from '../conformance/rollouts/compare.js';
import { play, readScenario } from '../conformance/rollouts/play.js';
import { type Line, readRecording } from '../conformance/rollouts/recording.js';

const FOLDER = 'test/oracle';

interface Row {
  readonly name: string;
  readonly what: string;
  readonly change: (line: Line) => Line;
}

const isPod = (line: Line, name: string) => line.kind === 'Pod' && line.name === name;
const swapped = (line: Line, one: string, other: string): Line => {
  if (line.kind !== 'Pod' || line.step < 8) return line;
  return { ...line, name: line.name === one ? other : line.name === other ? one : (line.name ?? '') };
};

// The comparison has to notice: each changed recording is one that the controller cannot have made.
const rows: readonly Row[] = [
  { name: 'sts-ordered', what: 'nothing', change: (line) => line },
  { name: 'sts-ordered', what: 'an update from the first pod', change: (line) => swapped(line, 'db-0', 'db-2') },
  {
    name: 'sts-ordered',
    what: 'a pod of another revision',
    change: (line) =>
      isPod(line, 'db-1') && line['controller-revision-hash'] === 'db-<rev2>'
        ? { ...line, 'controller-revision-hash': 'db-<rev1>' }
        : line,
  },
  {
    name: 'sts-ordered',
    what: 'an update that is not complete',
    change: (line) =>
      line.kind === 'StatefulSet' && line.step === 9 ? { ...line, currentRevision: 'db-<rev1>' } : line,
  },
  {
    name: 'sts-ordered',
    what: 'another reason of an event',
    change: (line) => (line.reason === 'SuccessfulDelete' ? { ...line, reason: 'Killing' } : line),
  },
  {
    name: 'sts-parallel',
    what: 'an update that a pod was left out of',
    change: (line) =>
      isPod(line, 'db-1') && line['controller-revision-hash'] === 'db-<rev2>'
        ? { ...line, 'controller-revision-hash': 'db-<rev1>' }
        : line,
  },
  {
    name: 'sts-pvc-delete',
    what: 'a claim that belongs to nobody',
    change: (line) => (line.kind === 'PersistentVolumeClaim' ? { ...line, ownerRefs: [] } : line),
  },
  {
    name: 'sts-ondelete',
    what: 'a revision with another number',
    change: (line) => (line.kind === 'ControllerRevision' && line.revision === 2 ? { ...line, revision: 3 } : line),
  },
];

describe('a recording of a StatefulSet that was tampered with', () => {
  test.each(rows)('$name: $what', ({ name, what, change }) => {
    const folder = join(FOLDER, 'scenarios', name);
    const scenario = readScenario(folder);
    const recording = readRecording(join(FOLDER, 'traces', `${name}.jsonl`));
    const played = play(folder, scenario, recording);
    expect(difference(scenario, recording.map(change), played) === undefined).toBe(what === 'nothing');
  });
});
