import type { Vocabulary } from '../config/config.js';
import { profileNames, ruleIds, unknownRule } from '../lint/rule-list.js';

/** The names that options and configurations may use. */
export function vocabulary(): Vocabulary {
  return { rules: ruleIds(), profiles: profileNames(), unknownRule };
}
