/**
 * The endpoints of a Service one by one, as the EndpointSlice controller lists them. Follows k8s.io/endpointslice@v0.35.4
 * utils.go (`podToEndpoint`, `getEndpointPorts`, `FindPort`) and reconciler.go.
 *
 * Not modelled: addresses (an endpoint is named by its pod), zones and hints, endpoints that somebody writes by hand.
 */

import type { IntOrString } from '../../kube/types.generated.js';
import { namesOf } from '../kubectl/pod-admission.js';
import { selectedPods } from '../label-index.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import type { Service } from '../objects/service.js';
import type { World } from '../world.js';
import { selectorOf } from './endpoints.js';

/** A port of an endpoint: the Service's name for it, and its number in the pod. */
export interface EndpointPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** One pod behind a Service. */
export interface EndpointAddress {
  readonly pod: string;
  readonly node: string;
  /** Gets traffic: ready, or every endpoint is published. */
  readonly isReady: boolean;
  /** Its readiness probe succeeds, whether or not it is being deleted. */
  readonly isServing: boolean;
  readonly isTerminating: boolean;
  /** The pod's hostname, if its subdomain is this Service. */
  readonly hostname: string | undefined;
  readonly ports: readonly EndpointPort[];
}

/** The endpoints by name of their pods: all with an address, as in a slice. */
export function serviceEndpoints(service: Service, world: World): EndpointAddress[] {
  const { metadata, spec } = service;
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  const isPublished = spec.publishNotReadyAddresses === true;
  return selectedPods(world, metadata.namespace, selector)
    .filter(hasAddress)
    .map((pod): EndpointAddress => {
      const isServing = pod.status.ready;
      const isTerminating = pod.metadata.deletionTimestamp !== undefined;
      const { hostname, subdomain } = namesOf(pod, world);
      return {
        pod: pod.metadata.name,
        node: pod.node ?? '',
        isReady: isPublished || (isServing && !isTerminating),
        isServing,
        isTerminating,
        hostname: hostname !== undefined && subdomain === metadata.name ? hostname : undefined,
        ports: portsOf(service, pod),
      };
    })
    .sort((one, other) => (one.pod < other.pod ? -1 : 1));
}

/** A pod gets its address with its sandbox; one that has ended has none any more for others. */
function hasAddress(pod: Pod): boolean {
  return (
    pod.node !== undefined && !isTerminal(pod) && pod.status.containers.length > 0 && pod.status.phase === 'Running'
  );
}

function portsOf({ spec }: Service, pod: Pod): EndpointPort[] {
  return (spec.ports ?? []).flatMap(({ name = '', port = 0, targetPort, protocol = 'TCP' }) => {
    const number = targetNumber(pod, targetPort ?? port, protocol);
    return number === undefined ? [] : [{ name, port: number, protocol }];
  });
}

/** The number of a port in a pod: by its name if it is one. */
function targetNumber({ spec }: Pod, target: IntOrString, protocol: string): number | undefined {
  if (typeof target !== 'string') return Number(target);
  const containers = [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []).filter((own) => own.restartPolicy === 'Always'),
  ];
  for (const { ports = [] } of containers)
    for (const port of ports)
      if (port.name === target && (port.protocol ?? 'TCP') === protocol) return Number(port.containerPort);
  return undefined;
}
