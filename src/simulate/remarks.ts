/**
 * What a change does not do although somebody may expect it, or does although nobody asked: said of the workload that it
 * concerns, beside the verdict. None of it is in the API; kubectl says nothing of it either.
 */

import { objectOf } from '../kube/json.js';
import type { PodSpec } from '../kube/types.generated.js';
import { lastApplied } from './admission/admit-manifest.js';
import type { ConfigMap, Secret } from './objects/config.js';
import type { WorldObject } from './objects/kinds.js';
import { controllerOf } from './objects/metadata.js';
import type { PodSet } from './objects/replication-controller.js';
import { isSame } from './same.js';
import { type Change, managed, managerOf, type World } from './world.js';

/** A sentence about a workload. */
export interface Remark {
  /** `Deployment/web` */
  readonly workload: string;
  readonly namespace: string;
  readonly text: string;
  /** It holds as long as pods are there that were made before: those of a later template have the new values. */
  readonly isOfOldPods: boolean;
}

/** What there is to say about a change. */
export function* remarksOn(change: Change, world: World): Iterable<Remark> {
  const { type, before, after, because } = change;
  if (type !== 'modified' || before === undefined || after === undefined) return;
  if (change.alike !== undefined) yield* onChance(after, change.alike, world);
  if (after.kind === 'ConfigMap' || after.kind === 'Secret') {
    if (before.spec !== after.spec) yield* onConfig(after, world);
  } else if (because === 'kubectl apply') yield* onReplicas(before, after, world);
  if (after.kind === 'ReplicaSet' || after.kind === 'ReplicationController') yield* onOldPods(before, after);
}

/** Nobody replaces the pods of a set that no Deployment manages: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/ */
function* onOldPods(before: WorldObject, after: PodSet): Iterable<Remark> {
  const { kind, metadata, spec } = after;
  if (before.kind !== kind || controllerOf(metadata) !== undefined) return;
  if (isSame(before.spec.template, spec.template)) return;
  yield {
    workload: `${kind}/${metadata.name}`,
    namespace: metadata.namespace,
    text: 'spec.template changed and no pod is replaced: those that run keep the old one until somebody deletes them; a Deployment rolls out',
    isOfOldPods: true,
  };
}

/** Pods that are alike are a lottery in a real cluster; the steps of a rollout take them all in the end. */
function* onChance(pod: WorldObject, alike: readonly string[], world: World): Iterable<Remark> {
  const set = managerOf(world, 'ReplicaSet', pod) ?? managerOf(world, 'ReplicationController', pod);
  const deployment = set && managerOf(world, 'Deployment', set);
  if (set === undefined || set.spec.replicas === 0) return;
  // Pods go by the hundreds, one burst after the other: said of the last.
  if (world.indexes.podCounts.get(set.metadata.uid)?.active !== set.spec.replicas) return;
  const siblings = deployment === undefined ? [] : managed(world, deployment.metadata.uid, 'ReplicaSet');
  if (siblings.some(({ metadata, spec }) => metadata.uid !== set.metadata.uid && spec.replicas > 0)) return;
  const { kind, metadata } = deployment ?? set;
  const listed = `${alike.slice(0, 4).join(', ')}${alike.length > 4 ? ` and ${alike.length - 4} more` : ''}`;
  yield {
    workload: `${kind}/${metadata.name}`,
    namespace: metadata.namespace,
    text: `scaled down to ${set.spec.replicas}: chance picks among ${alike.length} pods that nothing tells apart (${listed}), a cluster may pick others than the forecast`,
    isOfOldPods: false,
  };
}

type Templated = Extract<WorldObject, { readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' }>;

/** A ConfigMap is no part of a pod template: nothing is rolled out. */
function* onConfig(config: ConfigMap | Secret, world: World): Iterable<Remark> {
  const { Deployment, StatefulSet, DaemonSet } = world.objects;
  const workloads: Templated[] = [...Deployment.values(), ...StatefulSet.values(), ...DaemonSet.values()];
  for (const { kind, metadata, spec } of workloads) {
    if (metadata.namespace !== config.metadata.namespace) continue;
    const uses = usesOf(spec.template.spec ?? {}, config);
    if (uses.length === 0) continue;
    const command = `kubectl rollout restart ${kind.toLowerCase()}/${metadata.name}`;
    yield {
      workload: `${kind}/${metadata.name}`,
      namespace: metadata.namespace,
      text: `${config.kind} ${config.metadata.name} changed and spec.template did not, so nothing is rolled out: ${uses.join(', ')}; ${command}, or a checksum of it among the template's annotations`,
      isOfOldPods: true,
    };
  }
}

/** What becomes of the running pods' copies. */
function usesOf(spec: PodSpec, { kind, metadata: { name } }: ConfigMap | Secret): string[] {
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const isSecret = kind === 'Secret';
  const isEnv = containers.some(
    ({ env = [], envFrom = [] }) =>
      envFrom.some((source) => (isSecret ? source.secretRef : source.configMapRef)?.name === name) ||
      env.some(({ valueFrom }) => (isSecret ? valueFrom?.secretKeyRef : valueFrom?.configMapKeyRef)?.name === name),
  );
  const volumes = (spec.volumes ?? []).filter(
    ({ configMap, secret, projected }) =>
      (isSecret ? secret?.secretName : configMap?.name) === name ||
      projected?.sources?.some((source) => (isSecret ? source.secret : source.configMap)?.name === name),
  );
  const names = new Set(volumes.map((volume) => volume.name));
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter((mount) => names.has(mount.name)));
  return [
    ...(isEnv ? ['environment variables keep the old values until a container restarts'] : []),
    ...(mounts.some((mount) => !mount.subPath) ? ['mounted files follow within about a minute'] : []),
    ...(mounts.some((mount) => mount.subPath) ? ['files mounted with subPath never follow'] : []),
  ];
}

/** `kubectl apply` sets the size that the manifest says, whoever has set another one since. */
function* onReplicas(before: WorldObject, after: WorldObject, world: World): Iterable<Remark> {
  const [from, to] = [sizeOf(before), sizeOf(after)];
  if (from === undefined || to === undefined || from === to) return;
  const { namespace, name } = after.metadata;
  const about = { workload: `${after.kind}/${name}`, namespace, isOfOldPods: false };
  const [was, is] = [appliedSize(before), appliedSize(after)];
  if (was !== undefined && is === undefined) {
    const text = `spec.replicas is gone from the manifest: kubectl apply takes it away and its default ${to} replaces ${from}; kubectl apply edit-last-applied first, to take it out of the last applied manifest without effect`;
    yield { ...about, text };
    return;
  }
  const autoscaler = [...world.objects.HorizontalPodAutoscaler.values()].find(
    ({ metadata, spec: { scaleTargetRef: target } }) =>
      metadata.namespace === namespace && target.kind === after.kind && target.name === name,
  );
  if (autoscaler === undefined || was !== is) return;
  const text = `spec.replicas: ${to} in the manifest: each kubectl apply sets ${to} again (${from} before) until HorizontalPodAutoscaler/${autoscaler.metadata.name} scales it back; leave spec.replicas out`;
  yield { ...about, text };
}

function sizeOf(object: WorldObject): number | undefined {
  return 'replicas' in object.spec ? object.spec.replicas : undefined;
}

/** `spec.replicas` of the manifest that was applied last. */
function appliedSize(object: WorldObject): unknown {
  return objectOf(lastApplied(object).spec)?.replicas;
}
