/** Sorts what was given into what the simulator acts on, what needs no controller, and what it does not know yet. */

import { formatPath } from '../kube/field-path.js';
import { arrayOf, type Json, objectOf, stringOf } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import { manifestKind } from './admission/admit-manifest.js';
import { builtInRefusal, checkManifest } from './admission/check-manifest.js';
import type { Manifest } from './admission/manifest.js';
import { type Autoscaler, autoscalerOf } from './autoscalers/autoscaler.js';
import { notModelled } from './not-modelled.js';
import type { Labels } from './objects/metadata.js';

/** Kinds that change nothing by themselves in a rollout; references to them are the linter's business. */
const INERT: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Namespace',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
  'EndpointSlice',
  'Endpoints',
  'CustomResourceDefinition',
  // Admission has its say before anything is applied.
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'TriggerAuthentication',
  'ClusterTriggerAuthentication',
  'VerticalPodAutoscalerCheckpoint',
]);

/** Does an object of this kind change nothing by itself in a rollout? */
export function isInert(kind: string): boolean {
  return INERT.has(kind);
}

/** A manifest of a file that will be applied. */
export interface PlacedManifest extends Manifest {
  readonly file: string;
}

/** Is it an object of prometheus-operator with rules, which change nothing and may tell of what happens? */
function hasAlertRules({ apiVersion, kind }: Manifest): boolean {
  return kind === 'PrometheusRule' && apiVersion.startsWith('monitoring.coreos.com/');
}

/** A manifest that the API server refuses: nothing of it happens. */
export interface Rejected {
  readonly file: string;
  readonly manifest: Manifest;
  readonly reason: string;
}

/** A field or kind in use that the simulator does not model: what it says may differ. */
export interface NotModelled {
  readonly file: string;
  /** `Deployment/web` */
  readonly resource: string;
  readonly namespace: string | undefined;
  /** The field's path; '' for the whole kind. */
  readonly field: string;
  /** What this may change. */
  readonly effect: string;
  /** The outcome of the workload hangs on it. */
  readonly decides?: true;
}

/** What was given, sorted. */
export interface Inputs {
  readonly manifests: readonly PlacedManifest[];
  readonly rejected: readonly Rejected[];
  readonly notModelled: readonly NotModelled[];
  /** Objects with rules for alerts. */
  readonly alertRules?: readonly PlacedManifest[];
  /** How many resources need no controller. */
  readonly inert: number;
  /** Labels of the namespaces that are given. */
  readonly namespaces?: ReadonlyMap<string, Labels>;
}

/** Why admission refuses a manifest, in a sentence; `undefined` if it does not. */
export type RefusalOf = (resource: Resource) => string | undefined;

/** Sorts resources; each is judged on its own, as the API server does, and by `refusalOf`. */
export function inputsOf(
  resources: readonly Resource[],
  version: KubernetesVersion,
  refusalOf: RefusalOf = () => undefined,
): Inputs {
  const manifests: PlacedManifest[] = [];
  const rejected: Rejected[] = [];
  const unknown: NotModelled[] = [];
  const alertRules: PlacedManifest[] = [];
  let inert = 0;
  const runtimeClasses = new Set(resources.flatMap(({ kind, name = '' }) => (kind === 'RuntimeClass' ? [name] : [])));
  for (const resource of resources) {
    const { file } = resource.file;
    const manifest = manifestOf(resource);
    const entry = manifestKind(manifest);
    if (hasAlertRules(manifest)) {
      alertRules.push({ ...manifest, file });
      continue;
    }
    if (isInert(resource.kind)) inert++;
    const autoscaler = autoscalerOf(manifest);
    if (autoscaler !== undefined) {
      manifests.push(...madeBy(autoscaler, manifest, { file, version }));
      if (autoscaler.isFollowed) manifests.push({ ...manifest, file });
      unknown.push(...notesOf(autoscaler, manifest, file));
      continue;
    }
    if (entry === undefined) {
      const refused = builtInRefusal(manifest, version) ?? refusalOf(resource);
      if (refused !== undefined) rejected.push({ file, manifest, reason: refused });
      else if (!isInert(resource.kind)) unknown.push(unknownKind(file, manifest));
      continue;
    }
    const checked = checkManifest(manifest, version);
    if (checked.kind === 'rejected') {
      rejected.push({ file, manifest, reason: checked.reason });
      continue;
    }
    const refused = refusalOf(resource);
    if (refused !== undefined) {
      rejected.push({ file, manifest, reason: refused });
      continue;
    }
    const accepted = { ...manifest, object: checked.object, file };
    manifests.push(accepted);
    unknown.push(...notModelled(accepted, runtimeClasses));
  }
  return { manifests, rejected, notModelled: unknown, alertRules, inert, namespaces: namespacesIn(resources) };
}

/** The labels of the namespaces among the resources. */
function namespacesIn(resources: readonly Resource[]): ReadonlyMap<string, Labels> {
  return new Map(
    resources.flatMap(({ kind, apiVersion, name = '', object }) =>
      kind === 'Namespace' && apiVersion === 'v1' ? [[name, labelsOf(objectOf(object.metadata)?.labels)] as const] : [],
    ),
  );
}

function labelsOf(value: Json | undefined): Labels {
  const labels = Object.entries(objectOf(value) ?? {});
  return Object.fromEntries(labels.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
}

function manifestOf({ apiVersion, kind, namespace, name, object }: Resource): Manifest {
  return { apiVersion, kind, namespace, name, object };
}

/** What the operator of an autoscaler applies, as far as the API server takes it. */
function madeBy(
  { makes }: Autoscaler,
  { namespace }: Manifest,
  { file, version }: { readonly file: string; readonly version: KubernetesVersion },
): PlacedManifest[] {
  return makes.flatMap(({ apiVersion, kind, object }) => {
    const name = stringOf(objectOf(object.metadata)?.name);
    const checked = checkManifest({ apiVersion, kind, namespace, name, object }, version);
    return checked.kind === 'rejected' ? [] : [{ apiVersion, kind, namespace, name, object: checked.object, file }];
  });
}

function notesOf({ notes }: Autoscaler, { kind, name, namespace }: Manifest, file: string): NotModelled[] {
  return notes.map(({ path, effect, isWorkload }) => ({
    file,
    resource: `${kind}/${name ?? ''}`,
    namespace,
    field: formatPath(path),
    effect,
    ...(isWorkload && { decides: isWorkload }),
  }));
}

function unknownKind(file: string, { apiVersion, kind, name, namespace, object }: Manifest): NotModelled {
  const effect = `${apiVersion} ${kind} is not simulated: nothing it does happens in this forecast`;
  const resource = `${kind}/${name ?? ''}`;
  // What has a template of pods is a workload, whoever runs it.
  const template = objectOf(objectOf(object.spec)?.template);
  const decides = arrayOf(objectOf(template?.spec)?.containers) !== undefined;
  return { file, resource, namespace, field: '', effect, ...(decides && { decides: true as const }) };
}
