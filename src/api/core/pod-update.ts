// Twin of ValidatePodUpdate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, index, key } from '../../kube/field-path.js';
import type { Affinity, Container, Pod, PodSpec, Toleration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { isSince } from '../since.js';
import { validatePodMetadataAndSpec } from './pod.js';
import { withoutGatedFields } from './pod-gates.js';
import { podQosClass } from './pod-qos.js';
import { validateGatedPod } from './pod-update-gated.js';

const SPEC = child(undefined, 'spec');
const ANNOTATIONS = child(undefined, 'metadata', 'annotations');
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const MIRROR = 'kubernetes.io/config.mirror';
const NODE_TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const MAX_INT32 = 2 ** 31 - 1;
const CARRIED = ['nodeName', 'serviceAccountName', 'priority', 'priorityClassName', 'preemptionPolicy'] as const;

/** The Pod with what admission and the scheduler filled in, and the pull policies that depend on the first images. */
export function withAdmittedFields(to: Pod, from: Pod, live: Pod): Pod {
  if (to.spec === undefined) return to;
  const spec: { -readonly [Field in keyof PodSpec]: PodSpec[Field] } = { ...to.spec };
  const carry = <Field extends (typeof CARRIED)[number]>(field: Field): void => {
    if (spec[field] === undefined && from.spec?.[field] === undefined) spec[field] = live.spec?.[field];
  };
  for (const field of CARRIED) carry(field);
  // The older of the two names stays where it was filled in.
  if (from.spec?.serviceAccount === undefined) spec.serviceAccount ??= live.spec?.serviceAccountName;
  spec.tolerations = withNodeTolerations(spec.tolerations ?? []);
  for (const list of ['containers', 'initContainers'] as const) {
    if (spec[list] !== undefined) spec[list] = withPullPolicies(spec[list], from.spec?.[list], live.spec?.[list]);
  }
  return { ...to, spec };
}

// plugin/pkg/admission/defaulttolerationseconds: on create, and on update again where they were taken away.
function withNodeTolerations(tolerations: readonly Toleration[]): readonly Toleration[] {
  const isTolerated = (taint: string): boolean =>
    tolerations.some(
      ({ key: name, effect }) => (name || taint) === taint && (effect === undefined || /^(NoExecute)?$/.test(effect)),
    );
  const missing = NODE_TAINTS.filter((taint) => !isTolerated(taint));
  return [
    ...tolerations,
    ...missing.map((taint) => ({ key: taint, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 })),
  ];
}

function withPullPolicies(
  containers: readonly Container[],
  from: readonly Container[] = [],
  live: readonly Container[] = [],
): readonly Container[] {
  return containers.map((container) => {
    const isNamesake = ({ name }: Container): boolean => name === container.name;
    const [first, stored] = [from.find(isNamesake), live.find(isNamesake)];
    if (container.imagePullPolicy !== undefined || first === undefined || stored === undefined) return container;
    return first.imagePullPolicy === undefined ? { ...container, imagePullPolicy: stored.imagePullPolicy } : container;
  });
}

/** A bare Pod on update: images, deadline, tolerations and scheduling gates may change, the rest may not. */
export function validatePodUpdate(to: Pod, from: Pod, context: ApiContext, errors: FieldErrors): void {
  const [spec, old] = [withoutGatedFields(to.spec ?? {}, context), withoutGatedFields(from.spec ?? {}, context)];
  validatePodMetadataAndSpec(to, context, errors);
  validateAnnotations(to.metadata?.annotations ?? {}, from.metadata?.annotations ?? {}, errors);
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length === (old[list] ?? []).length) continue;
    errors.push(forbidden(child(SPEC, list), 'pod updates may not add or remove containers'));
    return;
  }
  if (!validateDeadline(spec, old, errors)) return;
  validateTolerations(spec.tolerations ?? [], old.tolerations ?? [], errors);
  validateSchedulingGates(spec, old, errors);
  validateQosClass(spec, old, context, errors);
  const munged = withMutableFields(spec, old);
  const isGated = (old.schedulingGates ?? []).length > 0;
  if (isGated) validateGatedPod(spec, old, errors);
  const rest = isGated ? { ...munged, nodeSelector: old.nodeSelector, affinity: ungated(spec, old) } : munged;
  if (isSame(rest, named(old), 'spec')) return;
  const detail =
    'in a Pod only the images of containers and init containers, activeDeadlineSeconds and tolerations (additions) may change';
  errors.push(forbidden(SPEC, detail));
}

function validateAnnotations(
  annotations: { readonly [name: string]: string },
  old: { readonly [name: string]: string },
  errors: FieldErrors,
): void {
  for (const name of new Set([...Object.keys(old), ...Object.keys(annotations)])) {
    if (annotations[name] === old[name] || !(name === MIRROR || name.startsWith(APP_ARMOR))) continue;
    const what = name === MIRROR ? 'the mirror pod annotation' : 'AppArmor annotations';
    errors.push(forbidden(key(ANNOTATIONS, name), `may not add, change or remove ${what}`));
  }
}

// From none to some, and only shorter. Returns whether upstream goes on.
function validateDeadline(spec: PodSpec, old: PodSpec, errors: FieldErrors): boolean {
  const path = child(SPEC, 'activeDeadlineSeconds');
  const { activeDeadlineSeconds: deadline } = spec;
  const { activeDeadlineSeconds: before } = old;
  if (deadline === undefined) {
    if (before !== undefined) errors.push(invalid(path, deadline, 'may not be taken away, only lowered'));
    return true;
  }
  if (deadline < 0 || deadline > MAX_INT32) {
    errors.push(invalid(path, deadline, `must be between 0 and ${MAX_INT32}, inclusive`));
    return false;
  }
  if (before === undefined || before >= deadline) return true;
  errors.push(invalid(path, deadline, `must be less than or equal to the previous value, ${before}`));
  return false;
}

function validateTolerations(
  tolerations: readonly Toleration[],
  old: readonly Toleration[],
  errors: FieldErrors,
): void {
  const timeless = ({ tolerationSeconds: _, ...toleration }: Toleration): Toleration => toleration;
  const kept = (toleration: Toleration): boolean =>
    tolerations.some((other) => isSame(timeless(other), timeless(toleration), 'tolerations'));
  if (old.every(kept)) return;
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  errors.push(forbidden(child(SPEC, 'tolerations'), detail));
}

function validateSchedulingGates(spec: PodSpec, old: PodSpec, errors: FieldErrors): void {
  const known = new Set((old.schedulingGates ?? []).map(({ name = '' }) => name));
  // Upstream reports a name once, where it is last.
  const added = new Map((spec.schedulingGates ?? []).map(({ name = '' }, at) => [name, at]));
  for (const [name, at] of added) {
    if (known.has(name)) continue;
    const path = child(index(child(SPEC, 'schedulingGates'), at), 'name');
    errors.push(forbidden(path, `only deletion is allowed, but found new scheduling gate '${name}'`));
  }
}

// Later minors ask the Pod's status, which no manifest changes.
function validateQosClass(spec: PodSpec, old: PodSpec, context: ApiContext, errors: FieldErrors): void {
  const { version } = context;
  if (!isSince('podQosOfSpecStays', version) || isSince('podQosOfStatusStays', version)) return;
  const [before, after] = [podQosClass(old), podQosClass(spec)];
  if (before === after) return;
  const detail = `Pod QoS is immutable, and would change from ${before} to ${after}`;
  errors.push(invalid(child(undefined, 'metadata'), after, detail));
}

// The new spec with the old values of all that may change.
function withMutableFields(spec: PodSpec, old: PodSpec): PodSpec {
  const { terminationGracePeriodSeconds: grace } = spec;
  const { terminationGracePeriodSeconds: oldGrace } = old;
  return {
    ...named(spec),
    containers: withImages(spec.containers, old.containers),
    initContainers: withImages(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    schedulingGates: old.schedulingGates,
    tolerations: old.tolerations,
    terminationGracePeriodSeconds: oldGrace !== undefined && oldGrace < 0 && grace === 1 ? oldGrace : grace,
  };
}

function withImages(
  containers: readonly Container[] | undefined,
  old: readonly Container[] = [],
): readonly Container[] | undefined {
  return containers?.map((container, at) => ({ ...container, image: old[at]?.image }));
}

// Conversion knows one service account only, and admission gives a Pod without a class what such Pods have.
function named({ serviceAccount, ...spec }: PodSpec): PodSpec {
  const serviceAccountName = spec.serviceAccountName || serviceAccount;
  if ((spec.priorityClassName ?? '') !== '') return { ...spec, serviceAccountName };
  const { priority = 0, preemptionPolicy = 'PreemptLowerPriority' } = spec;
  return { ...spec, serviceAccountName, priority, preemptionPolicy };
}

// The new affinity with the old one's part for nodes, which is looked at on its own.
function ungated(spec: PodSpec, old: PodSpec): Affinity | undefined {
  const nodeAffinity = old.affinity?.nodeAffinity;
  if (isSame(spec.affinity?.nodeAffinity, nodeAffinity, 'nodeAffinity')) return spec.affinity;
  if (spec.affinity === undefined) return { nodeAffinity };
  const { podAffinity, podAntiAffinity } = spec.affinity;
  const isOnlyNodes = podAffinity === undefined && podAntiAffinity === undefined;
  return old.affinity === undefined && isOnlyNodes ? undefined : { ...spec.affinity, nodeAffinity };
}
