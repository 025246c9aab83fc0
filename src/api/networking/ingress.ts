// Twin of ValidateIngressCreate: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain, isWildcardDns1123Subdomain } from '../../kube/names.js';
import type { Ingress, IngressRule, IngressSpec, IngressTLS } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseIp } from '../ip-address.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateIngressBackend, validateIngressPath } from './ingress-backend.js';

const SPEC = child(undefined, 'spec');
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** What an update leaves unchecked because it was stored before the check existed. */
export interface IngressAllowances {
  readonly invalidSecretName?: boolean;
  readonly invalidWildcardRule?: boolean;
}

/** An Ingress on create. */
export function validateIngress(ingress: Ingress, context: ApiContext, errors: FieldErrors): void {
  validateIngressFields(ingress, {}, context, errors);
  const written = ingress.metadata?.annotations?.[CLASS_ANNOTATION];
  const className = ingress.spec?.ingressClassName;
  if (written === undefined || className === undefined || written === className) return;
  const detail = `must match \`ingressClassName\` (${className}) when both are specified`;
  // The server leaves `metadata` out of this path.
  errors.push(invalid(child(undefined, 'annotations', CLASS_ANNOTATION), written, detail));
}

/** What an Ingress has to fulfil on create and on update. */
export function validateIngressFields(
  ingress: Ingress,
  allowances: IngressAllowances,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(ingress.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateIngressSpec(ingress.spec ?? {}, allowances, context, errors);
}

function validateIngressSpec(
  spec: IngressSpec,
  allowances: IngressAllowances,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { defaultBackend, rules = [], tls = [], ingressClassName } = spec;
  if (rules.length === 0 && defaultBackend === undefined) {
    errors.push(invalid(SPEC, undefined, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend !== undefined) {
    validateIngressBackend(defaultBackend, child(SPEC, 'defaultBackend'), context, errors);
  }
  for (const [at, rule] of rules.entries()) {
    validateRule(rule, allowances, index(child(SPEC, 'rules'), at), context, errors);
  }
  for (const [at, entry] of tls.entries()) validateTls(entry, allowances, index(child(SPEC, 'tls'), at), errors);
  if (ingressClassName === undefined) return;
  for (const detail of isDns1123Subdomain(ingressClassName)) {
    errors.push(invalid(child(SPEC, 'ingressClassName'), ingressClassName, detail));
  }
}

function validateRule(
  rule: IngressRule,
  allowances: IngressAllowances,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const host = rule.host ?? '';
  if (host !== '') {
    const hostPath = child(path, 'host');
    if (parseIp(host) !== undefined) errors.push(invalid(hostPath, host, 'must be a DNS name, not an IP address'));
    validateHost(host, hostPath, errors);
  }
  if (host.includes('*') && allowances.invalidWildcardRule === true) return;
  validateRuleValue(rule, path, context, errors);
}

/** The HTTP part of a rule: it has paths, each with a backend. */
function validateRuleValue(rule: IngressRule, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  if (rule.http === undefined) return;
  const pathsPath = child(path, 'http', 'paths');
  const paths = rule.http.paths ?? [];
  if (paths.length === 0) errors.push(required(pathsPath));
  for (const [at, httpPath] of paths.entries()) validateIngressPath(httpPath, index(pathsPath, at), context, errors);
}

function validateHost(host: string, path: FieldPath, errors: FieldErrors): void {
  const details = host.includes('*') ? isWildcardDns1123Subdomain(host) : isDns1123Subdomain(host);
  for (const detail of details) errors.push(invalid(path, host, detail));
}

function validateTls(tls: IngressTLS, allowances: IngressAllowances, path: FieldPath, errors: FieldErrors): void {
  for (const [at, host] of (tls.hosts ?? []).entries()) validateHost(host, index(child(path, 'hosts'), at), errors);
  const secretName = tls.secretName ?? '';
  if (allowances.invalidSecretName === true || secretName === '') return;
  for (const detail of isDns1123Subdomain(secretName)) {
    errors.push(invalid(child(path, 'secretName'), secretName, detail));
  }
}
