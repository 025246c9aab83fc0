/** What the scheduler's message does not say: which of a pod's own wishes keeps it from every node. */

import { matchesSelector } from '../../kube/selector.js';
import { selectorText } from '../kubectl/selector-text.js';
import type { Pod } from '../objects/pod.js';
import { claimNamesOf } from '../volumes/pod-claims.js';
import { objectNamed, type World } from '../world.js';

/** `; minDomains 3, and the nodes have 2 of topology.kubernetes.io/zone`; '' where the message is enough. */
export function wishesOf(pod: Pod, world: World): string {
  const { unschedulable } = pod.status;
  if (unschedulable.includes("didn't match pod topology spread constraints")) return tooFewDomains(pod, world);
  if (unschedulable.includes("didn't match pod anti-affinity rules")) return avoided(pod);
  return /unbound immediate PersistentVolumeClaims|available persistent volumes to bind/.test(unschedulable)
    ? released(pod, world)
    : '';
}

/** Until there are as many domains the scheduler counts an empty one. */
function tooFewDomains({ spec }: Pod, world: World): string {
  for (const { minDomains = 1, topologyKey = '', whenUnsatisfiable } of spec.topologySpreadConstraints ?? []) {
    if (whenUnsatisfiable !== 'DoNotSchedule') continue;
    const labels = [...world.objects.Node.values()].map(({ metadata }) => metadata.labels[topologyKey]);
    const { size } = new Set(labels.filter((label) => label !== undefined));
    if (size === 0) return `; no node has the label ${topologyKey}`;
    if (size < minDomains) return `; minDomains ${minDomains}, and the nodes have ${size} of ${topologyKey}`;
  }
  return '';
}

/** Other pods than those like itself. */
function avoided({ spec, metadata }: Pod): string {
  const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (terms.some(({ labelSelector }) => matchesSelector(labelSelector, metadata.labels))) return '';
  const selectors = terms.map(({ labelSelector }) => selectorText(labelSelector));
  return selectors.length === 0 ? '' : `; it keeps away from pods ${selectors.join(' and ')}`;
}

/** A volume that would do, if it were not kept for a claim that is gone. */
function released(pod: Pod, world: World): string {
  const claims = claimNamesOf(pod).flatMap((name) => {
    const claim = objectNamed(world, 'PersistentVolumeClaim', pod.metadata.namespace, name);
    return claim?.status.phase === 'Pending' ? [claim.spec.storageClassName] : [];
  });
  const volume = [...world.objects.PersistentVolume.values()].find(
    ({ spec, status }) => status.phase === 'Released' && claims.includes(spec.storageClassName),
  );
  return volume === undefined ? '' : `; volume ${volume.metadata.name} is Released and keeps its old claimRef`;
}
