// Twin of ValidateFlowSchema: pkg/apis/flowcontrol/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type {
  FlowSchema,
  FlowSchemaSpec,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { MANDATORY_FLOW_SCHEMAS, sameValue } from './mandatory.js';
import { validateSubject } from './subject.js';

const SPEC = child(undefined, 'spec');
const MAX_PRECEDENCE = 10_000;
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const DISTINGUISHERS = ['ByNamespace', 'ByUser'];

/** A FlowSchema, on create and on update. */
export function validateFlowSchema(schema: FlowSchema, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(schema.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const name = schema.metadata?.name ?? '';
  const spec = schema.spec ?? {};
  validateSpec(spec, name, errors);
  const mandatory = MANDATORY_FLOW_SCHEMAS.get(name);
  if (mandatory !== undefined && !sameValue(mandatory, spec)) {
    errors.push(invalid(SPEC, undefined, `spec of '${name}' must equal the fixed value`));
  }
}

function validateSpec(spec: FlowSchemaSpec, name: string, errors: FieldErrors): void {
  const { matchingPrecedence: precedence = 0, distinguisherMethod, rules = [] } = spec;
  const path = child(SPEC, 'matchingPrecedence');
  if (precedence <= 0) errors.push(invalid(path, precedence, 'must be a positive value'));
  if (precedence > MAX_PRECEDENCE) errors.push(invalid(path, precedence, `must not be greater than ${MAX_PRECEDENCE}`));
  if (precedence === 1 && name !== 'exempt') {
    errors.push(invalid(path, precedence, "only the schema named 'exempt' may have matchingPrecedence 1"));
  }
  if (distinguisherMethod !== undefined && !DISTINGUISHERS.includes(distinguisherMethod.type ?? '')) {
    const typePath = child(SPEC, 'distinguisherMethod', 'type');
    errors.push(notSupported(typePath, distinguisherMethod.type ?? '', DISTINGUISHERS));
  }
  const level = spec.priorityLevelConfiguration?.name ?? '';
  const levelPath = child(SPEC, 'priorityLevelConfiguration', 'name');
  if (level === '') errors.push(required(levelPath, 'must reference a priority level'));
  else pushInvalid(isDns1123Subdomain(level), level, levelPath, errors);
  for (const [at, rule] of rules.entries()) validateRules(rule, index(child(SPEC, 'rules'), at), errors);
}

function validateRules(rules: PolicyRulesWithSubjects, path: FieldPath, errors: FieldErrors): void {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rules;
  const subjectsPath = child(path, 'subjects');
  if (subjects.length === 0) errors.push(required(subjectsPath, 'subjects must contain at least one value'));
  for (const [at, subject] of subjects.entries()) validateSubject(subject, index(subjectsPath, at), errors);
  if (resourceRules.length + nonResourceRules.length === 0) {
    errors.push(required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  for (const [at, rule] of resourceRules.entries()) {
    validateResourceRule(rule, index(child(path, 'resourceRules'), at), errors);
  }
  for (const [at, rule] of nonResourceRules.entries()) {
    validateNonResourceRule(rule, index(child(path, 'nonResourceRules'), at), errors);
  }
}

function validateVerbs(verbs: readonly string[], path: FieldPath, errors: FieldErrors): void {
  if (verbs.length === 0) errors.push(required(path, 'verbs must contain at least one value'));
  else if (verbs.includes('*')) validateAloneWildcard(verbs, 'verbs', path, errors);
  else if (verbs.some((verb) => !VERBS.includes(verb))) errors.push(notSupported(path, verbs, VERBS));
}

function validateAloneWildcard(values: readonly string[], what: string, path: FieldPath, errors: FieldErrors): void {
  if (values.length > 1 && values.includes('*')) {
    errors.push(invalid(path, values, `if '*' is present, must not specify other ${what}`));
  }
}

function validateResourceRule(rule: ResourcePolicyRule, path: FieldPath, errors: FieldErrors): void {
  const { verbs = [], apiGroups = [], resources = [], namespaces = [], clusterScope = false } = rule;
  validateVerbs(verbs, child(path, 'verbs'), errors);
  const groupsPath = child(path, 'apiGroups');
  if (apiGroups.length === 0) errors.push(required(groupsPath, 'resource rules must supply at least one api group'));
  validateAloneWildcard(apiGroups, 'api groups', groupsPath, errors);
  const resourcesPath = child(path, 'resources');
  if (resources.length === 0) errors.push(required(resourcesPath, 'resource rules must supply at least one resource'));
  validateAloneWildcard(resources, 'resources', resourcesPath, errors);
  const namespacesPath = child(path, 'namespaces');
  if (namespaces.length === 0 && !clusterScope) {
    const detail = 'resource rules that are not cluster scoped must supply at least one namespace';
    errors.push(required(namespacesPath, detail));
  } else if (namespaces.includes('*')) validateAloneWildcard(namespaces, 'namespaces', namespacesPath, errors);
  else {
    for (const [at, namespace] of namespaces.entries()) {
      const details = isDns1123Label(namespace).map((detail) => `neither '*' nor a DNS label: ${detail}`);
      pushInvalid(details, namespace, index(namespacesPath, at), errors);
    }
  }
}

function validateNonResourceRule(rule: NonResourcePolicyRule, path: FieldPath, errors: FieldErrors): void {
  const { verbs = [], nonResourceURLs: urls = [] } = rule;
  validateVerbs(verbs, child(path, 'verbs'), errors);
  const urlsPath = child(path, 'nonResourceURLs');
  if (urls.length === 0) errors.push(required(urlsPath, 'nonResourceURLs must contain at least one value'));
  else if (urls.includes('*')) validateAloneWildcard(urls, 'non-resource URLs', urlsPath, errors);
  else {
    for (const [at, url] of urls.entries()) {
      const detail = urlPathError(url);
      if (detail !== undefined) errors.push(invalid(index(urlsPath, at), url, detail));
    }
  }
}

function urlPathError(path: string): string | undefined {
  if (path === '') return 'must not be empty';
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'must start with slash';
  if (path.includes(' ')) return 'must not contain white-space';
  if (path.includes('//')) return 'must not contain double slash';
  const wildcards = path.split('*').length - 1;
  const isSuffix = wildcards === 0 || (wildcards === 1 && path.endsWith('/*'));
  return isSuffix ? undefined : 'wildcard can only do suffix matching';
}
