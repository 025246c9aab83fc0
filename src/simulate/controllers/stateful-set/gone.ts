import type { Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import type { World } from '../../world.js';

/** Is the pod on a node that does not answer? Nobody knows whether its containers still run. */
export function isSilent({ node }: Pod, world: World): boolean {
  return node !== undefined && world.objects.Node.get(`/${node}`)?.status.ready === false;
}

/** When a pod that is being deleted goes, and what to type where it does not. */
export function untilGone(pod: Pod, { metadata: { namespace } }: StatefulSet, world: World): string {
  if (!isSilent(pod, world)) return 'the pod goes when its node confirms it';
  const { metadata, node } = pod;
  const flag = namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
  const force = `kubectl delete pod ${metadata.name}${flag} --grace-period=0 --force`;
  return `${node} does not answer: the pod goes when it is back; if the machine is off for good, kubectl delete node ${node}, or ${force}`;
}
