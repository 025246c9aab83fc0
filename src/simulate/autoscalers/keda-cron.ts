/**
 * KEDA's cron triggers: between `start` and `end` the autoscaler is given `desiredReplicas` as the value of their metric, at
 * other times 1. Where nothing else keeps the target active, the operator itself scales it to nothing (or to
 * idleReplicaCount) once `cooldownPeriod` has passed, and back when a time begins.
 *
 * Docs: https://keda.sh/docs/latest/scalers/cron/
 * Follows kedacore/keda v2.17 pkg/scalers/cron_scaler.go and pkg/scaling/executor/scale_scaledobjects.go.
 *
 * Not modelled: that the operator looks every pollingInterval (here at once), initialCooldownPeriod, fallback, changes of a ScaledObject while it is followed.
 */

import { nextRun } from '../../kube/cron-next.js';
import type { Steps, Sync } from '../action.js';
import { controllerFor, wakeSelf } from '../controller.js';
import type { Target } from '../controllers/hpa/target.js';
import { scaleTarget } from '../controllers/hpa/target.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Load, LoadAmount } from '../objects/load.js';
import type { CronTrigger, ScaledObject } from '../objects/scaled-object.js';
import { type Change, current, epochMs, keyOf, type World } from '../world.js';

const NAME = 'keda';

/** The operator, as far as it goes by the clock. */
export const kedaCron = controllerFor({
  name: NAME,
  kind: 'ScaledObject',
  watch: { ScaledObject: watchSelf, Deployment: watchTarget, StatefulSet: watchTarget },
  sync,
});

function watchSelf(change: Change<ScaledObject>, world: World, wake: (key: string) => void): void {
  if (change.before?.spec !== change.after?.spec) wakeSelf(change, world, wake);
}

function watchTarget({ type, object }: Change, { objects }: World, wake: (key: string) => void): void {
  if (type !== 'added' || objects.ScaledObject.size === 0) return;
  for (const { spec, metadata } of objects.ScaledObject.values())
    if (spec.target.name === object.metadata.name && metadata.namespace === object.metadata.namespace)
      wake(metadata.key);
}

function* sync(scaledObject: ScaledObject, world: World): Sync {
  const { spec, status, metadata } = scaledObject;
  const target = scaleTarget(spec.target.kind, metadata.namespace, spec.target.name, world);
  if (target === undefined) return undefined;
  const states = spec.triggers.map((trigger) => stateOf(trigger, world));
  yield* setMetrics(scaledObject, target, { states, world });
  const isActive = states.some((state) => state.isActive);
  // The operator has last seen it active right before the end.
  const activeAt = isActive || status.isActive ? world.now : status.activeAt;
  const pending = spec.isByClock ? yield* rest(scaledObject, target, { isActive, activeAt, world }) : undefined;
  const changes = states.flatMap(({ until }) => until ?? []);
  const next = Math.min(...changes, pending ?? Infinity);
  const nextLook = Number.isFinite(next) ? next : undefined;
  const stored = current(world, scaledObject);
  if (stored === undefined) return undefined;
  const because = 'its cron triggers';
  yield { do: 'status', object: { ...stored, status: { activeAt, isActive, nextLook } }, because };
  if (nextLook === undefined || (status.nextLook === nextLook && nextLook > world.now && pending === undefined))
    return undefined;
  // What it does for now is waited for; times of the day come for ever.
  const patience = nextLook === pending ? 'work' : 'idle';
  yield { do: 'wake', controller: NAME, key: keyOf(scaledObject), at: nextLook, patience };
  return undefined;
}

interface State {
  readonly trigger: CronTrigger;
  readonly isActive: boolean;
  /** When that changes; `undefined` if it never does. */
  readonly until: number | undefined;
}

/** `IsActive`: it is, if the next end comes before the next start. */
function stateOf(trigger: CronTrigger, world: World): State {
  const epoch = epochMs(world, world.now);
  const start = nextRun(trigger.start, epoch, trigger.zone);
  const end = nextRun(trigger.end, epoch, trigger.zone);
  const isActive = end !== undefined && (start === undefined || end <= start);
  const at = isActive ? end : start;
  return { trigger, isActive, until: at === undefined ? undefined : at - epochMs(world, 0) };
}

interface Seen {
  readonly states: readonly State[];
  readonly world: World;
}

/** What the autoscaler is given when it asks. */
function* setMetrics({ metadata }: ScaledObject, target: Target, { states, world }: Seen): Steps {
  const values = states.map(({ trigger, isActive }): readonly [string, LoadAmount] => {
    const total = 1000 * (isActive ? trigger.desiredReplicas : 1);
    return [trigger.metric, { kind: 'shared', total }];
  });
  const metrics = Object.fromEntries(values);
  const name = `keda-${metadata.name}`;
  const stored = world.objects.Load.get(`${metadata.namespace}/${name}`);
  const because = `ScaledObject/${metadata.name}: cron triggers`;
  const spec: Load['spec'] = { selector: target.spec.selector, amounts: {}, metrics };
  if (stored === undefined) {
    const fresh = { name, namespace: metadata.namespace, labels: {}, annotations: {}, ownerReferences: [] };
    yield { do: 'create', object: { kind: 'Load', metadata: fresh, spec }, because };
  } else if (JSON.stringify(stored.spec.metrics) !== JSON.stringify(metrics)) {
    yield { do: 'update', object: { ...stored, spec }, because };
  }
}

interface Activity {
  readonly isActive: boolean;
  readonly activeAt: number | undefined;
  readonly world: World;
}

/** What the operator does itself; gives when it will do something, if that is settled. */
function* rest(
  { spec, metadata }: ScaledObject,
  target: Target,
  { isActive, activeAt, world }: Activity,
): Steps<number | undefined> {
  const { replicas } = target.spec;
  const { minReplicaCount, idleReplicaCount, cooldownMs } = spec;
  const idle = idleReplicaCount ?? (minReplicaCount === 0 ? 0 : undefined);
  const scale = function* (size: number, why: string): Steps {
    const because = `ScaledObject/${metadata.name}: ${why}`;
    // A target of any kind takes a number there.
    const object = { ...target, spec: { ...target.spec, replicas: size } } as WorldObject;
    yield { do: 'update', object, because };
  };
  if (isActive) {
    const least = Math.max(1, minReplicaCount);
    const isResting = replicas === 0 || (idleReplicaCount !== undefined && replicas <= idleReplicaCount);
    if (isResting && replicas < least) yield* scale(least, 'a trigger is active');
    return undefined;
  }
  if (idle === undefined || replicas <= idle) return undefined;
  const at = activeAt === undefined ? world.now : activeAt + cooldownMs;
  if (at > world.now) return at;
  yield* scale(idle, `no trigger was active for ${cooldownMs / 1000} s`);
  return undefined;
}
