import { groupBy } from '../kube/group-by.js';
import type { Resource } from '../manifest/resource.js';
import { type Answer, ELSEWHERE, type Named } from './answer.js';
import type { Bundles } from './bundles.js';
import { kindOf, shareNamespace } from './identity.js';
import { isKnownObject } from './known-objects.js';
import type { Kustomization } from './kustomization.js';
import { mentions } from './names-index.js';
import { lazy } from './once.js';
import type { Presence } from './presence.js';

/** Finds objects by name. */
export interface Lookup {
  readonly named: (from: Resource, named: Named) => Answer<Resource>;
  readonly firstNamesakeOf: (resource: Resource) => Resource | undefined;
}

/** An index of the resources by kind and name. */
export function lookup(
  resources: readonly Resource[],
  { areTogether, areNamedTogether, kustomizationsOf }: Bundles,
  { missing, holdsKind }: Presence,
): Lookup {
  const byName = lazy(() => groupBy(resources, (resource) => nameKey(kindOf(resource), resource.name ?? '')));
  const namesakes = lazy(() => {
    const repeated = [...byName().values()].filter(({ length }) => length > 1);
    return new Map(repeated.flatMap((group) => group.map((resource) => [resource, group] as const)));
  });
  const mentioning = mentions(resources);
  const candidatesNamed = ({ kind, name, namespace }: Named): readonly Resource[] =>
    (byName().get(nameKey(kind, name)) ?? []).filter((other) => shareNamespace(namespace, other.namespace));

  return {
    named: (from, wanted) => {
      const isTogether = (other: Resource): boolean => areTogether(from.file, other.file);
      const candidates = candidatesNamed(wanted);
      const all = candidates.filter(isTogether);
      if (all.length > 0) return { kind: 'found', all };
      if (isKnownObject(wanted.kind, wanted.name) || isPlaceholder(wanted.name)) return ELSEWHERE;
      if (mentioning(wanted.name).some(isTogether)) return ELSEWHERE;
      if (OFTEN_ELSEWHERE.has(wanted.kind) && !holdsKind(from, wanted.kind)) return ELSEWHERE;
      const makes = kustomizationsOf(from.file);
      if (makes.some((found) => generates(found, wanted))) return ELSEWHERE;
      const renamed = makes.flatMap((found) =>
        candidatesNamed({ ...wanted, name: withoutAffixes(found, wanted.name) }),
      );
      return missing(from, [...candidates, ...renamed]);
    },
    firstNamesakeOf: (resource) =>
      namesakes()
        .get(resource)
        ?.find((other) => other.namespace === resource.namespace && areNamedTogether(resource.file, other.file)),
  };
}

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

/** What names an object within a namespace. */
export function nameKey(kind: string, name: string): string {
  return `${kind}\n${name}`;
}
