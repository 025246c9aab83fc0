/** Random Jobs. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { objectOf, type RandomScenario, stable } from './scenario.js';

/** A Job that succeeds or fails, and one or two things that happen meanwhile. */
export function randomJob(dice: Dice): RandomScenario {
  const isIndexed = dice.chance(0.5);
  const isFailing = dice.chance(0.35);
  const completions = isIndexed || dice.chance(0.8) ? dice.whole(1, 6) : undefined;
  const policy = dice.of(['Never', 'Never', 'OnFailure']);
  // The fake kubelet restarts properly by the image's tag only.
  const isRestarting = isFailing && policy === 'OnFailure';
  const runFor = dice.of([800, 2000, 4000]);
  const isPerIndex = isIndexed && policy === 'Never' && dice.chance(0.4);
  const count = dice.of([0, 1, 1, 2]);
  const limits: JsonObject = isPerIndex
    ? { backoffLimitPerIndex: dice.whole(0, 1), ...(dice.chance(0.4) && { maxFailedIndexes: dice.whole(0, 2) }) }
    : { backoffLimit: isFailing ? dice.whole(0, 1) : dice.whole(0, 6) };
  const spec: JsonObject = {
    parallelism: dice.whole(1, 4),
    ...(completions !== undefined && { completions }),
    ...(isIndexed && { completionMode: 'Indexed' }),
    ...limits,
    ...(dice.chance(0.15) && { activeDeadlineSeconds: dice.of([2, 5]) }),
    ...(dice.chance(0.15) && { suspend: true }),
    ...(dice.chance(0.2) && { podReplacementPolicy: 'Failed' }),
    // It counts from a whole second, which a recording does not tell: what else happens must not depend on it.
    ...(count === 0 && dice.chance(0.4) && { ttlSecondsAfterFinished: dice.of([0, 2]) }),
    ...(isIndexed &&
      dice.chance(0.25) && { successPolicy: { rules: [{ succeededCount: dice.whole(1, completions ?? 1) }] } }),
    template: {
      metadata: {
        labels: { app: 'x' },
        annotations: {
          'oracle/start-after': '300ms',
          'oracle/run-for': `${runFor}ms`,
          'oracle/terminate-after': `${dice.of([300, 1500])}ms`,
          ...(isFailing && !isRestarting && { 'oracle/exit-code': String(dice.of([1, 3])) }),
        },
      },
      spec: { restartPolicy: policy, containers: [{ name: 'app', image: isRestarting ? 'app:crash' : 'app:v1' }] },
    },
  };
  const changes = Array.from({ length: count }, () => change(dice, spec));
  const resume: RecordedStep[] = spec.suspend === true ? [stable(3), suspend(false)] : [];
  return {
    description: 'random Job',
    files: new Map([['job.yaml', objectOf('Job', spec)]]),
    steps: [
      { apply: 'job.yaml' },
      ...resume,
      ...changes.flatMap((steps) => [{ sleep: `${dice.of([600, 1500, 2600])}ms` }, ...steps]),
      // The first replacement comes 10 s after the failure, the second 20 s.
      stable(isFailing ? 23 : 13),
    ],
  };
}

function suspend(is: boolean): RecordedStep {
  return { kubectl: `patch job x -p '${JSON.stringify({ spec: { suspend: is } })}'` };
}

function change(dice: Dice, { completionMode, completions, podReplacementPolicy }: JsonObject): RecordedStep[] {
  const canGrow = completionMode === 'Indexed' && podReplacementPolicy === undefined;
  switch (dice.of(['suspend', 'parallelism', 'delete', canGrow ? 'grow' : 'delete'])) {
    case 'suspend':
      return [suspend(true), dice.chance(0.5) ? stable(3) : { sleep: '1500ms' }, suspend(false)];
    case 'parallelism':
      return [{ kubectl: `patch job x -p '${JSON.stringify({ spec: { parallelism: dice.whole(0, 5) } })}'` }];
    case 'grow': {
      const size = Number(completions) + dice.whole(1, 2);
      return [{ kubectl: `patch job x -p '${JSON.stringify({ spec: { parallelism: size, completions: size } })}'` }];
    }
    default:
      return [{ pods: { selector: 'app=x', order: dice.of(['oldest', 'newest']), take: 1, do: 'delete' } }];
  }
}
