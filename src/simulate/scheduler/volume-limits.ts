/**
 * How many volumes of a driver a node can have. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/nodevolumelimits/csi.go.
 *
 * Not modelled: volumes that are still attached although no pod uses them, in-tree volumes as their CSI drivers see them,
 * drivers that are not installed (gate VolumeLimitScaling).
 */

import { isTerminal, type Pod } from '../objects/pod.js';
import { classOf } from '../volumes/claim-class.js';
import { claimNamesOf } from '../volumes/pod-claims.js';
import { objectNamed, podsOn, type World } from '../world.js';
import type { Filter, Plugin } from './plugin.js';

/** Keeps pods from nodes that cannot take more volumes. */
export const volumeLimits: Plugin = (pod, world): Filter | undefined => {
  if (pod.spec.volumes === undefined || world.objects.CSINode.size === 0) return undefined;
  const own = volumesOf(pod, world);
  if (own.size === 0) return undefined;
  return ({ node, gone, more }) => {
    const limits = world.objects.CSINode.get(`/${node.metadata.name}`)?.spec.limits;
    if (limits === undefined || limits.size === 0) return undefined;
    const there = podsOn(world, node.metadata.name).filter((other) => !isTerminal(other) && !gone.includes(other));
    const all = new Map([...there, ...more].flatMap((other) => [...volumesOf(other, world)]));
    const added = new Set([...own].filter(([volume]) => !all.has(volume)).map(([, driver]) => driver));
    for (const [volume, driver] of own) all.set(volume, driver);
    const isBeyond = [...added].some((driver) => {
      const limit = limits.get(driver);
      return limit !== undefined && [...all.values()].filter((other) => other === driver).length > limit;
    });
    return isBeyond ? { reasons: ['node(s) exceed max volume count'], isFinal: false } : undefined;
  };
};

/** The drivers of the volumes that a pod has or will get, by what tells one volume from another. */
function volumesOf(pod: Pod, world: World): Map<string, string> {
  const volumes = new Map<string, string>();
  for (const name of claimNamesOf(pod)) {
    const claim = objectNamed(world, 'PersistentVolumeClaim', pod.metadata.namespace, name);
    if (claim === undefined) continue;
    const volume = world.objects.PersistentVolume.get(`/${claim.spec.volumeName ?? ''}`);
    if (volume !== undefined) {
      const { driver, volumeHandle = volume.metadata.name } = volume.spec.csi ?? {};
      if (driver !== undefined) volumes.set(`${driver}/${volumeHandle}`, driver);
      continue;
    }
    const claimClass = classOf(claim, world);
    if (claimClass.kind === 'given') volumes.set(`claim ${claim.metadata.key}`, claimClass.spec.provisioner);
  }
  return volumes;
}
