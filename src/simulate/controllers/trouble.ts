import { conditionOf } from '../objects/condition.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { ReplicaSet } from '../objects/replica-set.js';
import { managed, type World } from '../world.js';

/** Why pods are not available, in a sentence with the numbers, and what a person does about it. */
export interface Trouble {
  readonly reason: string;
  readonly next: string;
}

/** Looks at the pods of these sets that are not available and at the pods that could not be created. */
export function podTrouble(sets: readonly ReplicaSet[], world: World): Trouble {
  for (const set of sets) {
    const failure = conditionOf(set.status.conditions, 'ReplicaFailure');
    if (failure !== undefined) return { reason: failure.message, next: nextFor(failure.message) };
  }
  const causes = new Map<string, number>();
  for (const set of sets) {
    for (const pod of managed(world, set.metadata.uid, 'Pod')) {
      if (!isActive(pod) || pod.status.ready) continue;
      const cause = causeOf(pod);
      causes.set(cause, (causes.get(cause) ?? 0) + 1);
    }
  }
  const [most] = [...causes].sort(([, one], [, other]) => other - one);
  if (most === undefined) return { reason: 'nothing is left to wait for', next: 'kubectl describe shows the events' };
  const [cause, count] = most;
  return { reason: `${count === 1 ? '1 pod' : `${count} pods`}: ${cause}`, next: nextFor(cause) };
}

function causeOf(pod: Pod): string {
  const { status } = pod;
  if (status.unschedulable !== '') return `cannot be scheduled, ${firstSentence(status.unschedulable)}`;
  const image = pod.spec.containers?.[0]?.image ?? '?';
  if (status.waiting === 'ImagePullBackOff') return `cannot pull image ${image} (ImagePullBackOff)`;
  if (status.waiting === 'CrashLoopBackOff' || status.restarts > 0) {
    return `CrashLoopBackOff: the container ends${pod.life.exit ? ` with code ${pod.life.exit.code}` : ''} again and again (image ${image})`;
  }
  if (pod.life.readyMs === 'never' || pod.life.unready) return `never ready (image ${image})`;
  return status.waiting === '' ? 'not ready' : status.waiting;
}

function firstSentence(message: string): string {
  const end = message.indexOf('. ');
  return end === -1 ? message : message.slice(0, end);
}

function nextFor(cause: string): string {
  if (cause.includes('exceeded quota'))
    return 'raise the quota or lower maxSurge; the controller keeps retrying with growing delays';
  if (cause.includes('be scheduled')) return 'add a node with room or lower what the pods ask for; the pod waits';
  if (cause.includes('ImagePullBackOff')) return 'push the image or correct its name; the kubelet keeps retrying';
  return 'correct the template, or go back to the version before';
}
