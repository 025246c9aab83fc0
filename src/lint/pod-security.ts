import { createdObject } from '../api/create.js';
import { namespacePolicy, parsePolicy } from '../api/pod-security/namespace.js';
import { type PodPlace, type Policy, podSecurityMessage, podSecurityViolations } from '../api/pod-security/policy.js';
import { child, key } from '../kube/field-path.js';
import type { JsonObject } from '../kube/json.js';
import { type PodTemplate, podTemplate } from '../kube/pod-template.js';
import type { ObjectMeta, PodSpec } from '../kube/types.generated.js';
import type { Resource } from '../manifest/resource.js';
import type { AdmissionInput, AdmissionOutcome } from './admission.js';
import type { RelatedPlace } from './finding.js';
import { overEach } from './over-each.js';
import type { ResourceProblem } from './place.js';
import { ruleOf } from './rule-list.js';
import { severityOf } from './settings.js';

const ENFORCE = key(child(undefined, 'metadata', 'labels'), 'pod-security.kubernetes.io/enforce');

/** A policy and the Namespace that asks for it, if one does. */
interface InForce {
  readonly policy: Policy;
  readonly related: readonly RelatedPlace[];
}

/**
 * The Pods that Pod Security refuses, and the workloads whose Pods it will refuse: the server takes a workload and refuses
 * each of its Pods later. Modes `audit` and `warn` refuse nothing and are not looked at.
 */
export function podSecurityOutcome(input: AdmissionInput): AdmissionOutcome {
  const enforcing = enforcingNamespaces(input.resources);
  const { said, failures } = overEach(input.resources, 'Pod Security', (resource) =>
    violations(resource, enforcing, input),
  );
  return { problems: said, notChecked: [], failures };
}

/** The Namespaces that enforce a level, by name: most objects are in none of them and need no further question. */
function enforcingNamespaces(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const enforcing = new Map<string, Resource[]>();
  for (const resource of resources) {
    const { apiVersion, kind, name = '' } = resource;
    if (apiVersion !== 'v1' || kind !== 'Namespace') continue;
    if (namespacePolicy(resource.object, 'enforce') === undefined) continue;
    const known = enforcing.get(name);
    if (known === undefined) enforcing.set(name, [resource]);
    else known.push(resource);
  }
  return enforcing;
}

function violations(
  resource: Resource,
  enforcing: ReadonlyMap<string, readonly Resource[]>,
  input: AdmissionInput,
): readonly ResourceProblem[] {
  const { settings } = input;
  const { kind } = resource;
  const template = podTemplate(resource.object);
  // A PodTemplate makes no Pods by itself.
  if (template === undefined || kind === 'PodTemplate') return [];
  const inForce = policyOf(resource, enforcing, input);
  if (inForce === undefined) return [];
  const id = kind === 'Pod' ? 'policy/pod-security' : 'policy/pod-security-template';
  const rule = ruleOf(id);
  const severity = rule === undefined ? 'off' : severityOf(rule, resource.file.file, settings);
  if (severity === 'off') return [];
  const { policy, related } = inForce;
  const place = placeOf(template, input);
  const start = kind === 'Pod' ? '' : 'its Pods will be refused: ';
  return podSecurityViolations(policy, settings.kubernetesVersion, place).map((violation) => {
    const message = `${start}${podSecurityMessage(policy, [violation])}`;
    return { rule: id, severity, resource, problem: { path: violation.paths[0], message, related } };
  });
}

/** The Pod that is made from a template, with the defaults of a Pod: a host network makes host ports of its ports. */
function placeOf({ metadata, spec, path }: PodTemplate, { extensions, settings }: AdmissionInput): PodPlace {
  const rules = extensions.groups.get('v1')?.get('Pod');
  const written: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec };
  const pod = rules === undefined ? written : createdObject(rules, written, settings.kubernetesVersion);
  return {
    // Decoding left known fields of the right type only.
    metadata: (pod.metadata ?? {}) as ObjectMeta,
    spec: (pod.spec ?? {}) as PodSpec,
    metadataPath: child(path, 'metadata'),
    specPath: child(path, 'spec'),
  };
}

/** The policy of the namespace that the object is in; `default` where the manifest names none. */
function policyOf(
  resource: Resource,
  enforcing: ReadonlyMap<string, readonly Resource[]>,
  { graph, settings }: AdmissionInput,
): InForce | undefined {
  const name = resource.namespace ?? 'default';
  const { podSecurity } = settings;
  if (podSecurity?.exemptNamespaces.includes(name)) return undefined;
  const namespace = enforcing.get(name)?.find((one) => graph.areTogether(resource, one));
  if (namespace !== undefined) {
    const policy = namespacePolicy(namespace.object, 'enforce');
    if (policy !== undefined) {
      const message = `Namespace ${name} enforces ${policy.level}`;
      return { policy, related: [{ resource: namespace, path: ENFORCE, message }] };
    }
  }
  if (podSecurity === undefined) return undefined;
  return { policy: parsePolicy(podSecurity.enforce, podSecurity.version), related: [] };
}
