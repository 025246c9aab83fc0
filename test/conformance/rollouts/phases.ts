/** Cuts a recording into phases: from one step that acts (not `stable`, `sleep`, `kubectl get`) to the next. */

import type { RecordedScenario, RecordedStep } from './play.js';
import { idOf, isObject, type Line, num } from './recording.js';

/** A change of a ReplicaSet's size. */
export interface Decision {
  readonly at: number;
  readonly set: string;
  readonly from: number;
  readonly to: number;
}

/** What happened between two acting steps. */
export interface Phase {
  /** The acting step that began it. */
  readonly step: number;
  /** The acting step that ended it. */
  readonly nextStep: number;
  /** Had everything settled when it began? Then its first decisions have one order only. */
  readonly isQuietStart: boolean;
  /** Had everything settled when it ended? Then the state at its end is decided. */
  readonly isQuietEnd: boolean;
  /** When its step began. */
  readonly startMs: number;
  readonly lines: readonly Line[];
  readonly decisions: readonly Decision[];
  /** The decisions before the first pod of this phase changed its readiness or went. */
  readonly first: readonly Decision[];
  /** Every object as it was at the start, by `Kind/name`. */
  readonly before: ReadonlyMap<string, Line>;
  /** Every object as it was at the end, by `Kind/name`. */
  readonly state: ReadonlyMap<string, Line>;
}

/** Does the step look only? */
export function isReading(step: RecordedStep): boolean {
  return /^(get|describe|rollout (history|status))\b/.test(step.kubectl ?? '');
}

function acts(step: RecordedStep): boolean {
  return step.stable === undefined && step.sleep === undefined && !isReading(step);
}

/** The phases of a recording of this scenario. */
export function phases(lines: readonly Line[], scenario: RecordedScenario): Phase[] {
  const acting = scenario.steps.flatMap((step, place) => (acts(step) ? [place] : []));
  const state = new Map<string, Line>();
  const sizes = new Map<string, number>();
  return acting.map((step, place) => {
    const end = acting[place + 1] ?? Infinity;
    const own = lines.filter((line) => line.step >= step && line.step < end);
    const isQuiet = (until: number) =>
      scenario.steps.slice(0, until).findLast((own) => !isReading(own))?.stable !== undefined;
    const { decisions, first } = decisionsIn(own, sizes);
    const before = new Map(state);
    for (const line of own) {
      if (!isObject(line)) continue;
      if (line.type === 'DELETED') state.delete(idOf(line));
      else state.set(idOf(line), line);
    }
    return {
      step,
      nextStep: end,
      isQuietStart: step === 0 || isQuiet(step),
      isQuietEnd: isQuiet(Math.min(end, scenario.steps.length)),
      startMs: own[0]?.t_ms ?? 0,
      lines: own,
      decisions,
      first,
      before,
      state: new Map(state),
    };
  });
}

/** Every object as it was when these phases began. */
export function linesBefore([first]: readonly Phase[]): readonly Line[] {
  return [...(first?.before.values() ?? [])].map((line) => ({ ...line, t_ms: first?.startMs ?? 0 }));
}

function decisionsIn(
  lines: readonly Line[],
  sizes: Map<string, number>,
): { readonly decisions: readonly Decision[]; readonly first: readonly Decision[] } {
  const decisions: Decision[] = [];
  const ready = new Map<string, unknown>();
  let first: Decision[] | undefined;
  for (const line of lines) {
    if (line.kind === 'Pod') {
      const isNews =
        line.type === 'DELETED' || line.deleting === true || (ready.get(line.name ?? '') ?? false) !== line.ready;
      ready.set(line.name ?? '', line.ready);
      if (isNews && line.deleting !== true) first ??= [...decisions];
    }
    if (line.kind !== 'ReplicaSet' || line.type === 'DELETED') continue;
    const set = line.name ?? '';
    const from = sizes.get(set) ?? 0;
    const to = num(line, 'desired');
    sizes.set(set, to);
    if (from !== to) decisions.push({ at: line.t_ms, set, from, to });
  }
  return { decisions, first: first ?? decisions };
}
