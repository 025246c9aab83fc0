import type { IpAddress } from '../../api/ip-address.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { Labels } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';

/** One end of a connection. */
export type Peer = PodPeer | AddressPeer;

/** A pod, or the pods of a workload, which are all alike. */
export interface PodPeer {
  readonly kind: 'pod';
  /** `pod web-0`, `deployment/web` */
  readonly title: string;
  /** Of one pod. */
  readonly uid?: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** For named ports; `undefined` where nobody knows them. */
  readonly spec: PodSpec | undefined;
}

/** An address that belongs to no pod. */
export interface AddressPeer {
  readonly kind: 'address';
  readonly title: string;
  readonly address: IpAddress;
}

/** A pod as an end of a connection. */
export function podPeer(pod: Pod): PodPeer {
  const { name, uid, namespace, labels } = pod.metadata;
  return { kind: 'pod', title: `pod ${name}`, uid, namespace, labels, spec: pod.spec };
}

/** The number of a port of a pod: by its name if it is one; `undefined` if the pod has none of that name. */
export function portNumber({ spec }: PodPeer, port: string | number, protocol: string): number | undefined {
  if (typeof port === 'number') return port;
  const sidecars = (spec?.initContainers ?? []).filter((own) => own.restartPolicy === 'Always');
  for (const { ports = [] } of [...(spec?.containers ?? []), ...sidecars])
    for (const own of ports)
      if (own.name === port && (own.protocol ?? 'TCP') === protocol) return Number(own.containerPort);
  return undefined;
}
