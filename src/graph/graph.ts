import type { LabelSelector } from '../kube/types.generated.js';
import type { DocumentFile } from '../manifest/document.js';
import type { Resource } from '../manifest/resource.js';
import { type Bundles, bundles, type ConfiguredBundle, type Hidden } from './bundles.js';
import { kindOf, shareNamespace } from './identity.js';
import { isKnownObject, mayMakePods } from './known-objects.js';
import type { Kustomization } from './kustomization.js';
import { mentions } from './names-index.js';
import { scaleTarget } from './scale-target.js';
import { labelIndex, selectorIndex } from './selector-index.js';
import { asKind } from './typed.js';
import { selectsPodsOf, type Workload, workloadOf } from './workload.js';

/**
 * What a name or a selector leads to among the files that are applied together: `found`; `absent`, it is not in these files;
 * `hidden`, it may be in a file that cannot be read; `elsewhere`, something outside the files or another bundle may provide it.
 */
export type Answer<T> =
  | { readonly kind: 'found'; readonly all: readonly T[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'hidden'; readonly reason: string }
  | { readonly kind: 'elsewhere' };

/** A name to look up, as seen from the resource that names it. */
export interface Named {
  /** The kind whatever its version: `ConfigMap`, `apps/Deployment`. */
  readonly kind: string;
  readonly name: string;
  /** The namespace it is looked up in; `undefined` if no manifest says. */
  readonly namespace: string | undefined;
}

/** Which resource selects, owns, scales, mounts or references which; every answer is from the resources of one bundle. */
export interface Graph {
  readonly workloadOf: (resource: Resource) => Workload | undefined;
  /** The objects with a name. */
  readonly named: (from: Resource, named: Named) => Answer<Resource>;
  /** The workloads in the namespace of `from` whose Pods a selector selects. */
  readonly selected: (from: Resource, selector: LabelSelector) => Answer<Workload>;
  /** The same for a Service's selector; `elsewhere` if it has none, or is an alias of a DNS name. */
  readonly podsOf: (service: Resource) => Answer<Workload>;
  /** The Services, disruption budgets and network policies that select Pods of a workload. */
  readonly servicesOf: (workload: Workload) => readonly Resource[];
  readonly budgetsOf: (workload: Workload) => readonly Resource[];
  readonly policiesOf: (workload: Workload) => readonly Resource[];
  /** The other workloads, in the same directory or kustomization, whose own selector takes Pods of this one for theirs. */
  readonly claimantsOf: (workload: Workload) => readonly Workload[];
  /** The HorizontalPodAutoscalers that scale a resource. */
  readonly autoscalersOf: (resource: Resource) => readonly Resource[];
  /** The resources with the same kind, namespace and name that are applied with this one for certain, in file order, this one among them. */
  readonly namesakesOf: (resource: Resource) => readonly Resource[];
  /** Is the claim one that a StatefulSet of the bundle makes from its templates: `data-payments-db-0`? */
  readonly isClaimOfTemplate: (from: Resource, claim: string) => boolean;
  /** Is there an object of the kind in the same namespace and bundle? */
  readonly hasAny: (from: Resource, kind: string) => boolean;
  /** Does a kustomization replace `$(NAME)` in the resource? */
  readonly replacesVariables: (resource: Resource) => boolean;
  /** Does a kustomization put other images into the resource? */
  readonly replacesImages: (resource: Resource) => boolean;
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
  const { groupOf, areTogether, areAlternatives, areBeside, areNamedTogether, hiddenFrom, kustomizationsOf } = sorted;
  const workloads = new Map<Resource, Workload>();
  for (const resource of resources) {
    const workload = workloadOf(resource);
    if (workload !== undefined) workloads.set(resource, workload);
  }
  const allWorkloads = [...workloads.values()];
  const byKind = lazy(() => groupBy(resources, kindOf));
  const byName = lazy(() => groupBy(resources, (resource) => nameKey(kindOf(resource), resource.name ?? '')));
  const namesakes = lazy(() => {
    const repeated = [...byName().values()].filter(({ length }) => length > 1);
    return new Map(repeated.flatMap((group) => group.map((resource) => [resource, group] as const)));
  });
  const byLabel = lazy(() => labelIndex(allWorkloads, ({ labels }) => labels));
  const mentioning = mentions(resources);
  const services = lazy(() => selecting(resources, serviceSelector));
  const budgets = lazy(() => selecting(resources, budgetSelector));
  const policies = lazy(() => selecting(resources, policySelector));
  const owners = lazy(() => selectorIndex(allWorkloads, ({ selector }) => selector));
  const autoscalers = lazy(() => groupBy(resources, autoscaledKey));

  const isTogether = (a: Resource, b: Resource): boolean => areTogether(a.file, b.file);
  const isNear = (from: Resource, other: Resource): boolean =>
    shareNamespace(from.namespace, other.namespace) && isTogether(from, other);

  const isBeside = (a: Resource, b: Resource): boolean =>
    shareNamespace(a.namespace, b.namespace) && areBeside(a.file, b.file);

  const makers = lazy(() => representatives(resources.filter(mayMakePods), groupOf));
  const mayHaveMorePods = perGroup((file) => makers().some((maker) => areTogether(file, maker)), groupOf);
  const holders = remembered((kind: string) => {
    const holding = representatives(byKind().get(kind) ?? [], groupOf);
    return perGroup((file) => holding.some((other) => areTogether(file, other)), groupOf);
  });

  // An object all by itself says nothing of what else there is.
  const holding = lazy(() => representatives(resources, groupOf));
  const groupSizes = lazy(() => {
    const sizes = new Map<unknown, number>();
    for (const { file } of resources) sizes.set(groupOf(file), (sizes.get(groupOf(file)) ?? 0) + 1);
    return sizes;
  });
  const isOneOfMany = perGroup((file) => {
    if ((groupSizes().get(groupOf(file)) ?? 0) > 1) return true;
    return holding().some((other) => groupOf(other) !== groupOf(file) && areTogether(file, other));
  }, groupOf);

  /** What to say when nothing was found: `candidates` are the same sort of object, outside the bundle. */
  const missing = (from: Resource, candidates: readonly Resource[]): Answer<never> => {
    if (candidates.some((other) => !areAlternatives(from.file, other.file))) return ELSEWHERE;
    const reason = hiddenFrom(from.file);
    if (reason !== undefined) return { kind: 'hidden', reason };
    return candidates.length > 0 || isOneOfMany(from.file) ? ABSENT : ELSEWHERE;
  };

  const candidatesNamed = ({ kind, name, namespace }: Named): readonly Resource[] =>
    (byName().get(nameKey(kind, name)) ?? []).filter((other) => shareNamespace(namespace, other.namespace));

  const named = (from: Resource, wanted: Named): Answer<Resource> => {
    const candidates = candidatesNamed(wanted);
    const all = candidates.filter((other) => isTogether(from, other));
    if (all.length > 0) return { kind: 'found', all };
    if (isKnownObject(wanted.kind, wanted.name) || isPlaceholder(wanted.name)) return ELSEWHERE;
    if (mentioning(wanted.name).some((other) => isTogether(from, other))) return ELSEWHERE;
    if (OFTEN_ELSEWHERE.has(wanted.kind) && !holders(wanted.kind)(from.file)) return ELSEWHERE;
    const makes = kustomizationsOf(from.file);
    if (makes.some((found) => generates(found, wanted))) return ELSEWHERE;
    const renamed = makes.flatMap((found) => candidatesNamed({ ...wanted, name: withoutAffixes(found, wanted.name) }));
    return missing(from, [...candidates, ...renamed]);
  };

  const workloadsSelected = (from: Resource, selector: LabelSelector): readonly Workload[] =>
    byLabel()
      .candidates(selector)
      .filter(({ resource }) => shareNamespace(from.namespace, resource.namespace))
      .filter((workload) => selectsPodsOf(selector, workload));

  const selected = (from: Resource, selector: LabelSelector): Answer<Workload> => {
    const candidates = workloadsSelected(from, withoutAdded(selector, kustomizationsOf(from.file)));
    const all = candidates.filter(({ resource }) => isTogether(from, resource));
    if (all.length > 0) return { kind: 'found', all };
    const answer = missing(
      from,
      candidates.map(({ resource }) => resource),
    );
    return answer.kind !== 'elsewhere' && mayHaveMorePods(from.file) ? ELSEWHERE : answer;
  };

  const podsOf = remembered((service: Resource) => {
    const selector = serviceSelector(service);
    return selector === undefined ? ELSEWHERE : selected(service, selector);
  });

  const selectorsOn = (index: () => Selecting, workload: Workload): readonly Resource[] =>
    index()
      .candidates(workload.labels)
      .filter(({ resource, selector }) => isNear(resource, workload.resource) && selectsPodsOf(selector, workload))
      .map(({ resource }) => resource);

  return {
    workloadOf: (resource) => workloads.get(resource),
    named,
    selected,
    podsOf,
    servicesOf: (workload) => selectorsOn(services, workload),
    budgetsOf: (workload) => selectorsOn(budgets, workload),
    policiesOf: (workload) => selectorsOn(policies, workload),
    claimantsOf: (workload) =>
      owners()
        .candidates(workload.labels)
        .filter((other) => other !== workload && isBeside(other.resource, workload.resource))
        .filter((other) => selectsPodsOf(other.selector, workload)),
    autoscalersOf: (resource) =>
      (autoscalers().get(nameKey(kindOf(resource), resource.name ?? '')) ?? []).filter((other) =>
        isNear(resource, other),
      ),
    namesakesOf: (resource) =>
      (namesakes().get(resource) ?? [resource]).filter(
        (other) => other.namespace === resource.namespace && areNamedTogether(resource.file, other.file),
      ),
    isClaimOfTemplate: (from, claim) =>
      (byKind().get('apps/StatefulSet') ?? []).some(
        (set) => isNear(from, set) && claimPrefixes(set).some((prefix) => claim.startsWith(prefix)),
      ),
    hasAny: (from, kind) => (byKind().get(kind) ?? []).some((other) => isNear(from, other)),
    replacesVariables: ({ file }) => kustomizationsOf(file).some(({ hasVariables }) => hasVariables),
    replacesImages: ({ file }) => kustomizationsOf(file).some(({ hasImages }) => hasImages),
    hiddenFrom: ({ file }) => hiddenFrom(file),
  };
}

const ELSEWHERE = { kind: 'elsewhere' } as const;
const ABSENT = { kind: 'absent' } as const;

// Many keep these out of their manifests altogether. Files that hold one of them are expected to hold the others.
const OFTEN_ELSEWHERE: ReadonlySet<string> = new Set([
  'PersistentVolumeClaim',
  'Secret',
  'ServiceAccount',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/Role',
  'scheduling.k8s.io/PriorityClass',
]);

// `${NAME}` and `{{ name }}` are filled in before anybody applies the file; no object has such a name.
function isPlaceholder(name: string): boolean {
  return name.includes('$') || name.includes('{');
}

function generates({ configMaps, secrets }: Kustomization, { kind, name }: Named): boolean {
  return (kind === 'ConfigMap' && configMaps.includes(name)) || (kind === 'Secret' && secrets.includes(name));
}

function withoutAffixes({ namePrefix, nameSuffix }: Kustomization, name: string): string {
  const start = name.startsWith(namePrefix) ? namePrefix.length : 0;
  const end = nameSuffix !== '' && name.endsWith(nameSuffix) ? name.length - nameSuffix.length : name.length;
  return name.slice(start, end);
}

/** The selector without labels that a kustomization adds to selectors and Pods alike: the files do not show them. */
function withoutAdded(selector: LabelSelector, makes: readonly Kustomization[]): LabelSelector {
  const isAdded = (key: string, value: string): boolean =>
    makes.some(({ labels }) => Object.hasOwn(labels, key) && labels[key] === value);
  const entries = Object.entries(selector.matchLabels ?? {});
  const kept = entries.filter(([key, value]) => !isAdded(key, value));
  return kept.length === entries.length ? selector : { ...selector, matchLabels: Object.fromEntries(kept) };
}

type GroupOf = (file: DocumentFile) => unknown;

/** One file of each group that holds one of the resources. */
function representatives(resources: readonly Resource[], groupOf: GroupOf): readonly DocumentFile[] {
  const byGroup = new Map<unknown, DocumentFile>();
  for (const { file } of resources) byGroup.set(groupOf(file), file);
  return [...byGroup.values()];
}

/** An answer that is the same for all files of a group, given once. */
function perGroup(answer: (file: DocumentFile) => boolean, groupOf: GroupOf): (file: DocumentFile) => boolean {
  const known = new Map<unknown, boolean>();
  return (file) => {
    const group = groupOf(file);
    const old = known.get(group) ?? answer(file);
    known.set(group, old);
    return old;
  };
}

function remembered<K, T>(answer: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    const made = answer(key);
    known.set(key, made);
    return made;
  };
}

function claimPrefixes(set: Resource): readonly string[] {
  const templates = asKind(set, 'apps/v1/StatefulSet')?.spec?.volumeClaimTemplates ?? [];
  return templates.flatMap(({ metadata }) =>
    metadata?.name === undefined ? [] : [`${metadata.name}-${set.name ?? ''}-`],
  );
}

function nameKey(kind: string, name: string): string {
  return `${kind}\n${name}`;
}

interface Selecting {
  readonly candidates: (
    labels: Workload['labels'],
  ) => readonly { readonly resource: Resource; readonly selector: LabelSelector | undefined }[];
}

function selecting(
  resources: readonly Resource[],
  selectorOf: (resource: Resource) => LabelSelector | undefined,
): Selecting {
  const all = resources.flatMap((resource) => {
    const selector = selectorOf(resource);
    return selector === undefined ? [] : [{ resource, selector }];
  });
  return selectorIndex(all, ({ selector }) => selector);
}

// A Service without a selector selects nothing; elsewhere an empty selector selects everything in the namespace. An
// ExternalName Service is an alias of a DNS name: its selector means nothing.
function serviceSelector(resource: Resource): LabelSelector | undefined {
  const { selector, type } = asKind(resource, 'v1/Service')?.spec ?? {};
  return type === 'ExternalName' || selector === undefined || Object.keys(selector).length === 0
    ? undefined
    : { matchLabels: selector };
}

function budgetSelector(resource: Resource): LabelSelector | undefined {
  return asKind(resource, 'policy/v1/PodDisruptionBudget')?.spec?.selector;
}

function policySelector(resource: Resource): LabelSelector | undefined {
  return asKind(resource, 'networking.k8s.io/v1/NetworkPolicy')?.spec?.podSelector;
}

function autoscaledKey(resource: Resource): string | undefined {
  const target = scaleTarget(resource);
  return target === undefined ? undefined : nameKey(target.kind, target.name);
}

function groupBy(
  resources: readonly Resource[],
  keyOf: (resource: Resource) => string | undefined,
): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [resource]);
    else group.push(resource);
  }
  return groups;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
