/** A NetworkPolicy as `kubectl describe` prints it. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go. */

import type { NetworkPolicyPeer, NetworkPolicyPort } from '../../../kube/types.generated.js';
import type { NetworkPolicy } from '../../objects/network-policy.js';
import { epochMs, type World } from '../../world.js';
import { selectorText } from '../selector-text.js';
import { marks, named } from './workloads.js';

/** The lines of a policy: whom it selects, and what it lets through. */
export function policyLines(policy: NetworkPolicy, world: World): string[] {
  const { podSelector = {}, policyTypes = [], ingress = [], egress = [] } = policy.spec;
  const isAll = Object.keys(podSelector.matchLabels ?? {}).length + (podSelector.matchExpressions ?? []).length === 0;
  const selected = isAll
    ? '<none> (Allowing the specific traffic to all pods in this namespace)'
    : selectorText(podSelector);
  const created = new Date(epochMs(world, policy.metadata.creationTimestamp)).toISOString();
  return [
    ...named(policy),
    `Created on:\t${created.slice(0, 10)} ${created.slice(11, 19)} +0000 UTC`,
    ...marks(policy),
    'Spec:',
    `  PodSelector:     ${selected}`,
    ...(policyTypes.includes('Ingress')
      ? [
          '  Allowing ingress traffic:',
          ...ruleLines(
            ingress.map(({ ports, from }) => ({ ports, peers: from })),
            INGRESS,
          ),
        ]
      : ['  Not affecting ingress traffic']),
    ...(policyTypes.includes('Egress')
      ? [
          '  Allowing egress traffic:',
          ...ruleLines(
            egress.map(({ ports, to }) => ({ ports, peers: to })),
            EGRESS,
          ),
        ]
      : ['  Not affecting egress traffic']),
    `  Policy Types: ${policyTypes.join(', ') || '<none>'}`,
  ];
}

interface Rule {
  readonly ports: readonly NetworkPolicyPort[] | undefined;
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
}

interface Direction {
  readonly title: string;
  readonly none: string;
  readonly any: string;
}

const INGRESS: Direction = {
  title: 'From',
  none: '<none> (Selected pods are isolated for ingress connectivity)',
  any: 'From: <any> (traffic not restricted by source)',
};
const EGRESS: Direction = {
  title: 'To',
  none: '<none> (Selected pods are isolated for egress connectivity)',
  any: 'To: <any> (traffic not restricted by destination)',
};

function ruleLines(rules: readonly Rule[], { title, none, any }: Direction): string[] {
  if (rules.length === 0) return [`    ${none}`];
  return rules.flatMap(({ ports = [], peers = [] }, place) => [
    ...(ports.length === 0 ? ['    To Port: <any> (traffic allowed to all ports)'] : ports.map(portLine)),
    ...(peers.length === 0 ? [`    ${any}`] : peers.flatMap((peer) => [`    ${title}:`, ...peerLines(peer)])),
    ...(place === rules.length - 1 ? [] : ['    ----------']),
  ]);
}

function portLine({ port, endPort, protocol = 'TCP' }: NetworkPolicyPort): string {
  return endPort === undefined
    ? `    To Port: ${port ?? '<nil>'}/${protocol}`
    : `    To Port Range: ${port}-${endPort}/${protocol}`;
}

function peerLines({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string[] {
  if (podSelector === undefined && namespaceSelector === undefined)
    return ipBlock === undefined
      ? []
      : ['      IPBlock:', `        CIDR: ${ipBlock.cidr}`, `        Except: ${(ipBlock.except ?? []).join(', ')}`];
  return [
    ...(namespaceSelector === undefined ? [] : [`      NamespaceSelector: ${selectorText(namespaceSelector)}`]),
    ...(podSelector === undefined ? [] : [`      PodSelector: ${selectorText(podSelector)}`]),
  ];
}
