import { groupBy } from '../kube/group-by.js';
import type { DocumentFile } from '../manifest/document.js';
import type { Resource } from '../manifest/resource.js';
import { ABSENT, type Answer, ELSEWHERE } from './answer.js';
import type { Bundles } from './bundles.js';
import { kindOf } from './identity.js';
import { mayMakePods } from './known-objects.js';
import { lazy, remembered } from './once.js';

/** Says how sure we can be that something is missing. */
export interface Presence {
  /** What to say when nothing was found in the bundle; `candidates` are the same sort of object, outside of it. */
  readonly missing: (from: Resource, candidates: readonly Resource[]) => Answer<never>;
  /** Can there be Pods that these files do not show? */
  readonly mayHaveMorePods: (from: Resource) => boolean;
  /** Do the files hold any object of the kind, so that another one is expected there? */
  readonly holdsKind: (from: Resource, kind: string) => boolean;
}

/** Judges absence by what else is applied together. Each question is answered once for all files that stand alike. */
export function presence(resources: readonly Resource[], bundles: Bundles): Presence {
  const { groupOf, togetherWith, areAlternatives, hiddenFrom } = bundles;
  const isWithOneOf = (file: DocumentFile, others: readonly Representative[]): boolean => {
    const isTogether = togetherWith(file);
    return others.some((other) => isTogether(other.file));
  };
  const byKind = lazy(() => groupBy(resources, kindOf));
  const makers = lazy(() => representatives(resources.filter(mayMakePods), bundles));
  const mayHaveMorePods = perGroup((file) => isWithOneOf(file, makers()), bundles);
  const holders = remembered((kind: string) => {
    const holding = representatives(byKind().get(kind) ?? [], bundles);
    return perGroup((file) => isWithOneOf(file, holding), bundles);
  });

  // An object all by itself says nothing of what else there is.
  const holding = lazy(() => representatives(resources, bundles));
  const sizes = lazy(() => groupSizes(resources, bundles));
  const isOneOfMany = perGroup((file) => {
    const group = groupOf(file);
    if ((sizes().get(group) ?? 0) > 1) return true;
    const isTogether = togetherWith(file);
    return holding().some((other) => other.group !== group && isTogether(other.file));
  }, bundles);

  return {
    missing: ({ file }, candidates) => {
      if (candidates.some((other) => !areAlternatives(file, other.file))) return ELSEWHERE;
      const reason = hiddenFrom(file);
      if (reason !== undefined) return { kind: 'hidden', reason };
      return candidates.length > 0 || isOneOfMany(file) ? ABSENT : ELSEWHERE;
    },
    mayHaveMorePods: ({ file }) => mayHaveMorePods(file),
    holdsKind: ({ file }, kind) => holders(kind)(file),
  };
}

/** One file of each group that holds one of the resources. */
function representatives(resources: readonly Resource[], { groupOf }: Bundles): readonly Representative[] {
  const byGroup = new Map<unknown, DocumentFile>();
  for (const { file } of resources) byGroup.set(groupOf(file), file);
  return [...byGroup].map(([group, file]) => ({ group, file }));
}

interface Representative {
  readonly group: unknown;
  readonly file: DocumentFile;
}

function groupSizes(resources: readonly Resource[], { groupOf }: Bundles): ReadonlyMap<unknown, number> {
  const sizes = new Map<unknown, number>();
  for (const { file } of resources) {
    const group = groupOf(file);
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return sizes;
}

/** An answer that is the same for all files of a group. */
function perGroup(answer: (file: DocumentFile) => boolean, { groupOf }: Bundles): (file: DocumentFile) => boolean {
  const known = new Map<unknown, boolean>();
  return (file) => {
    const group = groupOf(file);
    const old = known.get(group) ?? answer(file);
    known.set(group, old);
    return old;
  };
}
