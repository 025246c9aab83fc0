/**
 * The history of StatefulSets and DaemonSets: one ControllerRevision for each template that they had.
 *
 * Docs: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/
 * Follows kubernetes@v1.35.4 pkg/controller/history/controller_history.go.
 *
 * Not modelled: revisions made by hand.
 */

import type { LabelSelector, PodTemplateSpec } from '../../kube/types.generated.js';
import type { Steps } from '../action.js';
import type { ControllerRevision } from '../objects/controller-revision.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Labels } from '../objects/metadata.js';
import { isSame } from '../same.js';
import { controllerReference, current, managed, objectNamed, orphans, type World } from '../world.js';
import { selects } from './claim.js';
import { templateHash } from './deployment/template-hash.js';

/** The revisions that `owner` has or may adopt, oldest first (`ListControllerRevisions`, `SortControllerRevisions`). */
export function revisionsOf(owner: WorldObject, selector: LabelSelector, world: World): ControllerRevision[] {
  const own = [
    ...managed(world, owner.metadata.uid, 'ControllerRevision'),
    ...orphans(world, 'ControllerRevision', owner.metadata.namespace),
  ];
  return byRevision(own.filter((revision) => selects(selector, revision.metadata.labels)));
}

/** Ascending by revision; equals by age in whole seconds, then by name. */
export function byRevision(revisions: readonly ControllerRevision[]): ControllerRevision[] {
  const second = ({ metadata }: ControllerRevision) => Math.floor(metadata.creationTimestamp / 1000);
  return [...revisions].sort(
    (one, other) =>
      one.spec.revision - other.spec.revision ||
      second(one) - second(other) ||
      (one.metadata.name < other.metadata.name ? -1 : 1),
  );
}

/** One more than the highest revision; 1 is the first. `revisions` are sorted. */
export function nextRevision(revisions: readonly ControllerRevision[]): number {
  return (revisions.at(-1)?.spec.revision ?? 0) + 1;
}

/** Does the revision hold this template (`EqualRevision`)? */
export function holdsTemplate(revision: ControllerRevision, template: PodTemplateSpec): boolean {
  return isSame(revision.spec.template, template);
}

/** Takes over revisions that nobody manages (`AdoptControllerRevision`). */
export function* adoptRevisions(owner: WorldObject, revisions: readonly ControllerRevision[]): Steps {
  for (const revision of revisions) {
    if (revision.metadata.ownerReferences.some(({ controller }) => controller)) continue;
    const ownerReferences = [...revision.metadata.ownerReferences, controllerReference(owner)];
    const object = { ...revision, metadata: { ...revision.metadata, ownerReferences } };
    yield { do: 'update', object, because: 'its labels match spec.selector and nobody manages it' };
  }
}

/** What a new revision is made of. */
export interface NewRevision {
  readonly template: PodTemplateSpec;
  readonly revision: number;
  /** Beside those of the template. */
  readonly labels?: (hash: string) => Labels;
  readonly collisionCount: number;
}

/** A revision as made, and how many names were taken so far. */
export interface MadeRevision {
  readonly revision: ControllerRevision;
  readonly collisionCount: number;
}

/** Makes a revision named by the hash of its template; another hash when the name is taken (`CreateControllerRevision`). */
export function* createRevision(owner: WorldObject, wanted: NewRevision, world: World): Steps<MadeRevision | 'retry'> {
  const { template, revision } = wanted;
  const { name, namespace, annotations } = owner.metadata;
  for (let collisionCount = wanted.collisionCount; ; collisionCount++) {
    const hash = templateHash(template, collisionCount);
    const labels = { ...template.metadata?.labels, ...wanted.labels?.(hash) };
    const metadata = {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(owner)],
    };
    const because = 'spec.template is one that it never had';
    const object = { kind: 'ControllerRevision', metadata, spec: { revision, template } } as const;
    const outcome = yield { do: 'create', object, because };
    if (outcome.kind === 'done') {
      return outcome.object?.kind === 'ControllerRevision' ? { revision: outcome.object, collisionCount } : 'retry';
    }
    if (outcome.reason !== 'AlreadyExists') return 'retry';
    const taken = objectNamed(world, 'ControllerRevision', namespace, metadata.name);
    if (taken !== undefined && holdsTemplate(taken, template)) return { revision: taken, collisionCount };
  }
}

/** Gives a revision a new number: going back makes an old one the newest (`UpdateControllerRevision`). */
export function* renumberRevision(
  revision: ControllerRevision,
  number: number,
  world: World,
): Steps<ControllerRevision> {
  if (revision.spec.revision === number) return revision;
  const object = { ...revision, spec: { ...revision.spec, revision: number } };
  yield { do: 'update', object, because: 'spec.template is that of an earlier revision again' };
  return current(world, object) ?? object;
}

/** Deletes the oldest revisions that nothing uses, beyond the limit (`truncateHistory`). `revisions` are sorted. */
export function* truncateHistory(
  revisions: readonly ControllerRevision[],
  live: ReadonlySet<string>,
  revisionHistoryLimit: number,
): Steps {
  const old = revisions.filter(({ metadata }) => !live.has(metadata.name));
  for (const revision of old.slice(0, Math.max(0, old.length - revisionHistoryLimit))) {
    yield { do: 'delete', object: revision, because: `spec.revisionHistoryLimit: ${revisionHistoryLimit}` };
  }
}
