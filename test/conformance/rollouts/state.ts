import { daemonState } from './daemon-sets.js';
import { jobState } from './jobs.js';
import type { State } from './passing.js';
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
  const counts = [
    'generation',
    'observedGeneration',
    'desired',
    'replicas',
    'updated',
    'ready',
    'available',
    'unavailable',
    'terminating',
  ];
  const numbers = counts.map((field) => `${field}=${num(line, field)}`).join(' ');
  return `Deployment/${line.name}: ${numbers} revision=${str(line, 'revision')} paused=${line.paused === true} ${sortedConditions(line)}`;
}

function replicaSet(line: Line): string {
  const counts = ['desired', 'replicas', 'ready', 'available', 'fullyLabeled', 'terminating'];
  const numbers = counts.map((field) => `${field}=${num(line, field)}`).join(' ');
  const marks = ['revision', 'revision-history', 'desired-replicas', 'max-replicas']
    .map((field) => `${field}=${str(line, field)}`)
    .join(' ');
  return `ReplicaSet/${line.name} of ${str(line, 'owner') || 'nobody'}: ${numbers} ${marks} ${sortedConditions(line)}`;
}

function sortedConditions(line: Line): string {
  const texts = list(line, 'conditions').map((text) =>
    text
      // The name of the pod that a quota refused is made up anew at each attempt.
      .replace(/(\b(?:pods|Pod) "[^"]*-)[a-z0-9]{5}"/g, '$1<p>"')
      // Which of the two it is depends on whether the Deployment or the ReplicaSet wrote its status first.
      .replace(/^Progressing=True\/(NewReplicaSetCreated|ReplicaSetUpdated): .*/, 'Progressing=True, under way'),
  );
  return texts.sort().join('; ');
}

function podGroups(state: ReadonlyMap<string, Line>): string[] {
  const groups = new Map<string, number>();
  for (const line of state.values()) {
    if (line.kind !== 'Pod') continue;
    // Which of a set's equal pods were released is not decided.
    const owner = str(line, 'owner') || str(line, 'name').replace(/<p\d+>/, '<p>');
    const words = [owner, line.phase, line.ready === true ? 'ready' : 'not ready'];
    for (const field of ['image', 'pod-template-hash', 'job-completion-index', 'disruption'])
      if (str(line, field) !== '') words.push(`${field}=${str(line, field)}`);
    if (list(line, 'finalizers').length > 0) words.push(`finalizers=${list(line, 'finalizers').join(',')}`);
    // A container that crashes runs for a moment now and then.
    const isCrashing = line.waiting === 'CrashLoopBackOff' || num(line, 'restarts') > 0;
    if (isCrashing) words.push('crashing');
    // Between two attempts the fake kubelet goes on saying the one, ours says both in turn.
    else if (line.waiting !== undefined) words.push(str(line, 'waiting').replace('ErrImagePull', 'ImagePullBackOff'));
    if (line.unschedulable !== undefined && line.node === undefined) words.push(str(line, 'unschedulable'));
    if (line.deleting === true) words.push('deleting');
    if (line.deletionCost !== undefined) words.push(`cost ${str(line, 'deletionCost')}`);
    const text = words.join(' ');
    groups.set(text, (groups.get(text) ?? 0) + 1);
  }
  return [...groups].map(([text, count]) => `${count} pods ${text}`).sort();
}

/** What the conditions of each Deployment and ReplicaSet were, in order. */
export function conditionsSeen(lines: readonly Line[]): State[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    if (line.kind !== 'Deployment' && line.kind !== 'ReplicaSet') return [];
    const id = idOf(line);
    const text = line.type === 'DELETED' ? 'gone' : plainConditions(line);
    // That a set has no failure is news only after it had one.
    if ((text === '' || text === 'gone') && !seen.has(id)) return [];
    seen.add(id);
    return [{ id, at: line.t_ms, text }];
  });
}

/**
 * With their messages. Whichever controller writes its status first decides what Progressing=True says; and of failures that
 * follow one another within moments which one's message stays.
 */
function plainConditions(line: Line): string {
  const texts = list(line, 'conditions').map((text) =>
    text.replace(/^Progressing=True.*/, 'Progressing=True').replace(/^(ReplicaFailure=True\/\w+): .*/, '$1'),
  );
  return texts.sort().join('; ');
}
