/** Does one reach another: what NetworkPolicies say of a connection, and which of them decide. */

import type { World } from '../world.js';
import type { Peer, PodPeer } from './peer.js';
import { type Judgement, judged, type Port } from './policies.js';

/** A connection that somebody asks about. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  readonly port: Port;
}

/** What becomes of it. */
export interface Reach {
  readonly answer: Judgement['answer'];
  readonly lines: readonly string[];
}

const SNAT =
  "  if the address arrives: load balancers and node ports may put a node's in its place (externalTrafficPolicy: Cluster)";
const DNS: Port = { number: 53, protocol: 'UDP' };
const DNS_PODS: PodPeer = {
  kind: 'pod',
  title: 'the DNS server',
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  spec: undefined,
};

/** What the policies say of a connection; a pod always reaches itself. */
export function reach({ from, to, port }: Connection, world: World): Reach {
  if (isSame(from, to)) return { answer: 'allowed', lines: [`allowed: ${from.title} always reaches itself`] };
  const egress =
    from.kind === 'pod' ? judged(from, { direction: 'egress', other: to, destination: to, port }, world) : OUTSIDE;
  const ingress =
    to.kind === 'pod' ? judged(to, { direction: 'ingress', other: from, destination: to, port }, world) : OUTSIDE;
  const answers = [egress.answer, ingress.answer];
  const answer = answers.includes('denied') ? 'denied' : answers.includes('unknown') ? 'unknown' : 'allowed';
  const hasPolicies = world.objects.NetworkPolicy.size > 0;
  return {
    answer,
    lines: [
      `${answer}: ${from.title} to ${to.title}, port ${port.number}/${port.protocol}`,
      ...(from.kind === 'pod' ? [`  egress: ${sentence(egress)}`] : []),
      ...(to.kind === 'pod' ? [`  ingress: ${sentence(ingress)}`] : []),
      ...(from.kind === 'pod' && answer !== 'denied' ? dnsLines(from, port, world) : []),
      ...(hasPolicies && from.kind === 'address' && to.kind === 'pod' ? [SNAT] : []),
      ...(hasPolicies ? ['  as far as the network plugin enforces NetworkPolicies: some do not'] : []),
    ],
  };
}

function isSame(from: Peer, to: Peer): boolean {
  return from.kind === 'pod' && to.kind === 'pod' && from.uid !== undefined && from.uid === to.uid;
}

const OUTSIDE: Judgement = { answer: 'allowed', because: 'no pod' };

function sentence({ answer, because }: Judgement): string {
  return `${answer}: ${because}`;
}

/** Who may connect but not ask for names reaches nobody by name: the most frequent mistake with egress. */
function dnsLines(from: PodPeer, port: Port, world: World): string[] {
  if (port.number === DNS.number) return [];
  const { answer, because } = judged(
    from,
    { direction: 'egress', other: DNS_PODS, destination: DNS_PODS, port: DNS },
    world,
  );
  if (answer === 'allowed') return [];
  const what = answer === 'denied' ? 'names do not resolve' : 'nobody knows here whether names resolve';
  return [`  by address only: ${what}, DNS to kube-system (k8s-app=kube-dns, 53/UDP) is ${answer}: ${because}`];
}
