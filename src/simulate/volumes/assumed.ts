/** What is taken for granted about storage that is not among the files. */

import { arrayOf, type Json, objectOf, stringOf } from '../../kube/json.js';
import { podTemplate } from '../../kube/pod-template.js';
import type { Manifest } from '../admission/manifest.js';

/** The classes that claims of these manifests name and that are not among them; '' is the default class. */
export function classesNotGiven(manifests: readonly Manifest[]): string[] {
  const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  const given = new Set(ofKind('StorageClass').map(({ name = '' }) => name));
  const made = new Set(ofKind('PersistentVolume').map(({ object }) => className(object.spec) ?? ''));
  const hasDefault = ofKind('StorageClass').some(({ object }) => isDefault(objectOf(object.metadata)?.annotations));
  const wanted = manifests.flatMap(claimSpecs).map(className);
  const assumed = wanted.filter((name) => {
    if (name === undefined) return !hasDefault && !made.has('');
    return name !== '' && !given.has(name) && !made.has(name);
  });
  return [...new Set(assumed.map((name) => name ?? ''))].sort();
}

function className(spec: Json | undefined): string | undefined {
  return stringOf(objectOf(spec)?.storageClassName);
}

function isDefault(annotations: Json | undefined): boolean {
  const marks = objectOf(annotations) ?? {};
  return marks['storageclass.kubernetes.io/is-default-class'] === 'true';
}

/** The specs of the claims that a manifest makes: its own, those of a StatefulSet, those of ephemeral volumes. */
function claimSpecs({ apiVersion, kind, object }: Manifest): (Json | undefined)[] {
  const spec = objectOf(object.spec);
  const own = kind === 'PersistentVolumeClaim' ? [object.spec] : [];
  const templates = (arrayOf(spec?.volumeClaimTemplates) ?? []).map((template) => objectOf(template)?.spec);
  const volumes = arrayOf(podTemplate({ apiVersion, kind, ...object })?.spec.volumes) ?? [];
  const ephemeral = volumes.flatMap((volume) => {
    const template = objectOf(objectOf(objectOf(volume)?.ephemeral)?.volumeClaimTemplate);
    return template === undefined ? [] : [template.spec];
  });
  return [...own, ...templates, ...ephemeral];
}

/** Values of node labels that volumes and classes ask for, by label: where their storage is. */
export function placesOfStorage(manifests: readonly Manifest[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const note = (key: string | undefined, values: Json | undefined) => {
    if (key === undefined) return;
    const known = places.get(key) ?? [];
    for (const value of arrayOf(values) ?? []) if (!known.includes(String(value))) known.push(String(value));
    places.set(key, known);
  };
  for (const { kind, object } of manifests) {
    if (kind === 'PersistentVolume') {
      const required = objectOf(objectOf(objectOf(object.spec)?.nodeAffinity)?.required);
      for (const term of arrayOf(required?.nodeSelectorTerms) ?? [])
        for (const one of arrayOf(objectOf(term)?.matchExpressions) ?? [])
          if (objectOf(one)?.operator === 'In') note(stringOf(objectOf(one)?.key), objectOf(one)?.values);
    }
    if (kind !== 'StorageClass') continue;
    for (const term of arrayOf(object.allowedTopologies) ?? [])
      for (const one of arrayOf(objectOf(term)?.matchLabelExpressions) ?? [])
        note(stringOf(objectOf(one)?.key), objectOf(one)?.values);
  }
  return places;
}
