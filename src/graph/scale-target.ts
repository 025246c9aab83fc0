import type { Resource } from '../manifest/resource.js';
import type { Named } from './answer.js';
import { kindOf } from './identity.js';
import { asKind } from './typed.js';

/** What a HorizontalPodAutoscaler scales; `undefined` if the resource is none or does not say. */
export function scaleTarget(resource: Resource): Named | undefined {
  const autoscaler =
    asKind(resource, 'autoscaling/v2/HorizontalPodAutoscaler') ??
    asKind(resource, 'autoscaling/v1/HorizontalPodAutoscaler');
  const { apiVersion = '', kind, name } = autoscaler?.spec?.scaleTargetRef ?? {};
  if (kind === undefined || name === undefined) return undefined;
  return { kind: kindOf({ apiVersion, kind }), name, namespace: resource.namespace };
}
