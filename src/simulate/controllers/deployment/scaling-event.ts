import type { EventAction } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { SOURCE } from './source.js';

/** What a Deployment says when it has scaled a set: from which size to which, and the field that made it so. */
export function scalingEvent(
  deployment: Deployment,
  set: Pick<ReplicaSet, 'metadata'>,
  { from, to, because }: { readonly from: number; readonly to: number; readonly because: string },
): EventAction {
  const direction = from < to ? 'up' : 'down';
  return {
    do: 'event',
    object: deployment,
    source: SOURCE,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${set.metadata.name} from ${from} to ${to}`,
    because,
  };
}
