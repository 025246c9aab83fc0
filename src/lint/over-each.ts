import type { Resource } from '../manifest/resource.js';
import type { Failure } from './report.js';

/** Runs `judge` on each resource; a bug in it is reported and does not silence it on others. */
export function overEach<T>(
  resources: readonly Resource[],
  what: string,
  judge: (resource: Resource) => readonly T[],
): { readonly said: readonly T[]; readonly failures: readonly Failure[] } {
  const said: T[] = [];
  const failures: Failure[] = [];
  for (const resource of resources) {
    try {
      said.push(...judge(resource));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ rule: what, file: resource.file.file, message });
    }
  }
  return { said, failures };
}
