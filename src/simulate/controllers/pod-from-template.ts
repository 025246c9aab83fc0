import type { PodTemplateSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { WorldObject } from '../objects/kinds.js';
import { controllerReference } from '../world.js';

const NONE = {};

/** A pod of a template, managed by `owner` (`controller.GetPodFromTemplate`). Labels and spec are shared, not copied. */
export function podFromTemplate(template: PodTemplateSpec, owner: WorldObject): NewObject {
  const { namespace } = owner.metadata;
  return {
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace,
      labels: template.metadata?.labels ?? NONE,
      annotations: template.metadata?.annotations ?? NONE,
      finalizers: template.metadata?.finalizers ?? [],
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec ?? NONE,
    node: template.spec?.nodeName,
  };
}
