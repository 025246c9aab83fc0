import { child, type FieldPath, index } from '../kube/field-path.js';
import type { ServiceBackendPort } from '../kube/types.generated.js';
import type { Resource } from '../manifest/resource.js';
import { asKind } from './typed.js';

/** A Service that an Ingress sends requests to. */
export interface IngressTarget {
  readonly name: string;
  readonly port: ServiceBackendPort | undefined;
  /** Where the backend's `service` is. */
  readonly path: FieldPath;
}

/** The Services that an Ingress names, the default backend first. */
export function ingressTargets(resource: Resource): readonly IngressTarget[] {
  const spec = asKind(resource, 'networking.k8s.io/v1/Ingress')?.spec;
  const at = child(undefined, 'spec');
  const all = [{ backend: spec?.defaultBackend, path: child(at, 'defaultBackend') }];
  for (const [number, { http }] of (spec?.rules ?? []).entries()) {
    const paths = child(index(child(at, 'rules'), number), 'http', 'paths');
    for (const [which, { backend }] of (http?.paths ?? []).entries())
      all.push({ backend, path: child(index(paths, which), 'backend') });
  }
  return all.flatMap(({ backend, path }) => {
    const service = backend?.service;
    return service?.name === undefined
      ? []
      : [{ name: service.name, port: service.port, path: child(path, 'service') }];
  });
}
