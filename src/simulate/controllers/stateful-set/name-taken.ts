import type { Standing } from '../../controller.js';
import { controllerOf } from '../../objects/metadata.js';
import { isTerminal, type Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { objectNamed, type World } from '../../world.js';
import { isSilent, untilGone } from './gone.js';

/** Why the set's own pod cannot be made, and what to type. */
export type NameTaken = Pick<Extract<Standing, { readonly next: string }>, 'next'> & { readonly cause: string };

/** Is there another pod of the name that the set's next pod is to have? The controller says nothing of it, and waits. */
export function nameTaken(set: StatefulSet, name: string, world: World): NameTaken | undefined {
  const pod = objectNamed(world, 'Pod', set.metadata.namespace, name);
  if (pod === undefined || controllerOf(pod.metadata)?.uid === set.metadata.uid) return undefined;
  const { deletionTimestamp, finalizers } = pod.metadata;
  const isGoing = deletionTimestamp !== undefined;
  const held = isGoing && finalizers.length > 0 ? `, kept by finalizer ${finalizers.join(', ')}` : '';
  const where = isGoing && isSilent(pod, world) ? ` on ${pod.node}` : '';
  const going = isGoing ? `, still terminating${where}${held}` : '';
  const cause = `pods "${name}" already exists: a ${isTerminal(pod) ? `${pod.status.phase} ` : ''}pod ${ownerText(pod, set)}${going}`;
  return { cause, next: wayOut(pod, set, world) };
}

function ownerText({ metadata }: Pod, set: StatefulSet): string {
  const owner = controllerOf(metadata);
  if (owner === undefined) return 'that no controller owns and spec.selector does not match';
  const isBefore = owner.kind === 'StatefulSet' && owner.name === set.metadata.name;
  return isBefore ? `of the StatefulSet ${owner.name} before this one` : `of ${owner.kind} ${owner.name}`;
}

function wayOut(pod: Pod, set: StatefulSet, world: World): string {
  const { name, namespace, deletionTimestamp, finalizers } = pod.metadata;
  const then = `the controller makes its own ${name} then`;
  const flag = namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
  if (deletionTimestamp === undefined) return `kubectl delete pod ${name}${flag} if nobody needs it: ${then}`;
  if (finalizers.length > 0) return `what set the finalizer has to take it off; ${then}`;
  return `${untilGone(pod, set, world)}; ${then}`;
}
