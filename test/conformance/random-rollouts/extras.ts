/** Objects beside the workload that decide what may be made or go: quotas, ranges of requests, budgets. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Subject } from './acts.js';
import type { Dice } from './dice.js';

/** A file with one of them, and what is done with it. */
export interface Extra {
  readonly file: string;
  readonly object: JsonObject;
  readonly apply: RecordedStep;
  /** Another amount, or its end. */
  readonly change: RecordedStep;
}

/** One that concerns the workload. */
export function randomExtra(subject: Subject, dice: Dice): Extra {
  return dice.of([quota, quota, sizes, limits, budget])(subject, dice);
}

const core = (kind: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'extra' },
  spec,
});

function extra(object: JsonObject, change: string): Extra {
  return { file: 'extra.yaml', object, apply: { apply: 'extra.yaml' }, change: { kubectl: change } };
}

function quota({ kind, replicas }: Subject, dice: Dice): Extra {
  const pods = () => String(Math.max(0, replicas + dice.whole(-1, 2)));
  const counted = new Map([
    ['Deployment', { 'count/replicasets.apps': String(dice.whole(1, 3)) }],
    ['Job', { 'count/jobs.batch': '1' }],
  ]);
  const hard: JsonObject = { pods: pods(), ...(dice.chance(0.2) && counted.get(kind)) };
  const change = dice.of([
    `patch resourcequota extra -p '{"spec":{"hard":{"pods":"${pods()}"}}}'`,
    `patch resourcequota extra -p '{"spec":{"hard":{"pods":"50"}}}'`,
    'delete resourcequota extra',
  ]);
  return extra(core('ResourceQuota', { hard }), change);
}

/** Without requests of its own, no pod is made under such a quota. */
function sizes(_subject: Subject, dice: Dice): Extra {
  const hard = { 'requests.cpu': dice.of(['1', '2']) };
  return extra(core('ResourceQuota', { hard }), 'delete resourcequota extra');
}

function limits(_subject: Subject, dice: Dice): Extra {
  const limit = dice.of<JsonObject>([
    { type: 'Container', defaultRequest: { cpu: '200m' } },
    { type: 'Container', default: { cpu: '500m', memory: '64Mi' }, defaultRequest: { cpu: '100m' } },
    { type: 'Container', min: { cpu: '100m' }, max: { cpu: '1' } },
    { type: 'Container', max: { memory: '1Gi' } },
    { type: 'Pod', max: { cpu: '2' } },
  ]);
  return extra(core('LimitRange', { limits: [limit] }), 'delete limitrange extra');
}

function budget({ selector }: Subject, dice: Dice): Extra {
  const [key = 'app', value = ''] = selector.split('=');
  const amount = dice.of([0, 1, 2, '30%', '50%', '100%']);
  const spec = {
    selector: { matchLabels: { [key]: value } },
    ...(dice.chance(0.5) ? { minAvailable: amount } : { maxUnavailable: amount }),
    ...(dice.chance(0.3) && { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
  };
  const object = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'extra' }, spec };
  return extra(object, 'delete poddisruptionbudget extra');
}
