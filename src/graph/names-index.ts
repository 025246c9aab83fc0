import type { Json } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import { isBuiltIn } from './known-objects.js';

// Custom resources are shallow; what is deeper is somebody's data.
const MAX_DEPTH = 12;
// No name of an object is longer: RFC 1123 subdomain.
const MAX_NAME = 253;

/**
 * The custom resources that mention a name in any value: an ExternalSecret, a Certificate or an operator's resource makes
 * objects under names that it is given. Built on the first question.
 */
export function mentions(resources: readonly Resource[]): (name: string) => readonly Resource[] {
  let index: Map<string, Resource[]> | undefined;
  return (name) => {
    index ??= mentionIndex(resources.filter((resource) => !isBuiltIn(resource)));
    return index.get(name) ?? [];
  };
}

function mentionIndex(resources: readonly Resource[]): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    const texts = new Set<string>();
    collect(resource.object, 0, texts);
    for (const text of texts) index.set(text, [...(index.get(text) ?? []), resource]);
  }
  return index;
}

function collect(value: Json | undefined, depth: number, texts: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length <= MAX_NAME) texts.add(value);
  } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    for (const inner of Object.values(value)) collect(inner, depth + 1, texts);
  }
}
