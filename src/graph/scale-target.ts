import { isJsonObject, objectOf, stringOf } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import type { Named } from './answer.js';
import { kindOf } from './identity.js';
import { asKind } from './typed.js';

/** What a HorizontalPodAutoscaler or a ScaledObject of KEDA scales; `undefined` if the resource is none or does not say. */
export function scaleTarget(resource: Resource): Named | undefined {
  const autoscaler =
    asKind(resource, 'autoscaling/v2/HorizontalPodAutoscaler') ??
    asKind(resource, 'autoscaling/v1/HorizontalPodAutoscaler');
  const { apiVersion = '', kind, name } = autoscaler?.spec?.scaleTargetRef ?? kedaTarget(resource);
  if (kind === undefined || name === undefined) return undefined;
  return { kind: kindOf({ apiVersion, kind }), name, namespace: resource.namespace };
}

/** What a VerticalPodAutoscaler changes the requests of; `undefined` if the resource is none or does not say. */
export function verticalTarget(resource: Resource): Reference | undefined {
  if (kindOf(resource) !== 'autoscaling.k8s.io/VerticalPodAutoscaler') return undefined;
  const target = objectOf(objectOf(resource.object.spec)?.targetRef);
  return { apiVersion: stringOf(target?.apiVersion), kind: stringOf(target?.kind), name: stringOf(target?.name) };
}

/** How many replicas an autoscaler may set. */
export function mostReplicas(resource: Resource): number | undefined {
  const spec = objectOf(resource.object.spec);
  const most = isScaledObject(resource) ? (spec?.maxReplicaCount ?? 100) : spec?.maxReplicas;
  return typeof most === 'number' ? most : undefined;
}

interface Reference {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
}

function isScaledObject(resource: Resource): boolean {
  return kindOf(resource) === 'keda.sh/ScaledObject';
}

// keda/apis/keda/v1alpha1 ScaleTarget: a Deployment if it does not say.
function kedaTarget(resource: Resource): Partial<{ apiVersion: string; kind: string; name: string }> {
  const target = isScaledObject(resource) ? objectOf(objectOf(resource.object.spec)?.scaleTargetRef) : undefined;
  const name = stringOf(target?.name);
  if (!isJsonObject(target) || name === undefined) return {};
  return { apiVersion: stringOf(target.apiVersion) ?? 'apps/v1', kind: stringOf(target.kind) ?? 'Deployment', name };
}
