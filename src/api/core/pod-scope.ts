import type { FieldErrors } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { Container, ObjectMeta, PodSpec, Volume } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';

/** What the parts of a Pod's spec have to know of the whole while they are validated. */
export interface PodScope {
  readonly context: ApiContext;
  readonly errors: FieldErrors;
  /** The metadata of a bare Pod; `undefined` in a template. */
  readonly metadata: ObjectMeta | undefined;
  readonly spec: PodSpec;
  /** The volumes that are valid themselves, by name: mounts of others are reported as not found, as upstream does. */
  readonly volumes: ReadonlyMap<string, Volume>;
  /** Names in `spec.resourceClaims`. */
  readonly claimNames: ReadonlySet<string>;
}

/** Calls `visit` for init containers, containers and ephemeral containers, in upstream's order. */
export function visitContainers(
  spec: PodSpec,
  path: FieldPath,
  visit: (container: Container, path: FieldPath) => void,
): void {
  const lists = [
    ['initContainers', spec.initContainers],
    ['containers', spec.containers],
    ['ephemeralContainers', spec.ephemeralContainers],
  ] as const;
  for (const [field, containers] of lists) {
    if (containers === undefined) continue;
    const listPath = child(path, field);
    for (const [at, container] of containers.entries()) visit(container, index(listPath, at));
  }
}
