// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit
import networkingServiceSelectsNoPods from '../../rules/networking/service-selects-no-pods.js';
import type { CompiledRule } from './rule.js';

/** All rules, by id. */
export const RULES: readonly CompiledRule[] = [
  { ...{"id":"networking/service-selects-no-pods","from":"check","summary":"Service whose selector selects no Pods","severity":"warning","profiles":["recommended","reliability","strict"],"since":"0.1.0","kinds":["v1/Service"],"options":{}}, check: networkingServiceSelectsNoPods },
];
