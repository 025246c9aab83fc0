import { bounds } from './bounds.js';
import { eventWords } from './events.js';
import { type Decision, type Phase, phases, waves } from './phases.js';
import type { RecordedScenario } from './play.js';
import type { Line } from './recording.js';
import { conditionsSeen, finalState } from './state.js';

/** The noise window: pods that get ready within it of each other may be answered one by one or together. */
const NOISE_MS = 700;

/** The first difference between a recording and the simulator's lines, `undefined` if they agree. */
export function difference(
  scenario: RecordedScenario,
  recorded: readonly Line[],
  simulated: readonly Line[],
): string | undefined {
  const real = phases(recorded, scenario);
  const ours = phases(simulated, scenario);
  for (const [place, phase] of real.entries()) {
    const own = ours[place];
    if (own === undefined) return `step ${phase.step}: the simulator ended before it`;
    const found = phaseDifference(phase, own);
    if (found !== undefined) return `step ${phase.step} ${JSON.stringify(scenario.steps[phase.step])}: ${found}`;
  }
  return undefined;
}

function phaseDifference(real: Phase, own: Phase): string | undefined {
  if (real.isQuietStart) {
    const first = unlike('first decisions', real.first.map(text), own.first.map(text));
    if (first !== undefined) return first;
  }
  return (
    unlike('sizes after each wave', waves(real.decisions, NOISE_MS), waves(own.decisions, NOISE_MS)) ??
    unlike('events', eventWords(real.lines), eventWords(own.lines)) ??
    unlike('conditions', conditionsSeen(real.lines, NOISE_MS), conditionsSeen(own.lines, NOISE_MS)) ??
    unlike('bounds', bounds(real), bounds(own)) ??
    (real.isQuietEnd ? unlike('state at the end', finalState(real.state), finalState(own.state)) : undefined)
  );
}

function text({ set, from, to }: Decision): string {
  return `${set} ${from}→${to}`;
}

/** Where two lists differ first. */
function unlike(what: string, real: readonly string[], own: readonly string[]): string | undefined {
  const length = Math.max(real.length, own.length);
  for (let place = 0; place < length; place++) {
    if (real[place] === own[place]) continue;
    return `${what}: recorded ${real[place] ?? 'nothing more'}; simulated ${own[place] ?? 'nothing more'}`;
  }
  return undefined;
}
