/** Random rollouts of Deployments. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { deletePods, objectOf, pause, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

type Amount = number | string;

const SHARES = ['0%', '10%', '20%', '25%', '30%', '34%', '50%', '75%', '100%', '150%'];
const isZero = (amount: Amount) => amount === 0 || amount === '0%';

/** A Deployment of up to 12 pods, an update that may be broken, and up to three things that happen meanwhile. */
export function randomDeployment(dice: Dice): RandomScenario {
  const replicas = dice.of([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12]);
  const minReadySeconds = dice.chance(0.25) ? dice.of([1, 2, 4]) : 0;
  const deadline = dice.chance(0.2) ? dice.of([6, 9]) : undefined;
  const common: JsonObject = {
    strategy: dice.chance(0.85) ? { rollingUpdate: rollingUpdate(dice, replicas) } : { type: 'Recreate' },
    ...(minReadySeconds > 0 && { minReadySeconds }),
    ...(deadline !== undefined && { progressDeadlineSeconds: deadline }),
    ...(dice.chance(0.3) && { revisionHistoryLimit: dice.whole(0, 2) }),
  };
  const times = podTimes(dice);
  const version = (tag: string, size: number, more: JsonObject = {}) =>
    objectOf('Deployment', {
      replicas: size,
      selector: { matchLabels: { app: 'x' } },
      ...common,
      ...more,
      template: podTemplate(tag, dice.chance(0.3) ? podTimes(dice) : times),
    });
  const second = dice.of(['v2', 'v2', 'v2', 'broken', 'crash', 'nopull']);
  const size = dice.of([replicas, replicas, replicas, Math.max(1, replicas - 2), replicas + 3]);
  const files = new Map([
    ['v1.yaml', version('v1', replicas)],
    ['v2.yaml', version(second, size, dice.chance(0.1) ? { paused: true } : {})],
  ]);
  const quiet = Math.max(3, minReadySeconds + 3, (deadline ?? 0) + 3);
  const isBroken = second !== 'v2';
  const changes = Array.from({ length: dice.of([0, 1, 1, 2, 2, 3]) }, (_none, place) => {
    const apply = { file: `v${place + 3}.yaml`, object: version(dice.of([`v${place + 3}`, 'v1', 'broken']), size) };
    return change(dice, { size, apply, files });
  });
  return {
    description: `random Deployment of ${replicas}`,
    files,
    steps: [
      { apply: 'v1.yaml' },
      dice.chance(0.9) ? stable(quiet) : pause(dice, quiet, 0),
      { apply: 'v2.yaml' },
      ...changes.flatMap((steps) => [pause(dice, quiet, isBroken ? 0.7 : 0.4), ...steps]),
      stable(quiet),
    ],
  };
}

function rollingUpdate(dice: Dice, replicas: number): JsonObject {
  const amount = (): Amount => dice.of([0, 1, 2, 3, replicas, ...SHARES]);
  const [maxSurge, maxUnavailable] = [amount(), amount()];
  if (isZero(maxUnavailable) && isZero(maxSurge)) return { maxSurge: 1, maxUnavailable };
  // More than all is refused of maxUnavailable.
  return { maxSurge, maxUnavailable: maxUnavailable === '150%' ? '100%' : maxUnavailable };
}

interface Known {
  readonly size: number;
  readonly apply: { readonly file: string; readonly object: JsonObject };
  readonly files: Map<string, JsonObject>;
}

function change(dice: Dice, { size, apply, files }: Known): RecordedStep[] {
  switch (
    dice.of(['apply', 'apply', 'scale', 'scale', 'undo', 'image', 'pause', 'restart', 'delete', 'unready', 'release'])
  ) {
    case 'apply':
      files.set(apply.file, apply.object);
      return [{ apply: apply.file }];
    case 'scale':
      return [
        {
          kubectl: `scale deployment/x --replicas=${dice.of([0, 1, Math.max(0, size - 1), size + 2, size + 5, 2 * size])}`,
        },
      ];
    case 'undo':
      return [{ kubectl: 'rollout undo deployment/x' }];
    case 'image':
      return [{ kubectl: `set image deployment/x app=app:${dice.of(['v1', 'v6', 'v7', 'broken'])}` }];
    case 'pause': {
      const [first, second] = [pause(dice, 3, 0.5), pause(dice, 3, 0.5)];
      const meanwhile = dice.of([
        `scale deployment/x --replicas=${size + dice.whole(1, 4)}`,
        'set image deployment/x app=app:v8',
      ]);
      const [stop, go] = ['rollout pause deployment/x', 'rollout resume deployment/x'];
      return [{ kubectl: stop }, first, { kubectl: meanwhile }, second, { kubectl: go }];
    }
    case 'restart':
      return [{ kubectl: 'rollout restart deployment/x' }];
    case 'delete':
      return [deletePods(dice)];
    case 'unready':
      return [
        {
          pods: {
            selector: 'app=x',
            order: dice.of(['oldest', 'newest']),
            take: 1,
            do: 'annotate oracle/unready=true',
          },
        },
      ];
    default:
      return [{ pods: { selector: 'app=x', order: 'name', take: 1, do: 'label app=y' } }];
  }
}
