/**
 * What `kubectl get` prints of kinds that do nothing by themselves. Follows kubernetes@v1.35.4
 * pkg/printers/internalversion/printers.go.
 */

import { stringOf } from '../../kube/json.js';
import { quotaLines } from '../admission/quota-standing.js';
import type { Kind } from '../objects/kinds.js';
import { controllerOf } from '../objects/metadata.js';
import { printedName } from '../objects/resource-name.js';
import type { ResourceQuota } from '../objects/resource-quota.js';
import type { World } from '../world.js';
import { apiTime } from './api-values.js';
import { shortMode } from './describe/others.js';
import { selectorText } from './selector-text.js';
import type { Columns } from './wide-columns.js';

type ColumnsByKind = { readonly [K in Kind]?: Columns<K> };

/** The columns between NAME and AGE. */
export const PASSIVE_COLUMNS = {
  ResourceQuota: {
    REQUEST: (quota, world) => amountsText(quota, world, false),
    LIMIT: (quota, world) => amountsText(quota, world, true),
  },
  LimitRange: { 'CREATED AT': ({ metadata }, world) => apiTime(metadata.creationTimestamp, world) },
  PriorityClass: {
    VALUE: ({ spec }) => spec.value,
    'GLOBAL-DEFAULT': ({ spec }) => String(spec.globalDefault),
  },
  RuntimeClass: { HANDLER: ({ spec }) => stringOf(spec.fields.handler) ?? '' },
  CSINode: { DRIVERS: ({ spec }) => spec.drivers.length },
  StorageClass: {
    PROVISIONER: ({ spec }) => spec.provisioner,
    RECLAIMPOLICY: ({ spec }) => spec.reclaimPolicy,
    VOLUMEBINDINGMODE: ({ spec }) => (spec.waitsForConsumer ? 'WaitForFirstConsumer' : 'Immediate'),
    ALLOWVOLUMEEXPANSION: ({ spec }) => String(spec.fields.allowVolumeExpansion ?? false),
  },
  PersistentVolume: {
    CAPACITY: ({ spec }) => String(spec.capacity?.storage ?? '0'),
    'ACCESS MODES': ({ spec }) => (spec.accessModes ?? []).map(shortMode).join(','),
    'RECLAIM POLICY': ({ spec }) => spec.persistentVolumeReclaimPolicy ?? 'Retain',
    STATUS: ({ metadata, status }) => (metadata.deletionTimestamp === undefined ? status.phase : 'Terminating'),
    CLAIM: ({ spec: { claimRef } }) => (claimRef === undefined ? '' : `${claimRef.namespace}/${claimRef.name}`),
    STORAGECLASS: ({ spec }) => spec.storageClassName ?? '',
    VOLUMEATTRIBUTESCLASS: ({ spec }) => spec.volumeAttributesClassName ?? '<unset>',
    REASON: () => '',
  },
  Secret: {
    TYPE: ({ spec }) => stringOf(spec.fields.type) ?? 'Opaque',
    DATA: ({ spec }) => Object.keys(spec.data).length,
  },
  NetworkPolicy: { 'POD-SELECTOR': ({ spec }) => selectorText(spec.podSelector) },
  ControllerRevision: {
    CONTROLLER: ({ metadata }) => {
      const owner = controllerOf(metadata);
      // Only kinds of the world own anything here.
      return owner === undefined ? '<none>' : printedName(owner.kind as Kind, owner.name);
    },
    REVISION: ({ spec }) => spec.revision,
  },
} satisfies ColumnsByKind;

/** The columns behind AGE. */
export const PASSIVE_LAST_COLUMNS = {
  PriorityClass: { PREEMPTIONPOLICY: ({ spec }) => spec.preemptionPolicy },
} satisfies ColumnsByKind;

/** `pods: 1/5, requests.cpu: 100m/2`: limits have a column of their own. */
function amountsText(quota: ResourceQuota, world: World, ofLimits: boolean): string {
  return quotaLines(quota, world)
    .filter(({ name }) => name.startsWith('limits.') === ofLimits)
    .map(({ name, used, hard }) => `${name}: ${used}/${hard}`)
    .join(', ');
}
