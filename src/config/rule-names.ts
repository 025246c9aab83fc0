import { nearName } from '../kube/near-name.js';

/** Is it a rule, or a category with `/*` that has rules? */
export function isKnownRule(written: string, rules: readonly string[]): boolean {
  if (!written.endsWith('/*')) return rules.includes(written);
  return rules.some((rule) => rule.startsWith(written.slice(0, -1)));
}

/** `unknown rule X`, with the rule that was probably meant. */
export function unknownRule(written: string, rules: readonly string[]): string {
  const near = nearName(written, rules) ?? rules.find((rule) => rule.endsWith(`/${written}`));
  return `unknown rule ${written}${near === undefined ? '; rollcast rules lists them' : `; did you mean ${near}?`}`;
}
