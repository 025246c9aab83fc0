import type { Manifest } from './manifest.js';

/** A refusal that says which object it is about, where it does not say so by itself. */
export function namedRefusal({ kind, namespace, name = '' }: Manifest, message: string): string {
  if (!message.startsWith('the API server rejects it')) return message;
  return `${kind}/${name}${namespace === undefined ? '' : ` in ${namespace}`}: ${message}`;
}
