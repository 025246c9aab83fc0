/** What is compared of DaemonSets and budgets: counts, and the life of each node's pods; which node is which is not decided. */

import type { State } from './passing.js';
import { linesBefore, type Phase } from './phases.js';
import { idOf, type Line, num, str } from './recording.js';

/** DaemonSets and budgets with all their fields, and how many nodes have which pods of a DaemonSet, sorted. */
export function daemonState(state: ReadonlyMap<string, Line>): string[] {
  const texts = [...state.values()].flatMap((line) => {
    if (line.kind === 'DaemonSet') return [daemonSet(line)];
    if (line.kind === 'PodDisruptionBudget') return [budget(line)];
    return [];
  });
  return [...texts, ...nodesByPods(state)].sort();
}

function daemonSet(line: Line): string {
  const counts = ['desired', 'current', 'ready', 'available', 'unavailable', 'updated', 'misscheduled'];
  const marks = ['generation', 'observedGeneration'];
  return `DaemonSet/${line.name}: ${[...counts, ...marks].map((field) => `${field}=${num(line, field)}`).join(' ')}`;
}

function budget(line: Line): string {
  const counts = ['expectedPods', 'desiredHealthy', 'currentHealthy', 'disruptionsAllowed'];
  return `PodDisruptionBudget/${line.name}: ${counts.map((field) => `${field}=${num(line, field)}`).join(' ')}`;
}

function nodesByPods(state: ReadonlyMap<string, Line>): string[] {
  const byNode = new Map<string, string[]>();
  for (const line of state.values()) {
    if (!isOfDaemonSet(line)) continue;
    const words = [str(line, 'owner'), str(line, 'controller-revision-hash'), str(line, 'image'), str(line, 'phase')];
    const pod = [...words, line.ready === true ? 'ready' : 'not ready', line.deleting === true ? 'deleting' : ''];
    const node = str(line, 'node');
    byNode.set(node, [...(byNode.get(node) ?? []), pod.join(' ').trim()]);
  }
  return counted([...byNode.values()].map((pods) => pods.sort().join(' + ')));
}

/** What happened on each node, as `made rev1, deleted rev1, gone, made rev2`, and on how many nodes it was so. */
export function nodeLives(phases: readonly Phase[]): string[] {
  const lines = phases.flatMap((phase) => phase.lines).filter(isOfDaemonSet);
  const nodes = new Map<string, string>();
  for (const phase of phases) for (const line of phase.state.values()) place(nodes, line);
  for (const line of lines) place(nodes, line);
  const deleting = new Set<string>();
  const lives = new Map<string, string[]>();
  for (const line of lines) {
    const name = line.name ?? '';
    const act = actOf(line, deleting.has(name));
    if (line.deleting === true) deleting.add(name);
    if (act === undefined) continue;
    const key = `${str(line, 'owner')} ${nodes.get(name) ?? ''}`;
    lives.set(key, [...(lives.get(key) ?? []), act]);
  }
  return counted([...lives].map(([key, acts]) => `${key.split(' ')[0]}: ${acts.join(', ')}`));
}

function place(nodes: Map<string, string>, line: Line): void {
  if (isOfDaemonSet(line) && str(line, 'node') !== '') nodes.set(line.name ?? '', str(line, 'node'));
}

function actOf(line: Line, wasDeleting: boolean): string | undefined {
  const revision = str(line, 'controller-revision-hash');
  if (line.type === 'ADDED') return `made ${revision}`;
  if (line.type === 'DELETED') return undefined;
  return line.deleting === true && !wasDeleting ? `deleted ${revision}` : undefined;
}

function counted(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${count} nodes: ${text}`).sort();
}

/** One look of the controller makes pods before it deletes others: what lasts shorter than this is between the two. */
const TOGETHER_MS = 150;

/** How many pods of a DaemonSet there were at a moment, those that are being deleted not counted. */
interface Count {
  readonly at: number;
  readonly ready: number;
  readonly total: number;
}

/** The fewest ready and the most pods of each DaemonSet at once since the first change, as far as that lasted. */
export function daemonBounds(phases: readonly Phase[]): string[] {
  const before = linesBefore(phases).filter(isOfDaemonSet);
  const pods = new Map(before.map((line) => [line.name ?? '', line]));
  const counts = new Map<string, Count[]>();
  const at = phases[0]?.startMs ?? 0;
  const owners = new Set(before.map((line) => str(line, 'owner')));
  for (const line of phases.flatMap((phase) => phase.lines)) {
    if (!isOfDaemonSet(line)) continue;
    if (line.type === 'DELETED') pods.delete(line.name ?? '');
    else pods.set(line.name ?? '', line);
    const owner = str(line, 'owner');
    counts.set(owner, [...(counts.get(owner) ?? []), countOf(pods, owner, line.t_ms)]);
  }
  // Nothing changed: as before.
  for (const owner of owners) if (!counts.has(owner)) counts.set(owner, [countOf(pods, owner, at)]);
  return [...counts].map(([owner, own]) => `${owner}: ${boundsOf(own)}`).sort();
}

function countOf(pods: ReadonlyMap<string, Line>, owner: string, at: number): Count {
  const own = [...pods.values()].filter((pod) => str(pod, 'owner') === owner && pod.deleting !== true);
  return { at, ready: own.filter((pod) => pod.ready === true).length, total: own.length };
}

function boundsOf(counts: readonly Count[]): string {
  const windows = counts.map(({ at }, place) => counts.slice(place).filter((later) => later.at < at + TOGETHER_MS));
  const least = Math.min(...windows.map((window) => Math.max(...window.map(({ ready }) => ready))));
  const most = Math.max(...windows.map((window) => Math.min(...window.map(({ total }) => total))));
  return `at least ${least} ready, at most ${most}`;
}

/** The statuses of each budget in order, from the one that it had. */
export function budgetsSeen(phases: readonly Phase[]): State[] {
  const lines = [...linesBefore(phases), ...phases.flatMap((phase) => phase.lines)];
  return lines
    .filter((line) => line.kind === 'PodDisruptionBudget' && line.type !== 'DELETED')
    .map((line) => ({ id: idOf(line), at: line.t_ms, text: budget(line) }));
}

/** What the API server said against evictions, each once. */
export function refusedEvictions(phases: readonly Phase[]): string[] {
  const refusals = new Set<string>();
  for (const line of phases.flatMap((phase) => phase.lines)) {
    const said = line.type === 'NOTE' ? /^evict \S+: ([45]\d\d .*)$/.exec(line.text ?? '')?.[1] : undefined;
    if (said !== undefined) refusals.add(said);
  }
  return [...refusals].sort();
}

/** When anything was last done to a pod of a DaemonSet, from the start of the first phase. */
export function lastDaemonAct(phases: readonly Phase[]): number {
  const start = phases[0]?.startMs ?? 0;
  const acts = phases.flatMap((phase) => phase.lines).filter((line) => isOfDaemonSet(line) && line.type !== 'MODIFIED');
  return (acts.at(-1)?.t_ms ?? start) - start;
}

function isOfDaemonSet(line: Line): boolean {
  return line.kind === 'Pod' && str(line, 'owner').startsWith('DaemonSet/');
}
