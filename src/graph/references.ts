import { child, type FieldPath, index } from '../kube/field-path.js';
import type { EnvFromSource, EnvVar, KeyToPath, Volume } from '../kube/types.generated.js';
import { asKind } from './typed.js';
import type { Workload } from './workload.js';

/** A place in a workload that names a ConfigMap or a Secret. */
export interface DataReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Where the name stands. */
  readonly path: FieldPath;
  /** May the object, or the key, be missing? */
  readonly optional: boolean;
  /** The keys that have to be in it, and where they are named. */
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
}

/** All ConfigMaps and Secrets that a workload's Pods read: variables, volumes and projected volumes. */
export function dataReferences({ spec, specPath, containers }: Workload): readonly DataReference[] {
  const inContainers = containers.flatMap(({ container, path }) => [
    ...(container.env ?? []).flatMap((variable, at) => ofVariable(variable, index(child(path, 'env'), at))),
    ...(container.envFrom ?? []).flatMap((source, at) => ofSource(source, index(child(path, 'envFrom'), at))),
  ]);
  const inVolumes = (spec.volumes ?? []).flatMap((volume, at) =>
    ofVolume(volume, index(child(specPath, 'volumes'), at)),
  );
  return [...inContainers, ...inVolumes];
}

interface Written {
  readonly name?: string | undefined;
  readonly optional?: boolean | undefined;
  /** Of a variable. */
  readonly key?: string | undefined;
  /** Of a volume. */
  readonly items?: readonly KeyToPath[] | undefined;
}

function reference(kind: DataReference['kind'], written: Written | undefined, path: FieldPath): DataReference[] {
  if (written?.name === undefined || written.name === '') return [];
  const { name, optional } = written;
  return [{ kind, name, path: child(path, 'name'), optional: optional === true, keys: keysOf(written, path) }];
}

function keysOf({ key, items = [] }: Written, path: FieldPath): DataReference['keys'] {
  if (key !== undefined) return [{ key, path: child(path, 'key') }];
  return items.flatMap((item, at) =>
    item.key === undefined ? [] : [{ key: item.key, path: child(index(child(path, 'items'), at), 'key') }],
  );
}

function ofVariable({ valueFrom }: EnvVar, at: FieldPath): DataReference[] {
  return [
    ...reference('ConfigMap', valueFrom?.configMapKeyRef, child(at, 'valueFrom', 'configMapKeyRef')),
    ...reference('Secret', valueFrom?.secretKeyRef, child(at, 'valueFrom', 'secretKeyRef')),
  ];
}

function ofSource({ configMapRef, secretRef }: EnvFromSource, at: FieldPath): DataReference[] {
  return [
    ...reference('ConfigMap', configMapRef, child(at, 'configMapRef')),
    ...reference('Secret', secretRef, child(at, 'secretRef')),
  ];
}

function ofVolume({ configMap, secret, projected }: Volume, at: FieldPath): DataReference[] {
  const ofSecret = secret && { name: secret.secretName, optional: secret.optional, items: secret.items };
  const secretPath = child(at, 'secret');
  return [
    ...reference('ConfigMap', configMap, child(at, 'configMap')),
    ...reference('Secret', ofSecret, secretPath).map((found) => ({ ...found, path: child(secretPath, 'secretName') })),
    ...(projected?.sources ?? []).flatMap((source, number) => {
      const path = index(child(at, 'projected', 'sources'), number);
      return [
        ...reference('ConfigMap', source.configMap, child(path, 'configMap')),
        ...reference('Secret', source.secret, child(path, 'secret')),
      ];
    }),
  ];
}

/** The PersistentVolumeClaims that a workload's Pods mount by name. */
export function claimReferences({
  resource,
  spec,
  specPath,
}: Workload): readonly { readonly name: string; readonly path: FieldPath }[] {
  // A claim template takes the place of the volume of its name: updateStorage in pkg/controller/statefulset.
  const templates = asKind(resource, 'apps/v1/StatefulSet')?.spec?.volumeClaimTemplates ?? [];
  const replaced = new Set(templates.map(({ metadata }) => metadata?.name));
  return (spec.volumes ?? []).flatMap(({ name: volume, persistentVolumeClaim }, at) => {
    const name = persistentVolumeClaim?.claimName;
    if (name === undefined || replaced.has(volume)) return [];
    return [{ name, path: child(index(child(specPath, 'volumes'), at), 'persistentVolumeClaim', 'claimName') }];
  });
}
