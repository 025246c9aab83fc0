import type { Json, JsonObject } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import { isBuiltIn } from './known-objects.js';
import { remembered } from './once.js';

// Custom resources are shallow; what is deeper is somebody's data.
const MAX_DEPTH = 12;
// No name of an object is longer: RFC 1123 subdomain.
const MAX_NAME = 253;

/**
 * The custom resources that name something: an ExternalSecret, a Certificate or an operator's resource makes objects under
 * names that it is given, or under its own. Built on the first question.
 */
export function mentions(resources: readonly Resource[]): (name: string) => readonly Resource[] {
  let index: Map<string, Resource[]> | undefined;
  return (name) => {
    index ??= mentionIndex(resources);
    return index.get(name) ?? [];
  };
}

function mentionIndex(resources: readonly Resource[]): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  // The keys of manifests are few.
  const isName = remembered(namesObject);
  for (const resource of resources) {
    if (!isBuiltIn(resource)) collect(resource.object, { resource, index, isName, depth: 0 });
  }
  return index;
}

interface Collecting {
  readonly resource: Resource;
  readonly index: Map<string, Resource[]>;
  readonly isName: (key: string) => boolean;
  depth: number;
}

function collect(object: JsonObject, to: Collecting): void {
  for (const key in object) {
    const value = object[key];
    if (typeof value === 'string') {
      if (to.isName(key)) add(value, to);
    } else if (typeof value === 'object') collectInner(value, to.isName(key), to);
  }
}

function collectInner(value: Json, isNames: boolean, to: Collecting): void {
  if (typeof value === 'string') {
    if (isNames) add(value, to);
  } else if (typeof value === 'object' && value !== null && to.depth < MAX_DEPTH) {
    to.depth++;
    if (Array.isArray(value)) for (const item of value) collectInner(item, isNames, to);
    // An array is the only other sort of object that JSON has.
    else collect(value as JsonObject, to);
    to.depth--;
  }
}

/** `name`, `secretName`, `tokenSecret`, `configMap`, `credentialsSecretRef`, `secrets`. */
function namesObject(key: string): boolean {
  return /(?:ame|ecret|onfig[mM]ap|laim|ref|Ref)s?$/.test(key);
}

function add(name: string, { resource, index }: Collecting): void {
  if (name.length > MAX_NAME) return;
  const known = index.get(name);
  if (known === undefined) index.set(name, [resource]);
  else if (known.at(-1) !== resource) known.push(resource);
}
