import type { JsonObject } from '../../kube/json.js';

/** A resource of the API: `apps`, `v1`, `deployments`. */
export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** What a user asks of the API server, as far as manifests tell. */
export interface AdmissionRequest extends GroupVersionResource {
  readonly kind: string;
  readonly operation: 'CREATE' | 'UPDATE';
  readonly name: string;
  /** Empty for cluster-scoped resources; a Namespace has its own name here. */
  readonly namespace: string;
  /** With defaults. */
  readonly object: JsonObject;
  readonly oldObject?: JsonObject;
  /** Other group versions that serve the same objects: `matchPolicy: Equivalent` looks at them. */
  readonly equivalents?: readonly GroupVersionResource[];
}

/** Is the request for a Namespace itself? It is matched by its own labels. */
export function isNamespaceRequest({ group, version, resource }: GroupVersionResource): boolean {
  return group === '' && version === 'v1' && resource === 'namespaces';
}

const OWN_KINDS = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
];

/** Policies never judge the configuration of admission itself. */
export function isExempt({ group, kind }: AdmissionRequest): boolean {
  return group === 'admissionregistration.k8s.io' && OWN_KINDS.includes(kind);
}
