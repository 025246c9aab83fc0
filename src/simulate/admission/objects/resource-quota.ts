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
    ...scopeFields(spec.scopes),
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
    isPlain: false,
  }));
  return [...scopes.map((name) => ({ name, operator: 'Exists', values: [], isPlain: true })), ...selected];
}

/** `spec.scopes` and `spec.scopeSelector` as they were written. */
export function scopeFields(all: readonly QuotaScope[]): JsonObject {
  const scopes = all.filter(({ isPlain }) => isPlain).map(({ name }) => name);
  const selected = all.filter(({ isPlain }) => !isPlain);
  const matchExpressions = selected.map(({ name, operator, values }) => ({
    operator,
    scopeName: name,
    ...(values.length > 0 && { values }),
  }));
  return { ...(selected.length > 0 && { scopeSelector: { matchExpressions } }), ...(scopes.length > 0 && { scopes }) };
}
