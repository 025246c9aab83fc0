/** The arithmetic of a DaemonSet's update. Follows kubernetes@v1.35.4 pkg/controller/daemon/util/daemonset_util.go. */

import { scaledValue } from '../../../kube/int-or-percent.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import type { World } from '../../world.js';
import { placementOn } from './placement.js';

/** How far an update may go at a time, on so many nodes. */
export interface Limits {
  readonly desired: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** On how many nodes a pod should run. */
function desiredNodes(set: DaemonSet, world: World): number {
  let desired = 0;
  for (const node of world.objects.Node.values()) if (placementOn(node, set).shouldRun) desired++;
  return desired;
}

/** 4 nodes, maxUnavailable 30% → 2: both are rounded up; neither of them means 1 unavailable. */
export function limitsOf(set: DaemonSet, world: World): Limits {
  const desired = desiredNodes(set, world);
  const { updateStrategy } = set.spec;
  if (updateStrategy.type === 'OnDelete') return { desired, maxSurge: 0, maxUnavailable: 0 };
  const maxSurge = scaledValue(updateStrategy.rollingUpdate.maxSurge, desired, 'up') ?? 0;
  const maxUnavailable = scaledValue(updateStrategy.rollingUpdate.maxUnavailable, desired, 'up') ?? 0;
  const isStill = desired > 0 && maxSurge === 0 && maxUnavailable === 0;
  return { desired, maxSurge, maxUnavailable: isStill ? 1 : maxUnavailable };
}

/** May a node have two pods for a while? */
export function allowsSurge({ spec: { updateStrategy } }: DaemonSet): boolean {
  return (
    updateStrategy.type === 'RollingUpdate' && (scaledValue(updateStrategy.rollingUpdate.maxSurge, 1, 'up') ?? 0) > 0
  );
}
