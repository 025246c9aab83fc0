/**
 * The names that a cluster's DNS has for Services and their pods. Follows
 * https://github.com/kubernetes/dns/blob/master/docs/specification.md (version 1.1.0) and
 * https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/.
 *
 * Not modelled: addresses (an answer names the pod, or says that it is the Service's), names made of addresses, records that
 * a client or a server still keeps (CoreDNS up to 5 s by default, also that there is none), other cluster domains.
 */

import { namesOf } from '../kubectl/pod-admission.js';
import { selectedPods } from '../label-index.js';
import type { Pod } from '../objects/pod.js';
import type { Service } from '../objects/service.js';
import { type EndpointAddress, serviceEndpoints } from '../services/endpoint-list.js';
import { selectorOf } from '../services/endpoints.js';
import { objectNamed, type World } from '../world.js';

const DOMAIN = 'cluster.local';

/** One record. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'SRV' | 'CNAME';
  readonly answer: string;
}

/** What a question gets: records, or none and why. */
export type DnsAnswer =
  | { readonly kind: 'found'; readonly records: readonly DnsRecord[] }
  | { readonly kind: 'missing'; readonly name: string; readonly because: string };

/** `web.shop.svc.cluster.local` */
function serviceName({ metadata }: Service): string {
  return `${metadata.name}.${metadata.namespace}.svc.${DOMAIN}`;
}

/** All records of a Service. */
export function recordsOf(service: Service, world: World): DnsRecord[] {
  const { spec } = service;
  const name = serviceName(service);
  if (spec.type === 'ExternalName') return [{ name, type: 'CNAME', answer: spec.externalName ?? '' }];
  const ports = (spec.ports ?? []).filter((port) => (port.name ?? '') !== '');
  const srvName = (port: (typeof ports)[number]) => `_${port.name}._${(port.protocol ?? 'TCP').toLowerCase()}.${name}`;
  if (!isHeadless(service)) {
    const answer = spec.clusterIP ? spec.clusterIP : 'the address of the Service';
    return [
      { name, type: 'A', answer },
      ...ports.map((port): DnsRecord => ({ name: srvName(port), type: 'SRV', answer: `${port.port} ${name}` })),
    ];
  }
  const endpoints = serviceEndpoints(service, world).filter(({ isReady }) => isReady);
  const hostOf = ({ hostname, pod }: EndpointAddress) => `${hostname ?? `<address of ${pod}>`}.${name}`;
  return [
    ...endpoints.map(({ pod }): DnsRecord => ({ name, type: 'A', answer: `the address of pod ${pod}` })),
    ...endpoints
      .filter(({ hostname }) => hostname !== undefined)
      .map((own): DnsRecord => ({ name: hostOf(own), type: 'A', answer: `the address of pod ${own.pod}` })),
    ...ports.flatMap((port) =>
      endpoints.flatMap((own): DnsRecord[] => {
        const found = own.ports.find((one) => one.name === port.name);
        return found === undefined
          ? []
          : [{ name: srvName(port), type: 'SRV', answer: `${found.port} ${hostOf(own)}` }];
      }),
    ),
  ];
}

function isHeadless({ spec }: Service): boolean {
  return spec.clusterIP === 'None' && spec.type !== 'ExternalName';
}

/** Asks for a name as a pod of a namespace does: `db-0.db`, `web.shop`, `web.shop.svc.cluster.local`, `_http._tcp.web`. */
export function lookUp(question: string, namespace: string, world: World): DnsAnswer {
  const plain = question.replace(/\.$/, '').toLowerCase();
  const isWhole = plain.endsWith(`.svc.${DOMAIN}`);
  // /etc/resolv.conf of a pod: the search path, tried in this order.
  const domains = [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN];
  const candidates = isWhole ? [plain] : domains.map((domain) => `${plain}.${domain}`);
  for (const name of candidates) {
    const service = serviceIn(name, world);
    const records = service === undefined ? [] : recordsOf(service, world).filter((one) => one.name === name);
    if (records.length > 0) return { kind: 'found', records };
  }
  const told = candidates
    .map((name) => ({ name, because: whyMissing(name, world) }))
    .filter(({ because }) => because !== '');
  // Where no Service is meant for sure, two words are a Service and its namespace.
  const meant = told.find(({ name }) => serviceIn(name, world) !== undefined);
  const best = meant ?? (plain.split('.').length === 2 ? told.at(-1) : told[0]);
  return { kind: 'missing', name: plain, because: best?.because ?? 'it names no Service of the cluster' };
}

interface Parts {
  /** What stands before the Service's name. */
  readonly before: string;
  readonly service: string;
  readonly namespace: string;
}

function partsOf(name: string): Parts | undefined {
  const words = name.slice(0, -`.svc.${DOMAIN}`.length).split('.');
  if (!name.endsWith(`.svc.${DOMAIN}`) || words.length < 2) return undefined;
  const [service = '', namespace = ''] = words.slice(-2);
  return { before: words.slice(0, -2).join('.'), service, namespace };
}

function serviceIn(name: string, world: World): Service | undefined {
  const parts = partsOf(name);
  return parts && objectNamed(world, 'Service', parts.namespace, parts.service);
}

function whyMissing(name: string, world: World): string {
  const parts = partsOf(name);
  if (parts === undefined) return '';
  const { before, service: serviceWord, namespace } = parts;
  const service = objectNamed(world, 'Service', namespace, serviceWord);
  if (service === undefined) {
    const pod = world.objects.Pod.get(`${namespace}/${before}`);
    const own = pod && namesOf(pod, world).subdomain;
    if (own !== undefined && own !== serviceWord)
      return `pod ${before} has ${own} as its subdomain (serviceName), not ${serviceWord}`;
    return `there is no Service ${serviceWord} in namespace ${namespace}`;
  }
  const title = `Service ${namespace}/${serviceWord}`;
  if (before.startsWith('_')) return `${title} has no such named port${isHeadless(service) ? ' of a ready pod' : ''}`;
  if (before === '') return `${title} is headless and has no ready endpoint`;
  const host = podWithHostname(before, namespace, world);
  if (host !== undefined) return whyNoPodRecord(host, service, world);
  const pod = world.objects.Pod.get(`${namespace}/${before}`);
  if (pod === undefined) return `there is no pod ${before} in namespace ${namespace}`;
  const { hostname } = namesOf(pod, world);
  if (hostname === undefined) return whyNoPodRecord(pod, service, world);
  return `there is no pod with the hostname ${before}: pod ${before} has ${hostname}`;
}

function podWithHostname(hostname: string, namespace: string, world: World): Pod | undefined {
  for (const pod of world.objects.Pod.values())
    if (pod.metadata.namespace === namespace && namesOf(pod, world).hostname === hostname) return pod;
  return undefined;
}

function whyNoPodRecord(pod: Pod, service: Service, world: World): string {
  const { name, namespace } = service.metadata;
  const title = `Service ${namespace}/${name}`;
  const podName = `pod ${pod.metadata.name}`;
  const { hostname, subdomain } = namesOf(pod, world);
  const selector = selectorOf(service);
  const isSelected =
    selector !== undefined &&
    selectedPods(world, namespace, selector).some(({ metadata }) => metadata.uid === pod.metadata.uid);
  if (!isSelected) return `${title} does not select ${podName}`;
  if (hostname === undefined)
    return `${podName} has no hostname: only pods of a StatefulSet or with spec.hostname get a name`;
  if (subdomain === undefined) return `${podName} has no subdomain (serviceName)`;
  if (subdomain !== name) return `${podName} has ${subdomain} as its subdomain (serviceName), not ${name}`;
  if (!isHeadless(service))
    return `${title} is not headless (clusterIP: None): pods get no names of it by the specification, though CoreDNS answers`;
  return `${podName} is not ready and ${title} does not publish addresses that are not (publishNotReadyAddresses)`;
}
