import type { Json, JsonObject } from '../../kube/json.js';
import { scopeFields } from '../admission/objects/resource-quota.js';
import type { Job } from '../objects/job.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Node } from '../objects/node.js';
import type { World } from '../world.js';
import { UNKNOWN } from './api-values.js';
import { JOB_UID, jobLabels } from './job-labels.js';
import { admittedFields } from './pod-admission.js';

/** `spec` in the shape of the API; `undefined` for kinds without one. */
export function apiSpec(object: WorldObject, world: World): JsonObject | undefined {
  switch (object.kind) {
    case 'Pod':
      return { ...plain(object.spec), ...admittedFields(object, world) };
    case 'Node':
      return nodeSpec(object);
    case 'Service':
      return { ...plain(object.spec), ...addresses(object.spec.clusterIP, object.spec.type) };
    case 'ConfigMap':
    case 'Secret':
    case 'PriorityClass':
    case 'RuntimeClass':
    case 'StorageClass':
    case 'ControllerRevision':
    case 'Load':
      return undefined;
    case 'ResourceQuota':
      return { hard: object.spec.written, ...scopeFields(object.spec.scopes) };
    case 'CSINode':
      return { drivers: object.spec.drivers.map(plain) };
    case 'CronJob': {
      const { jobTemplate, ...rest } = object.spec;
      const { spec, metadata } = jobTemplate;
      return { ...plain(rest), jobTemplate: { metadata: plain(metadata), spec: withoutInternals(spec) } };
    }
    case 'Job':
      return withSelector(object);
    case 'ReplicationController': {
      const { selector, ...rest } = object.spec;
      return { ...plain(rest), selector: plain(selector.matchLabels ?? {}) };
    }
    case 'Deployment': {
      const { paused, ...rest } = object.spec;
      return { ...plain(rest), ...(paused && { paused }) };
    }
    default:
      return plain(object.spec);
  }
}

function withoutInternals(spec: object): JsonObject {
  const { manualSelector, ...rest } = plain(spec);
  return manualSelector === true ? { ...rest, manualSelector } : rest;
}

/** With what the API server makes: a selector, and the labels that it selects by. */
function withSelector(job: Job): JsonObject {
  const spec = withoutInternals(job.spec);
  if (job.spec.manualSelector) return spec;
  const { metadata = {}, ...template } = job.spec.template;
  const labels = { ...metadata.labels, ...jobLabels(job) };
  return {
    ...spec,
    selector: { matchLabels: { [JOB_UID]: job.metadata.uid } },
    template: { ...plain(template), metadata: { ...plain(metadata), labels } },
  };
}

function nodeSpec({ spec }: Node): JsonObject {
  return {
    ...(spec.taints.length > 0 && { taints: spec.taints.map(plain) }),
    ...(spec.unschedulable && { unschedulable: true }),
  };
}

/** What stands beside `metadata` in kinds without a spec. */
export function apiFields(object: WorldObject): JsonObject {
  switch (object.kind) {
    case 'ConfigMap':
    case 'Secret':
    case 'PriorityClass':
    case 'RuntimeClass':
    case 'StorageClass':
      return object.spec.fields;
    case 'ControllerRevision':
      return {
        data: { spec: { template: { $patch: 'replace', ...plain(object.spec.template) } } },
        revision: object.spec.revision,
      };
    default:
      return {};
  }
}

/** A Service gets its address from the API server. */
function addresses(clusterIP: string | undefined, type: string | undefined): JsonObject {
  if (type === 'ExternalName') return {};
  const given = clusterIP === undefined || clusterIP === '' ? UNKNOWN : clusterIP;
  return { clusterIP: given, clusterIPs: [given] };
}

/** An object of the world as JSON: what is not there is left out. Its values came from JSON, as deep as that was. */
export function plain(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, own]): [string, Json][] => {
      const json = jsonOf(own);
      return json === undefined ? [] : [[name, json]];
    }),
  );
}

function jsonOf(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((own: unknown) => jsonOf(own) ?? null);
  return typeof value === 'object' ? plain(value) : undefined;
}
