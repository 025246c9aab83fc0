/** The pods of a DaemonSet, by node, and how new ones are made (kubernetes@v1.35.4 pkg/controller/daemon). */

import { groupBy } from '../../../kube/group-by.js';
import type { Affinity, PodTemplateSpec } from '../../../kube/types.generated.js';
import type { NewPod, Steps } from '../../action.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import { availableAt, isTerminal, type Pod } from '../../objects/pod.js';
import { managed, type World } from '../../world.js';
import { podFromTemplate } from '../pod-from-template.js';
import { daemonTolerations } from './placement.js';

/** Tells which pods have the present template. */
export const HASH_LABEL = 'controller-revision-hash';

const SOURCE = 'daemonset-controller';
const BURST_REPLICAS = 250;

/** Pods by the node that they are on or meant for. */
export type PodsByNode = ReadonlyMap<string, readonly Pod[]>;

/** All pods of the set but those that are deleted and have ended: being deleted, a pod keeps its node busy. */
export function podsByNode(set: DaemonSet, world: World): PodsByNode {
  const pods = managed(world, set.metadata.uid, 'Pod').filter(
    (pod) => !isTerminal(pod) || pod.metadata.deletionTimestamp === undefined,
  );
  return groupBy(pods, targetNode);
}

/** The node that a pod is bound to, or that its affinity names. */
function targetNode(pod: Pod): string | undefined {
  if (pod.node !== undefined) return pod.node;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const fields = required?.nodeSelectorTerms?.flatMap(({ matchFields = [] }) => matchFields) ?? [];
  return fields.find(({ key }) => key === 'metadata.name')?.values?.[0];
}

/** Scheduled ones first, then the oldest, in whole seconds, then by name. */
export function byAge(pods: readonly Pod[]): Pod[] {
  const second = (pod: Pod) => Math.floor(pod.metadata.creationTimestamp / 1000);
  return [...pods].sort(
    (one, other) =>
      Number(one.node === undefined) - Number(other.node === undefined) ||
      second(one) - second(other) ||
      (one.metadata.name < other.metadata.name ? -1 : 1),
  );
}

/** Has the pod the present template? */
export function isUpdated(pod: Pod, hash: string): boolean {
  return pod.metadata.labels[HASH_LABEL] === hash;
}

/** Is the pod available now? */
export function isAvailable(pod: Pod, set: DaemonSet, world: World): boolean {
  return (availableAt(pod, set.spec.minReadySeconds) ?? Infinity) <= world.now;
}

/** What is to be done, and why. */
export interface Change {
  /** Names of nodes that get a new pod. */
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  readonly because: string;
}

/** Creates and deletes pods (`syncNodes`). Gives the first refusal in the API server's words. */
export function* syncNodes(
  set: DaemonSet,
  hash: string,
  { create, remove, because }: Change,
): Steps<string | undefined> {
  const refusal = yield* slowStart(set, hash, create.slice(0, BURST_REPLICAS));
  for (const pod of remove.slice(0, BURST_REPLICAS)) {
    yield { do: 'delete', object: pod, because };
    const message = `Deleted pod: ${pod.metadata.name}`;
    yield { do: 'event', object: set, source: SOURCE, type: 'Normal', reason: 'SuccessfulDelete', message, because };
  }
  return refusal;
}

/** Creates pods in batches of 1, 2, 4, …; a batch with a failure is the last. */
function* slowStart(set: DaemonSet, hash: string, nodes: readonly string[]): Steps<string | undefined> {
  let done = 0;
  for (let batch = 1; done < nodes.length; batch *= 2) {
    let refusal: string | undefined;
    for (const node of nodes.slice(done, done + batch)) refusal = (yield* createPod(set, hash, node)) ?? refusal;
    if (refusal !== undefined) return refusal;
    done += batch;
  }
  return undefined;
}

function* createPod(set: DaemonSet, hash: string, node: string): Steps<string | undefined> {
  const because = `node ${node} needs a pod`;
  const outcome = yield { do: 'create', object: podFor(set, hash, node), because };
  if (outcome.kind === 'refused') {
    const message = `Error creating: ${outcome.message}`;
    yield { do: 'event', object: set, source: SOURCE, type: 'Warning', reason: 'FailedCreate', message, because };
    return outcome.message;
  }
  const message = `Created pod: ${outcome.object?.metadata.name ?? ''}`;
  yield { do: 'event', object: set, source: SOURCE, type: 'Normal', reason: 'SuccessfulCreate', message, because };
  return undefined;
}

/** The pod to make for a node. */
export function podFor(set: DaemonSet, hash: string, node: string): NewPod {
  return podFromTemplate(templateFor(set, hash, node), set);
}

// Pods of one template and node share their spec: a memo of what the function gives, not a memory.
const templates = new WeakMap<PodTemplateSpec, Map<string, PodTemplateSpec>>();

function templateFor({ spec: { template } }: DaemonSet, hash: string, node: string): PodTemplateSpec {
  const known = templates.get(template) ?? new Map<string, PodTemplateSpec>();
  templates.set(template, known);
  const made = known.get(`${hash} ${node}`) ?? templateOn(template, hash, node);
  known.set(`${hash} ${node}`, made);
  return made;
}

function templateOn(template: PodTemplateSpec, hash: string, node: string): PodTemplateSpec {
  const { metadata = {}, spec = {} } = template;
  return {
    ...template,
    metadata: { ...metadata, labels: { ...metadata.labels, [HASH_LABEL]: hash } },
    spec: { ...spec, tolerations: daemonTolerations(spec), affinity: affinityTo(node, spec.affinity) },
  };
}

/** The scheduler binds the pod; a required affinity to the node's name takes the place of the template's own. */
function affinityTo(node: string, affinity: Affinity = {}): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms: [{ matchFields }] };
  const nodeAffinity = { ...affinity.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution };
  return { ...affinity, nodeAffinity };
}
