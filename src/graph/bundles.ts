import type { DocumentFile } from '../manifest/document.js';
import type { Resource } from '../manifest/resource.js';
import { type Directories, directories, type FilePlace, type Relation } from './directory-bundles.js';
import { directoryOf, type Kustomization, kustomizations } from './kustomization.js';
import { remembered } from './once.js';

/** Files that the configuration says are applied together. */
export interface ConfiguredBundle {
  readonly name: string;
  readonly matches: (file: string) => boolean;
}

/** A file, or part of one, whose objects cannot be known, and why. */
export interface Hidden {
  readonly file: string;
  readonly reason: string;
}

/** Which files are applied together. */
export interface Bundles {
  readonly areTogether: (a: DocumentFile, b: DocumentFile) => boolean;
  /** The same for one file and many others. */
  readonly togetherWith: (a: DocumentFile) => (b: DocumentFile) => boolean;
  /** Are the two in alternatives, of which a cluster gets one (`dev/`, `prod/`)? */
  readonly areAlternatives: (a: DocumentFile, b: DocumentFile) => boolean;
  /** Why not everything that is applied together with the file is known; `undefined` if it is. */
  readonly hiddenFrom: (file: DocumentFile) => string | undefined;
  /** The kustomizations whose output the file is part of. */
  readonly kustomizationsOf: (file: DocumentFile) => readonly Kustomization[];
  /** Are the two applied together and in one directory, kustomization or configured bundle? */
  readonly areBeside: (a: DocumentFile, b: DocumentFile) => boolean;
  /** A key that files share which stand alike to all others: what holds for one of them holds for each. */
  readonly groupOf: (file: DocumentFile) => unknown;
  /** Did somebody say that the two are applied together: is it one file, a kustomization, or the configuration? */
  readonly areNamedTogether: (a: DocumentFile, b: DocumentFile) => boolean;
}

/** A set of files that somebody named: a kustomization at the top, or the configuration. */
interface NamedSet {
  readonly files: ReadonlySet<string>;
  readonly kustomizations: readonly Kustomization[];
}

/** Sorts files into bundles (rules/README.md, "Bundles"): as configured, as kustomizations say, else by directory. */
export function bundles(input: {
  readonly files: readonly DocumentFile[];
  readonly resources: readonly Resource[];
  readonly configured: readonly ConfiguredBundle[];
  readonly hidden: readonly Hidden[];
}): Bundles {
  const names = input.files.map(({ file }) => file);
  const configured = input.configured.map(({ matches }) => ({
    files: new Set(names.filter(matches)),
    kustomizations: [],
  }));
  const taken = new Set(configured.flatMap(({ files }) => [...files]));
  const sets: readonly NamedSet[] = [...configured, ...kustomizationSets(kustomizations(input.files), names, taken)];
  const setsOf = new Map<string, number[]>();
  sets.forEach(({ files }, at) => {
    for (const file of files) setsOf.set(file, [...(setsOf.get(file) ?? []), at]);
  });
  const unnamed = names.filter((file) => !setsOf.has(file));
  const byDirectory = directories(
    unnamed,
    input.resources.filter(({ file }) => !setsOf.has(file.file)),
  );
  return bundlesOf({ sets, setsOf, byDirectory, hidden: input.hidden });
}

interface Membership {
  readonly sets: readonly NamedSet[];
  readonly setsOf: ReadonlyMap<string, readonly number[]>;
  readonly byDirectory: Directories;
  readonly hidden: readonly Hidden[];
}

/** All that decides how a file stands to others. */
interface Member {
  readonly file: string;
  /** The named sets that it is in, if it is in any. */
  readonly sets: readonly number[] | undefined;
  readonly place: FilePlace | undefined;
  readonly group: unknown;
}

function bundlesOf(membership: Membership): Bundles {
  const { sets, setsOf, byDirectory, hidden } = membership;
  const memberOf = remembered((file: string): Member => {
    const own = setsOf.get(file);
    const place = byDirectory.placeOf(file);
    return { file, sets: own, place, group: own?.join() ?? place?.group };
  });
  const relationOf = (a: DocumentFile, b: DocumentFile): Relation =>
    a === b ? 'together' : relation(membership, memberOf(a.file), memberOf(b.file));
  const kustomizationsOf = (file: string): readonly Kustomization[] => {
    const own = memberOf(file).sets;
    return own === undefined ? NO_KUSTOMIZATIONS : own.flatMap((set) => sets[set]?.kustomizations ?? []);
  };
  const reasons = new Map<unknown, string | undefined>();
  const hiddenFrom = (file: string): string | undefined => {
    const { group } = memberOf(file);
    if (reasons.has(group)) return reasons.get(group);
    const unread = hidden.find((other) => relation(membership, memberOf(file), memberOf(other.file)) === 'together');
    const unseen = kustomizationsOf(file).find((found) => found.unseen !== undefined);
    const reason =
      unread !== undefined ? `${unread.file}: ${unread.reason}` : unseen && `${unseen.file.file}: ${unseen.unseen}`;
    reasons.set(group, reason);
    return reason;
  };
  return {
    areTogether: (a, b) => relationOf(a, b) === 'together',
    togetherWith: (a) => {
      const member = memberOf(a.file);
      return (b) => a === b || relation(membership, member, memberOf(b.file)) === 'together';
    },
    areAlternatives: (a, b) => relationOf(a, b) === 'alternatives',
    areBeside: (a, b) =>
      relationOf(a, b) === 'together' &&
      (memberOf(a.file).sets !== undefined || directoryOf(a.file) === directoryOf(b.file)),
    areNamedTogether: (a, b) => a === b || (memberOf(a.file).sets !== undefined && relationOf(a, b) === 'together'),
    groupOf: ({ file }) => memberOf(file).group,
    hiddenFrom: ({ file }) => hiddenFrom(file),
    kustomizationsOf: ({ file }) => kustomizationsOf(file),
  };
}

const NO_KUSTOMIZATIONS: readonly Kustomization[] = [];

function relation({ sets, byDirectory }: Membership, a: Member, b: Member): Relation {
  if (a === b) return 'together';
  if (a.sets === undefined && b.sets === undefined) {
    return a.place === undefined || b.place === undefined ? 'apart' : byDirectory.relation(a.place, b.place);
  }
  const { sets: ofB } = b;
  if (a.sets === undefined || ofB === undefined) return 'apart';
  if (a.sets.some((set) => ofB.includes(set))) return 'together';
  // Two overlays of one base.
  const overlays = a.sets.every((one) => ofB.every((other) => overlap(sets[one], sets[other])));
  return overlays ? 'alternatives' : 'apart';
}

function overlap(a: NamedSet | undefined, b: NamedSet | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return false;
  for (const file of a.files) if (b.files.has(file)) return true;
  return false;
}

/** One set for each kustomization that no other one uses: its files and those of everything that it uses. */
function kustomizationSets(
  all: readonly Kustomization[],
  files: readonly string[],
  taken: ReadonlySet<string>,
): readonly NamedSet[] {
  const byDirectory = new Map(all.map((found) => [found.directory, found]));
  const used = new Set(all.flatMap(({ resources }) => resources.filter((path) => byDirectory.has(path))));
  const known = new Set(files);
  return all
    .filter(({ directory, file }) => !used.has(directory) && !taken.has(file.file))
    .map((top) => {
      const reached = reach(top, byDirectory);
      const own = reached.flatMap(({ file, resources }) => [file.file, ...resources.filter((path) => known.has(path))]);
      return { files: new Set(own.filter((file) => !taken.has(file))), kustomizations: reached };
    });
}

function reach(top: Kustomization, byDirectory: ReadonlyMap<string, Kustomization>): readonly Kustomization[] {
  const reached = new Set([top]);
  // A Set's iteration also visits what is added meanwhile, so cycles end.
  for (const { resources } of reached) {
    for (const path of resources) {
      const next = byDirectory.get(path);
      if (next !== undefined) reached.add(next);
    }
  }
  return [...reached];
}
