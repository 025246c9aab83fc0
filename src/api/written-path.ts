// Where the manifest has what the API server names otherwise. Some of upstream's paths leave a field out, name an internal
// type's field or are misspelt; findings print them as they are and underline what was written.
import { child, type FieldPath, pathOf, type Segment, segments } from '../kube/field-path.js';

/** The field of the manifest that a path of the API server's speaks of; the same path where they agree. */
export function writtenPath(path: FieldPath | undefined): FieldPath | undefined {
  if (path === undefined) return undefined;
  const server = segments(path);
  const written: Segment[] = [];
  let isChanged = false;
  for (const [at, segment] of server.entries()) {
    const replacement = replacementOf(segment, server[at - 1], server[0]);
    if (replacement === undefined) written.push(segment);
    else {
      written.push(...replacement);
      isChanged = true;
    }
  }
  const result = isChanged ? pathOf(written) : path;
  return isTaintsOfNode(server) ? pathOf(server.slice(2), child(undefined, 'spec', 'taints')) : result;
}

// Names that stand for another wherever they occur.
const NAMES: ReadonlyMap<string, readonly Segment[]> = new Map([
  ['persistentDisk', ['gcePersistentDisk']],
  ['cephFS', ['cephfs']],
  ['downwarAPI', ['downwardAPI']],
  ['initiatorname', ['initiatorName']],
  ['targetportal', ['targetPortal']],
  ['HostPID', ['hostPID']],
  ['HostIPC', ['hostIPC']],
  ['LoadBalancerSourceRanges', ['loadBalancerSourceRanges']],
  ['uID', ['uid']],
  ['{topologyKey, whenUnsatisfiable}', ['topologyKey']],
]);

// Names that stand for another after a certain field: `template.labels`, `iscsi.name`.
const AFTER: ReadonlyMap<string, readonly Segment[]> = new Map([
  ['template labels', ['metadata', 'labels']],
  ['template annotations', ['metadata', 'annotations']],
  ['resources [storage]', ['requests', { key: 'storage' }]],
  ['csi name', ['nodePublishSecretRef', 'name']],
]);

function replacementOf(
  segment: Segment,
  before: Segment | undefined,
  first: Segment | undefined,
): readonly Segment[] | undefined {
  const name = typeof segment === 'object' ? `[${segment.key}]` : String(segment);
  if (typeof segment === 'number' || first === 'metadata') return undefined;
  if (typeof before === 'string') {
    const after = AFTER.get(`${before} ${name}`);
    if (after !== undefined) return after;
  }
  return typeof segment === 'string' ? NAMES.get(name) : undefined;
}

// A Node's taints are reported below `metadata`.
function isTaintsOfNode([first, second]: readonly Segment[]): boolean {
  return first === 'metadata' && second === 'taints';
}
