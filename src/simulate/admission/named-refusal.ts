import type { Manifest } from './manifest.js';

/** A refusal that says which object it is about, where it does not say so by itself. */
export function namedRefusal({ kind, namespace, name = '' }: Manifest, message: string): string {
  if (!message.startsWith('the API server rejects it')) return message;
  return `${kind}/${name}${namespace === undefined ? '' : ` in ${namespace}`}: ${message}`;
}

/** Several refusals of one command in a sentence; what is said again is counted. */
export function refusalsText(refusals: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const refusal of refusals) counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
  const texts = [...counts].map(([refusal, count]) => (count === 1 ? refusal : `${refusal} (said ${count} times)`));
  return texts.length === 0 ? undefined : texts.join('; ');
}
