/** Random changes of a ReplicaSet that no Deployment owns. */

import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { deletePods, objectOf, pause, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

/** A ReplicaSet of up to 8 pods, and two to four things that happen to it. */
export function randomReplicaSet(dice: Dice): RandomScenario {
  const replicas = dice.whole(1, 8);
  const tag = dice.of(['v1', 'v1', 'v1', 'broken', 'crash']);
  const set = objectOf('ReplicaSet', {
    replicas,
    selector: { matchLabels: { app: 'x' } },
    ...(dice.chance(0.3) && { minReadySeconds: 1 }),
    template: podTemplate(tag, podTimes(dice)),
  });
  const changes = Array.from({ length: dice.whole(2, 4) }, () => [pause(dice, 4, 0.7), change(dice, replicas)]);
  return {
    description: `random ReplicaSet of ${replicas}`,
    files: new Map([['v1.yaml', set]]),
    steps: [{ apply: 'v1.yaml' }, ...changes.flat(), stable(4)],
  };
}

function change(dice: Dice, replicas: number): RecordedStep {
  const cost = dice.of([-10, 10, 100]);
  const one = { selector: 'app=x', order: dice.of(['name', 'oldest', 'newest'] as const), take: 1 };
  return dice.of<RecordedStep>([
    { kubectl: `scale replicaset/x --replicas=${dice.whole(0, replicas + 3)}` },
    { kubectl: `scale replicaset/x --replicas=${Math.max(0, replicas - 2)}` },
    { pods: { ...one, do: `annotate controller.kubernetes.io/pod-deletion-cost=${cost}` } },
    { pods: { ...one, do: 'annotate oracle/unready=true' } },
    { pods: { ...one, do: 'label app=y' } },
    deletePods(dice),
  ]);
}
