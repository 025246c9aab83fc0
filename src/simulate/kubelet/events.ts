/**
 * What the kubelet says about a pod. Texts follow kubernetes@v1.35.4 pkg/kubelet (kuberuntime, images, prober).
 *
 * Not said: what every pod's life is full of (Pulling, Pulled, Created, Started, Killing when it is deleted), and each
 * failed look of a probe after the first; what a probe or a registry answered.
 */

import { imageParseError } from '../../kube/image-reference.js';
import type { EventAction } from '../action.js';
import type { ContainerLife, ProbeKind, VolumeKey } from '../objects/container.js';
import type { Pod } from '../objects/pod.js';

/** An event about a pod. */
export function podEvent(
  pod: Pod,
  { type, reason, message, because }: Pick<EventAction, 'type' | 'reason' | 'message' | 'because'>,
): EventAction {
  return { do: 'event', object: pod, source: 'kubelet', type, reason, message, because };
}

/** A pull that fails. */
export function* pullFailure(pod: Pod, { image }: ContainerLife): Iterable<EventAction> {
  const because = `image ${image}`;
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    podEvent(pod, { type, reason, message, because });
  yield say('Normal', 'Pulling', `Pulling image "${image}"`);
  yield say('Warning', 'Failed', `Failed to pull image "${image}"`);
  yield say('Warning', 'Failed', 'Error: ErrImagePull');
}

/** An image whose name cannot be read, or that is not there and must not be pulled. */
export function* imageFailure(pod: Pod, { image, obstacle }: ContainerLife): Iterable<EventAction> {
  const because = obstacle === 'name' ? `image ${image}` : 'imagePullPolicy: Never';
  const say = (reason: string, message: string) => podEvent(pod, { type: 'Warning', reason, message, because });
  if (obstacle === 'name') {
    yield say('InspectFailed', `Failed to apply default image tag "${image}": ${imageParseError(image)}`);
    yield say('Failed', 'Error: InvalidImageName');
    return;
  }
  yield say('ErrImageNeverPull', `Container image "${image}" is not present with pull policy of Never`);
  yield say('Failed', 'Error: ErrImageNeverPull');
}

/** A pull that is put off. */
export function* pullBackOff(pod: Pod, { image }: ContainerLife): Iterable<EventAction> {
  const because = `image ${image}`;
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    podEvent(pod, { type, reason, message, because });
  yield say('Normal', 'BackOff', `Back-off pulling image "${image}"`);
  yield say('Warning', 'Failed', 'Error: ImagePullBackOff');
}

/** A container that cannot be created because its configuration is not there. */
export function configFailure(pod: Pod, { name, why }: ContainerLife): EventAction {
  const because = `container ${name} needs a ConfigMap, Secret or key that is not there`;
  return podEvent(pod, { type: 'Warning', reason: 'Failed', message: `Error: ${why || because}`, because });
}

/** A volume that names a key which is not there. */
export function mountFailure(pod: Pod, { kind, name, key, volume }: VolumeKey): EventAction {
  const what = kind === 'ConfigMap' ? 'configmap references non-existent config' : 'references non-existent secret';
  const why = key === undefined ? `${kind.toLowerCase()} "${name}" not found` : `${what} key: ${key}`;
  const message = `MountVolume.SetUp failed for volume "${volume}" : ${why}`;
  const because = key === undefined ? `${kind} ${name} is not there` : `${kind} ${name} has no ${key}`;
  return podEvent(pod, { type: 'Warning', reason: 'FailedMount', message, because });
}

/** A postStart hook that fails: the container is stopped. */
export function* hookFailure(pod: Pod, { name }: ContainerLife): Iterable<EventAction> {
  const because = `lifecycle.postStart of ${name}`;
  yield podEvent(pod, { type: 'Warning', reason: 'FailedPostStartHook', message: 'PostStartHook failed', because });
  yield podEvent(pod, { type: 'Normal', reason: 'Killing', message: 'FailedPostStartHook', because });
}

/** A restart that is put off. */
export function restartBackOff(pod: Pod, { name }: ContainerLife, because: string): EventAction {
  const { metadata } = pod;
  const message = `Back-off restarting failed container ${name} in pod ${metadata.name}_${metadata.namespace}(${metadata.uid})`;
  return podEvent(pod, { type: 'Warning', reason: 'BackOff', message, because });
}

/** A probe that fails. */
export function unhealthy(pod: Pod, { name }: ContainerLife, probe: ProbeKind): EventAction {
  const because = `${probe.toLowerCase()}Probe of ${name}`;
  return podEvent(pod, { type: 'Warning', reason: 'Unhealthy', message: `${probe} probe failed`, because });
}

/** A container that is stopped because of its probe. */
export function killing(pod: Pod, life: ContainerLife, probe: ProbeKind): EventAction {
  const which = probe.toLowerCase();
  const isAgain = life.role === 'sidecar' || life.restartPolicy !== 'Never';
  const message =
    life.role === 'sidecar'
      ? `Init container ${life.name} failed ${which} probe`
      : `Container ${life.name} failed ${which} probe${isAgain ? ', will be restarted' : ''}`;
  return podEvent(pod, { type: 'Normal', reason: 'Killing', message, because: `${which}Probe.failureThreshold` });
}
