// What default admission refuses of a bare Pod on its own: plugin/pkg/admission/{priority,serviceaccount,runtimeclass},
// Kubernetes v1.35.4. The server names no field; the paths are where a reader finds the cause.
import type { FieldError, FieldErrors } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import { SYSTEM_PRIORITIES } from '../../kube/system-priority.js';
import type { Pod, PodSpec, Volume } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { visitContainers } from './pod-scope.js';

const SPEC = child(undefined, 'spec');

function refused(path: FieldPath, value: unknown, detail: string): FieldError {
  return { type: 'BadRequest', path, value, detail };
}

/** Mutating admission: the objects that the Pod names can exist, its priority is its class's, a mirror Pod names nothing. */
export function admitPod(pod: Pod, _context: ApiContext, errors: FieldErrors): void {
  const spec = pod.spec ?? {};
  const isMirror = Object.hasOwn(pod.metadata?.annotations ?? {}, 'kubernetes.io/config.mirror');
  const account = spec.serviceAccountName || spec.serviceAccount;
  const refusal =
    (isMirror ? mirrorRefusal(spec, account) : missing(account, 'serviceAccountName', 'service account')) ??
    missing(spec.priorityClassName, 'priorityClassName', 'PriorityClass') ??
    priorityRefusal(spec) ??
    missing(spec.runtimeClassName, 'runtimeClassName', 'RuntimeClass');
  if (refusal !== undefined) errors.push(refusal);
}

// Whatever an object is called that a document names, it is assumed to be there; but not under a name that none can have.
function missing(name: string | undefined, field: string, kind: string): FieldError | undefined {
  if (name === undefined || name === '' || isDns1123Subdomain(name).length === 0) return undefined;
  return refused(child(SPEC, field), name, `no ${kind} can have this name: ${isDns1123Subdomain(name)[0]}`);
}

function priorityRefusal(spec: PodSpec): FieldError | undefined {
  const name = spec.priorityClassName ?? '';
  // What a class of the user's is worth only the cluster knows.
  const priority = name === '' ? 0 : SYSTEM_PRIORITIES.get(name);
  if (priority === undefined) return undefined;
  if (spec.priority !== undefined && spec.priority !== priority) {
    const detail = `priority admission computes ${priority} from the class; another value must not be given`;
    return refused(child(SPEC, 'priority'), spec.priority, detail);
  }
  if (spec.preemptionPolicy === undefined || spec.preemptionPolicy === 'PreemptLowerPriority') return undefined;
  const detail = 'priority admission takes PreemptLowerPriority from the class; another value must not be given';
  return refused(child(SPEC, 'preemptionPolicy'), spec.preemptionPolicy, detail);
}

function mirrorRefusal(spec: PodSpec, account: string | undefined): FieldError | undefined {
  const usesToken = (spec.volumes ?? []).some((volume) =>
    volume.projected?.sources?.some((source) => source.serviceAccountToken !== undefined),
  );
  if (account !== undefined && account !== '') {
    return refused(child(SPEC, 'serviceAccountName'), account, 'a mirror pod may not reference service accounts');
  }
  if (usesSecret(spec)) return refused(SPEC, undefined, 'a mirror pod may not reference secrets');
  if (!usesToken) return undefined;
  return refused(child(SPEC, 'volumes'), undefined, 'a mirror pod may not use ServiceAccountToken volume projections');
}

function usesSecret(spec: PodSpec): boolean {
  let isUsed = (spec.imagePullSecrets ?? []).length > 0 || (spec.volumes ?? []).some(volumeUsesSecret);
  visitContainers(spec, SPEC, (container) => {
    isUsed ||= container.env?.some((variable) => variable.valueFrom?.secretKeyRef !== undefined) === true;
    isUsed ||= container.envFrom?.some((source) => source.secretRef !== undefined) === true;
  });
  return isUsed;
}

function volumeUsesSecret(volume: Volume): boolean {
  if (volume.secret !== undefined || volume.azureFile !== undefined) return true;
  if (volume.projected?.sources?.some((source) => source.secret !== undefined) === true) return true;
  if (volume.csi?.nodePublishSecretRef !== undefined) return true;
  const { cephfs, cinder, flexVolume, rbd, scaleIO, iscsi, storageos } = volume;
  return [cephfs, cinder, flexVolume, rbd, scaleIO, iscsi, storageos].some((source) => source?.secretRef !== undefined);
}

/** Validating admission: overhead comes from the RuntimeClass; the one that a document names is assumed to have none. */
export function reviewPod(pod: Pod, _context: ApiContext, errors: FieldErrors): void {
  const overhead = pod.spec?.overhead;
  if (overhead === undefined) return;
  const detail = 'Pod Overhead set without corresponding RuntimeClass defined Overhead';
  errors.push(refused(child(SPEC, 'overhead'), overhead, detail));
}
