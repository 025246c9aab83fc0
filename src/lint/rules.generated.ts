// generated from rules/ by `UPDATE=1 npx vitest run test/lint/pages.test.ts`; do not edit
import networkingServiceSelectsNoPods from '../../rules/networking/service-selects-no-pods.js';
import type { CompiledRule } from './rule.js';

/** All rules, by id. */
export const RULES: readonly CompiledRule[] = [
  {"id":"api/bad-request","from":"api","summary":"Object that the API server cannot take in at all","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/duplicate-value","from":"api","summary":"Value that has to be unique and is not","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/forbidden-field","from":"api","summary":"Field that may not be set here","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/invalid-value","from":"api","summary":"Value that the API server refuses","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/missing-kind","from":"manifest","summary":"Object without apiVersion or kind","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/not-found","from":"api","summary":"Name that the object itself does not define","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/not-yet-version","from":"schema","summary":"API version that this Kubernetes does not serve yet","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/removed-version","from":"schema","summary":"API version that this Kubernetes no longer serves","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/required","from":"api","summary":"Required field that is missing","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/too-long","from":"api","summary":"Text that is longer than the field allows","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/too-many","from":"api","summary":"List that is longer than the field allows","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/unknown-field","from":"schema","summary":"Field that the kind does not have","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/unknown-kind","from":"schema","summary":"Kind that its API group does not have","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/unsupported-value","from":"api","summary":"Value outside the list that the field supports","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"api/wrong-type","from":"schema","summary":"Value of another type than the field has","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"deprecation/deprecated-version","from":"schema","summary":"API version that a later Kubernetes removes","severity":"warning","profiles":["recommended","reliability","strict"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"manifest/dropped-text","from":"manifest","summary":"Text that the YAML reader drops","severity":"warning","profiles":["recommended","reliability","strict"],"since":"0.1.0","kinds":[],"options":{}},
  { ...{"id":"networking/service-selects-no-pods","from":"check","summary":"Service whose selector selects no Pods","severity":"warning","profiles":["recommended","reliability","strict"],"since":"0.1.0","kinds":["v1/Service"],"options":{}}, check: networkingServiceSelectsNoPods },
  {"id":"suppression/malformed","from":"lint","summary":"Suppression that cannot be read","severity":"warning","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"suppression/missing-reason","from":"lint","summary":"Suppression without a reason","severity":"warning","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"suppression/unknown-rule","from":"lint","summary":"Suppression of a rule that does not exist","severity":"warning","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"suppression/unused","from":"lint","summary":"Suppression that suppresses nothing","severity":"info","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"yaml/duplicate-key","from":"manifest","summary":"Key that occurs twice in one map","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
  {"id":"yaml/syntax","from":"manifest","summary":"Text that is not YAML","severity":"error","profiles":["recommended","reliability","strict","security-baseline","security-restricted"],"since":"0.1.0","kinds":[],"options":{}},
];
