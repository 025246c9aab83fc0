// Does a policy or binding look at a request? Twin of k8s.io/apiserver v0.35.4
// pkg/admission/plugin/policy/matching/matching.go and webhook/predicates/{rules,namespace,object}.
import { type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import { type Labels, matchesSelector } from '../../kube/selector.js';
import type { LabelSelector, MatchResources, NamedRuleWithOperations } from '../../kube/types.generated.js';
import { type AdmissionRequest, type GroupVersionResource, isNamespaceRequest } from './request.js';

/** `unknown`: it hangs on what is not in the manifests. */
export type Matching = 'yes' | 'no' | { readonly unknown: string };

/** Matches a request; `namespace` is the Namespace object of the request if the manifests have it. */
export function matchesResources(
  resources: MatchResources,
  request: AdmissionRequest,
  namespace: JsonObject | undefined,
): Matching {
  const byNamespace = matchesNamespace(resources.namespaceSelector, request, namespace);
  if (byNamespace === 'no' || !matchesObject(resources.objectSelector, request)) return 'no';
  if (matchesRules(resources.excludeResourceRules ?? [], resources.matchPolicy, request) !== 'no') return 'no';
  const rules = resources.resourceRules ?? [];
  const byRules = rules.length === 0 ? 'yes' : matchesRules(rules, resources.matchPolicy, request);
  return byRules === 'yes' ? byNamespace : byRules;
}

function isEmpty(selector: LabelSelector | undefined): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function labelsOf(object: JsonObject | undefined): Labels {
  const labels = objectOf(objectOf(object?.['metadata'])?.['labels']) ?? {};
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, stringOf(value) ?? '']));
}

// Cluster-scoped resources always match; a Namespace is matched by its own labels.
function matchesNamespace(
  selector: LabelSelector | undefined,
  request: AdmissionRequest,
  namespace: JsonObject | undefined,
): Matching {
  if (isEmpty(selector)) return 'yes';
  if (request.namespace === '' && !isNamespaceRequest(request)) return 'yes';
  const own = isNamespaceRequest(request) ? request.object : namespace;
  // The API server labels every Namespace with its name.
  const labels = { ...labelsOf(own), 'kubernetes.io/metadata.name': request.namespace };
  if (own !== undefined || asksOnlyForName(selector)) return matchesSelector(selector, labels) ? 'yes' : 'no';
  return { unknown: `namespaceSelector: the Namespace ${request.namespace} is not in these files` };
}

function asksOnlyForName(selector: LabelSelector | undefined): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key ?? '')];
  return keys.every((key) => key === 'kubernetes.io/metadata.name');
}

function matchesObject(selector: LabelSelector | undefined, request: AdmissionRequest): boolean {
  if (isEmpty(selector)) return true;
  const objects = [request.object, ...(request.oldObject === undefined ? [] : [request.oldObject])];
  return objects.some((object) => matchesSelector(selector, labelsOf(object)));
}

function matchesRules(
  rules: readonly NamedRuleWithOperations[],
  policy: string | undefined,
  request: AdmissionRequest,
): Matching {
  if (rules.some((rule) => matchesRule(rule, request, request))) return 'yes';
  if (policy === 'Exact') return 'no';
  const equivalent = (request.equivalents ?? []).find((other) =>
    rules.some((rule) => matchesRule(rule, request, other)),
  );
  if (equivalent === undefined) return 'no';
  const { group, version, resource } = equivalent;
  return { unknown: `the object would be converted to ${resource} of ${group === '' ? '' : `${group}/`}${version}` };
}

function matchesRule(rule: NamedRuleWithOperations, request: AdmissionRequest, as: GroupVersionResource): boolean {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], resourceNames = [], scope } = rule;
  return (
    inScope(scope, request) &&
    (operations.includes('*') || operations.includes(request.operation)) &&
    exactOrWildcard(apiGroups, as.group) &&
    exactOrWildcard(apiVersions, as.version) &&
    resources.some((resource) => matchesResource(resource, as.resource)) &&
    (resourceNames.length === 0 || resourceNames.includes(request.name))
  );
}

function exactOrWildcard(items: readonly string[], wanted: string): boolean {
  return items.includes('*') || items.includes(wanted);
}

// `pods`, `*`, `*/*`; `pods/status` is another resource.
function matchesResource(text: string, wanted: string): boolean {
  const [resource = '', subresource = ''] = text.split(/\/(.*)/s);
  return (resource === '*' || resource === wanted) && (subresource === '*' || subresource === '');
}

function inScope(scope: string | undefined, request: AdmissionRequest): boolean {
  if (scope === undefined || scope === '*') return true;
  const isClustered = isNamespaceRequest(request) || request.namespace === '';
  return scope === 'Cluster' ? isClustered : scope === 'Namespaced' && !isClustered;
}
