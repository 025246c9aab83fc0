import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { difference } from '../conformance/rollouts/compare.js';
import { play, readScenario, unsupported } from '../conformance/rollouts/play.js';
import { type Line, num, readRecording } from '../conformance/rollouts/recording.js';
import { recordedNames, replay } from '../conformance/rollouts.js';

const FOLDER = 'test/oracle';
const simulated = recordedNames(FOLDER).filter((name) => {
  const folder = join(FOLDER, 'scenarios', name);
  return unsupported(folder, readScenario(folder)) === undefined;
});

describe('recordings of the real controllers', () => {
  test.each(simulated)('oracle: %s', (name) => {
    expect(replay(FOLDER, name)).toEqual({ name, result: 'agree', detail: '' });
  });
});

// The comparison has to notice: each changed recording is one that the controllers cannot have made.
describe('a recording that was tampered with', () => {
  const name = 'deploy-10-broken-undo';
  const folder = join(FOLDER, 'scenarios', name);
  const scenario = readScenario(folder);
  const recording = readRecording(join(FOLDER, 'traces', `${name}.jsonl`));
  const played = play(folder, scenario, recording);
  const isSize = (line: Line) => line.kind === 'ReplicaSet' && line.type !== 'DELETED' && num(line, 'desired') > 0;
  const changes: { readonly what: string; readonly change: (line: Line) => Line }[] = [
    { what: 'nothing', change: (line) => line },
    {
      what: 'one pod more in the first step down',
      change: (line) => (isSize(line) && num(line, 'desired') === 8 ? { ...line, desired: 7 } : line),
    },
    {
      what: 'one surge pod more',
      change: (line) => (isSize(line) && num(line, 'desired') === 3 ? { ...line, desired: 4 } : line),
    },
    {
      what: 'another revision',
      change: (line) => (line.kind === 'ReplicaSet' && line.revision === '3' ? { ...line, revision: '2' } : line),
    },
    {
      what: 'another event',
      change: (line) => (line.reason === 'ScalingReplicaSet' ? { ...line, reason: 'ScaledReplicaSet' } : line),
    },
    {
      what: 'a pod that is ready',
      change: (line) =>
        line.kind === 'Pod' && line.image === 'app:broken' && line.phase === 'Running'
          ? { ...line, ready: true }
          : line,
    },
  ];

  test.each(changes)('$what', ({ what, change }) => {
    expect(difference(scenario, recording.map(change), played) === undefined).toBe(what === 'nothing');
  });
});
