/** What users and faults do to nodes. Each is a sequence of actions, as kubectl sends it. */

import { matchesRequirement, type Requirement } from '../../kube/selector.js';
import type { Taint } from '../../kube/types.generated.js';
import type { Steps } from '../action.js';
import { controllerOf } from '../objects/metadata.js';
import type { Drain, Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { current, managerOf, podsOn, type World } from '../world.js';

/** The flags of `kubectl drain`. */
export interface DrainFlags {
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  readonly force: boolean;
  /** Deletes pods instead of evicting them: no budget is asked. */
  readonly disableEviction?: boolean;
  /** `--pod-selector`: only these pods. */
  readonly requirements?: readonly Requirement[];
  readonly graceMs?: number;
  readonly timeoutMs?: number;
}

/** The node of that name, or kubectl's words. */
export function nodeNamed(name: string, world: World): Node | string {
  return world.objects.Node.get(`/${name}`) ?? `Error from server (NotFound): nodes "${name}" not found`;
}

/** `kubectl cordon` and `uncordon`. */
export function* cordon(node: Node, unschedulable: boolean): Steps {
  const because = `kubectl ${unschedulable ? 'cordon' : 'uncordon'}`;
  if (node.spec.unschedulable === unschedulable) return;
  yield { do: 'update', object: { ...node, spec: { ...node.spec, unschedulable } }, because };
}

/** A taint to add, or to remove: by key, and by effect if one is given. */
export type TaintChange =
  | { readonly kind: 'add'; readonly taint: Taint }
  | { readonly kind: 'remove'; readonly key: string; readonly effect: string };

/** Reads `disk=full:NoSchedule`, `disk:NoExecute-` or `disk-`, as `kubectl taint` does. */
export function parseTaint(text: string): TaintChange | undefined {
  const isRemoval = text.endsWith('-');
  const match = /^([^=:]+)(?:=([^:]*))?(?::([A-Za-z]+))?$/.exec(isRemoval ? text.slice(0, -1) : text);
  const [, key = '', value = '', effect = ''] = match ?? [];
  const isEffect = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect);
  if (key === '' || (effect !== '' && !isEffect)) return undefined;
  if (isRemoval) return { kind: 'remove', key, effect };
  return isEffect ? { kind: 'add', taint: { key, ...(value !== '' && { value }), effect } } : undefined;
}

/** `kubectl taint --overwrite`. */
export function* taint(node: Node, changes: readonly TaintChange[]): Steps {
  let taints: readonly Taint[] = node.spec.taints;
  for (const change of changes) {
    const { key, effect } = change.kind === 'add' ? change.taint : change;
    const rest = taints.filter((own) => own.key !== key || (effect !== '' && own.effect !== effect));
    taints = change.kind === 'add' ? [...rest, change.taint] : rest;
  }
  yield { do: 'update', object: { ...node, spec: { ...node.spec, taints } }, because: 'kubectl taint' };
}

/** The machine dies: its kubelet says nothing more, until `forMs` later or for good. */
export function* failNode(node: Node, forMs: number | undefined, world: World): Steps {
  const failure = { since: world.now, until: forMs === undefined ? undefined : world.now + forMs };
  yield { do: 'status', object: { ...node, status: { ...node.status, failure } }, because: 'the machine fails' };
}

/** The node's object is deleted, and its machine with it. */
export function* removeNode(node: Node): Steps {
  yield { do: 'delete', object: node, because: 'the node is removed' };
}

/** Begins a `kubectl drain`: cordons, then evicts (`controllers/drain.ts`). Gives kubectl's words if it refuses to. */
export function* drain(node: Node, flags: DrainFlags, world: World): Steps<string | undefined> {
  yield* cordon(node, true);
  const pods = [...podsOn(world, node.metadata.name)].sort((one, other) =>
    one.metadata.name < other.metadata.name ? -1 : 1,
  );
  const obstacles = new Map<string, string[]>();
  const left: Drain['left'][number][] = [];
  const { requirements = [], disableEviction = false } = flags;
  for (const pod of pods) {
    if (!requirements.every((requirement) => matchesRequirement(requirement, pod.metadata.labels))) continue;
    const judged = judge(pod, flags, world);
    const { key, uid } = pod.metadata;
    if (judged === 'evict') left.push({ key, uid, refusal: '' });
    else if (judged !== 'skip') obstacles.set(judged, [...(obstacles.get(judged) ?? []), key]);
  }
  if (obstacles.size > 0) {
    const texts = [...obstacles].map(([what, keys]) => `cannot delete ${what}: ${keys.join(', ')}`).sort();
    const all = texts.length === 1 ? texts.join() : `[${texts.join(', ')}]`;
    return `error: unable to drain node "${node.metadata.name}" due to error: ${all}, continuing command...`;
  }
  const now = current(world, node) ?? node;
  const until = flags.timeoutMs === undefined ? undefined : world.now + flags.timeoutMs;
  const begun: Drain = {
    since: world.now,
    until,
    graceMs: flags.graceMs,
    isDeleting: disableEviction,
    left,
    end: undefined,
  };
  yield { do: 'status', object: { ...now, status: { ...now.status, drain: begun } }, because: 'kubectl drain' };
  return undefined;
}

/** kubectl's filters, in their order (kubectl@v0.35.4 pkg/drain/filters.go). */
function judge(pod: Pod, flags: DrainFlags, world: World): string {
  const owner = controllerOf(pod.metadata);
  if (isTerminal(pod)) return 'evict';
  if (owner?.kind === 'DaemonSet' && managerOf(world, 'DaemonSet', pod) !== undefined)
    return flags.ignoreDaemonSets ? 'skip' : 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)';
  const hasLocalStorage = (pod.spec.volumes ?? []).some((volume) => volume.emptyDir !== undefined);
  if (hasLocalStorage && !flags.deleteEmptyDirData)
    return 'Pods with local storage (use --delete-emptydir-data to override)';
  // Upstream says "cannot delete" twice here.
  if (owner === undefined && !flags.force)
    return 'cannot delete Pods that declare no controller (use --force to override)';
  return 'evict';
}
