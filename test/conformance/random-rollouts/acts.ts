/** What may be done to a workload in the middle of whatever goes on, by its kind: the steps that random scenarios are made of. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import { nodeChange } from './daemon-set.js';
import type { Dice } from './dice.js';
import { stable } from './scenario.js';

/** A workload of a scenario, as far as its acts need to know it. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Of its pods: `app=web`. */
  readonly selector: string;
  readonly replicas: number;
  /** The files of the scenario that apply the workload. */
  readonly files: readonly string[];
  readonly container: string;
}

type Act = (subject: Subject, dice: Dice) => readonly RecordedStep[];

const ORDERS = ['name', 'oldest', 'newest'] as const;

/** One thing that is done to the workload, in one step or a few. */
export function randomAct(subject: Subject, dice: Dice): readonly RecordedStep[] {
  const own = ACTS.get(subject.kind) ?? [];
  return dice.of([...own, ...ANY_ACTS])(subject, dice);
}

/** Something that happens to a node meanwhile. */
export function randomNodeAct({ selector }: Subject, dice: Dice): readonly RecordedStep[] {
  const node = dice.of(['node-1', 'node-2', 'node-3', 'node-4']);
  return dice.of<() => readonly RecordedStep[]>([
    () => [{ drain: node }],
    () => [{ drain: `of:${selector}` }],
    () => [{ kubectl: `cordon ${node}` }],
    () => nodeChange(dice),
  ])();
}

function kubectl(command: string): RecordedStep[] {
  return [{ kubectl: command }];
}

const target = ({ kind, name }: Subject) => `${kind.toLowerCase()}/${name}`;

function patch(subject: Subject, change: JsonObject): RecordedStep[] {
  return kubectl(`patch ${subject.kind.toLowerCase()} ${subject.name} -p '${JSON.stringify(change)}'`);
}

function onPods(what: string): Act {
  return ({ selector }, dice) => [
    { pods: { selector, order: dice.of(ORDERS), take: dice.of([1, 1, 1, 2, 3]), do: what } },
  ];
}

const apply: Act = ({ files }, dice) => [{ apply: dice.of(files) }];

const again: Act = (subject, dice) => {
  const cascade = dice.of(['orphan', 'orphan', 'background', 'foreground']);
  return [
    ...kubectl(`delete ${target(subject)} --cascade=${cascade}${dice.chance(0.5) ? ' --wait=false' : ''}`),
    ...(dice.chance(0.6) ? [stable(3)] : []),
    ...apply(subject, dice),
  ];
};

const ANY_ACTS: readonly Act[] = [onPods('delete'), onPods('evict'), again];

const unready = onPods('annotate oracle/unready=true');

const scale: Act = (subject, dice) => {
  const { replicas } = subject;
  const size = dice.of([0, 1, Math.max(0, replicas - 1), replicas + 1, replicas + 2, 2 * replicas, replicas + 5]);
  return kubectl(`scale ${target(subject)} --replicas=${size}`);
};

const image: Act = (subject, dice) =>
  kubectl(
    `set image ${target(subject)} ${subject.container}=app:${dice.of(['v1', 'v2', 'v5', 'v6', 'broken', 'crash', 'nopull'])}`,
  );

const restart: Act = (subject) => kubectl(`rollout restart ${target(subject)}`);

const undo: Act = (subject, dice) =>
  kubectl(`rollout undo ${target(subject)}${dice.chance(0.3) ? ` --to-revision=${dice.whole(1, 2)}` : ''}`);

const minReady: Act = (subject, dice) => patch(subject, { spec: { minReadySeconds: dice.whole(0, 4) } });

const history: Act = (subject, dice) => patch(subject, { spec: { revisionHistoryLimit: dice.whole(0, 1) } });

const release: Act = ({ selector }, dice) => {
  const [key = 'app'] = selector.split('=');
  const one: RecordedStep[] = [{ pods: { selector, order: dice.of(ORDERS), take: 1, do: `label ${key}=debug` } }];
  const back: RecordedStep[] = [stable(3), { pods: { selector: `${key}=debug`, do: `label ${selector}` } }];
  return dice.chance(0.5) ? one : [...one, ...back];
};

const cost: Act = ({ selector }, dice) => [
  {
    pods: {
      selector,
      order: dice.of(ORDERS),
      take: 1,
      do: `annotate controller.kubernetes.io/pod-deletion-cost=${dice.of([-10, 5, 100])}`,
    },
  },
];

const healed: Act = ({ selector }) => [{ pods: { selector, do: 'annotate oracle/unready-' } }];

const AMOUNTS = [0, 1, 2, 3, '20%', '25%', '50%', '100%'];

const strategy: Act = (subject, dice) => {
  if (dice.chance(0.2)) return patch(subject, { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } });
  const rollingUpdate = { maxSurge: dice.of(AMOUNTS), maxUnavailable: dice.of(AMOUNTS.slice(1)) };
  return patch(subject, { spec: { strategy: { type: 'RollingUpdate', rollingUpdate } } });
};

const paused: Act = (subject, dice) => {
  const meanwhile = dice.of([scale, image, undo, onPods('delete'), strategy])(subject, dice);
  return [
    ...kubectl(`rollout pause ${target(subject)}`),
    ...(dice.chance(0.5) ? [stable(3)] : []),
    ...meanwhile,
    ...(dice.chance(0.7) ? [stable(3)] : []),
    ...kubectl(`rollout resume ${target(subject)}`),
  ];
};

const templateMark: Act = (subject, dice) =>
  patch(subject, { spec: { template: { metadata: { annotations: { turn: `${dice.whole(1, 9)}` } } } } });

const partition: Act = (subject, dice) =>
  patch(subject, { spec: { updateStrategy: { rollingUpdate: { partition: dice.whole(0, subject.replicas + 1) } } } });

const onDelete: Act = (subject) =>
  patch(subject, { spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } });

const startAt: Act = (subject, dice) => patch(subject, { spec: { ordinals: { start: dice.whole(0, 3) } } });

const retention: Act = (subject, dice) => {
  const policy = () => dice.of(['Retain', 'Delete']);
  const persistentVolumeClaimRetentionPolicy = { whenScaled: policy(), whenDeleted: policy() };
  return patch(subject, { spec: { persistentVolumeClaimRetentionPolicy } });
};

const daemonStrategy: Act = (subject, dice) => {
  const amount = dice.of(AMOUNTS.slice(1));
  const rollingUpdate = dice.chance(0.5)
    ? { maxUnavailable: amount, maxSurge: 0 }
    : { maxSurge: amount, maxUnavailable: 0 };
  return patch(subject, { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate } } });
};

const placement: Act = (subject, dice) => {
  const zone = dice.of(['zone-a', 'zone-b', null]);
  return patch(subject, { spec: { template: { spec: { nodeSelector: { 'topology.kubernetes.io/zone': zone } } } } });
};

const tolerated: Act = (subject, dice) => {
  const tolerations = dice.of([
    [],
    [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
  ]);
  return patch(subject, { spec: { template: { spec: { tolerations } } } });
};

const suspended: Act = (subject, dice) => [
  ...patch(subject, { spec: { suspend: true } }),
  ...(dice.chance(0.6) ? [stable(3)] : [{ sleep: '1200ms' }]),
  ...patch(subject, { spec: { suspend: false } }),
];

const jobField: Act = (subject, dice) =>
  patch(subject, {
    spec: dice.of<JsonObject>([
      { parallelism: dice.whole(0, 5) },
      { parallelism: dice.whole(0, 5) },
      { activeDeadlineSeconds: dice.whole(3, 9) },
      { backoffLimit: dice.whole(0, 3) },
      { ttlSecondsAfterFinished: dice.whole(0, 4) },
    ]),
  });

const elastic: Act = (subject, dice) => {
  const size = dice.whole(1, 5);
  return patch(subject, { spec: { parallelism: size, completions: size } });
};

const paces: Act = (subject, dice) =>
  patch(subject, {
    spec: dice.of<JsonObject>([{ suspend: true }, { suspend: false }, { concurrencyPolicy: 'Replace' }]),
  });

const ofSets: readonly Act[] = [unready, scale, scale, release, cost, healed];
const ofTemplates: readonly Act[] = [apply, apply, image, image, restart, undo, undo, minReady, history, templateMark];

const ACTS: ReadonlyMap<string, readonly Act[]> = new Map([
  ['Deployment', [...ofTemplates, ...ofSets, strategy, paused]],
  ['StatefulSet', [...ofTemplates, unready, scale, scale, healed, partition, partition, onDelete, startAt, retention]],
  ['DaemonSet', [...ofTemplates, unready, healed, daemonStrategy, onDelete, placement, tolerated]],
  ['ReplicaSet', [...ofSets, image, apply]],
  ['ReplicationController', [...ofSets, apply]],
  ['Job', [suspended, suspended, jobField, jobField, elastic]],
  ['CronJob', [paces, paces]],
]);
