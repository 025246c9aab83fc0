/** The nodes where nobody describes any: they have what the pods ask for, so that the forecast is not about them. */

import { arrayOf, isJsonObject, type Json, objectOf, stringOf } from '../kube/json.js';
import { podTemplate } from '../kube/pod-template.js';
import type { Manifest } from './admission/manifest.js';
import { DEFAULT_NODES, nodeManifests } from './scenario/cluster.js';

const PLENTY = '1000';
const ORDINARY: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Roomy nodes with the labels that nodeSelectors and node affinities want and the devices that containers ask for. */
export function defaultNodes(manifests: readonly Manifest[]): Manifest[] {
  const labels: Record<string, string> = {};
  const resources: Record<string, string> = {};
  for (const { apiVersion, kind, object } of manifests) {
    const spec = podTemplate({ apiVersion, kind, ...object })?.spec;
    if (spec === undefined) continue;
    for (const [name, value] of Object.entries(objectOf(spec.nodeSelector) ?? {})) labels[name] ??= String(value);
    for (const [name, value] of affinityLabels(spec.affinity)) labels[name] ??= value;
    for (const name of devices(spec.containers)) resources[name] = PLENTY;
  }
  return nodeManifests(
    DEFAULT_NODES.map((node) => ({ ...node, resources })),
    labels,
  );
}

/** Labels that fulfil the first term of a required node affinity. */
function* affinityLabels(affinity: Json | undefined): Iterable<readonly [string, string]> {
  const required = objectOf(objectOf(affinity)?.nodeAffinity)?.requiredDuringSchedulingIgnoredDuringExecution;
  const [term] = arrayOf(objectOf(required)?.nodeSelectorTerms) ?? [];
  for (const requirement of (arrayOf(objectOf(term)?.matchExpressions) ?? []).filter(isJsonObject)) {
    const key = stringOf(requirement.key);
    const [first] = arrayOf(requirement.values) ?? [];
    if (key !== undefined && requirement.operator === 'In') yield [key, String(first ?? '')];
    if (key !== undefined && requirement.operator === 'Exists') yield [key, ''];
  }
}

function* devices(containers: Json | undefined): Iterable<string> {
  for (const container of arrayOf(containers) ?? []) {
    const asked = objectOf(objectOf(container)?.resources);
    for (const amounts of [asked?.requests, asked?.limits]) {
      for (const name of Object.keys(objectOf(amounts) ?? {})) if (!ORDINARY.has(name)) yield name;
    }
  }
}
