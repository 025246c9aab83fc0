import type { JsonObject } from '../../../src/kube/json.js';
import { web } from '../forecast-of.js';

/** Image `registry.example.com/web:VERSION`. */
export const image = (version: number) => ({ image: `registry.example.com/web:${version}` });

/** The files of an update: `v1.yaml`, and `v2.yaml` with the next image. */
export function update(spec: JsonObject, pod: JsonObject = {}): Record<string, readonly JsonObject[]> {
  return { 'v1.yaml': [web(spec, { ...pod, ...image(1) })], 'v2.yaml': [web(spec, { ...pod, ...image(2) })] };
}

/** A rolling update with these limits. */
export function rolling(maxSurge: number | string, maxUnavailable: number | string): JsonObject {
  return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } };
}

/** `deployment` with more in its pods' spec. */
export function withPodSpec(deployment: JsonObject, more: JsonObject): JsonObject {
  // Made by `web`: template and its spec are there.
  const spec = deployment.spec as JsonObject;
  const template = spec.template as JsonObject;
  const pod = { ...(template.spec as JsonObject), ...more };
  return { ...deployment, spec: { ...spec, template: { ...template, spec: pod } } };
}

/** The same files with more in every pod's spec. */
export function eachWith(
  files: Record<string, readonly JsonObject[]>,
  more: JsonObject,
): Record<string, readonly JsonObject[]> {
  return Object.fromEntries(
    Object.entries(files).map(([name, objects]) => [name, objects.map((object) => withPodSpec(object, more))]),
  );
}
