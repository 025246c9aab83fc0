import type { JsonObject } from '../../../src/kube/json.js';

/** Fields of a workload's spec and of its pods' spec that differ from the plain one. */
export interface Parts {
  readonly spec?: JsonObject;
  readonly pod?: JsonObject;
  readonly container?: JsonObject;
  readonly metadata?: JsonObject;
  /** Annotations of the object. */
  readonly annotations?: JsonObject;
}

/** A pod template of these labels with one container `app`. */
export function template(labels: JsonObject, { pod = {}, container = {}, metadata = {} }: Parts = {}): JsonObject {
  const image = `registry.example.com/${String(labels.app)}:1`;
  return { metadata: { labels, ...metadata }, spec: { containers: [{ name: 'app', image, ...container }], ...pod } };
}

/** A workload of apps/v1 whose pods have the label `app` with its name. */
export function workload(kind: string, name: string, parts: Parts = {}): JsonObject {
  const labels = { app: name };
  const { annotations } = parts;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, ...(annotations !== undefined && { annotations }) },
    spec: { selector: { matchLabels: labels }, template: template(labels, parts), ...parts.spec },
  };
}

/** A bare pod. */
export function pod(name: string, labels: JsonObject, spec: JsonObject = {}): JsonObject {
  const container = { name: 'app', image: 'registry.example.com/tool:1' };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers: [container], ...spec } };
}
