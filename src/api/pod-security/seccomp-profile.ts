// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_seccompProfile_baseline.go and _restricted.go.
import { child, key } from '../../kube/field-path.js';
import { goQuote } from '../../kube/go-quote.js';
import {
  type Check,
  containersNamed,
  isWindows,
  type Pod,
  placedContainers,
  plural,
  quoted,
  type Refusal,
  setters,
  sorted,
} from './check.js';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

/** Baseline: seccomp is not switched off; before 1.19 by annotation, since then by field. */
export const seccompProfileBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { since: 0, check: onlyConfinedAnnotations },
    { since: 19, check: (pod) => badProfiles(pod) },
  ],
};

/** Restricted from 1.19: every container has a seccomp profile, its own or the pod's. */
export const seccompProfileRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  versions: [
    { since: 19, check: everybodyConfined },
    { since: 25, check: (pod) => (isWindows(pod) ? undefined : everybodyConfined(pod)) },
  ],
  overrides: ['seccompProfile_baseline'],
};

function onlyConfinedAnnotations(pod: Pod): Refusal | undefined {
  const annotations = pod.metadata.annotations ?? {};
  const names = [POD_ANNOTATION, ...placedContainers(pod).map((c) => CONTAINER_ANNOTATION + c.name)];
  const bad = sorted(names).flatMap((name) => {
    const value = Object.hasOwn(annotations, name) ? annotations[name] : undefined;
    return value === undefined || isConfinedAnnotation(value) ? [] : [{ name, value }];
  });
  if (bad.length === 0) return undefined;
  const list = sorted(bad.map(({ name, value }) => `${name}=${goQuote(value)}`));
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', 'annotations', bad.length)} ${list.join(', ')}`,
    paths: bad.map(({ name }) => key(child(pod.metadataPath, 'annotations'), name)),
  };
}

function isConfinedAnnotation(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

function isConfined(type: string | undefined): boolean {
  return type === 'Localhost' || type === 'RuntimeDefault';
}

function profiles(pod: Pod) {
  return {
    ofPod: pod.spec.securityContext?.seccompProfile,
    podPath: child(pod.specPath, 'securityContext', 'seccompProfile', 'type'),
    containers: placedContainers(pod).map((c) => ({
      name: c.name,
      profile: c.container.securityContext?.seccompProfile,
      path: child(c.path, 'securityContext', 'seccompProfile', 'type'),
    })),
  };
}

function badProfiles(pod: Pod): Refusal | undefined {
  const { ofPod, podPath, containers } = profiles(pod);
  const podIsBad = ofPod !== undefined && !isConfined(ofPod.type);
  const bad = containers.filter((c) => c.profile !== undefined && !isConfined(c.profile.type));
  const who = setters(
    podIsBad,
    bad.map((c) => c.name),
  );
  if (who.length === 0) return undefined;
  const values = sorted([...(podIsBad ? [ofPod.type ?? ''] : []), ...bad.map((c) => c.profile?.type ?? '')]);
  return {
    reason: 'seccompProfile',
    detail: `${who.join(' and ')} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
    paths: [...(podIsBad ? [podPath] : []), ...bad.map((c) => c.path)],
  };
}

function everybodyConfined(pod: Pod): Refusal | undefined {
  const bad = badProfiles(pod);
  if (bad !== undefined) return bad;
  const { ofPod, podPath, containers } = profiles(pod);
  const missing = ofPod === undefined ? containers.filter((c) => c.profile === undefined) : [];
  if (missing.length === 0) return undefined;
  const names = containersNamed(missing.map((c) => c.name));
  return {
    reason: 'seccompProfile',
    detail: `pod or ${names} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    paths: [podPath, ...missing.map((c) => c.path)],
  };
}
