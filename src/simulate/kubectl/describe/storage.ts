/**
 * StorageClasses and PersistentVolumes as `kubectl describe` prints them. Follows k8s.io/kubectl@v0.35.4
 * pkg/describe/describe.go.
 *
 * Not modelled: the fields of sources other than hostPath, nfs, csi and local.
 */

import { arrayOf, objectOf } from '../../../kube/json.js';
import type { NodeSelectorTerm, PersistentVolumeSpec } from '../../../kube/types.generated.js';
import type { Labels } from '../../objects/metadata.js';
import type { PersistentVolume } from '../../objects/persistent-volume.js';
import type { StorageClass } from '../../objects/storage-class.js';
import { plainAnnotations } from './lists.js';
import { shortMode } from './others.js';
import { marksInLine } from './passive.js';
import { marks } from './workloads.js';

/** A StorageClass. */
export function classLines({ metadata, spec }: StorageClass): string[] {
  const { parameters, allowVolumeExpansion, mountOptions, allowedTopologies } = spec.fields;
  const options = arrayOf(mountOptions) ?? [];
  const texts = Object.entries(objectOf(parameters) ?? {}).map(([name, value]) => [name, String(value)] as const);
  return [
    `Name:\t${metadata.name}`,
    `IsDefaultClass:\t${spec.isDefault ? 'Yes' : 'No'}`,
    `Annotations:\t${marksInLine(plainAnnotations(metadata.annotations))}`,
    `Provisioner:\t${spec.provisioner}`,
    `Parameters:\t${marksInLine(Object.fromEntries(texts))}`,
    `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion === true ? 'True' : 'False'}`,
    ...(options.length === 0
      ? ['MountOptions:\t<none>']
      : ['MountOptions:', ...options.map((one) => `  ${String(one)}`)]),
    `ReclaimPolicy:\t${spec.reclaimPolicy}`,
    `VolumeBindingMode:\t${spec.waitsForConsumer ? 'WaitForFirstConsumer' : 'Immediate'}`,
    ...(allowedTopologies === undefined
      ? []
      : termLines('AllowedTopologies', {
          indent: '  ',
          terms: spec.allowedTopologies.map(({ matchLabelExpressions = [] }) =>
            matchLabelExpressions.map(({ key = '', values = [] }) => requirementText({ key, operator: 'in', values })),
          ),
        })),
  ];
}

/** A PersistentVolume. */
export function volumeLines(volume: PersistentVolume): string[] {
  const { metadata, spec, status } = volume;
  const { claimRef } = spec;
  return [
    `Name:\t${metadata.name}`,
    ...marks(volume),
    `Finalizers:\t[${metadata.finalizers.join(' ')}]`,
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    `Status:\t${metadata.deletionTimestamp === undefined ? status.phase : 'Terminating'}`,
    `Claim:\t${claimRef === undefined ? '' : `${claimRef.namespace}/${claimRef.name}`}`,
    `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? 'Retain'}`,
    `Access Modes:\t${(spec.accessModes ?? []).map(shortMode).join(',')}`,
    `VolumeMode:\t${spec.volumeMode ?? 'Filesystem'}`,
    `Capacity:\t${spec.capacity?.storage ?? '0'}`,
    ...affinityLines(spec.nodeAffinity?.required?.nodeSelectorTerms),
    'Message:\t',
    'Source:',
    ...sourceLines(spec),
  ];
}

function affinityLines(terms: readonly NodeSelectorTerm[] | undefined): string[] {
  if (terms === undefined) return ['Node Affinity:\t<none>'];
  return ['Node Affinity:\t', ...termLines('  Required Terms', { indent: '    ', terms: terms.map(termTexts) })];
}

function termTexts({ matchExpressions: requirements = [] }: NodeSelectorTerm): string[] {
  return requirements.map(({ key = '', operator = '', values = [] }) =>
    requirementText({ key, operator: operator.toLowerCase(), values }),
  );
}

function termLines(
  title: string,
  { indent, terms }: { readonly indent: string; readonly terms: readonly (readonly string[])[] },
): string[] {
  if (terms.length === 0) return [`${title}:\t<none>`];
  return [
    `${title}:\t`,
    ...terms.flatMap((texts, place) =>
      (texts.length === 0 ? ['<none>'] : texts).map(
        (text, row) => `${indent}${row === 0 ? `Term ${place}:` : ''}\t${text}`,
      ),
    ),
  ];
}

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function requirementText({ key, operator, values }: Requirement): string {
  return `${key} ${operator}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`;
}

function sourceLines({ hostPath, nfs, csi, local }: PersistentVolumeSpec): string[] {
  if (hostPath !== undefined)
    return rows('HostPath (bare host directory volume)', { Path: hostPath.path, HostPathType: hostPath.type ?? '' });
  if (nfs !== undefined)
    return rows('NFS (an NFS mount that lasts the lifetime of a pod)', {
      Server: nfs.server,
      Path: nfs.path,
      ReadOnly: nfs.readOnly ?? false,
    });
  if (local !== undefined)
    return rows('LocalVolume (a persistent volume backed by local storage on a node)', { Path: local.path });
  if (csi === undefined) return ['  <unknown>'];
  return [
    ...rows('CSI (a Container Storage Interface (CSI) volume source)', {
      Driver: csi.driver,
      FSType: csi.fsType ?? '',
      VolumeHandle: csi.volumeHandle,
      ReadOnly: csi.readOnly ?? false,
    }),
    ...attributeLines(csi.volumeAttributes ?? {}),
  ];
}

function rows(type: string, fields: Readonly<Record<string, unknown>>): string[] {
  return [
    `    Type:\t${type}`,
    ...Object.entries(fields).map(([name, value]) => `    ${name}:\t${String(value ?? '')}`),
  ];
}

function attributeLines(attributes: Labels): string[] {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return ['    VolumeAttributes:\t<none>'];
  return names.map(
    (name, place) => `${place === 0 ? '    VolumeAttributes:' : '        '}\t${name}=${attributes[name]}`,
  );
}
