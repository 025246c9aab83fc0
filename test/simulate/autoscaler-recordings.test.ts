import { join } from 'node:path';
import { expect, test } from 'vitest';
import { difference } from '../conformance/rollouts/compare.js';
import { play, readScenario } from '../conformance/rollouts/play.js';
import { type Line, readRecording } from '../conformance/rollouts/recording.js';

const folder = join('test/oracle', 'scenarios', 'hpa-cpu-up-down');
const scenario = readScenario(folder);
const recording = readRecording(join('test/oracle', 'traces', 'hpa-cpu-up-down.jsonl'));
const played = play(folder, scenario, recording);

const isAutoscaler = (line: Line) => line.kind === 'HorizontalPodAutoscaler' && line.type === 'MODIFIED';

// The comparison has to notice what a real autoscaler cannot have done.
const changes: readonly { readonly what: string; readonly change: (line: Line) => Line; readonly agrees: boolean }[] = [
  { what: 'nothing', change: (line) => line, agrees: true },
  {
    what: 'another size',
    change: (line) => (isAutoscaler(line) && line.desired === 9 ? { ...line, desired: 8 } : line),
    agrees: false,
  },
  {
    what: 'another utilization',
    change: (line) => (isAutoscaler(line) && line.utilization === 225 ? { ...line, utilization: 224 } : line),
    agrees: false,
  },
  {
    what: 'a condition less',
    change: (line) => (isAutoscaler(line) ? { ...line, conditions: [] } : line),
    agrees: false,
  },
  {
    what: 'a look three seconds later',
    change: (line) => (isAutoscaler(line) ? { ...line, t_ms: line.t_ms + 3000 } : line),
    agrees: false,
  },
];

test.each(changes)('a recording of an autoscaler with $what changed', ({ change, agrees }) => {
  expect(difference(scenario, recording.map(change), played) === undefined).toBe(agrees);
});
