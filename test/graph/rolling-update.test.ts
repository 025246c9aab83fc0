import { expect, test } from 'vitest';
import { rollingUpdate } from '../../src/graph/rolling-update.js';
import type { DeploymentSpec, RollingUpdateDeployment } from '../../src/kube/types.generated.js';

// Recorded from a v1.35 control plane: 10 default, 4 surge 0 unavailable 1, 2 surge 0 unavailable 10%.
const cases: readonly { replicas?: number; update?: RollingUpdateDeployment; says: string }[] = [
  { says: '+1 -0' },
  { replicas: 3, says: '+1 -0' },
  { replicas: 4, says: '+1 -1' },
  { replicas: 10, says: '+3 -2' },
  { replicas: 4, update: { maxSurge: 0, maxUnavailable: 1 }, says: '+0 -1' },
  { replicas: 2, update: { maxSurge: 0, maxUnavailable: '10%' }, says: '+0 -1 fenced' },
  { replicas: 4, update: { maxUnavailable: '100%' }, says: '+1 -4' },
  { replicas: 2, update: { maxUnavailable: 5 }, says: '+1 -2' },
  { replicas: 4, update: { maxSurge: '150%' }, says: '+6 -1' },
  { replicas: 3, update: { maxSurge: 'many' }, says: 'refused' },
];

test.each(cases)('$replicas replicas, $update: $says', ({ replicas, update, says }) => {
  const spec: DeploymentSpec = { replicas, strategy: { rollingUpdate: update } };
  const outcome = rollingUpdate({ spec });
  const said =
    outcome === undefined ? 'refused' : `+${outcome.surge} -${outcome.unavailable}${outcome.isFenced ? ' fenced' : ''}`;
  expect(said).toBe(says);
});

test('Recreate is no rolling update', () => {
  expect(rollingUpdate({ spec: { strategy: { type: 'Recreate' } } })).toBeUndefined();
});
