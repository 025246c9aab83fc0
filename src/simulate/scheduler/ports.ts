/** Host ports: one pod per node and port. Follows kubernetes@v1.35.4 pkg/scheduler/framework/plugins/nodeports. */

import type { PodSpec } from '../../kube/types.generated.js';
import { isTerminal } from '../objects/pod.js';
import { podsOn } from '../world.js';
import type { Filter, Plugin } from './plugin.js';

interface HostPort {
  readonly port: number;
  readonly protocol: string;
  readonly ip: string;
}

const cache = new WeakMap<PodSpec, readonly HostPort[]>();

/** Keeps pods from nodes where one of their host ports is taken. */
export const freePorts: Plugin = (pod, world): Filter | undefined => {
  const wanted = hostPorts(pod.spec);
  if (wanted.length === 0) return undefined;
  const isTaken = (spec: PodSpec) => {
    const taken = hostPorts(spec);
    return wanted.some((port) => taken.some((used) => collide(port, used)));
  };
  return ({ node, gone, more }) => {
    for (const other of [...podsOn(world, node.metadata.name), ...more]) {
      if (isTerminal(other) || gone.includes(other) || !isTaken(other.spec)) continue;
      return { reasons: ["node(s) didn't have free ports for the requested pod ports"], isFinal: false };
    }
    return undefined;
  };
};

function hostPorts(spec: PodSpec): readonly HostPort[] {
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const ports = [...(spec.containers ?? []), ...sidecars].flatMap((container) => container.ports ?? []);
  const found = ports.flatMap(({ hostPort, containerPort = 0, protocol = 'TCP', hostIP = '0.0.0.0' }) => {
    const port = hostPort || (spec.hostNetwork ? containerPort : 0);
    return port > 0 ? [{ port, protocol, ip: hostIP === '' ? '0.0.0.0' : hostIP }] : [];
  });
  cache.set(spec, found);
  return found;
}

function collide(one: HostPort, other: HostPort): boolean {
  if (one.port !== other.port || one.protocol !== other.protocol) return false;
  return one.ip === other.ip || one.ip === '0.0.0.0' || other.ip === '0.0.0.0';
}
