import { autoscalersDiffer } from './autoscalers.js';
import { bounds } from './bounds.js';
import { budgetsSeen, daemonBounds, lastDaemonAct, nodeLives, refusedEvictions } from './daemon-sets.js';
import { eventsUnlike } from './events.js';
import { unexplained } from './explain.js';
import { jobsUnlike } from './jobs.js';
import { statesUnlike } from './passing.js';
import { type Decision, isReading, linesBefore, type Phase, phases } from './phases.js';
import type { Played, RecordedScenario } from './play.js';
import { idOf, type Line, num, str } from './recording.js';
import { conditionsSeen, finalState } from './state.js';
import { lastAct, podActs, replacements } from './stateful-sets.js';

/** How much later or earlier than recorded things may come to rest: latency of the real control plane, per phase. */
const SLACK_MS = 2500;
const SLACK_SHARE = 0.3;

/** The first difference between a recording and what the simulator did, `undefined` if they agree. */
export function difference(scenario: RecordedScenario, all: readonly Line[], given: Played): string | undefined {
  // Of budgets that select the same pods an arbitrary one is told of each change.
  const isArbitrary = all.some((line) => str(line, 'reason') === 'MultiplePodDisruptionBudgets');
  const decided = (lines: readonly Line[]) =>
    isArbitrary ? lines.filter((line) => line.kind !== 'PodDisruptionBudget') : lines;
  const [recorded, played] = [decided(all), { ...given, lines: decided(given.lines) }];
  const ours = phases(played.lines, scenario);
  for (const span of spansOf(phases(recorded, scenario))) {
    const own = ours.filter(({ step }) => span.some((phase) => phase.step === step));
    const found = spanDifference(span, own, { recorded, simulated: played.lines });
    if (found !== undefined)
      return `step ${span.map(({ step }) => `${step} ${JSON.stringify(scenario.steps[step])}`).join(', ')}: ${found}`;
  }
  return (
    refusedUnlike(scenario, recorded, played.lines) ??
    autoscalersDiffer(recorded, played.lines) ??
    unexplained(recorded, played)
  );
}

/** Where kubectl ended with an error in one only. */
function refusedUnlike(
  scenario: RecordedScenario,
  recorded: readonly Line[],
  own: readonly Line[],
): string | undefined {
  for (const [place, step] of scenario.steps.entries()) {
    if ((step.apply ?? step.kubectl) === undefined || isReading(step)) continue;
    const error = (lines: readonly Line[]) =>
      lines.find((line) => line.type === 'NOTE' && line.step === place && line.text?.startsWith('error: ') === true);
    const [theirs, ours] = [error(recorded), error(own)];
    if ((theirs === undefined) !== (ours === undefined))
      return `step ${place} ${JSON.stringify(step)}: recorded ${theirs?.text ?? 'no error'}; simulated ${ours?.text ?? 'no error'}`;
  }
  return undefined;
}

/** Phases from one moment of rest to the next. */
function spansOf(all: readonly Phase[]): Phase[][] {
  const spans: Phase[][] = [];
  for (const phase of all) {
    const last = spans.at(-1);
    if (phase.isQuietStart || last === undefined) spans.push([phase]);
    else last.push(phase);
  }
  return spans;
}

function spanDifference(
  real: readonly Phase[],
  own: readonly Phase[],
  { recorded, simulated }: { readonly recorded: readonly Line[]; readonly simulated: readonly Line[] },
): string | undefined {
  const [first] = real;
  const [ownFirst] = own;
  const end = real.at(-1);
  const ownEnd = own.at(-1);
  if (first === undefined || ownFirst === undefined || end === undefined || ownEnd === undefined)
    return 'the simulator ended before it';
  const lines = (phases: readonly Phase[]) => phases.flatMap((phase) => phase.lines);
  const since = (phases: readonly Phase[]) => [...linesBefore(phases), ...lines(phases)];
  const isOne = real.length === 1;
  const said = (span: readonly Line[], all: readonly Line[]) => ({
    span,
    until: all.filter((line) => line.step < end.nextStep),
  });
  return (
    firstUnlike(first, ownFirst) ??
    pods(real, own, end.isQuietEnd) ??
    jobsUnlike(real, own, end.isQuietEnd) ??
    eventsUnlike(said(lines(real), recorded), said(lines(own), simulated)) ??
    statesUnlike('conditions', conditionsSeen(since(real)), conditionsSeen(since(own))) ??
    (isOne ? unlike('bounds', bounds(end), bounds(ownEnd)) : undefined) ??
    (end.isQuietEnd ? unlike('state at the end', finalState(end.state), finalState(ownEnd.state)) : undefined) ??
    (end.isQuietEnd ? late(end, ownEnd) : undefined) ??
    (end.isQuietEnd ? lateBy('last change of a pod', lastAct(real), lastAct(own)) : undefined) ??
    (end.isQuietEnd ? daemons(real, own) : undefined)
  );
}

function text({ set, from, to }: Decision): string {
  return `${set} ${from}→${to}`;
}

/** How long a status that the ReplicaSet controller wrote may be new to the Deployment controller. */
const CONFLICT_MS = 250;

/**
 * Where the first decisions differ, as far as both go. Where a set's own controller has just written its status, the
 * Deployment controller's update is refused and comes again with its next look: then the order says nothing from there on.
 */
function firstUnlike(real: Phase, own: Phase): string | undefined {
  const place = real.first.findIndex(
    (decision, place) => own.first[place] !== undefined && text(decision) !== text(own.first[place]),
  );
  const [theirs, ours] = [real.first[place], own.first[place]];
  if (theirs === undefined || ours === undefined) return undefined;
  const isRefused = real.lines.some(
    (line) =>
      idOf(line) === `ReplicaSet/${ours.set}` &&
      line.type === 'MODIFIED' &&
      num(line, 'desired') === ours.from &&
      line.t_ms <= theirs.at &&
      line.t_ms >= theirs.at - CONFLICT_MS &&
      // It was scaled itself in this phase, so its controller is at work.
      real.first.some(({ set, to, at }) => set === ours.set && to === ours.from && at < line.t_ms),
  );
  const isMadeLater = real.decisions.some((decision) => decision.at > theirs.at && text(decision) === text(ours));
  if (isRefused && isMadeLater) return undefined;
  return `first decisions: recorded ${text(theirs)}; simulated ${text(ours)}`;
}

/** Does the set act on one pod after the other? Only the simulator's lines tell. */
function isOrderedIn(own: readonly Phase[], set: string): boolean {
  const seen = own.flatMap((phase) => [...phase.state.values(), ...phase.lines]);
  return seen.find((line) => line.kind !== 'Event' && idOf(line) === set)?.policy === 'OrderedReady';
}

/** Where the pods of StatefulSets went another way. */
function pods(real: readonly Phase[], own: readonly Phase[], isWhole: boolean): string | undefined {
  const isOrdered = (set: string) => isOrderedIn(own, set);
  const compare = isWhole ? unlike : prefixUnlike;
  for (const [what, of] of [
    ['pods of', (all: readonly Phase[]) => podActs(all, isOrdered)],
    ['updates of', replacements],
  ] as const) {
    const [recorded, simulated] = [of(real), of(own)];
    for (const key of new Set([...recorded.keys(), ...simulated.keys()])) {
      const found = compare(`${what} ${key}`, recorded.get(key) ?? [], simulated.get(key) ?? []);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Where DaemonSets, budgets and evictions went another way. */
function daemons(real: readonly Phase[], own: readonly Phase[]): string | undefined {
  const isOne = real.length === 1;
  return (
    unlike('refused evictions', refusedEvictions(real), refusedEvictions(own)) ??
    (isOne ? statesUnlike('budgets', budgetsSeen(real), budgetsSeen(own)) : undefined) ??
    (isOne ? unlike('lives of nodes', nodeLives(real), nodeLives(own)) : undefined) ??
    (isOne ? unlike('bounds of nodes', daemonBounds(real), daemonBounds(own)) : undefined) ??
    lateBy('last change of a pod', lastDaemonAct(real), lastDaemonAct(own))
  );
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

/** Where two lists differ first, as far as both go: a pod that is ready early ends the recorded one early. */
function prefixUnlike(what: string, real: readonly string[], own: readonly string[]): string | undefined {
  const length = Math.min(real.length, own.length);
  return unlike(what, real.slice(0, length), own.slice(0, length));
}

/** Did the sizes come to rest at about the same time? */
function late(real: Phase, own: Phase): string | undefined {
  const took = (phase: Phase) => (phase.decisions.at(-1)?.at ?? phase.startMs) - phase.startMs;
  return lateBy('last change of a size', took(real), took(own));
}

function lateBy(what: string, recordedMs: number, simulatedMs: number): string | undefined {
  if (Math.abs(recordedMs - simulatedMs) <= SLACK_MS + SLACK_SHARE * recordedMs) return undefined;
  return `${what}: recorded after ${recordedMs / 1000} s; simulated after ${simulatedMs / 1000} s`;
}
