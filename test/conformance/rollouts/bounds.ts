import type { Phase } from './phases.js';
import { num } from './recording.js';

/** The most pods wanted at once over all ReplicaSets of a phase, by owner. */
export function bounds(phase: Phase): string[] {
  const sizes = new Map<string, number>();
  let most = 0;
  const before = new Map<string, number>();
  for (const { set, from } of phase.decisions) if (!before.has(set)) before.set(set, from);
  for (const [id, line] of phase.state)
    if (line.kind === 'ReplicaSet') sizes.set(id.slice('ReplicaSet/'.length), num(line, 'desired'));
  for (const [set, from] of before) sizes.set(set, from);
  const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
  most = total();
  for (const { set, to } of phase.decisions) {
    sizes.set(set, to);
    most = Math.max(most, total());
  }
  return [`at most ${most} pods wanted`];
}
