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

/** Something outside these files may provide it. */
export const ELSEWHERE = { kind: 'elsewhere' } as const;
/** It is not in these files. */
export const ABSENT = { kind: 'absent' } as const;
