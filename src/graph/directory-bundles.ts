import type { Resource } from '../manifest/resource.js';
import { identityOf } from './identity.js';
import { directoryOf } from './kustomization.js';

/**
 * A place in the tree of bundles. Files of two places are applied together if one place is the other or above it: siblings
 * that hold the same identities (`dev/`, `prod/`) are apart, and each is together with what lies above both.
 */
export interface Place {
  readonly parent: Place | undefined;
  /** Does this place hold an identity that a sibling holds too? Then the siblings are alternatives. */
  readonly isAlternative: boolean;
  /** Preorder numbers: the place holds those from `first` to `last`. */
  readonly first: number;
  last: number;
}

/** Are things in these two places applied together? */
export function areTogether(a: Place, b: Place): boolean {
  return (a.first <= b.first && b.first <= a.last) || (b.first <= a.first && a.first <= b.last);
}

/** Are the places in two alternatives, such as `dev/` and `prod/`? */
export function areAlternatives(a: Place, b: Place): boolean {
  if (areTogether(a, b)) return false;
  const above = new Set<Place>();
  for (let place: Place | undefined = a; place !== undefined; place = place.parent) above.add(place);
  let below = b;
  while (below.parent !== undefined && !above.has(below.parent)) below = below.parent;
  return below.isAlternative;
}

interface Directory {
  readonly path: string;
  readonly children: Map<string, Directory>;
  /** Numbers of the identities of the files right here. */
  readonly own: number[];
  /** The same of everything below, each once; filled bottom up. */
  all: Set<number>;
  /** Does an identity occur in two directories of this tree? */
  repeats: boolean;
}

/** Places the directories of files. `files` are the names to place, `resources` what they hold. */
export function directoryPlaces(files: readonly string[], resources: readonly Resource[]): ReadonlyMap<string, Place> {
  const root = newDirectory('');
  const known = new Map<string, Directory>([['', root]]);
  for (const file of files) directoryAt(directoryOf(file), known);
  const numbers = new Map<string, number>();
  for (const resource of resources) {
    if (!countsAsRepeat(resource)) continue;
    const identity = identityOf(resource);
    const number = numbers.get(identity) ?? numbers.size;
    numbers.set(identity, number);
    directoryAt(directoryOf(resource.file.file), known).own.push(number);
  }
  measure(root);
  const places = new Map<string, Place>();
  const counter = { next: 0 };
  assign(root, newPlace(undefined, false, counter), counter, places);
  return places;
}

// The same Namespace stands in many directories that are applied together, and an object without a name in none twice.
function countsAsRepeat({ kind, name }: Resource): boolean {
  return name !== undefined && kind !== 'Namespace';
}

function newDirectory(path: string): Directory {
  return { path, children: new Map(), own: [], all: new Set(), repeats: false };
}

function directoryAt(path: string, known: Map<string, Directory>): Directory {
  const existing = known.get(path);
  if (existing !== undefined) return existing;
  const directory = newDirectory(path);
  known.set(path, directory);
  directoryAt(directoryOf(path), known).children.set(path, directory);
  return directory;
}

function measure(directory: Directory): void {
  directory.all = new Set(directory.own);
  for (const child of directory.children.values()) {
    measure(child);
    if (child.repeats) directory.repeats = true;
    for (const identity of child.all) {
      if (directory.all.has(identity)) directory.repeats = true;
      directory.all.add(identity);
    }
  }
}

function newPlace(parent: Place | undefined, isAlternative: boolean, counter: { next: number }): Place {
  const first = counter.next++;
  return { parent, isAlternative, first, last: first };
}

function assign(directory: Directory, place: Place, counter: { next: number }, places: Map<string, Place>): void {
  places.set(directory.path, place);
  const children = [...directory.children.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const repeated = directory.repeats ? repeatedIdentities(directory, children) : new Set();
  for (const child of children) {
    const isAlternative = directory.repeats && [...child.all].some((identity) => repeated.has(identity));
    const below = directory.repeats ? newPlace(place, isAlternative, counter) : place;
    assign(child, below, counter, places);
    below.last = Math.max(below.last, counter.next - 1);
  }
  place.last = Math.max(place.last, counter.next - 1);
}

function repeatedIdentities({ own }: Directory, children: readonly Directory[]): Set<number> {
  const seen = new Set(own);
  const repeated = new Set<number>();
  for (const { all } of children) {
    for (const identity of all) {
      if (seen.has(identity)) repeated.add(identity);
      seen.add(identity);
    }
  }
  return repeated;
}
