import { nearName } from '../kube/near-name.js';
import type { CompiledRule } from './rule.js';
import { RULES } from './rules.generated.js';

/** What a list of rules shows of each. */
export interface RuleLine {
  readonly id: string;
  readonly severity: string;
  readonly fixable: boolean;
  readonly profiles: readonly string[];
  readonly summary: string;
}

const BY_ID: ReadonlyMap<string, CompiledRule> = new Map(RULES.map((rule) => [rule.id, rule]));
const IDS: readonly string[] = RULES.map(({ id }) => id);

/** The rule with this id. */
export function ruleOf(id: string): CompiledRule | undefined {
  return BY_ID.get(id);
}

/** All rule ids, sorted. */
export function ruleIds(): readonly string[] {
  return IDS;
}

/** All profiles that a rule belongs to, sorted. */
export function profileNames(): readonly string[] {
  return [...new Set(RULES.flatMap(({ profiles }) => profiles))].sort();
}

/** Every rule as `rollcast rules` lists it. */
export function ruleLines(): readonly RuleLine[] {
  return RULES.map(({ id, severity, profiles, summary }) => ({ id, severity, fixable: false, profiles, summary }));
}

/** What is wrong with a rule's name, with the rule that was probably meant; `undefined` if it is one, or `category/*`. */
export function unknownRule(written: string): string | undefined {
  if (BY_ID.has(written)) return undefined;
  if (written.endsWith('/*') && IDS.some((rule) => rule.startsWith(written.slice(0, -1)))) return undefined;
  const near = nearName(written, IDS) ?? IDS.find((rule) => rule.endsWith(`/${written}`));
  return `unknown rule ${written}${near === undefined ? '; rollcast rules lists them' : `; did you mean ${near}?`}`;
}
