/** Random loads on a Deployment that a HorizontalPodAutoscaler scales. A look every 15 s: each takes minutes to record. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { objectOf, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

/** A Deployment with CPU requests, an autoscaler, and three loads; perhaps a rollout among them. */
export function randomAutoscaler(dice: Dice): RandomScenario {
  const replicas = dice.whole(1, 4);
  const template = podTemplate('v1', { ...podTimes(dice), hasProbe: true });
  const [container] = template.spec.containers;
  const sized = { ...template, spec: { containers: [{ ...container, resources: { requests: { cpu: '200m' } } }] } };
  const deployment = objectOf('Deployment', {
    replicas,
    selector: { matchLabels: { app: 'x' } },
    template: sized,
  });
  const load = (): RecordedStep => ({ load: { selector: 'app=x', totalCPU: 50 * dice.whole(1, 40) } });
  const wait = (): RecordedStep => ({ sleep: `${dice.of([35, 50, 65])}s` });
  const rollout: RecordedStep[] = dice.chance(0.3) ? [{ kubectl: 'set image deployment/x app=app:v2' }] : [];
  return {
    description: `random loads on a Deployment of ${replicas}`,
    files: new Map([
      ['v1.yaml', deployment],
      ['hpa.yaml', autoscaler(dice)],
    ]),
    steps: [
      ...[{ apply: 'v1.yaml' }, load(), stable(3), { apply: 'hpa.yaml' }, wait()],
      ...[load(), wait(), ...rollout, load(), wait()],
    ],
  };
}

function autoscaler(dice: Dice): JsonObject {
  const minReplicas = dice.whole(1, 3);
  const policies = () => [
    dice.of([
      { type: 'Pods', value: dice.whole(1, 3), periodSeconds: dice.of([15, 30]) },
      { type: 'Percent', value: dice.of([50, 100]), periodSeconds: dice.of([15, 30]) },
    ]),
  ];
  const scaleDown = {
    stabilizationWindowSeconds: dice.of([0, 0, 30]),
    ...(dice.chance(0.4) && { policies: policies() }),
  };
  return objectOf('HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
    minReplicas,
    maxReplicas: minReplicas + dice.whole(1, 9),
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: dice.of([40, 50, 80]) } },
      },
    ],
    behavior: { scaleDown, ...(dice.chance(0.4) && { scaleUp: { policies: policies() } }) },
  });
}
