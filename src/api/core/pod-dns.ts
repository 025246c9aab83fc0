// Names and DNS of a Pod: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain, isDns1123SubdomainWithUnderscore } from '../../kube/names.js';
import { validateLegacyIp } from '../ip-validation.js';
import { pushInvalid } from '../meta/fields.js';
import { isSince } from '../since.js';
import type { PodScope } from './pod-scope.js';

const NAMESERVERS_MAX = 3;
const SEARCHES_MAX = 32;
const SEARCHES_LENGTH_MAX = 2048;

/** `spec.dnsConfig`, which `dnsPolicy: None` needs. */
export function validatePodDnsConfig(path: FieldPath, scope: PodScope): void {
  const { errors, context } = scope;
  const { dnsConfig, dnsPolicy } = scope.spec;
  if (dnsPolicy === 'None' && dnsConfig === undefined) {
    errors.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
    return;
  }
  if (dnsConfig === undefined) return;
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  const nameserversPath = child(path, 'nameservers');
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    errors.push(required(nameserversPath, 'must provide at least one DNS nameserver when `dnsPolicy` is None'));
    return;
  }
  if (nameservers.length > NAMESERVERS_MAX) {
    errors.push(invalid(nameserversPath, nameservers, `must not have more than ${NAMESERVERS_MAX} nameservers`));
  }
  for (const [at, address] of nameservers.entries())
    validateLegacyIp(address, index(nameserversPath, at), context, errors);
  validateSearches(searches, child(path, 'searches'), scope);
  for (const [at, { name = '' }] of options.entries()) {
    if (name === '') errors.push(required(index(child(path, 'options'), at), 'must not be empty'));
  }
}

function validateSearches(searches: readonly string[], path: FieldPath, scope: PodScope): void {
  const { errors, context } = scope;
  if (searches.length > SEARCHES_MAX) {
    errors.push(invalid(path, searches, `must not have more than ${SEARCHES_MAX} search paths`));
  }
  if (byteLength(searches.join(' ')) > SEARCHES_LENGTH_MAX) {
    const detail = `must not have more than ${SEARCHES_LENGTH_MAX} characters (including spaces) in the search list`;
    errors.push(invalid(path, searches, detail));
  }
  const isRelaxed = isGateOn('RelaxedDNSSearchValidation', context.version);
  for (const [at, search] of searches.entries()) {
    if (isRelaxed && search === '.') continue;
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    const details = isRelaxed ? isDns1123SubdomainWithUnderscore(name) : isDns1123Subdomain(name);
    pushInvalid(details, name, index(path, at), errors);
  }
}

/** Lines that the kubelet adds to `/etc/hosts`. */
export function validateHostAliases(path: FieldPath, scope: PodScope): void {
  const { errors, context } = scope;
  for (const [at, { ip = '', hostnames = [] }] of (scope.spec.hostAliases ?? []).entries()) {
    const aliasPath = index(path, at);
    const ipPath = child(isSince('hostAliasReported', context.version) ? aliasPath : path, 'ip');
    validateLegacyIp(ip, ipPath, context, errors);
    for (const [nameAt, name] of hostnames.entries()) {
      const namePath = isSince('hostAliasReported', context.version)
        ? index(child(aliasPath, 'hostnames'), nameAt)
        : child(path, 'hostnames');
      pushInvalid(isDns1123Subdomain(name), name, namePath, errors);
    }
  }
}
