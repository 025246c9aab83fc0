/** What is compared of StatefulSets: their pods have names, so each is followed, and what is done to it has one order. */

import type { Phase } from './phases.js';
import { type Line, list, num, str } from './recording.js';

/** Things that happen within this time may come in another order: the real controller acts on several pods at once. */
const TOGETHER_MS = 250;

/** What happened to a pod of a StatefulSet. */
interface Act {
  readonly at: number;
  readonly set: string;
  readonly pod: string;
  readonly text: string;
}

/**
 * The life of each pod: made at which revision, ready, deleted, gone, in order. Sets of OrderedReady pods make one sequence over
 * all pods (`isOrdered` says which sets), others one for each pod.
 */
export function podActs(phases: readonly Phase[], isOrdered: (set: string) => boolean): Map<string, string[]> {
  const sequences = new Map<string, string[]>();
  for (const act of inOrder(acts(phases))) {
    const key = isOrdered(act.set) ? act.set : act.pod;
    const own = sequences.get(key) ?? [];
    sequences.set(key, [...own, act.text]);
  }
  return sequences;
}

/** Updates of pods that go one by one whatever the policy: names of pods that are made anew, by set. */
export function replacements(phases: readonly Phase[]): Map<string, string[]> {
  const gone = new Map<string, string>();
  const all: Act[] = [];
  for (const line of phases.flatMap((phase) => phase.lines)) {
    if (line.kind !== 'Pod' || !isOfStatefulSet(line)) continue;
    const pod = line.name ?? '';
    const revision = str(line, 'controller-revision-hash');
    if (line.type === 'DELETED') gone.set(pod, revision);
    const before = gone.get(pod);
    if (line.type !== 'ADDED' || before === undefined || before === revision) continue;
    all.push({ at: line.t_ms, set: str(line, 'owner'), pod, text: `${pod} ${before}→${revision}` });
  }
  const replaced = new Map<string, string[]>();
  for (const { set, text } of inOrder(all)) replaced.set(set, [...(replaced.get(set) ?? []), text]);
  return replaced;
}

/** When anything was last done to a pod of a StatefulSet, from the start of the first phase. */
export function lastAct(phases: readonly Phase[]): number {
  return (acts(phases).at(-1)?.at ?? phases[0]?.startMs ?? 0) - (phases[0]?.startMs ?? 0);
}

function acts(phases: readonly Phase[]): Act[] {
  const deleting = new Set<string>();
  const ready = new Set<string>();
  for (const line of phases[0]?.before.values() ?? []) if (line.ready === true) ready.add(line.name ?? '');
  const found: Act[] = [];
  for (const line of phases.flatMap((phase) => phase.lines)) {
    if (line.kind !== 'Pod' || !isOfStatefulSet(line)) continue;
    const pod = line.name ?? '';
    const text = actText(line, { wasDeleting: deleting.has(pod), wasReady: ready.has(pod) });
    if (line.ready === true && line.type !== 'DELETED') ready.add(pod);
    else ready.delete(pod);
    if (line.deleting === true && line.type !== 'DELETED') deleting.add(pod);
    else deleting.delete(pod);
    if (text !== undefined) found.push({ at: line.t_ms, set: str(line, 'owner'), pod, text: `${pod} ${text}` });
  }
  return found;
}

function actText(
  line: Line,
  { wasDeleting, wasReady }: { readonly wasDeleting: boolean; readonly wasReady: boolean },
): string | undefined {
  if (line.type === 'ADDED') return `made at ${str(line, 'controller-revision-hash')}`;
  if (line.type === 'DELETED') return 'gone';
  if (line.deleting === true) return wasDeleting ? undefined : 'deleted';
  return line.ready === true && !wasReady ? 'ready' : undefined;
}

/** By time; what the controller does together by the name of the pod. Getting ready is what it waits for: that has its place. */
function inOrder(all: readonly Act[]): Act[] {
  const ordered: Act[] = [];
  let group: Act[] = [];
  const close = () => {
    ordered.push(...group.sort((one, other) => (one.pod < other.pod ? -1 : one.pod > other.pod ? 1 : 0)));
    group = [];
  };
  for (const act of all) {
    const start = group[0]?.at ?? act.at;
    const isReadiness = act.text.endsWith(' ready');
    if (isReadiness || act.at - start > TOGETHER_MS) close();
    if (isReadiness) ordered.push(act);
    else group.push(act);
  }
  close();
  return ordered;
}

function isOfStatefulSet(line: Line): boolean {
  return str(line, 'owner').startsWith('StatefulSet/');
}

/** StatefulSets, revisions, claims and each pod, with all their fields, sorted. */
export function statefulState(state: ReadonlyMap<string, Line>): string[] {
  const texts = [...state.values()].flatMap((line) => {
    if (line.kind === 'StatefulSet') return [statefulSet(line)];
    if (line.kind === 'ControllerRevision')
      return [`ControllerRevision/${line.name} of ${str(line, 'owner') || 'nobody'}: ${num(line, 'revision')}`];
    if (line.kind === 'PersistentVolumeClaim') return [claim(line)];
    if (line.kind === 'Pod' && isOfStatefulSet(line)) return [pod(line)];
    return [];
  });
  return texts.sort();
}

function statefulSet(line: Line): string {
  const counts = [
    'desired',
    'replicas',
    'current',
    'updated',
    'ready',
    'available',
    'generation',
    'observedGeneration',
  ];
  const numbers = counts.map((field) => `${field}=${num(line, field)}`).join(' ');
  return `StatefulSet/${line.name}: ${numbers} ${str(line, 'currentRevision')} → ${str(line, 'updateRevision')}`;
}

function claim(line: Line): string {
  const owners = list(line, 'ownerRefs').join(', ') || 'nobody';
  return `PersistentVolumeClaim/${line.name}: ${str(line, 'phase')}, of ${owners}${line.deleting === true ? ', deleting' : ''}`;
}

function pod(line: Line): string {
  const words = [str(line, 'controller-revision-hash'), str(line, 'image'), str(line, 'phase')];
  return `Pod/${line.name}: ${words.join(' ')} ${line.ready === true ? 'ready' : 'not ready'}`;
}
