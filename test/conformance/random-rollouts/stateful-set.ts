/** Random rollouts of StatefulSets. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { deletePods, objectOf, pause, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

/** A StatefulSet of up to 6 pods, an update that may be broken, and up to three things that happen meanwhile. */
export function randomStatefulSet(dice: Dice): RandomScenario {
  const replicas = dice.whole(0, 6);
  const minReadySeconds = dice.chance(0.2) ? dice.of([1, 2, 4]) : 0;
  const strategy = updateStrategy(dice, replicas);
  const common: JsonObject = {
    serviceName: 'x',
    selector: { matchLabels: { app: 'x' } },
    podManagementPolicy: dice.of(['OrderedReady', 'Parallel']),
    ...(minReadySeconds > 0 && { minReadySeconds }),
    ...(strategy !== undefined && { updateStrategy: strategy }),
    ...(dice.chance(0.2) && { ordinals: { start: dice.whole(1, 4) } }),
    ...(dice.chance(0.25) && { revisionHistoryLimit: dice.whole(0, 2) }),
    ...(dice.chance(0.2) && claims(dice)),
  };
  const times = podTimes(dice);
  const version = (tag: string, size: number) =>
    objectOf('StatefulSet', {
      ...common,
      replicas: size,
      template: podTemplate(tag, dice.chance(0.2) ? podTimes(dice) : times),
    });
  const second = dice.of(['v2', 'v2', 'v2', 'broken', 'crash']);
  const size = dice.of([replicas, replicas, replicas, Math.max(0, replicas - 2), replicas + 2]);
  const files = new Map([
    ['v1.yaml', version('v1', replicas)],
    ['v2.yaml', version(second, size)],
  ]);
  // A claim that lost a race waits for the next look at it.
  const quiet = Math.max(common.volumeClaimTemplates === undefined ? 3 : 8, minReadySeconds + 3);
  const changes = Array.from({ length: dice.of([0, 1, 1, 2, 2, 3]) }, (_none, place) => {
    const apply = { file: `v${place + 3}.yaml`, object: version(dice.of([`v${place + 3}`, 'v1', 'broken']), size) };
    return change(dice, { size, apply, files, isRolling: strategy?.type !== 'OnDelete' });
  });
  return {
    description: `random StatefulSet of ${replicas}`,
    files,
    steps: [
      { apply: 'v1.yaml' },
      dice.chance(0.9) ? stable(quiet) : pause(dice, quiet, 0),
      { apply: 'v2.yaml' },
      ...changes.flatMap((steps) => [pause(dice, quiet, second === 'v2' ? 0.4 : 0.7), ...steps]),
      stable(quiet),
    ],
  };
}

function updateStrategy(dice: Dice, replicas: number): JsonObject | undefined {
  if (dice.chance(0.4)) return { rollingUpdate: { partition: dice.whole(0, replicas + 1) } };
  return dice.chance(0.25) ? { type: 'OnDelete' } : undefined;
}

function claims(dice: Dice): JsonObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const policy = () => dice.of(['Retain', 'Delete']);
  return {
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    persistentVolumeClaimRetentionPolicy: { whenScaled: policy(), whenDeleted: policy() },
  };
}

interface Known {
  readonly size: number;
  readonly apply: { readonly file: string; readonly object: JsonObject };
  readonly files: Map<string, JsonObject>;
  readonly isRolling: boolean;
}

function change(dice: Dice, { size, apply, files, isRolling }: Known): RecordedStep[] {
  switch (
    dice.of(['apply', 'apply', 'scale', 'scale', 'undo', 'partition', 'restart', 'delete', 'delete', 'unready'])
  ) {
    case 'apply':
      files.set(apply.file, apply.object);
      return [{ apply: apply.file }];
    case 'scale':
      return [
        { kubectl: `scale statefulset/x --replicas=${dice.of([0, 1, Math.max(0, size - 1), size + 1, size + 3])}` },
      ];
    case 'undo':
      return [{ kubectl: 'rollout undo statefulset/x' }];
    case 'partition': {
      if (!isRolling) return [deletePods(dice)];
      const patch = JSON.stringify({
        spec: { updateStrategy: { rollingUpdate: { partition: dice.whole(0, size) } } },
      });
      return [{ kubectl: `patch statefulset x -p '${patch}'` }];
    }
    case 'restart':
      return [{ kubectl: 'rollout restart statefulset/x' }];
    case 'unready':
      return [{ pods: { selector: 'app=x', order: 'name', take: 1, do: 'annotate oracle/unready=true' } }];
    default:
      return [deletePods(dice)];
  }
}
