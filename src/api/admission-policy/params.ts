// Which params a binding means. Twin of CollectParams in k8s.io/apiserver v0.35.4
// pkg/admission/plugin/policy/generic/policy_dispatcher.go.
import { type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import { matchesSelector } from '../../kube/selector.js';
import type { ParamRef } from '../../kube/types.generated.js';

/** An object that may be a param; `namespace` is where it will be, `undefined` for cluster-scoped kinds. */
export interface Param {
  readonly object: JsonObject;
  readonly namespace: string | undefined;
}

/**
 * The params that the reference means for a request in `namespace`; a text when the manifests do not hold them (the
 * cluster may), so that nothing can be said.
 */
export function paramsOf(
  ref: ParamRef,
  objects: readonly Param[],
  { kind, namespace }: { readonly kind: string; readonly namespace: string },
): readonly JsonObject[] | string {
  const wanted = ref.namespace === undefined || ref.namespace === '' ? namespace : ref.namespace;
  const reachable = objects.filter((param) => param.namespace === undefined || param.namespace === wanted);
  const found = reachable.filter(({ object }) => isMeant(ref, objectOf(object['metadata']) ?? {}));
  if (found.length > 0) return found.map(({ object }) => object);
  // With a selector and `Allow`, finding none lets everything pass, if there really is none.
  const name = ref.name === undefined || ref.name === '' ? 'with these labels' : ref.name;
  return `param ${kind} ${name} is not in these files`;
}

function isMeant(ref: ParamRef, metadata: JsonObject): boolean {
  if (ref.name !== undefined && ref.name !== '') return metadata['name'] === ref.name;
  const labels = objectOf(metadata['labels']) ?? {};
  const texts = Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, stringOf(value) ?? '']));
  return matchesSelector(ref.selector, texts);
}
