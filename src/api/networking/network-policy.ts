// Twin of ValidateNetworkPolicy: pkg/apis/networking/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain, isValidPortName, isValidPortNumber } from '../../kube/names.js';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { type Cidr, cidrContains, parseCidr } from '../ip-address.js';
import { validateLegacyCidr } from '../ip-validation.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';

const SPEC = child(undefined, 'spec');
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];

/** A NetworkPolicy on create. */
export function validateNetworkPolicy(policy: NetworkPolicy, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(policy.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateNetworkPolicySpec(policy, context, errors);
}

/** The spec of a NetworkPolicy, on create and on update. */
function validateNetworkPolicySpec(policy: NetworkPolicy, context: ApiContext, errors: FieldErrors): void {
  const { podSelector = {}, ingress = [], egress = [], policyTypes = [] } = policy.spec ?? {};
  validateLabelSelector(podSelector, child(SPEC, 'podSelector'), errors);
  for (const [at, rule] of ingress.entries()) {
    const path = index(child(SPEC, 'ingress'), at);
    validatePorts(rule.ports ?? [], child(path, 'ports'), errors);
    validatePeers(rule.from ?? [], child(path, 'from'), context, errors);
  }
  for (const [at, rule] of egress.entries()) {
    const path = index(child(SPEC, 'egress'), at);
    validatePorts(rule.ports ?? [], child(path, 'ports'), errors);
    validatePeers(rule.to ?? [], child(path, 'to'), context, errors);
  }
  const typesPath = child(SPEC, 'policyTypes');
  if (policyTypes.length > POLICY_TYPES.length) {
    errors.push(invalid(typesPath, policyTypes, 'may not specify more than two policyTypes'));
    return;
  }
  for (const [at, type] of policyTypes.entries()) {
    if (!POLICY_TYPES.includes(type)) errors.push(notSupported(index(typesPath, at), type, POLICY_TYPES));
  }
}

function validatePorts(ports: readonly NetworkPolicyPort[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, port] of ports.entries()) validatePort(port, index(path, at), errors);
}

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: FieldPath, errors: FieldErrors): void {
  const portPath = child(path, 'port');
  const endPortPath = child(path, 'endPort');
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(child(path, 'protocol'), protocol, PROTOCOLS));
  }
  if (typeof port === 'number') {
    for (const detail of isValidPortNumber(port)) errors.push(invalid(portPath, port, detail));
    if (endPort === undefined) return;
    if (endPort < port) {
      errors.push(invalid(endPortPath, endPort, `must be greater than or equal to \`port\` (${port})`));
    }
    for (const detail of isValidPortNumber(endPort)) errors.push(invalid(endPortPath, endPort, detail));
    return;
  }
  if (endPort !== undefined) {
    const why = port === undefined ? 'is not specified' : 'is non-numeric';
    errors.push(invalid(endPortPath, endPort, `may not be specified when \`port\` ${why}`));
  }
  if (port !== undefined) for (const detail of isValidPortName(port)) errors.push(invalid(portPath, port, detail));
}

function validatePeers(
  peers: readonly NetworkPolicyPeer[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  for (const [at, peer] of peers.entries()) validatePeer(peer, index(path, at), context, errors);
}

function validatePeer(peer: NetworkPolicyPeer, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (podSelector !== undefined) validateLabelSelector(podSelector, child(path, 'podSelector'), errors);
  if (namespaceSelector !== undefined) {
    validateLabelSelector(namespaceSelector, child(path, 'namespaceSelector'), errors);
  }
  if (ipBlock !== undefined) validateIpBlock(ipBlock, child(path, 'ipBlock'), context, errors);
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selects && ipBlock === undefined) errors.push(required(path, 'must specify a peer'));
  else if (selects && ipBlock !== undefined) {
    errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  }
}

function validateIpBlock(block: IPBlock, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const text = block.cidr ?? '';
  if (text === '') {
    errors.push(required(child(path, 'cidr')));
    return;
  }
  validateLegacyCidr(text, child(path, 'cidr'), context, errors);
  const cidr = parseCidr(text);
  if (cidr === undefined) return;
  for (const [at, exceptText] of (block.except ?? []).entries()) {
    const exceptPath = index(child(path, 'except'), at);
    validateLegacyCidr(exceptText, exceptPath, context, errors);
    const except = parseCidr(exceptText);
    if (except === undefined && !isSince('eachRange', context.version)) return;
    if (except !== undefined && !isStrictSubset(except, cidr)) {
      errors.push(invalid(exceptPath, exceptText, `must be a strict subset of \`cidr\` (${text})`));
    }
  }
}

function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  return cidrContains(outer, inner.address) && outer.length < inner.length;
}
