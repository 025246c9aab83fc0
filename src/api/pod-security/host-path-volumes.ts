// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_hostPathVolumes.go.
import { child, index } from '../../kube/field-path.js';
import { type Check, type Pod, plural, quoted, type Refusal } from './check.js';

/** Baseline: no volume is a directory of the node. */
export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [{ since: 0, check: noHostPaths }],
};

function noHostPaths(pod: Pod): Refusal | undefined {
  const path = child(pod.specPath, 'volumes');
  const bad = (pod.spec.volumes ?? []).flatMap((volume, i) =>
    volume.hostPath === undefined ? [] : [{ name: volume.name ?? '', path: child(index(path, i), 'hostPath') }],
  );
  if (bad.length === 0) return undefined;
  return {
    reason: 'hostPath volumes',
    detail: `${plural('volume', 'volumes', bad.length)} ${quoted(bad.map((v) => v.name))}`,
    paths: bad.map((v) => v.path),
  };
}
