import type { Resource } from '../manifest/resource.js';
import { identityOf } from './identity.js';
import { directoryOf } from './kustomization.js';

/**
 * How two files stand to each other, as far as directories tell. `together`: they are applied together. `alternatives`: a
 * cluster gets one of them (`dev/` and `prod/`, `v1.yaml` and `v2.yaml`). `apart`: neither is certain.
 */
export type Relation = 'together' | 'alternatives' | 'apart';

/** A directory or a file, with the identities in it. */
export interface Node {
  readonly path: string;
  readonly parent: Node | undefined;
  readonly depth: number;
  readonly isFile: boolean;
  readonly children: Node[];
  /** Numbers of the identities in it, each once; of a directory filled bottom up. */
  readonly identities: Set<number>;
  /** Does an identity occur in two of its children, or in two of theirs? */
  repeats: boolean;
}

/** Where a file is in the tree. */
export interface FilePlace {
  readonly node: Node;
  /**
   * Files of one group are applied together, and stand alike to every file outside: those below the highest directory in
   * which nothing repeats.
   */
  readonly group: unknown;
}

/** What directories tell of files. */
export interface Directories {
  readonly placeOf: (file: string) => FilePlace | undefined;
  readonly relation: (a: FilePlace, b: FilePlace) => Relation;
}

/**
 * Tells how files stand to each other. A directory tree in which no identity (kind, namespace, name) occurs in two files is
 * applied together. Where one does, the siblings that share it are alternatives, the files beside them go with all of
 * them, and directories that share nothing may or may not belong together.
 */
export function directories(files: readonly string[], resources: readonly Resource[]): Directories {
  const nodes = fileNodes(files, resources);
  const shared = new Map<Node, Map<Node, boolean>>();
  return {
    placeOf: (file) => {
      const node = nodes.get(file);
      return node && { node, group: highestWithoutRepeats(node) };
    },
    relation: (a, b) => relation(a.node, b.node, shared),
  };
}

function highestWithoutRepeats(node: Node): Node {
  let highest = node;
  while (highest.parent !== undefined && !highest.parent.repeats) highest = highest.parent;
  return highest;
}

/** Looks at the two children of the nearest directory that holds both files, each on the way to one of them. */
function relation(a: Node, b: Node, shared: Map<Node, Map<Node, boolean>>): Relation {
  let one = a;
  let other = b;
  while (one.parent !== undefined && one.depth > other.depth) one = one.parent;
  while (other.parent !== undefined && other.depth > one.depth) other = other.parent;
  while (one.parent !== undefined && other.parent !== undefined && one.parent !== other.parent) {
    one = one.parent;
    other = other.parent;
  }
  // Nothing repeats in the directory that holds both.
  if (one.parent?.repeats !== true) return 'together';
  if (sharesIdentity(one, other, shared)) return 'alternatives';
  return one.isFile || other.isFile ? 'together' : 'apart';
}

function sharesIdentity(a: Node, b: Node, known: Map<Node, Map<Node, boolean>>): boolean {
  const [small, large] = a.identities.size <= b.identities.size ? [a, b] : [b, a];
  const ofSmall = known.get(small) ?? new Map<Node, boolean>();
  known.set(small, ofSmall);
  const answer = ofSmall.get(large) ?? intersects(small.identities, large.identities);
  ofSmall.set(large, answer);
  return answer;
}

function intersects(small: ReadonlySet<number>, large: ReadonlySet<number>): boolean {
  for (const identity of small) if (large.has(identity)) return true;
  return false;
}

function fileNodes(files: readonly string[], resources: readonly Resource[]): ReadonlyMap<string, Node> {
  const root = newNode('', undefined, false);
  const directories = new Map<string, Node>([['', root]]);
  const nodes = new Map<string, Node>();
  for (const file of files) nodes.set(file, newNode(file, directoryNode(directoryOf(file), directories), true));
  const numbers = new Map<string, number>();
  for (const resource of resources) {
    if (!countsAsRepeat(resource)) continue;
    const identity = identityOf(resource);
    const number = numbers.get(identity) ?? numbers.size;
    numbers.set(identity, number);
    nodes.get(resource.file.file)?.identities.add(number);
  }
  measure(root);
  return nodes;
}

// The same Namespace stands in many directories that are applied together, and an object without a name in none twice.
function countsAsRepeat({ kind, name }: Resource): boolean {
  return name !== undefined && kind !== 'Namespace';
}

function newNode(path: string, parent: Node | undefined, isFile: boolean): Node {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  const node: Node = { path, parent, depth, isFile, children: [], identities: new Set(), repeats: false };
  parent?.children.push(node);
  return node;
}

function directoryNode(path: string, directories: Map<string, Node>): Node {
  const known = directories.get(path);
  if (known !== undefined) return known;
  const node = newNode(path, directoryNode(directoryOf(path), directories), false);
  directories.set(path, node);
  return node;
}

function measure(node: Node): void {
  for (const child of node.children) {
    measure(child);
    if (child.repeats) node.repeats = true;
    for (const identity of child.identities) {
      if (node.identities.has(identity)) node.repeats = true;
      else node.identities.add(identity);
    }
  }
}
