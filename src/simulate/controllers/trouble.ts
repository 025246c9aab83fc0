import { missingText, withObstacles } from '../kubelet/config-keys.js';
import { isDone } from '../kubelet/pod-status.js';
import { endOf, isGated, isNeverReady, troubledContainer } from '../kubelet/trouble.js';
import { conditionOf } from '../objects/condition.js';
import type { DaemonSet } from '../objects/daemon-set.js';
import { isActive, isTerminating, type Pod } from '../objects/pod.js';
import type { PodSet } from '../objects/replication-controller.js';
import { managed, type World } from '../world.js';
import { wishesOf } from './no-node.js';

/** Why pods are not available, in a sentence with the numbers, and what a person does about it. */
export interface Trouble {
  readonly reason: string;
  readonly next: string;
}

/** Looks at the pods of these sets that are not available and at the pods that could not be created. */
export function podTrouble(sets: readonly (PodSet | DaemonSet)[], world: World): Trouble {
  for (const set of sets) {
    const failure = set.kind === 'DaemonSet' ? undefined : conditionOf(set.status.conditions, 'ReplicaFailure');
    if (failure !== undefined) return { reason: failure.message, next: nextFor(failure.message) };
  }
  const pods = sets.flatMap((set) => managed(world, set.metadata.uid, 'Pod')).filter(isActive);
  const unready = pods.filter(({ status }) => !status.ready);
  // A pod that crashes is ready between two restarts, and never for long enough.
  const restarted = pods.filter(({ status }) => status.ready && status.restarts > 0);
  return mostOf(unready, world) ?? lingering(sets, world) ?? mostOf(restarted, world) ?? NOTHING;
}

/** What most of these pods, that are not ready, have in common. */
export function mostOf(pods: readonly Pod[], world: World): Trouble | undefined {
  const causes = new Map<string, { readonly cause: Cause; count: number }>();
  for (const pod of pods) {
    const cause = causeOf(pod, world);
    const known = causes.get(cause.many) ?? { cause, count: 0 };
    known.count++;
    causes.set(cause.many, known);
  }
  const [most] = [...causes.values()].sort((one, other) => other.count - one.count);
  if (most === undefined) return undefined;
  const { cause, count } = most;
  return { reason: count === 1 ? `1 pod ${cause.one}` : `${count} pods ${cause.many}`, next: nextFor(cause.many) };
}

const NOTHING: Trouble = { reason: 'nothing is left to wait for', next: 'kubectl describe shows the events' };

/** Pods whose node does not answer: they are deleted and never gone. */
function lingering(sets: readonly (PodSet | DaemonSet)[], world: World): Trouble | undefined {
  const pods = sets.flatMap((set) => managed(world, set.metadata.uid, 'Pod')).filter(isTerminating);
  const dead = pods.filter(({ node }) => world.objects.Node.get(`/${node ?? ''}`)?.status.ready === false);
  if (dead.length === 0) return undefined;
  const names = [...new Set(dead.map(({ node = '' }) => node))].sort();
  const listed = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  const pod = dead.length === 1 ? '1 pod is' : `${dead.length} pods are`;
  return {
    reason: `${pod} terminating on nodes that do not answer (${listed}) and counted as unavailable`,
    next: `repair or delete these nodes (kubectl delete node ${names[0] ?? ''}), or allow ${dead.length + 1} to be unavailable`,
  };
}

/** What pods do that are not ready: of one pod, and of many. */
export interface Cause {
  readonly one: string;
  readonly many: string;
}

/** What this pod does, that is not ready. */
export function causeOf(pod: Pod, world: World): Cause {
  const { status, node, life } = pod;
  const both = (text: string): Cause => ({ one: text, many: text });
  if (node !== undefined && !world.objects.Node.has(`/${node}`)) {
    const how = `bound to node ${node}, which the cluster does not have`;
    return { one: `is ${how}`, many: `are ${how}` };
  }
  if (status.unschedulable !== '')
    return both(`cannot be scheduled (${firstSentence(status.unschedulable)}${wishesOf(pod, world)})`);
  if (status.unattached !== undefined) {
    const volume = world.objects.PersistentVolume.get(`/${status.unattached}`);
    const claim = volume?.spec.claimRef?.name ?? status.unattached;
    const how = `for the volume of PersistentVolumeClaim ${claim}, which node ${volume?.status.attachedTo ?? '?'} has (Multi-Attach error)`;
    return { one: `waits ${how}`, many: `wait ${how}` };
  }
  if (status.waiting === 'FailedMount') return both(`cannot mount volumes (FailedMount${unmountedText(pod, world)})`);
  const place = troubledContainer(pod);
  const image = pod.life.containers[place]?.image || '?';
  const state = status.containers[place];
  if (state?.reason === 'ImagePullBackOff' || state?.reason === 'ErrImagePull')
    return both(`cannot pull image ${image} (ImagePullBackOff)`);
  if (state?.reason === 'InvalidImageName' || state?.reason === 'ErrImageNeverPull')
    return both(`cannot get image ${image} (${state.reason})`);
  if (state?.reason === 'CreateContainerConfigError')
    return both(
      `cannot create container ${pod.life.containers[place]?.name} (CreateContainerConfigError${obstacleText(pod, place, world)})`,
    );
  if (state?.reason === 'CrashLoopBackOff' || (state?.restarts ?? 0) > 0) {
    const { one, many } = endOf(pod, place);
    const how = `again and again (CrashLoopBackOff, image ${image})`;
    const own = life.containers[place];
    if (own?.role === 'init') {
      const what = `init container ${own.name} that ${one} ${how}`;
      return { one: `has ${what}`, many: `have ${what}` };
    }
    return { one: `${one} ${how}`, many: `${many} ${how}` };
  }
  if (isGated(pod)) {
    const gates = (pod.spec.readinessGates ?? []).map(({ conditionType = '' }) => `"${conditionType}"`);
    const how = `for readiness ${gates.length === 1 ? 'gate' : 'gates'} ${gates.join(', ')}${pod.life.gates?.delayMs === 'never' ? ', which nobody sets' : ''} (ReadinessGatesNotReady)`;
    return { one: `waits ${how}`, many: `wait ${how}` };
  }
  if (isNeverReady(pod)) return { one: `never gets ready (image ${image})`, many: `never get ready (image ${image})` };
  const init = life.containers.findIndex((own, at) => own.role !== 'app' && !isDone(own, status.containers[at]));
  if (status.waiting === 'PodInitializing' && init !== -1) {
    const what = `init container ${life.containers[init]?.name}, which does not end`;
    return { one: `runs ${what}`, many: `run ${what}` };
  }
  const word = status.waiting === '' ? 'not ready' : status.waiting;
  return { one: `is ${word}`, many: `are ${word}` };
}

function unmountedText(pod: Pod, world: World): string {
  const { unmounted } = withObstacles(pod, world).life;
  return unmounted === undefined ? '' : `: ${missingText(unmounted)}`;
}

function obstacleText(pod: Pod, place: number, world: World): string {
  const why = withObstacles(pod, world).life.containers[place]?.why ?? '';
  return why === '' ? '' : `: ${why}`;
}

function firstSentence(message: string): string {
  const end = message.indexOf('. ');
  return end === -1 ? message : message.slice(0, end);
}

/** What a person does about a cause. */
export function nextFor(cause: string): string {
  if (cause.includes('failed to create PVC') && cause.includes('exceeded quota'))
    return 'raise the quota, or delete claims that nobody needs; the controller keeps retrying with growing delays';
  if (/jobs\.batch ".*exceeded quota/.test(cause))
    return 'raise the quota, or keep fewer Jobs: successfulJobsHistoryLimit, failedJobsHistoryLimit; the controller keeps retrying with growing delays';
  if (cause.includes('exceeded quota'))
    return 'raise the quota or lower maxSurge; the controller keeps retrying with growing delays';
  if (cause.includes('failed quota'))
    return 'give each container the requests and limits that the quota counts, or a LimitRange that does';
  if (cause.includes("didn't have free ports"))
    return 'a node has each host port once: add a node; in an update maxSurge 0 with maxUnavailable 1 lets the old pod leave it first';
  if (cause.includes('node(s) were unschedulable') && !cause.includes('topology spread'))
    return 'kubectl uncordon a node when the work on it is done, or add one; the pod waits';
  if (cause.includes('it keeps away from'))
    return 'no node is free of those pods: add a node, or only prefer to keep away from them';
  if (cause.includes("didn't satisfy existing pods anti-affinity rules"))
    return 'pods that run there keep it away by their own anti-affinity: add a node, or loosen theirs';
  if (cause.includes('no node has the label'))
    return 'label the nodes with it, or spread over a label that they have; the pod waits';
  if (cause.includes('minDomains '))
    return 'until there are so many of them none takes more than maxSkew pods: add nodes elsewhere, or lower minDomains';
  if (cause.includes("didn't match pod anti-affinity rules"))
    return 'a node takes one of these pods: add a node; in an update maxSurge 0 with maxUnavailable 1 lets an old pod make room first';
  if (/persistentvolumeclaim ".*" not found/.test(cause))
    return 'create the PersistentVolumeClaim; the pod waits for it';
  if (cause.includes('keeps its old claimRef'))
    return 'if its data may be used again, take spec.claimRef off the Released volume (kubectl edit pv); otherwise make another one';
  if (
    cause.includes('unbound immediate PersistentVolumeClaims') ||
    cause.includes('available persistent volumes to bind')
  )
    return 'make a volume that suits the claim, or name a StorageClass that makes one; kubectl describe pvc says what is missing';
  if (cause.includes("PersistentVolume's node affinity") || cause.includes('volume node affinity conflict'))
    return 'its volume can be reached from other nodes only: bring one of them back, or add one in its zone';
  if (cause.includes('ReadWriteOncePod'))
    return 'the volume takes one pod: with strategy Recreate the old pod makes room first';
  if (cause.includes('Multi-Attach'))
    return 'only one node has such a volume at a time: one replica with strategy Recreate, a StatefulSet with a claim for each pod, or ReadWriteMany';
  if (cause.includes("didn't match pod topology spread constraints"))
    return 'uncordon or add nodes, or loosen the constraint: nodeTaintsPolicy Honor leaves out nodes that are cordoned, ScheduleAnyway only prefers';
  if (cause.includes('scheduling gates')) return 'remove spec.schedulingGates; until then nobody looks for a node';
  if (cause.includes('be scheduled') && !cause.includes('Insufficient')) {
    if (cause.includes("didn't match Pod's node affinity/selector"))
      return 'label nodes as nodeSelector and node affinity want them, or correct these; the pod waits';
    if (cause.includes('had untolerated taint')) return 'tolerate the taint, or take it off a node; the pod waits';
  }
  if (cause.includes('Too many pods') && !cause.includes('Insufficient'))
    return 'a node runs no more pods than its kubelet allows (maxPods, 110 by default): add a node; the pod waits';
  if (cause.includes('be scheduled')) return 'add a node with room or lower what the pods ask for; the pod waits';
  if (/(?:maximum|minimum) \S+ usage per|to limit ratio per/.test(cause))
    return 'keep to what the LimitRange allows, or change the LimitRange; the controller keeps retrying with growing delays';
  if (/(?:CreateContainerConfigError|FailedMount): .* not found/.test(cause))
    return 'create it: the kubelet tries again by itself';
  if (cause.includes('InvalidImageName')) return 'correct the name of the image: no container runtime can read it';
  if (cause.includes('ErrImageNeverPull'))
    return 'bring the image to the nodes, or let them pull it: imagePullPolicy IfNotPresent';
  if (cause.includes('violates PodSecurity'))
    return "set in the template's securityContext what the message names, or a level that allows it in the Namespace's label pod-security.kubernetes.io/enforce; the controller keeps retrying";
  if (/must be less than or equal to \S+ limit of/.test(cause))
    return 'a LimitRange gives the container this limit: write one of its own in the template, as large as its request';
  if (cause.includes('ReadinessGatesNotReady'))
    return 'the controller behind the gate has to be there and set its condition; if it is, --assume readinessGateSeconds=10 or behaviour readinessGates: 10s says when it does';
  if (cause.includes('ImagePullBackOff')) return 'push the image or correct its name; the kubelet keeps retrying';
  return 'correct the template, or go back to the version before';
}
