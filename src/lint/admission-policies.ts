import { encodedObject } from '../api/admission-policy/encoded-object.js';
import { evaluatePolicies, type PolicyProblem } from '../api/admission-policy/evaluate.js';
import type { Param } from '../api/admission-policy/params.js';
import { type PolicySet, policySet } from '../api/admission-policy/policy-set.js';
import type { AdmissionRequest, GroupVersionResource } from '../api/admission-policy/request.js';
import { createdObject } from '../api/create.js';
import { groupOf } from '../kube/api-version.js';
import { child } from '../kube/field-path.js';
import { arrayOf, type JsonObject, objectOf } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import { customResourceType } from '../schema/custom-type.js';
import { resourceType, servedTypes } from '../schema/kinds.js';
import type { AdmissionInput, AdmissionOutcome } from './admission.js';
import type { NotChecked, Severity } from './finding.js';
import { overEach } from './over-each.js';
import type { ResourceProblem } from './place.js';
import { ruleOf } from './rule-list.js';
import { severityOf } from './settings.js';

const RULE = 'policy/validating-admission-policy';
const GROUP = 'admissionregistration.k8s.io';
const NAME = child(undefined, 'metadata', 'name');

/**
 * What the ValidatingAdmissionPolicies of the input and of the cluster say of the other objects of the input, if they are
 * created or updated after the policies. What cannot be told is listed once for each policy and reason;
 * MutatingAdmissionPolicies are never applied.
 */
export function policyOutcome(input: AdmissionInput): AdmissionOutcome {
  const notChecked = new Map<string, NotChecked>();
  const all = [...input.resources, ...installedPolicies(input)];
  for (const resource of all) {
    if (groupOf(resource.apiVersion) !== GROUP || resource.kind !== 'MutatingAdmissionPolicy') continue;
    note(notChecked, resource, `MutatingAdmissionPolicy ${resource.name ?? ''}: not applied to the other objects`);
  }
  const policies = policiesIn(input);
  const governed = governedPlurals(all);
  const namespaces = namespacesOf(all);
  const { said, failures } = overEach(input.resources, 'the evaluation of admission policies', (resource) => {
    if (!isGoverned(resource, governed, input) || input.replaced.get(resource) === resource) return [];
    const inForce = policies(resource);
    const request = inForce.resources.length === 0 ? undefined : requestOf(resource, input);
    if (request === undefined) return [];
    const verdict = evaluatePolicies(inForce.set, request, {
      minor: input.settings.kubernetesVersion.minor,
      namespace:
        request.namespace === '' ? undefined : namespaceOf(resource, namespaces.get(request.namespace) ?? [], input),
      objects: (apiVersion, kind) => paramsOf(apiVersion, kind, input),
    });
    for (const reason of verdict.notChecked) {
      const policy = inForce.resources.find(({ name }) => reason.startsWith(`ValidatingAdmissionPolicy ${name}: `));
      note(notChecked, policy ?? resource, reason);
    }
    return verdict.problems.flatMap((problem) =>
      finding(problem, { resource, policies: inForce.resources, settings: input.settings }),
    );
  });
  return { problems: said, notChecked: [...notChecked.values()], failures };
}

/** What the cluster has of admission, without what the input replaces. */
function installedPolicies({ resources, settings }: AdmissionInput): readonly Resource[] {
  const installed = settings.installed?.policies ?? [];
  if (installed.length === 0) return installed;
  const own = new Set(resources.filter((one) => groupOf(one.apiVersion) !== GROUP).map(identityOf));
  return installed.filter((one) => !own.has(identityOf(one)));
}

function identityOf({ apiVersion, kind, namespace, name }: Resource): string {
  return `${groupOf(apiVersion)} ${kind} ${namespace ?? 'default'} ${name}`;
}

/** The resources, by plural, that some policy matches; `*` and `pods/status` among them as written. */
function governedPlurals(resources: readonly Resource[]): ReadonlySet<string> {
  const plurals = new Set<string>();
  for (const { apiVersion, kind, object } of resources) {
    if (groupOf(apiVersion) !== GROUP || kind !== 'ValidatingAdmissionPolicy') continue;
    const constraints = objectOf(objectOf(object.spec)?.matchConstraints);
    for (const rule of arrayOf(constraints?.resourceRules) ?? []) {
      for (const plural of arrayOf(objectOf(rule)?.resources) ?? [])
        if (typeof plural === 'string') plurals.add(plural);
    }
  }
  return plurals;
}

/** Can a policy match the object at all? Versions of one kind share its plural, so equivalent ones need no look. */
function isGoverned(
  { apiVersion, kind }: Resource,
  governed: ReadonlySet<string>,
  { extensions, settings }: AdmissionInput,
): boolean {
  if (governed.has('*') || governed.has('*/*')) return true;
  const type =
    resourceType(apiVersion, kind, settings.kubernetesVersion) ?? customResourceType(extensions.crds, apiVersion, kind);
  return type !== undefined && governed.has(type.plural);
}

function note(notChecked: Map<string, NotChecked>, { file, document }: Resource, reason: string): void {
  const key = `${file.file}\n${document.index}\n${reason}`;
  if (!notChecked.has(key)) notChecked.set(key, { file: file.file, document: document.index, reason });
}

/** Policies with their bindings, and the resources that the policies are. */
interface PoliciesInForce {
  readonly set: PolicySet;
  readonly resources: readonly Resource[];
}

/**
 * The policies and bindings that are applied together with a resource, the same for all resources of a group, and those of
 * the cluster that they do not replace.
 */
function policiesIn({ resources, graph, settings }: AdmissionInput): (resource: Resource) => PoliciesInForce {
  const isOf = (kind: string) => (resource: Resource) =>
    groupOf(resource.apiVersion) === GROUP && resource.kind === kind && resource.name !== undefined;
  const kinds = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].map((kind) => ({
    written: resources.filter(isOf(kind)),
    installed: (settings.installed?.policies ?? []).filter(isOf(kind)),
  }));
  const byGroup = new Map<unknown, PoliciesInForce>();
  return (from) => {
    const group = graph.groupOf(from);
    const known = byGroup.get(group);
    if (known !== undefined) return known;
    const [ours, bound] = kinds.map(({ written, installed }) => {
      const together = written.filter((one) => graph.areTogether(from, one));
      return [...together, ...installed.filter(({ name }) => !together.some((one) => one.name === name))];
    });
    const inForce = { set: policySet([...(ours ?? []), ...(bound ?? [])]), resources: ours ?? [] };
    byGroup.set(group, inForce);
    return inForce;
  };
}

/** The request that creates or updates the object; `undefined` for a kind that nobody defines. */
function requestOf(resource: Resource, input: AdmissionInput): AdmissionRequest | undefined {
  const { extensions, settings, replaced } = input;
  const { apiVersion, kind } = resource;
  const version = settings.kubernetesVersion;
  const builtIn = resourceType(apiVersion, kind, version);
  const type = builtIn?.served === true ? builtIn : customResourceType(extensions.crds, apiVersion, kind);
  if (type === undefined) return undefined;
  const rules = extensions.groups.get(apiVersion)?.get(kind);
  const stored = ({ object }: Resource): JsonObject => {
    const created = rules === undefined ? object : createdObject(rules, object, version);
    return builtIn?.served === true ? encodedObject(created, builtIn.struct) : created;
  };
  const old = replaced.get(resource);
  const name = resource.name ?? '';
  const inNamespace = kind === 'Namespace' && apiVersion === 'v1' ? name : '';
  return {
    group: type.group,
    version: type.version,
    resource: type.plural,
    kind,
    operation: old === undefined ? 'CREATE' : 'UPDATE',
    name,
    namespace: type.namespaced ? (resource.namespace ?? 'default') : inNamespace,
    object: stored(resource),
    ...(old !== undefined && { oldObject: stored(old) }),
    equivalents: [
      ...servedTypes(version).filter((other) => other.group === type.group && other.kind === kind),
      ...[...extensions.crds.values()].filter((other) => other.group === type.group && other.kind === kind),
    ]
      .filter((other) => other.version !== type.version)
      .map((other): GroupVersionResource => ({ group: other.group, version: other.version, resource: other.plural })),
  };
}

function namespacesOf(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const byName = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.kind !== 'Namespace' || groupOf(resource.apiVersion) !== '') continue;
    const known = byName.get(resource.name ?? '');
    if (known === undefined) byName.set(resource.name ?? '', [resource]);
    else known.push(resource);
  }
  return byName;
}

/** The Namespace that the object gets into: of those with the name the one that is applied together with it. */
function namespaceOf(from: Resource, named: readonly Resource[], input: AdmissionInput): JsonObject | undefined {
  const installed = input.settings.installed?.policies ?? [];
  const found =
    named.find((one) => !installed.includes(one) && input.graph.areTogether(from, one)) ??
    named.find((one) => installed.includes(one));
  const rules = input.extensions.groups.get('v1')?.get('Namespace');
  if (found === undefined || rules === undefined) return found?.object;
  const { spec, ...created } = createdObject(rules, found.object, input.settings.kubernetesVersion);
  // PrepareForCreate of pkg/registry/core/namespace adds the finalizer.
  const finalizers = arrayOf(objectOf(spec)?.finalizers) ?? [];
  return { ...created, spec: { finalizers: [...new Set([...finalizers, 'kubernetes'])] } };
}

function paramsOf(apiVersion: string, kind: string, input: AdmissionInput): Param[] {
  const { resources, extensions, settings } = input;
  const type =
    resourceType(apiVersion, kind, settings.kubernetesVersion) ?? customResourceType(extensions.crds, apiVersion, kind);
  return [...resources, ...installedPolicies(input)]
    .filter((resource) => resource.apiVersion === apiVersion && resource.kind === kind)
    .map(({ object, namespace }) => ({
      object,
      namespace: type?.namespaced === false ? undefined : (namespace ?? 'default'),
    }));
}

const ACTIONS: readonly { readonly action: string; readonly severity: Severity; readonly says: string }[] = [
  { action: 'Deny', severity: 'error', says: 'denies it' },
  { action: 'Warn', severity: 'warning', says: 'warns' },
  { action: 'Audit', severity: 'info', says: 'has it audited' },
];

interface Refused {
  readonly resource: Resource;
  /** The policies in force, to point at the one that speaks. */
  readonly policies: readonly Resource[];
  readonly settings: AdmissionInput['settings'];
}

function finding(
  { policy, binding, actions, detail, source }: PolicyProblem,
  { resource, policies, settings }: Refused,
): readonly ResourceProblem[] {
  const rule = ruleOf(RULE);
  const strongest = ACTIONS.find(({ action }) => actions.includes(action));
  if (rule === undefined || strongest === undefined) return [];
  const said = severityOf(rule, resource.file.file, settings);
  if (said === 'off') return [];
  const reason = detail.trim().replace(/\s+/g, ' ');
  const message = `ValidatingAdmissionPolicy ${policy} (binding ${binding}) ${strongest.says}: ${reason}`;
  const author = policies.find(({ name }) => name === policy);
  const related = author === undefined ? [] : [{ resource: author, path: source, message: `by ${policy}` }];
  const severity = said === rule.severity ? strongest.severity : said;
  return [{ rule: RULE, severity, resource, problem: { path: NAME, message, related } }];
}
