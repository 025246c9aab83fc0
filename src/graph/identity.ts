import { groupOf } from '../kube/api-version.js';
import type { Resource } from '../manifest/resource.js';

/** A kind whatever its version: `apps/Deployment`, `Service`. */
export function kindOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${group}/${kind}`;
}

/** What names an object in a cluster: kind, namespace as written, name. */
export function identityOf(resource: Resource): string {
  return `${kindOf(resource)}\n${resource.namespace ?? ''}\n${resource.name ?? ''}`;
}

/**
 * Can the two be in one namespace? A manifest that does not say gets the namespace it is applied to, so it can be in any.
 */
export function shareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === b || a === undefined || b === undefined;
}
