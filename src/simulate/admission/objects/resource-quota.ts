import type { JsonObject } from '../../../kube/json.js';
import { formatQuantity, parseQuantity } from '../../../kube/quantity.js';
import type * as api from '../../../kube/types.generated.js';
import type { QuotaScope } from '../../objects/resource-quota.js';
import { amounts } from '../../scheduler/resources.js';
import type { ManifestKind } from '../manifest.js';

/** ResourceQuotas. */
export const resourceQuotaManifest: ManifestKind<'ResourceQuota'> = {
  kind: 'ResourceQuota',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { hard = {}, scopes = [], scopeSelector } = (object as api.ResourceQuota).spec ?? {};
    const written = Object.fromEntries(Object.entries(hard).map(([name, amount]) => [name, canonical(amount)]));
    return {
      kind: 'ResourceQuota',
      metadata,
      spec: { hard: amounts(hard), written, scopes: scopesOf(scopes, scopeSelector) },
    };
  },
  spec: ({ spec }): JsonObject => ({
    hard: spec.written,
    ...(spec.scopes.length > 0 && {
      scopeSelector: {
        matchExpressions: spec.scopes.map(({ name, operator, values }) => ({ scopeName: name, operator, values })),
      },
    }),
  }),
};

/** `1024Mi` is stored as `1Gi`. */
function canonical(amount: string | number): string {
  const parsed = parseQuantity(amount);
  return parsed === undefined ? String(amount) : formatQuantity(parsed);
}

function scopesOf(scopes: readonly string[], selector: api.ScopeSelector | undefined): QuotaScope[] {
  const selected = (selector?.matchExpressions ?? []).map(({ scopeName = '', operator = '', values = [] }) => ({
    name: scopeName,
    operator,
    values,
  }));
  return [...scopes.map((name) => ({ name, operator: 'Exists', values: [] })), ...selected];
}
