import type { PodTemplateSpec } from '../../kube/types.generated.js';
import type { NewPod } from '../action.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Metadata, OwnerReference } from '../objects/metadata.js';
import { controllerReference } from '../world.js';

const NONE = {};
const NO_FINALIZERS: readonly string[] = [];
// What pods have in common they share: many questions about them are then answered by comparing references.
const owners = new WeakMap<Metadata, readonly OwnerReference[]>();

function ownersOf(owner: WorldObject): readonly OwnerReference[] {
  const known = owners.get(owner.metadata);
  if (known !== undefined) return known;
  const references = [controllerReference(owner)];
  owners.set(owner.metadata, references);
  return references;
}

/** A pod of a template, managed by `owner` (`controller.GetPodFromTemplate`). Labels and spec are shared, not copied. */
export function podFromTemplate(template: PodTemplateSpec, owner: WorldObject): NewPod {
  const { namespace } = owner.metadata;
  return {
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace,
      labels: template.metadata?.labels ?? NONE,
      annotations: template.metadata?.annotations ?? NONE,
      finalizers: template.metadata?.finalizers ?? NO_FINALIZERS,
      ownerReferences: ownersOf(owner),
    },
    spec: template.spec ?? NONE,
    node: template.spec?.nodeName,
  };
}
