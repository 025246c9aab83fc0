// `npm run conformance -- rollouts DIR [NAME…]`: replays recordings of the real controllers in the simulator. DIR has
// `scenarios/NAME/steps.yaml` with manifests, and `traces/NAME.jsonl`, as the oracle's `trace` writes them.
//
// What is compared, and how strictly (a phase is what lies between two steps that act; it is quiet at an end where nothing
// had moved for the time that `stable` waits):
// - Input: the scenario's steps, at the times at which the recording shows their effect; how long each pod took to run and
//   to get ready (its `oracle/…` annotations and image tags, and the recorded times of the pod made at the same place in its
//   owner's order), and to stop, as the recordings' fake kubelet does (`fake-kubelet.ts`); of the nodes that take a pod, the
//   one that it got (`placement.ts`); of the moments at which the recorder may have measured pods, one that leads an
//   autoscaler to the recorded status (`metered.ts`). Nothing else of a recording reaches the simulator, and nothing depends on a scenario's name.
// - Chance: nodes and pods that are equal have no order there. The part of a second in which a recording began is not known
//   either. A recording agrees when one of eight choices reproduces it; a step that acts on pods takes
//   those that the recording names, or others of the same owner in the same state.
// - Refusals: a step that ends with an error has to end with one here, and none else.
// - Exact: from a quiet start, the order and sizes of the first decisions, until a pod changes its readiness (or a set's own
//   controller has just written its status: the update is then refused and comes with the next look). At a quiet end,
//   the whole state: every count, generation, owner, revision, revision history, condition with its message of Deployments and
//   ReplicaSets, and the pods by owner, template, phase, readiness, image, waiting reason, index, finalizers, deletion cost
//   and what the scheduler said.
// - Each decision (a ReplicaSet made or scaled): our Deployment controller, run on the recorded ReplicaSets as they were just
//   before, has to decide it (`explain.ts`). So however the real one batches pods that get ready together, every step is checked.
// - Pods of StatefulSets have names: each pod's life (made at which revision, ready, deleted, gone) is compared in order; over
//   all pods in one sequence where podManagementPolicy is OrderedReady (`stateful-sets.ts`). Replacements come in one sequence
//   under both policies. What the controller does within 0.25 s counts as together.
//   At a quiet end, every count and revision of the set, its ControllerRevisions with their numbers and owners, its claims
//   with phase and owners, and each pod by name.
// - Each Job and CronJob is followed act by act (`rollouts/jobs.ts`): counts, indexes and conditions with their messages, in
//   order, and the pods of each Job with their index; each within 1.5 s of the recorded time. Pods of one batch are made side
//   by side; how many ends a look finds, where it is not the last, depends on moments. Runs and codes of pods are input.
// - DaemonSets and budgets (`daemon-sets.ts`): at a quiet end every count, and how many nodes have which pods; between quiet ends what
//   happened to the pods of each node, whichever it is, the fewest ready and the most pods as far as that lasted 0.15 s, each
//   budget's lasting statuses in order (not where several select a pod: one of them is told of it, whichever), and the API server's words against evictions.
// - Sets: the kinds of events with type, reason, source and message; numbers in them belong to the decisions, except the
//   scheduler's. A log takes 25 events of one source about one object: beyond them the one or the other may miss some.
//   FailedCreate and FailedScheduling that were said before may be said again: when depends on the number of tries.
// - Conditions with their messages: each state that lasts longer than 0.7 s, there or here, in order (`passing.ts`).
// - Autoscalers: every status, in order, with its numbers and conditions and their messages; and when, within 1.5 s.
// - Bounds: the most pods wanted in a phase that starts and ends quiet; the last change of a size comes within 2.5 s and 30 %
//   of the recorded time.
// - Not compared: that a claim waits for its volume (moments there, none here), calls that the real StatefulSet controller
//   repeats because a claim changed meanwhile, names of nodes, which of two equal pods goes, Progressing=True with NewReplicaSetCreated or ReplicaSetUpdated
//   (whichever controller writes its status first), of ReplicaFailure conditions that follow one another which message stays,
//   NoPods between a pod that is gone and the next, binding a pod that is just deleted, events of the fake kubelet, times otherwise.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from './rollouts/compare.js';
import { play, readScenario, unsupported } from './rollouts/play.js';
import { readRecording } from './rollouts/recording.js';

/** What became of one scenario. */
export interface Replay {
  readonly name: string;
  readonly result: 'agree' | 'differ' | 'not simulated';
  /** The first difference, or what is not simulated. */
  readonly detail: string;
}

/**
 * The real controllers choose among equals (nodes of a DaemonSet, pods); one of so many of our choices, by seed, has to be
 * theirs. And times in the API are whole seconds: a recording does not say in which part of a second it began.
 */
const STARTS_MS = [0, 0, 500, 250, 750, 125, 625, 875];

/** Replays one recorded scenario of the folder. */
export function replay(folder: string, name: string): Replay {
  const scenarioFolder = join(folder, 'scenarios', name);
  const scenario = readScenario(scenarioFolder);
  const missing = unsupported(scenarioFolder, scenario);
  if (missing !== undefined) return { name, result: 'not simulated', detail: missing };
  const recording = readRecording(join(folder, 'traces', `${name}.jsonl`));
  let first: string | undefined;
  for (const [place, startMs] of STARTS_MS.entries()) {
    const shifted = recording.map((line) => ({ ...line, t_ms: line.t_ms + startMs }));
    const found = difference(scenario, shifted, play(scenarioFolder, scenario, shifted, place + 1));
    if (found === undefined) return { name, result: 'agree', detail: '' };
    first ??= found;
  }
  return { name, result: 'differ', detail: first ?? '' };
}

/** The scenarios of a folder that have a recording. */
export function recordedNames(folder: string): string[] {
  const names = readdirSync(join(folder, 'scenarios')).sort();
  return names.filter((name) => existsSync(join(folder, 'traces', `${name}.jsonl`)));
}

/** The command: prints each result, one line of JSON last; 1 when any simulated scenario differs. */
export function main(args: readonly string[]): number {
  const [folder, ...names] = args.filter((arg) => !arg.startsWith('--'));
  if (folder === undefined || !existsSync(join(folder, 'scenarios'))) {
    process.stderr.write('usage: npm run conformance -- rollouts DIR [NAME...] [--report-only]\n');
    return 2;
  }
  const replays = (names.length > 0 ? names : recordedNames(folder)).map((name) => replay(folder, name));
  for (const { name, result, detail } of replays)
    process.stdout.write(`${result}: ${name}${detail ? `: ${detail}` : ''}\n`);
  const count = (result: Replay['result']) => replays.filter((one) => one.result === result).length;
  const figures = {
    checked: count('agree') + count('differ'),
    agree: count('agree'),
    differ: count('differ'),
    notSimulated: count('not simulated'),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  const isHeld = figures.differ === 0 && figures.checked > 0;
  return isHeld || args.includes('--report-only') ? 0 : 1;
}
