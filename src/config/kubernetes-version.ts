import { NEWEST_MINOR, OLDEST_MINOR, parseVersion } from '../kube/version.js';

/** Why rollcast cannot judge by this version, in one sentence; `undefined` if it can. */
export function versionMistake(text: string): string | undefined {
  const version = parseVersion(text);
  const known = `rollcast knows 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;
  if (version === undefined) return `"${text}" is not a Kubernetes version; ${known}`;
  if (version.minor >= OLDEST_MINOR && version.minor <= NEWEST_MINOR) return undefined;
  return `Kubernetes ${text} is not bundled; ${known}`;
}
