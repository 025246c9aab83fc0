import type { Labels } from '../kube/selector.js';
import type { Resource } from '../manifest/resource.js';
import type { Answer } from './answer.js';

/** `Deployment web`, as messages name another resource. */
export function nameOf({ kind, name }: Resource): string {
  return name === undefined ? `a ${kind}` : `${kind} ${name}`;
}

/** `app=web,tier=backend`, as kubectl writes labels. */
export function labelsText(labels: Labels): string {
  const entries = Object.entries(labels ?? {});
  return entries.length === 0 ? 'no labels' : entries.map(([key, value]) => `${key}=${value}`).join(',');
}

/** `"http", "metrics"`: the first few of a list, quoted; `none` for an empty one. */
export function listText(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}

/** `Service "web"`, `Services "web", "web-internal"`. */
export function servicesText(services: readonly Resource[]): string {
  const names = [...new Set(services.map(({ name }) => name ?? ''))].sort();
  return `Service${names.length === 1 ? '' : 's'} ${listText(names)}`;
}

/**
 * What to add to a problem that says "not in these files": nothing if that is certain, `withheld` if a file cannot be read.
 * `undefined`: do not say it.
 */
export function absence(answer: Answer<unknown>): { readonly withheld?: string } | undefined {
  if (answer.kind === 'hidden') return { withheld: answer.reason };
  return answer.kind === 'absent' ? {} : undefined;
}
