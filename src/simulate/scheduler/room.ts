/** Room for what a pod asks for. Follows kubernetes@v1.35.4 pkg/scheduler/framework/plugins/noderesources/fit.go. */

import type { Resources } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { Filter, Plugin } from './plugin.js';
import { podRequests } from './resources.js';

/** Keeps pods from nodes without room. */
export const room: Plugin = ({ spec }, world): Filter => {
  const requests = [...podRequests(spec)].filter(([, amount]) => amount > 0);
  return ({ node, gone, more }) => {
    const used = world.indexes.nodeContents.get(node.metadata.name)?.usage;
    const { allocatable } = node.status;
    const isAsItIs = gone.length + more.length === 0;
    if (isAsItIs && fits(requests, used ?? NOTHING, allocatable)) return undefined;
    const change = isAsItIs ? NOTHING : changeOf(gone, more);
    const usage = (resource: string) => (used?.get(resource) ?? 0) + (change.get(resource) ?? 0);
    const reasons: string[] = [];
    let isFinal = false;
    if (usage('pods') + 1 > (allocatable.get('pods') ?? 0)) reasons.push('Too many pods');
    for (const [resource, amount] of requests) {
      const total = allocatable.get(resource) ?? 0;
      if (amount <= total - usage(resource)) continue;
      reasons.push(`Insufficient ${resource}`);
      isFinal ||= amount > total;
    }
    return reasons.length === 0 ? undefined : { reasons, isFinal };
  };
};

const NOTHING: Resources = new Map();

function fits(requests: readonly (readonly [string, number])[], used: Resources, allocatable: Resources): boolean {
  if ((used.get('pods') ?? 0) + 1 > (allocatable.get('pods') ?? 0)) return false;
  for (const [resource, amount] of requests)
    if (amount > (allocatable.get(resource) ?? 0) - (used.get(resource) ?? 0)) return false;
  return true;
}

function changeOf(gone: readonly Pod[], more: readonly Pod[]): ReadonlyMap<string, number> {
  const change = new Map<string, number>([['pods', more.length - gone.length]]);
  const note = (pods: readonly Pod[], sign: number) => {
    for (const pod of pods)
      for (const [resource, amount] of podRequests(pod.spec))
        change.set(resource, (change.get(resource) ?? 0) + sign * amount);
  };
  note(gone, -1);
  note(more, 1);
  return change;
}
