/** Fields in use that the simulator does not model: they are named, never guessed. */

import { child, type FieldPath, formatPath, index } from '../kube/field-path.js';
import { arrayOf, type Json, objectOf } from '../kube/json.js';
import { podTemplate } from '../kube/pod-template.js';
import type { NotModelled, PlacedManifest } from './inputs.js';

interface Field {
  readonly path: FieldPath | undefined;
  readonly effect: string;
}

/** The fields of a manifest that may make a real cluster do something else. */
export function notModelled(manifest: PlacedManifest): NotModelled[] {
  const { file, kind, name, namespace } = manifest;
  const resource = `${kind}/${name ?? ''}`;
  return [...podFields(manifest), ...claimFields(manifest)].map(({ path, effect }) => ({
    file,
    resource,
    namespace,
    field: formatPath(path),
    effect,
  }));
}

function* podFields({ apiVersion, kind, object }: PlacedManifest): Iterable<Field> {
  const template = podTemplate({ apiVersion, kind, ...object });
  if (template === undefined) return;
  const { spec } = template;
  const path = child(template.path, 'spec');
  for (const [place, volume] of (arrayOf(spec.volumes) ?? []).entries()) {
    if (objectOf(volume)?.persistentVolumeClaim !== undefined) {
      const at = child(index(child(path, 'volumes'), place), 'persistentVolumeClaim');
      yield {
        path: at,
        effect: 'claims are taken as bound and mountable anywhere: a ReadWriteOnce volume can hold up the new pod',
      };
    }
  }
  if (isSet(spec.schedulerName) && spec.schedulerName !== 'default-scheduler') {
    yield { path: child(path, 'schedulerName'), effect: 'pods are placed as the default scheduler would' };
  }
  if (isSet(spec.resourceClaims))
    yield { path: child(path, 'resourceClaims'), effect: 'device claims are taken as always available' };
  if (isSet(spec.activeDeadlineSeconds)) {
    yield { path: child(path, 'activeDeadlineSeconds'), effect: 'pods are not ended by their deadline' };
  }
}

function* claimFields({ kind, object }: PlacedManifest): Iterable<Field> {
  const spec = objectOf(object.spec) ?? {};
  if (kind !== 'StatefulSet' || (arrayOf(spec.volumeClaimTemplates) ?? []).length === 0) return;
  const effect = 'claims are bound at once and mounted on any node: a slow or zonal volume can hold up a pod';
  yield { path: child(child(undefined, 'spec'), 'volumeClaimTemplates'), effect };
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
