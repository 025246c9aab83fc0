/** Random budgets: evictions from a Deployment or StatefulSet that may be on its way. */

import type { Dice } from './dice.js';
import { objectOf, pause, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

/** A workload with a PodDisruptionBudget, evictions, and an update or another size between them. */
export function randomBudget(dice: Dice): RandomScenario {
  const kind = dice.of(['Deployment', 'Deployment', 'StatefulSet']);
  const replicas = dice.whole(1, 7);
  const amount = dice.of([0, 1, 2, replicas, '20%', '50%', '70%', '100%']);
  const budget = objectOf('PodDisruptionBudget', {
    selector: { matchLabels: { app: 'x' } },
    ...(dice.chance(0.5) ? { minAvailable: amount } : { maxUnavailable: amount }),
    ...(dice.chance(0.3) && { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
  });
  const times = { ...podTimes(dice), hasProbe: true };
  const version = (tag: string) =>
    objectOf(kind, {
      replicas,
      ...(kind === 'StatefulSet' && { serviceName: 'x', podManagementPolicy: dice.of(['OrderedReady', 'Parallel']) }),
      selector: { matchLabels: { app: 'x' } },
      template: podTemplate(tag, times),
    });
  const first = version('v1');
  const evict = () => ({
    pods: { selector: 'app=x', order: dice.of(['name', 'oldest'] as const), take: dice.whole(1, 3), do: 'evict' },
  });
  const middle = dice.of([
    [{ kubectl: `scale ${kind.toLowerCase()}/x --replicas=${dice.whole(0, replicas + 2)}` }],
    [{ kubectl: `set image ${kind.toLowerCase()}/x app=app:${dice.of(['v2', 'broken'])}` }],
    [{ pods: { selector: 'app=x', order: 'name' as const, take: 1, do: 'annotate oracle/unready=true' } }],
  ]);
  return {
    description: `random budget over a ${kind} of ${replicas}`,
    files: new Map([
      ['pdb.yaml', budget],
      ['v1.yaml', first],
    ]),
    steps: [
      ...dice.of([
        [{ apply: 'pdb.yaml' }, { apply: 'v1.yaml' }],
        [{ apply: 'v1.yaml' }, { apply: 'pdb.yaml' }],
      ]),
      stable(3),
      evict(),
      pause(dice, 3, 0.8),
      ...middle,
      stable(3),
      evict(),
      stable(3),
    ],
  };
}
