/** A Kubernetes release that manifests are judged against; `patch` matters to a few feature gates only. */
export interface KubernetesVersion {
  readonly minor: number;
  readonly patch: number;
}

// The patch release that each bundled minor is held against where the user gives none.
const PATCHES: ReadonlyMap<number, number> = new Map([
  [26, 15],
  [27, 16],
  [28, 15],
  [29, 14],
  [30, 14],
  [31, 14],
  [32, 13],
  [33, 13],
  [34, 9],
  [35, 4],
  [36, 3],
]);

/** The oldest minor of Kubernetes 1 whose API rollcast knows. */
export const OLDEST_MINOR = 26;
/** The newest one. */
export const NEWEST_MINOR = 36;

/** The release that manifests are judged against where nobody says which. */
export const NEWEST: KubernetesVersion = ofMinor(NEWEST_MINOR);

/** The newest known patch of `1.minor`; 0 for a minor that is not bundled. */
export function ofMinor(minor: number): KubernetesVersion {
  return { minor, patch: PATCHES.get(minor) ?? 0 };
}

/**
 * A Kubernetes version as people and clusters write it: `1.34`, `v1.35.4`, `1.33.x`, `v1.32.9-eks-1234`; without a patch
 * the newest known one. `undefined` for anything else.
 */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const [major, minor, patch] = parseGenericVersion(text) ?? [];
  if (major !== 1 || minor === undefined) return undefined;
  return patch === undefined ? ofMinor(minor) : { minor, patch };
}

/** `1.35`, as reports name a version. */
export function formatMinor(version: KubernetesVersion): string {
  return `1.${version.minor}`;
}

/**
 * The numbers of a version, at least two, whatever follows them; `undefined` if it is none. Twin of `ParseGeneric` in
 * k8s.io/apimachinery v0.35.4 pkg/util/version/version.go.
 */
export function parseGenericVersion(text: string): readonly number[] | undefined {
  const digits = /^\s*v?([0-9]+(?:\.[0-9]+)+)/.exec(text)?.[1]?.split('.');
  const major = digits?.[0];
  if (digits === undefined || (major !== undefined && major.length > 1 && major.startsWith('0'))) return undefined;
  const numbers = digits.map(Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}
