/** Faults after a first apply, without a scenario: what a short option asks for. */

import type { Steps } from '../action.js';
import { applyManifest } from '../admission/admit-manifest.js';
import { isActive } from '../objects/pod.js';
import { failNode, nodeNamed } from '../scenario/nodes.js';
import type { Reply, Step } from '../scenario/step.js';
import type { World } from '../world.js';
import { changeTemplate, ROLLED } from './template-change.js';

/** A fault. `new-pods` and `quota` come with a change of every template, without which nothing would notice them. */
export type Fault =
  | { readonly kind: 'new-pods' }
  | { readonly kind: 'quota' }
  /** A node by its name, or by its place from 1. */
  | { readonly kind: 'node'; readonly node: string };

/** Reads `new-pods`, `quota`, `node:node-2` or `node:2`. */
export function parseFault(text: string): Fault | undefined {
  if (text === 'new-pods' || text === 'quota') return { kind: text };
  const node = /^node:(.+)$/.exec(text)?.[1];
  return node === undefined ? undefined : { kind: 'node', node };
}

/** The steps that make the faults, after what was applied has settled. */
export function faultSteps(faults: readonly Fault[]): Step[] {
  const steps: Step[] = [];
  for (const fault of faults)
    if (fault.kind === 'node') steps.push(step(`fail ${nodeName(fault.node)}`, (world) => failed(fault.node, world)));
  const isFull = faults.some(({ kind }) => kind === 'quota');
  if (isFull) steps.push(step('fill a ResourceQuota of pods in each namespace', fillQuotas));
  if (isFull || faults.some(({ kind }) => kind === 'new-pods'))
    steps.push(step('change the template of each workload', changeTemplates));
  return steps;
}

function step(text: string, perform: Step['perform']): Step {
  return { text, start: { kind: 'settled' }, waitMs: 0, perform };
}

function nodeName(node: string): string {
  return /^\d+$/.test(node) ? `node ${node}` : node;
}

function* failed(name: string, world: World): Steps<Reply> {
  const nodes = [...world.objects.Node.values()];
  const node = /^\d+$/.test(name) ? nodes[Number(name) - 1] : nodeNamed(name, world);
  if (node === undefined) return `there is no node ${name}: the cluster has ${nodes.length}`;
  if (typeof node === 'string') return node;
  yield* failNode(node, undefined, world);
  return undefined;
}

function* fillQuotas(world: World): Steps<Reply> {
  const pods = new Map<string, number>();
  for (const pod of world.objects.Pod.values())
    if (isActive(pod)) pods.set(pod.metadata.namespace, (pods.get(pod.metadata.namespace) ?? 0) + 1);
  for (const [namespace, count] of [...pods].sort()) {
    const name = 'full';
    const object = { metadata: { name, namespace }, spec: { hard: { pods: String(count) } } };
    const refused = yield* applyManifest({ apiVersion: 'v1', kind: 'ResourceQuota', namespace, name, object }, world);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function* changeTemplates(world: World): Steps<Reply> {
  for (const kind of ROLLED) for (const object of world.objects[kind].values()) yield* changeTemplate(object, world);
  return undefined;
}
