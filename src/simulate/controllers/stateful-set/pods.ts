/**
 * Making, mending and deleting the pods of a StatefulSet. Follows kubernetes@v1.35.4
 * pkg/controller/statefulset/stateful_pod_control.go.
 *
 * Not modelled: hostname and subdomain, mending the volumes of an adopted pod (the API server refuses it).
 */

import type { PodTemplateSpec } from '../../../kube/types.generated.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import type { EventAction, NewObject, Steps } from '../../action.js';
import type { Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { controllerReference, objectNamed, type World } from '../../world.js';
import { labelsMatch } from '../claim.js';
import { claimsMatchRetention, createClaims, retainClaims, volumesOf } from './claims.js';
import { hasIdentity, identityLabels, ordinalOf, podName, REVISION_LABEL } from './ordinals.js';
import { SOURCE } from './source.js';

/** A pod that an ordinal lacks. */
export interface MissingPod {
  readonly kind: 'MissingPod';
  readonly ordinal: number;
  /** Name of the revision that it will be made of. */
  readonly revision: string;
  readonly template: PodTemplateSpec;
}

/** The pod to make for an ordinal (`newStatefulSetPod`). */
export function podOf(
  set: StatefulSet,
  { ordinal, revision, template }: MissingPod,
  version: KubernetesVersion,
): NewObject {
  const { metadata = {}, spec = {} } = template;
  const hasClaims = set.spec.volumeClaimTemplates.length > 0;
  return {
    kind: 'Pod',
    metadata: {
      name: podName(set, ordinal),
      namespace: set.metadata.namespace,
      labels: { ...metadata.labels, ...identityLabels(set, ordinal, version), [REVISION_LABEL]: revision },
      annotations: metadata.annotations ?? {},
      finalizers: metadata.finalizers ?? [],
      ownerReferences: [controllerReference(set)],
    },
    // Without claims pods of one template share their spec.
    spec: hasClaims ? { ...spec, volumes: volumesOf(set, ordinal, spec.volumes) } : spec,
    node: spec.nodeName,
  };
}

/** Creates claims, then the pod. Gives the error that is in the way. */
export function* createPod(set: StatefulSet, missing: MissingPod, world: World): Steps<string | undefined> {
  const { ordinal } = missing;
  const because = `spec.replicas: ${set.spec.replicas}`;
  const claimError = yield* createClaims(set, ordinal, world);
  if (claimError !== undefined) {
    yield podEvent('Create', { set, ordinal, error: claimError, because });
    return claimError;
  }
  const object = podOf(set, missing, world.settings.version);
  const outcome = yield { do: 'create', object, because };
  const error = outcome.kind === 'refused' ? outcome.message : undefined;
  if (outcome.kind === 'refused' && outcome.reason === 'AlreadyExists') return error;
  yield* retainClaims(set, { ordinal, pod: podAt(set, ordinal, world) }, world);
  yield podEvent('Create', { set, ordinal, error, because });
  return error;
}

/** Creates claims that a pending pod lacks (`createMissingPersistentVolumeClaims`). */
export function* mendClaims(set: StatefulSet, pod: Pod, world: World): Steps<string | undefined> {
  const ordinal = ordinalOf(pod);
  const error = yield* createClaims(set, ordinal, world);
  if (error === undefined) yield* retainClaims(set, { ordinal, pod }, world);
  return error;
}

/** Gives a pod its identity, and its claims their owners, where they are not right (`UpdateStatefulPod`). */
export function* mendPod(set: StatefulSet, pod: Pod, world: World): Steps {
  const ordinal = ordinalOf(pod);
  const user = { ordinal, pod };
  const isKept = claimsMatchRetention(set, user, world);
  if (hasIdentity(set, pod) && isKept) return;
  if (!isKept) yield* retainClaims(set, user, world);
  const because = 'the labels and claims that spec wants';
  const wanted = identityLabels(set, ordinal, world.settings.version);
  const labels = labelsMatch(wanted, pod.metadata.labels) ? pod.metadata.labels : { ...pod.metadata.labels, ...wanted };
  yield { do: 'update', object: { ...pod, metadata: { ...pod.metadata, labels } }, because };
  yield podEvent('Update', { set, ordinal, error: undefined, because });
}

/** Deletes the pod of that name, whatever has become of it meanwhile. */
export function* deletePod(
  set: StatefulSet,
  { ordinal, because }: { readonly ordinal: number; readonly because: string },
  world: World,
): Steps {
  const pod = podAt(set, ordinal, world);
  if (pod === undefined) return;
  yield { do: 'delete', object: pod, because };
  yield podEvent('Delete', { set, ordinal, error: undefined, because });
}

function podAt(set: StatefulSet, ordinal: number, world: World): Pod | undefined {
  return objectNamed(world, 'Pod', set.metadata.namespace, podName(set, ordinal));
}

function podEvent(
  verb: 'Create' | 'Update' | 'Delete',
  {
    set,
    ordinal,
    error,
    because,
  }: {
    readonly set: StatefulSet;
    readonly ordinal: number;
    readonly error: string | undefined;
    readonly because: string;
  },
): EventAction {
  const about = `${verb} Pod ${podName(set, ordinal)} in StatefulSet ${set.metadata.name}`;
  const isDone = error === undefined;
  return {
    do: 'event',
    object: set,
    source: SOURCE,
    type: isDone ? 'Normal' : 'Warning',
    reason: `${isDone ? 'Successful' : 'Failed'}${verb}`,
    message: isDone ? `${about} successful` : `${about} failed error: ${error}`,
    because,
  };
}
