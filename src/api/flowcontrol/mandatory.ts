// The objects that every API server keeps as they are: k8s.io/apiserver v0.35.4 pkg/apis/flowcontrol/bootstrap/default.go.
import type { FlowSchemaSpec, PriorityLevelConfigurationSpec } from '../../kube/types.generated.js';

const EVERYTHING = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};

/** The specs of the FlowSchemas `exempt` and `catch-all`, by name. */
export const MANDATORY_FLOW_SCHEMAS: ReadonlyMap<string, FlowSchemaSpec> = new Map([
  ['exempt', flowSchema('exempt', 1, ['system:masters'])],
  [
    'catch-all',
    {
      ...flowSchema('catch-all', 10_000, ['system:unauthenticated', 'system:authenticated']),
      distinguisherMethod: { type: 'ByUser' },
    },
  ],
]);

function flowSchema(level: string, matchingPrecedence: number, groups: readonly string[]): FlowSchemaSpec {
  const subjects = groups.map((name) => ({ kind: 'Group', group: { name } }));
  return { priorityLevelConfiguration: { name: level }, matchingPrecedence, rules: [{ subjects, ...EVERYTHING }] };
}

/** The specs of the PriorityLevelConfigurations `exempt` and `catch-all`, by name. */
export const MANDATORY_PRIORITY_LEVELS: ReadonlyMap<string, PriorityLevelConfigurationSpec> = new Map([
  ['exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }],
  [
    'catch-all',
    {
      type: 'Limited',
      limited: { nominalConcurrencyShares: 5, lendablePercent: 0, limitResponse: { type: 'Reject' } },
    },
  ],
]);

/** Are the two the same to the API server? Absent, empty and zero fields are. */
export function sameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(canonical(left)) === JSON.stringify(canonical(right));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => canonical(item));
  if (typeof value !== 'object' || value === null) return value === '' || value === false ? undefined : value;
  const entries = Object.entries(value).map(([key, field]) => [key, canonical(field)] as const);
  const kept = entries.filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept);
}
