import { COMMON_GROUPS } from '../api/common-groups.js';
import type { Kinds } from '../api/kind.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import { type CrdIndex, NO_CRDS } from '../schema/custom-type.js';
import { resourceType } from '../schema/kinds.js';

/** What judges the kinds of an input. Most inputs need only what is loaded anyhow. */
export interface Extensions {
  /** The built-in kinds with validation of their own, by `apiVersion`: all that occur in the input are there. */
  readonly groups: ReadonlyMap<string, Kinds>;
  /** The custom kinds that the input and the cluster define. */
  readonly crds: CrdIndex;
}

/**
 * Loads what it takes to judge these resources: rare groups, CustomResourceDefinitions and CEL only where they occur.
 * `installed` are definitions that the cluster has.
 */
export async function extensionsFor(
  resources: readonly Resource[],
  version: KubernetesVersion,
  installed: readonly Resource[] = [],
): Promise<Extensions> {
  const isRare = resources.some(
    ({ apiVersion, kind }) =>
      !COMMON_GROUPS.has(apiVersion) && resourceType(apiVersion, kind, version)?.served === true,
  );
  const definesKinds = installed.length > 0 || resources.some(({ kind }) => kind === 'CustomResourceDefinition');
  return {
    groups: isRare ? (await import('../api/groups.js')).GROUPS : COMMON_GROUPS,
    crds: definesKinds ? (await import('../schema/custom-resource.js')).crdIndex(resources, installed) : NO_CRDS,
  };
}
