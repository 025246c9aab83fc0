import type { WorldObject } from '../../../src/simulate/objects/kinds.js';
import { controllerOf } from '../../../src/simulate/objects/metadata.js';

/** Stable names for generated ones, in order of creation, as the oracle's `trace` makes them. */
export interface Names {
  readonly see: (object: WorldObject) => void;
  /** Replaces every generated name in a text. */
  readonly fix: (text: string) => string;
  readonly of: (name: string) => string;
}

/** Names that nothing has been seen of yet. */
export function stableNames(): Names {
  const stable = new Map<string, string>();
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const next = (counter: string): number => {
    const number = (counts.get(counter) ?? 0) + 1;
    counts.set(counter, number);
    return number;
  };
  const see = (object: WorldObject): void => {
    const { name, labels } = object.metadata;
    const owner = controllerOf(object.metadata);
    // A name is generated or it is not: what happens to the owner later does not matter.
    if (seen.has(object.metadata.uid)) return;
    seen.add(object.metadata.uid);
    if (object.kind === 'ReplicaSet' && owner !== undefined) {
      // Deleted and made again, it has the same name.
      if (stable.has(name)) return;
      const id = `<rs${next(`rs/${owner.name}`)}>`;
      stable.set(name, `${owner.name}-${id}`);
      stable.set(labels['pod-template-hash'] ?? name, id);
    } else if (object.kind === 'ControllerRevision' && owner !== undefined) {
      // Deleted and made again, it has the hash of the same template.
      if (stable.has(name)) return;
      const id = `<rev${next(`rev/${owner.name}`)}>`;
      stable.set(name, `${owner.name}-${id}`);
      stable.set(name.slice(owner.name.length + 1), id);
    } else if (object.kind === 'Job' && owner !== undefined) {
      stable.set(name, `${owner.name}-<t${next(`t/${owner.name}`)}>`);
    } else if (object.kind === 'Pod' && owner?.kind === 'Job') {
      // `work-<p1>`, of an Indexed Job `work-0-<p1>`.
      const middle = name.slice(owner.name.length, name.lastIndexOf('-') + 1);
      stable.set(name, `${stable.get(owner.name) ?? owner.name}${middle}<p${next('p')}>`);
    } else if (object.kind === 'Pod' && owner !== undefined && owner.kind !== 'StatefulSet') {
      stable.set(name, `${stable.get(owner.name) ?? owner.name}-<p${next('p')}>`);
    }
  };
  // Longest first, so that a pod's name wins over its ReplicaSet's.
  const fix = (text: string): string => {
    let fixed = text;
    const names = [...stable.keys()].sort((one, other) => other.length - one.length);
    for (const name of names) if (fixed.includes(name)) fixed = fixed.replaceAll(name, stable.get(name) ?? name);
    return fixed;
  };
  return { see, fix, of: (name) => stable.get(name) ?? name };
}
