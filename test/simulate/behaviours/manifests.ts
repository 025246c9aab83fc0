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

/** A Job whose pods have one container `app`. */
export function job(name: string, spec: JsonObject, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { template: jobTemplate(more), ...spec } };
}

/** A CronJob `name` of such a Job. */
export function cronJob(name: string, spec: JsonObject, ofJob: JsonObject = {}): JsonObject {
  const template = { spec: { template: jobTemplate({}), ...ofJob } };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: { jobTemplate: template, ...spec } };
}

function jobTemplate(more: JsonObject): JsonObject {
  const container = { name: 'app', image: 'registry.example.com/task:1' };
  return { spec: { restartPolicy: 'Never', containers: [container], ...more } };
}
