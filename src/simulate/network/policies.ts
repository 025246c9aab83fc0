/**
 * What NetworkPolicies say of one connection, from one of its ends. Follows the API (k8s.io/api@v0.35.4 networking/v1) and
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/: policies that select a pod add up, none is
 * all allowed, and a connection needs both the egress of its source and the ingress of its destination.
 *
 * Not modelled: the addresses of pods, so an ipBlock says nothing of them unless it has all addresses; pods with hostNetwork
 * (every network plugin does what it likes); AdminNetworkPolicies and policies of plugins.
 */

import { cidrContains, parseCidr, parseIp } from '../../api/ip-address.js';
import { matchesSelector } from '../../kube/selector.js';
import type { IPBlock, NetworkPolicyPeer, NetworkPolicyPort } from '../../kube/types.generated.js';
import type { Labels } from '../objects/metadata.js';
import type { NetworkPolicy } from '../objects/network-policy.js';
import type { World } from '../world.js';
import { type Peer, type PodPeer, portNumber } from './peer.js';

/** Which way a policy looks: at what its pods send, or at what they get. */
export type Direction = 'egress' | 'ingress';

/** A port of the destination. */
export interface Port {
  readonly number: number;
  readonly protocol: string;
}

/** What the policies say, and which of them decide. */
export interface Judgement {
  readonly answer: 'allowed' | 'denied' | 'unknown';
  /** In a sentence without an end. */
  readonly because: string;
}

type Tri = 'yes' | 'no' | 'unknown';

/** A connection as a pod at one of its ends sees it. */
export interface Connection {
  readonly direction: Direction;
  readonly other: Peer;
  readonly destination: Peer;
  readonly port: Port;
}

/** What the policies of `own` pods say of a connection to or from `other`. */
export function judged(own: PodPeer, { direction, other, destination, port }: Connection, world: World): Judgement {
  if (own.spec?.hostNetwork === true)
    return { answer: 'unknown', because: `${own.title} has hostNetwork: policies are not defined for it` };
  const policies = policiesOn(own, direction, world);
  if (policies.length === 0)
    return { answer: 'allowed', because: `no NetworkPolicy selects ${own.title} for ${direction}` };
  const unsure: string[] = [];
  for (const policy of policies) {
    for (const [place, rule] of rulesOf(policy, direction).entries()) {
      const says = both(
        portMatches(rule.ports, { port, destination }),
        peersMatch(rule.peers, other, { policy, world }),
      );
      const where = `${named(policy)} ${direction}[${place}]`;
      if (says === 'yes') return { answer: 'allowed', because: where };
      if (says === 'unknown') unsure.push(where);
    }
  }
  if (unsure.length > 0)
    return {
      answer: 'unknown',
      because: `${unsure.join(', ')} may allow it: it is about addresses or labels that are not known here`,
    };
  const names = policies.map(named).join(', ');
  const none = policies.every((policy) => rulesOf(policy, direction).length === 0);
  return {
    answer: 'denied',
    because: `${names} ${policies.length === 1 ? 'selects' : 'select'} ${own.title} and ${none ? `${policies.length === 1 ? 'allows' : 'allow'} no ${direction}` : `no ${direction} rule allows it`}`,
  };
}

function named({ metadata }: NetworkPolicy): string {
  return `NetworkPolicy ${metadata.namespace}/${metadata.name}`;
}

function policiesOn({ namespace, labels }: PodPeer, direction: Direction, world: World): NetworkPolicy[] {
  return [...world.objects.NetworkPolicy.values()]
    .filter(
      ({ metadata, spec }) =>
        metadata.namespace === namespace && matchesSelector(spec.podSelector, labels) && looks(spec, direction),
    )
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
}

/** Without policyTypes a policy looks at ingress, and at egress if it has such rules. */
function looks({ policyTypes = [], egress = [] }: NetworkPolicy['spec'], direction: Direction): boolean {
  const types = policyTypes.length > 0 ? policyTypes : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  return types.includes(direction === 'egress' ? 'Egress' : 'Ingress');
}

interface Rule {
  readonly ports: readonly NetworkPolicyPort[];
  readonly peers: readonly NetworkPolicyPeer[];
}

function rulesOf({ spec }: NetworkPolicy, direction: Direction): Rule[] {
  return direction === 'egress'
    ? (spec.egress ?? []).map(({ ports = [], to = [] }) => ({ ports, peers: to }))
    : (spec.ingress ?? []).map(({ ports = [], from = [] }) => ({ ports, peers: from }));
}

/** Ports are those of the destination, whichever way the policy looks; none is all. */
function portMatches(
  ports: readonly NetworkPolicyPort[],
  { port, destination }: { readonly port: Port; readonly destination: Peer },
): Tri {
  if (ports.length === 0) return 'yes';
  return any(ports, ({ port: wanted, endPort, protocol = 'TCP' }) => {
    if (protocol !== port.protocol) return 'no';
    if (wanted === undefined || wanted === null) return 'yes';
    if (typeof wanted === 'string') {
      if (destination.kind !== 'pod' || destination.spec === undefined)
        return destination.kind === 'pod' ? 'unknown' : 'no';
      return portNumber(destination, wanted, protocol) === port.number ? 'yes' : 'no';
    }
    const first = Number(wanted);
    return port.number >= first && port.number <= (endPort ?? first) ? 'yes' : 'no';
  });
}

interface Within {
  readonly policy: NetworkPolicy;
  readonly world: World;
}

/** Peers add up; none is everybody. */
function peersMatch(peers: readonly NetworkPolicyPeer[], other: Peer, within: Within): Tri {
  return peers.length === 0 ? 'yes' : any(peers, (peer) => peerMatches(peer, other, within));
}

function peerMatches(
  { ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer,
  other: Peer,
  { policy, world }: Within,
): Tri {
  if (ipBlock !== undefined) return blockMatches(ipBlock, other);
  if (other.kind !== 'pod') return 'no';
  if (podSelector !== undefined && !matchesSelector(podSelector, other.labels)) return 'no';
  if (namespaceSelector === undefined) return other.namespace === policy.metadata.namespace ? 'yes' : 'no';
  const known = world.settings.namespaces?.get(other.namespace);
  const labels: Labels = { ...known, 'kubernetes.io/metadata.name': other.namespace };
  if (matchesSelector(namespaceSelector, labels)) return 'yes';
  // A namespace that is not among the files may have any labels besides its name's.
  const isByName = [
    ...Object.keys(namespaceSelector.matchLabels ?? {}),
    ...(namespaceSelector.matchExpressions ?? []).map(({ key }) => key),
  ].every((key) => key === 'kubernetes.io/metadata.name');
  return known === undefined && !isByName ? 'unknown' : 'no';
}

function blockMatches({ cidr = '', except = [] }: IPBlock, other: Peer): Tri {
  const block = parseCidr(cidr);
  if (block === undefined) return 'no';
  if (other.kind === 'pod') {
    // Everything is in it, whatever the pod's address is.
    const isAll = block.length === 0 && except.length === 0;
    return isAll ? 'yes' : 'unknown';
  }
  const isIn = (text: string) => {
    const own = parseCidr(text);
    return own !== undefined && cidrContains(own, other.address);
  };
  return isIn(cidr) && !except.some(isIn) ? 'yes' : 'no';
}

function both(one: Tri, other: Tri): Tri {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'yes' && other === 'yes' ? 'yes' : 'unknown';
}

function any<T>(items: readonly T[], says: (item: T) => Tri): Tri {
  const answers = items.map(says);
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

/** An address, if the text is one. */
export function addressPeer(text: string): Peer | undefined {
  const address = parseIp(text);
  return address === undefined ? undefined : { kind: 'address', title: text, address };
}
