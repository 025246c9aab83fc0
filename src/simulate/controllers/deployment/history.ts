/** Keeps `spec.revisionHistoryLimit` old ReplicaSets. Follows kubernetes@v1.35.4 pkg/controller/deployment/sync.go. */

import type { Steps } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { byCreation } from './annotations.js';
import { revisionOf } from './revision.js';

/** Deletes the oldest revisions beyond the limit, as far as they have no pods. */
export function* cleanUpHistory(deployment: Deployment, oldSets: readonly ReplicaSet[]): Steps {
  const { revisionHistoryLimit } = deployment.spec;
  const alive = oldSets.filter((set) => set.metadata.deletionTimestamp === undefined);
  const surplus = alive.length - revisionHistoryLimit;
  if (revisionHistoryLimit === 2 ** 31 - 1 || surplus <= 0) return;
  const oldestFirst = byCreation(alive).sort((one, other) => revisionOf(one) - revisionOf(other));
  for (const set of oldestFirst.slice(0, surplus)) {
    const isBehind = set.metadata.generation > set.status.observedGeneration;
    if (set.status.replicas !== 0 || set.spec.replicas !== 0 || isBehind) continue;
    yield { do: 'delete', object: set, because: `spec.revisionHistoryLimit: ${revisionHistoryLimit}` };
  }
}
