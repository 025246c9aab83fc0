import { daemonState } from './daemon-sets.js';
import { jobState } from './jobs.js';
import { idOf, type Line, list, num, str } from './recording.js';
import { statefulState } from './stateful-sets.js';

/** Deployments and ReplicaSets with all their fields, pods by group with what matters of them, sorted. */
export function finalState(state: ReadonlyMap<string, Line>): string[] {
  const texts = [...state.values()].flatMap((line) => {
    if (line.kind === 'Deployment') return [deployment(line)];
    if (line.kind === 'ReplicaSet') return [replicaSet(line)];
    return [];
  });
  return [...texts.sort(), ...statefulState(state), ...daemonState(state), ...jobState(state), ...podGroups(state)];
}

function deployment(line: Line): string {
  const counts = ['desired', 'replicas', 'updated', 'ready', 'available', 'unavailable', 'terminating'];
  const numbers = counts.map((field) => `${field}=${num(line, field)}`).join(' ');
  return `Deployment/${line.name}: ${numbers} revision=${str(line, 'revision')} paused=${line.paused === true} ${sortedConditions(line)}`;
}

function replicaSet(line: Line): string {
  const counts = ['desired', 'replicas', 'ready', 'available', 'fullyLabeled', 'terminating'];
  const numbers = counts.map((field) => `${field}=${num(line, field)}`).join(' ');
  const marks = ['revision', 'revision-history', 'desired-replicas', 'max-replicas']
    .map((field) => `${field}=${str(line, field)}`)
    .join(' ');
  return `ReplicaSet/${line.name}: ${numbers} ${marks} ${sortedConditions(line)}`;
}

function sortedConditions(line: Line): string {
  // The name of the pod that a quota refused is made up anew at each attempt.
  const texts = list(line, 'conditions').map((text) =>
    text
      .replace(/<rs\d+>-[a-z0-9]{5}"/g, '<rs>-<p>"')
      // Which of the two it is depends on whether the Deployment or the ReplicaSet wrote its status first.
      .replace(/^Progressing=True\/(NewReplicaSetCreated|ReplicaSetUpdated): .*/, 'Progressing=True, under way'),
  );
  return texts.sort().join('; ');
}

function podGroups(state: ReadonlyMap<string, Line>): string[] {
  const groups = new Map<string, number>();
  for (const line of state.values()) {
    if (line.kind !== 'Pod') continue;
    const words = [str(line, 'owner') || line.name, line.phase, line.ready === true ? 'ready' : 'not ready'];
    if (line.waiting !== undefined) words.push(str(line, 'waiting'));
    if (line.unschedulable !== undefined && line.node === undefined) words.push(str(line, 'unschedulable'));
    if (line.deleting === true) words.push('deleting');
    if (line.deletionCost !== undefined) words.push(`cost ${str(line, 'deletionCost')}`);
    const text = words.join(' ');
    groups.set(text, (groups.get(text) ?? 0) + 1);
  }
  return [...groups].map(([text, count]) => `${count} pods ${text}`).sort();
}

/**
 * What the conditions of each Deployment and ReplicaSet were, in order, as far as they lasted longer than the noise window
 * or to the end of the phase: shorter ones depend on how changes are batched.
 */
export function conditionsSeen(lines: readonly Line[], noiseMs: number): string[] {
  const last = new Map<string, { readonly text: string; readonly since: number }>();
  const seen = new Map<string, string[]>();
  const note = (id: string, text: string) => {
    const own = seen.get(id) ?? [];
    // That a set has no failure is news only after it had one.
    if (text === '' && own.length === 0) return;
    if (own.at(-1) !== text) own.push(text);
    seen.set(id, own);
  };
  for (const line of lines) {
    if (line.kind !== 'Deployment' && line.kind !== 'ReplicaSet') continue;
    const id = idOf(line);
    const text = plainConditions(line);
    const before = last.get(id);
    if (before?.text === text) continue;
    if (before !== undefined && line.t_ms - before.since > noiseMs) note(id, before.text);
    if (line.type === 'DELETED') last.delete(id);
    else last.set(id, { text, since: line.t_ms });
  }
  for (const [id, { text }] of last) note(id, text);
  return [...seen]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([id, texts]) => texts.map((text) => `${id} ${text}`));
}

function plainConditions(line: Line): string {
  const texts = list(line, 'conditions').map((text) =>
    (text.split(': ')[0] ?? '').replace(/^Progressing=True.*/, 'Progressing=True'),
  );
  return texts.sort().join(' ');
}
