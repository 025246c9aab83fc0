/**
 * Keys of ConfigMaps and Secrets that containers take into their environment. Follows kubernetes@v1.35.4
 * pkg/kubelet/kubelet_pods.go `makeEnvironmentVariables`: a key that is not optional and not there keeps the container
 * from being created; pkg/volume/configmap and secret: one that a volume names keeps the whole pod from its mounts. Only
 * what is known to be missing is: the object is in the world and has no such key, or it is given at another time.
 *
 * Not modelled: objects that nobody gives.
 */

import type { Container, KeyToPath, PodSpec } from '../../kube/types.generated.js';
import type { ConfigKey, ContainerLife, VolumeKey } from '../objects/container.js';
import type { Pod } from '../objects/pod.js';
import { objectNamed, type World } from '../world.js';

const NONE: readonly ConfigKey[] = [];
const WAITS = ['CreateContainerConfigError', 'FailedMount'];

/** The keys and whole objects that a container cannot do without. */
export function configKeys({ env = [], envFrom = [] }: Container): readonly ConfigKey[] {
  const keys = env.flatMap(({ valueFrom }): ConfigKey[] => {
    const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
    const kind = map === undefined ? 'Secret' : 'ConfigMap';
    const { name, key, optional = false } = map ?? secret ?? {};
    return name === undefined || key === undefined || optional ? [] : [{ kind, name, key }];
  });
  const whole = envFrom.flatMap(({ configMapRef, secretRef }): ConfigKey[] => [
    ...wholeOf('ConfigMap', configMapRef),
    ...wholeOf('Secret', secretRef),
  ]);
  return keys.length + whole.length === 0 ? NONE : [...whole, ...keys];
}

function wholeOf(kind: ConfigKey['kind'], ref: Source | undefined): ConfigKey[] {
  const { name, optional = false } = ref ?? {};
  return name === undefined || optional ? [] : [{ kind, name, key: undefined }];
}

interface Source {
  readonly name?: string | undefined;
  readonly items?: readonly KeyToPath[] | undefined;
  readonly optional?: boolean | undefined;
}

/** What the volumes of a pod cannot do without: their objects, and the keys that they name. */
export function volumeKeys({ volumes = [] }: PodSpec): readonly VolumeKey[] {
  return volumes.flatMap(({ name: volume = '', configMap, secret, projected }): VolumeKey[] => [
    ...keysOf('ConfigMap', volume, configMap),
    ...keysOf('Secret', volume, secret && { ...secret, name: secret.secretName }),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...keysOf('ConfigMap', volume, source.configMap),
      ...keysOf('Secret', volume, source.secret),
    ]),
  ]);
}

function keysOf(kind: ConfigKey['kind'], volume: string, source: Source | undefined): VolumeKey[] {
  const { name, items = [], optional = false } = source ?? {};
  if (name === undefined || optional) return [];
  const keys = items.flatMap(({ key }) => (key === undefined ? [] : [{ kind, name, key, volume }]));
  return [{ kind, name, key: undefined, volume }, ...keys];
}

/** What is missing, as the kubelet says it. */
export function missingText({ kind, name, key }: ConfigKey): string {
  return key === undefined ? `${kind.toLowerCase()} "${name}" not found` : `key ${key} of ${kind} ${name}`;
}

/** The pod with what is missing for its containers now. */
export function withObstacles(pod: Pod, world: World): Pod {
  const { life } = pod;
  if (!life.needsConfig) return pod;
  const containers = life.containers.map((own) => withObstacle(own, pod, world));
  const unmounted = life.volumeKeys.find((key) => isMissing(key, pod, world));
  const isAllThere = unmounted === undefined && containers.every((own, place) => own === life.containers[place]);
  return isAllThere ? pod : { ...pod, life: { ...life, containers, unmounted } };
}

function withObstacle(own: ContainerLife, pod: Pod, world: World): ContainerLife {
  if (own.obstacle !== '') return own;
  const missing = own.configKeys.find((key) => isMissing(key, pod, world));
  if (missing === undefined) return own;
  const { kind, name, key } = missing;
  const isWhole = key === undefined || objectNamed(world, kind, pod.metadata.namespace, name) === undefined;
  const why = isWhole
    ? `${kind.toLowerCase()} "${name}" not found`
    : `couldn't find key ${key} in ${kind} ${pod.metadata.namespace}/${name}`;
  return { ...own, obstacle: 'config', why };
}

function isMissing({ kind, name, key }: ConfigKey, { metadata }: Pod, world: World): boolean {
  const object = objectNamed(world, kind, metadata.namespace, name);
  if (object === undefined) return world.settings.configObjects?.has(`${kind}/${metadata.namespace}/${name}`) === true;
  return key !== undefined && !Object.hasOwn(object.spec.data, key);
}

/** Wakes the pods that wait for a ConfigMap or Secret of this namespace. */
export function wakeWaiting(namespace: string, world: World, wake: (key: string) => void): void {
  for (const { metadata, status } of world.objects.Pod.values())
    if (metadata.namespace === namespace && WAITS.includes(status.waiting)) wake(metadata.key);
}
