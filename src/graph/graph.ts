import { groupBy } from '../kube/group-by.js';
import type { DocumentFile } from '../manifest/document.js';
import type { Resource } from '../manifest/resource.js';
import type { Answer, Named } from './answer.js';
import { type Bundles, bundles, type ConfiguredBundle, type Hidden } from './bundles.js';
import { kindOf, shareNamespace } from './identity.js';
import { lookup, nameKey } from './lookup.js';
import { lazy } from './once.js';
import { presence } from './presence.js';
import { scaleTarget } from './scale-target.js';
import { type Selection, selection } from './selection.js';
import { asKind } from './typed.js';
import { type Workload, workloadOf } from './workload.js';

/** Which resource selects, owns, scales, mounts or references which; every answer is from the resources of one bundle. */
export interface Graph extends Selection {
  readonly workloadOf: (resource: Resource) => Workload | undefined;
  /** The objects with a name. */
  readonly named: (from: Resource, named: Named) => Answer<Resource>;
  /** The HorizontalPodAutoscalers that scale a resource. */
  readonly autoscalersOf: (resource: Resource) => readonly Resource[];
  /** The first resource with the same kind, namespace and name that is applied with this one for certain, in file order; this one if it is it. */
  readonly firstNamesakeOf: (resource: Resource) => Resource | undefined;
  /** Is the claim one that a StatefulSet of the bundle makes from its templates: `data-payments-db-0`? */
  readonly isClaimOfTemplate: (from: Resource, claim: string) => boolean;
  /** Is there an object of the kind in the same namespace and bundle? */
  readonly hasAny: (from: Resource, kind: string) => boolean;
  /** Does a kustomization replace `$(NAME)` in the resource? */
  readonly replacesVariables: (resource: Resource) => boolean;
  /** Does a kustomization put other images into the resource? */
  readonly replacesImages: (resource: Resource) => boolean;
  /** Are the two applied together for all we know: does one find the other by its name? */
  readonly areTogether: (a: Resource, b: Resource) => boolean;
  /** A key that resources share which stand alike to all others: `areTogether` says the same of each. */
  readonly groupOf: (resource: Resource) => unknown;
  /** Why not all that is applied together with the resource is known, or `undefined`. */
  readonly hiddenFrom: (resource: Resource) => string | undefined;
}

/** Relates resources. Answers do not depend on the order of files; nothing is computed before somebody asks. */
export function buildGraph(input: {
  /** All files of the project: bundles and what cannot be read come from them. */
  readonly files: readonly DocumentFile[];
  readonly resources: readonly Resource[];
  readonly configured?: readonly ConfiguredBundle[];
  /** Documents that may hold objects which cannot be known. Broken YAML and Helm templates are added here. */
  readonly hidden?: readonly Hidden[];
}): Graph {
  const resources = [...input.resources].sort(byPlace);
  const sorted = bundles({
    files: input.files,
    resources,
    configured: input.configured ?? [],
    hidden: [...unreadable(input.files), ...(input.hidden ?? [])],
  });
  return graphOf(resources, sorted);
}

function byPlace(a: Resource, b: Resource): number {
  if (a.file.file !== b.file.file) return a.file.file < b.file.file ? -1 : 1;
  // Items of one list keep their order: the sort is stable.
  return a.document.index - b.document.index;
}

function unreadable(files: readonly DocumentFile[]): Hidden[] {
  return files.flatMap(({ file, documents }) => {
    if (documents.some(({ problems }) => problems.some(({ kind }) => kind === 'syntax')))
      return [{ file, reason: 'cannot be read' }];
    if (documents.some(({ template }) => template !== undefined)) return [{ file, reason: 'is a template' }];
    return [];
  });
}

function graphOf(resources: readonly Resource[], sorted: Bundles): Graph {
  const workloads = new Map<Resource, Workload>();
  for (const resource of resources) {
    const workload = workloadOf(resource);
    if (workload !== undefined) workloads.set(resource, workload);
  }
  const present = presence(resources, sorted);
  const byKind = lazy(() => groupBy(resources, kindOf));
  const autoscalers = lazy(() => groupBy(resources, autoscaledKey));
  const isNear = (from: Resource, other: Resource): boolean =>
    shareNamespace(from.namespace, other.namespace) && sorted.areTogether(from.file, other.file);
  return {
    workloadOf: (resource) => workloads.get(resource),
    ...lookup(resources, sorted, present),
    ...selection({ resources, workloads: [...workloads.values()] }, sorted, present),
    autoscalersOf: (resource) => {
      const candidates = autoscalers().get(nameKey(kindOf(resource), resource.name ?? '')) ?? [];
      return candidates.filter((other) => isNear(resource, other));
    },
    isClaimOfTemplate: (from, claim) => {
      const sets = (byKind().get('apps/StatefulSet') ?? []).filter((set) => isNear(from, set));
      return sets.some((set) => claimPrefixes(set).some((prefix) => claim.startsWith(prefix)));
    },
    hasAny: (from, kind) => (byKind().get(kind) ?? []).some((other) => isNear(from, other)),
    replacesVariables: ({ file }) => sorted.kustomizationsOf(file).some(({ hasVariables }) => hasVariables),
    replacesImages: ({ file }) => sorted.kustomizationsOf(file).some(({ hasImages }) => hasImages),
    areTogether: (a, b) => sorted.areTogether(a.file, b.file),
    groupOf: ({ file }) => sorted.groupOf(file),
    hiddenFrom: ({ file }) => sorted.hiddenFrom(file),
  };
}

function claimPrefixes(set: Resource): readonly string[] {
  const templates = asKind(set, 'apps/v1/StatefulSet')?.spec?.volumeClaimTemplates ?? [];
  return templates.flatMap(({ metadata }) =>
    metadata?.name === undefined ? [] : [`${metadata.name}-${set.name ?? ''}-`],
  );
}

function autoscaledKey(resource: Resource): string | undefined {
  const target = scaleTarget(resource);
  return target === undefined ? undefined : nameKey(target.kind, target.name);
}
