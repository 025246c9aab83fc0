/**
 * Disks that pods name themselves, without a claim, and that only one of them may write at a time. Follows
 * kubernetes@v1.35.4 pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go `isVolumeConflict`.
 */

import type { Volume } from '../../kube/types.generated.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { podsOn } from '../world.js';
import type { Filter, Plugin } from './plugin.js';

/** Keeps pods from nodes where another pod has their disk. */
export const disks: Plugin = (pod, world): Filter | undefined => {
  const own = disksOf(pod);
  if (own.length === 0) return undefined;
  return ({ node, gone, more }) => {
    const there = podsOn(world, node.metadata.name).filter((other) => !isTerminal(other) && !gone.includes(other));
    const isTaken = [...there, ...more].some((other) => disksOf(other).some((disk) => own.some(conflictsWith(disk))));
    return isTaken ? { reasons: ['node(s) had no available disk'], isFinal: false } : undefined;
  };
};

function disksOf({ spec }: Pod): Volume[] {
  return (spec.volumes ?? []).filter(
    ({ gcePersistentDisk, awsElasticBlockStore, iscsi, rbd }) =>
      (gcePersistentDisk ?? awsElasticBlockStore ?? iscsi ?? rbd) !== undefined,
  );
}

function conflictsWith(other: Volume): (volume: Volume) => boolean {
  return (volume) => {
    const { gcePersistentDisk: gce, awsElasticBlockStore: ebs, iscsi, rbd } = volume;
    const isRead = (
      one: { readonly readOnly?: boolean | undefined },
      two: { readonly readOnly?: boolean | undefined },
    ) => one.readOnly === true && two.readOnly === true;
    if (gce !== undefined && other.gcePersistentDisk !== undefined)
      return gce.pdName === other.gcePersistentDisk.pdName && !isRead(gce, other.gcePersistentDisk);
    // Amazon's disks conflict even when all pods only read.
    if (ebs !== undefined) return ebs.volumeID === other.awsElasticBlockStore?.volumeID;
    if (iscsi !== undefined && other.iscsi !== undefined)
      return iscsi.iqn === other.iscsi.iqn && !isRead(iscsi, other.iscsi);
    if (rbd === undefined || other.rbd === undefined) return false;
    const isSame = imageOf(rbd) === imageOf(other.rbd);
    const isShared = (rbd.monitors ?? []).some((monitor) => (other.rbd?.monitors ?? []).includes(monitor));
    return isSame && isShared && !isRead(rbd, other.rbd);
  };
}

function imageOf({ pool = 'rbd', image = '' }: NonNullable<Volume['rbd']>): string {
  return `${pool}/${image}`;
}
