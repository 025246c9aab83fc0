// Twins of ValidateVolumeMounts and ValidateVolumeDevices: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldError, forbidden, invalid, notFound, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { nearName } from '../../kube/near-name.js';
import type { Container, VolumeDevice, VolumeMount } from '../../kube/types.generated.js';
import { requireText } from '../meta/fields.js';
import type { PodScope } from './pod-scope.js';
import { validateLocalDescendingPath } from './volume-paths.js';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

/** What a container mounts. Upstream reports sub-paths, propagation and `recursiveReadOnly` at the list. */
export function validateVolumeMounts(container: Container, path: FieldPath, scope: PodScope): void {
  const { volumeMounts, volumeDevices = [] } = container;
  if (volumeMounts === undefined) return;
  const mounted = new Set<string>();
  const deviceNames = new Set(volumeDevices.map((device) => device.name ?? ''));
  // The last device of a name counts, as in upstream's map.
  const devicePaths = new Set(new Map(volumeDevices.map((device) => [device.name, device.devicePath ?? ''])).values());
  for (const [at, mount] of volumeMounts.entries()) {
    const mountPath = index(path, at);
    const { name = '', mountPath: target = '' } = mount;
    const push = (field: string, value: string, detail: string): void => {
      scope.errors.push(invalid(child(mountPath, field), value, detail));
    };
    requireText(name, child(mountPath, 'name'), scope.errors);
    if (!scope.volumes.has(name)) scope.errors.push(notFound(child(mountPath, 'name'), name, volumesOf(name, scope)));
    requireText(target, child(mountPath, 'mountPath'), scope.errors);
    if (mounted.has(target)) push('mountPath', target, 'must be unique');
    mounted.add(target);
    if (deviceNames.has(name)) push('name', name, 'must not already exist in volumeDevices');
    if (devicePaths.has(target)) push('mountPath', target, 'must not already exist as a path in volumeDevices');
    const before = scope.errors.length;
    validateSubPaths(mount, path, mountPath, scope);
    validatePropagation(mount, container, child(path, 'mountPropagation'), scope);
    validateRecursiveReadOnly(mount, child(path, 'recursiveReadOnly'), scope);
    scope.errors.push(...scope.errors.splice(before).map((error) => pointedAt(error, path, mountPath)));
  }
}

// Some of upstream's paths name the list and not the mount.
function pointedAt(error: FieldError, list: FieldPath, mount: FieldPath): FieldError {
  const { parent, segment } = error.path ?? {};
  return parent === list && typeof segment === 'string' ? { ...error, spot: { path: child(mount, segment) } } : error;
}

// What could be mounted instead.
function volumesOf(name: string, scope: PodScope): string {
  const names = (scope.spec.volumes ?? []).flatMap((volume) => volume.name ?? []);
  if (names.includes(name)) return 'the volume of this name is not valid';
  if (names.length === 0) return 'the Pod has no volumes';
  const near = nearName(name, names);
  return near === undefined ? `the Pod has ${names.slice(0, 5).join(', ')}` : `did you mean ${near}?`;
}

function validateSubPaths(mount: VolumeMount, list: FieldPath, path: FieldPath, scope: PodScope): void {
  const { subPath = '', subPathExpr = '' } = mount;
  if (subPath !== '') validateLocalDescendingPath(subPath, child(list, 'subPath'), scope.errors);
  if (subPathExpr === '') return;
  if (subPath !== '') {
    const detail = 'subPathExpr and subPath are mutually exclusive';
    scope.errors.push(invalid(child(path, 'subPathExpr'), subPathExpr, detail));
  }
  validateLocalDescendingPath(subPathExpr, child(list, 'subPathExpr'), scope.errors);
}

function validatePropagation(mount: VolumeMount, container: Container, path: FieldPath, scope: PodScope): void {
  const propagation = mount.mountPropagation;
  if (propagation === undefined) return;
  if (!PROPAGATIONS.includes(propagation)) scope.errors.push(notSupported(path, propagation, PROPAGATIONS));
  if (propagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    scope.errors.push(forbidden(path, 'Bidirectional mount propagation is available only to privileged containers'));
  }
}

function validateRecursiveReadOnly(mount: VolumeMount, path: FieldPath, scope: PodScope): void {
  const recursive = mount.recursiveReadOnly;
  if (recursive === undefined || recursive === 'Disabled') return;
  if (!RECURSIVE_READ_ONLY.includes(recursive)) {
    scope.errors.push(notSupported(path, recursive, RECURSIVE_READ_ONLY));
    return;
  }
  if (mount.readOnly !== true) scope.errors.push(forbidden(path, 'may only be specified when readOnly is true'));
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    scope.errors.push(forbidden(path, 'may only be specified when mountPropagation is None or not specified'));
  }
}

/** Block devices of a container. */
export function validateVolumeDevices(container: Container, path: FieldPath, scope: PodScope): void {
  if (container.volumeDevices === undefined) return;
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounts = new Map((container.volumeMounts ?? []).map((mount) => [mount.name ?? '', mount.mountPath ?? '']));
  const mountPaths = new Set(mounts.values());
  for (const [at, device] of container.volumeDevices.entries()) {
    validateDevice(device, index(path, at), scope, { names, paths, mounts, mountPaths });
  }
}

interface Seen {
  readonly names: Set<string>;
  readonly paths: Set<string>;
  readonly mounts: ReadonlyMap<string, string>;
  readonly mountPaths: ReadonlySet<string>;
}

function validateDevice(device: VolumeDevice, path: FieldPath, scope: PodScope, seen: Seen): void {
  const { name = '', devicePath = '' } = device;
  const { errors } = scope;
  const push = (field: string, value: string, detail: string): void => {
    errors.push(invalid(child(path, field), value, detail));
  };
  const volume = scope.volumes.get(name);
  if (name === '') errors.push(required(child(path, 'name')));
  if (seen.names.has(name)) push('name', name, 'must be unique');
  if (volume === undefined) errors.push(notFound(child(path, 'name'), name, volumesOf(name, scope)));
  else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
    push('name', name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
  }
  requireText(devicePath, child(path, 'devicePath'), errors);
  if (seen.paths.has(devicePath)) push('devicePath', devicePath, 'must be unique');
  if (devicePath.split('/').includes('..')) push('devicePath', devicePath, "cannot contain backsteps ('..')");
  else seen.paths.add(devicePath);
  if (seen.mounts.has(name)) push('name', name, 'must not already exist in volumeMounts');
  if (seen.mountPaths.has(devicePath))
    push('devicePath', devicePath, 'must not already exist as a path in volumeMounts');
  if (name !== '') seen.names.add(name);
}
