import type { FieldError } from '../kube/field-error.js';

/** An object, as a command names it. */
interface Named {
  readonly kind: string;
  readonly name: string;
  /** '' if it is cluster-scoped, or in the namespace that kubectl uses by itself. */
  readonly namespace: string;
}

const AGAIN: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'and apply again deletes its pods; with --cascade=orphan they keep running, and nobody manages them'],
  ['DaemonSet', 'and apply again deletes its pods; with --cascade=orphan they keep running, and nobody manages them'],
  [
    'StatefulSet',
    '--cascade=orphan and apply again: pods and claims stay, the new StatefulSet adopts the pods; existing claims keep their size',
  ],
  ['Job', 'and apply again: it starts anew'],
]);

/** The command that gets a change of a workload through that the API server refuses as an update, and what that costs. */
export function wayOut({ kind, name, namespace }: Named, errors: readonly FieldError[]): string | undefined {
  const again = AGAIN.get(kind);
  if (again === undefined || !errors.some(({ detail }) => /immutable|may change|updates to/.test(detail)))
    return undefined;
  const flag = namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
  return `kubectl delete ${kind.toLowerCase()}/${name}${flag} ${again}`;
}
