/** Random rollouts of DaemonSets; on nodes that come, go and are tainted only where nothing else is recorded meanwhile. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';
import { deletePods, objectOf, pause, podTemplate, podTimes, type RandomScenario, stable } from './scenario.js';

const CONTROL_PLANE = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' };
const AMOUNTS = [1, 2, 3, '20%', '30%', '50%', '100%'];

/** A DaemonSet, an update that may be broken, and up to two things that happen meanwhile. */
export function randomDaemonSet(dice: Dice): RandomScenario {
  return daemonSet(dice, false);
}

/** The same, and the nodes change. */
export function randomNodes(dice: Dice): RandomScenario {
  return daemonSet(dice, true);
}

function daemonSet(dice: Dice, withNodes: boolean): RandomScenario {
  const minReadySeconds = dice.chance(0.25) ? dice.of([1, 2, 4]) : 0;
  const common: JsonObject = {
    selector: { matchLabels: { app: 'x' } },
    updateStrategy: updateStrategy(dice),
    ...(minReadySeconds > 0 && { minReadySeconds }),
    ...(dice.chance(0.25) && { revisionHistoryLimit: dice.whole(0, 2) }),
  };
  const [times, place] = [podTimes(dice), placement(dice)];
  const version = (tag: string) =>
    objectOf('DaemonSet', {
      ...common,
      template: podTemplate(
        tag,
        dice.chance(0.2) ? podTimes(dice) : times,
        dice.chance(0.25) ? placement(dice) : place,
      ),
    });
  const files = new Map([
    ['v1.yaml', version('v1')],
    ['v2.yaml', version(dice.of(['v2', 'v2', 'v2', 'broken', 'crash']))],
  ]);
  const quiet = Math.max(3, minReadySeconds + 3);
  const changes = Array.from({ length: dice.of([0, 1, 1, 2]) }, (_none, nth) => {
    const apply = { file: `v${nth + 3}.yaml`, object: version(dice.of([`v${nth + 3}`, 'v1', 'broken'])) };
    return withNodes ? nodeChange(dice) : change(dice, apply, files);
  });
  return {
    description: 'random DaemonSet',
    files,
    steps: [
      { apply: 'v1.yaml' },
      stable(quiet),
      ...(withNodes ? [nodeChange(dice), [stable(quiet)]].flat() : []),
      { apply: 'v2.yaml' },
      ...changes.flatMap((steps) => [pause(dice, quiet, 0.6), ...steps]),
      stable(quiet),
      ...(withNodes ? backToNormal(quiet) : []),
    ],
  };
}

function updateStrategy(dice: Dice): JsonObject {
  if (dice.chance(0.15)) return { type: 'OnDelete' };
  const amount = dice.of(AMOUNTS);
  return { rollingUpdate: dice.chance(0.6) ? { maxUnavailable: amount } : { maxSurge: amount, maxUnavailable: 0 } };
}

function placement(dice: Dice): JsonObject {
  const zone = { nodeSelector: { 'topology.kubernetes.io/zone': dice.of(['zone-a', 'zone-b']) } };
  return { ...(dice.chance(0.25) && zone), ...(dice.chance(0.3) && { tolerations: [CONTROL_PLANE] }) };
}

function change(
  dice: Dice,
  apply: { readonly file: string; readonly object: JsonObject },
  files: Map<string, JsonObject>,
): RecordedStep[] {
  switch (dice.of(['apply', 'apply', 'undo', 'restart', 'delete', 'unready'])) {
    case 'apply':
      files.set(apply.file, apply.object);
      return [{ apply: apply.file }];
    case 'undo':
      return [{ kubectl: 'rollout undo daemonset/x' }];
    case 'restart':
      return [{ kubectl: 'rollout restart daemonset/x' }];
    case 'delete':
      return [deletePods(dice)];
    default:
      return [{ pods: { selector: 'app=x', order: 'oldest', take: 1, do: 'annotate oracle/unready=true' } }];
  }
}

/** Something that happens to a node; one that comes goes again. */
export function nodeChange(dice: Dice): RecordedStep[] {
  const node = dice.of(['node-1', 'node-2', 'node-3', 'node-4']);
  return dice.of<RecordedStep[]>([
    [{ kubectl: `taint nodes ${node} --overwrite random=yes:NoSchedule` }],
    [{ kubectl: `taint nodes ${node} --overwrite random=yes:NoExecute` }],
    [{ kubectl: `cordon ${node}` }],
    [{ addNode: `node-8 ${dice.of(['zone-a', 'zone-b'])}` }, stable(3), { removeNode: 'node-8' }],
    [{ addNode: 'node-7 zone-b control-plane' }, stable(3), { removeNode: 'node-7' }],
  ]);
}

/** Takes back what was done to nodes. What was not done is not undone either, which kubectl says and nobody minds. */
export function backToNormal(quiet: number): RecordedStep[] {
  const nodes = ['node-1', 'node-2', 'node-3', 'node-4'];
  return [...nodes.map((node) => ({ kubectl: `uncordon ${node}` })), ...nodes.map(untaint), stable(quiet)];
}

function untaint(node: string): RecordedStep {
  return { kubectl: `taint nodes ${node} random-` };
}
