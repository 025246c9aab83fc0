// Twin of k8s.io/pod-security-admission v0.35.4 policy/check_appArmorProfile.go.
import { child, key } from '../../kube/field-path.js';
import { goQuote } from '../../kube/go-quote.js';
import { type Check, type Pod, placedContainers, plural, quoted, type Refusal, setters, sorted } from './check.js';

const ANNOTATION_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const ALLOWED_TYPES = ['RuntimeDefault', 'Localhost'];

/** Baseline: AppArmor profiles are RuntimeDefault or Localhost, in fields and in the old annotations. */
export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [{ since: 0, check: onlyConfinedProfiles }],
};

function onlyConfinedProfiles(pod: Pod): Refusal | undefined {
  const podType = pod.spec.securityContext?.appArmorProfile;
  const podIsBad = podType !== undefined && !ALLOWED_TYPES.includes(podType.type ?? '');
  const bad = placedContainers(pod).filter(({ container }) => {
    const profile = container.securityContext?.appArmorProfile;
    return profile !== undefined && !ALLOWED_TYPES.includes(profile.type ?? '');
  });
  const values = sorted([
    ...(podIsBad ? [podType.type ?? ''] : []),
    ...bad.map((c) => c.container.securityContext?.appArmorProfile?.type ?? ''),
  ]);
  const annotations = Object.entries(pod.metadata.annotations ?? {})
    .filter(([name, value]) => name.startsWith(ANNOTATION_PREFIX) && !isAllowedAnnotation(value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const who = setters(
    podIsBad,
    bad.map((c) => c.name),
  );
  if (annotations.length > 0) who.push(plural('annotation', 'annotations', annotations.length));
  if (who.length === 0) return undefined;
  const all = [...values, ...annotations.map(([name, value]) => `${name}=${goQuote(value)}`)];
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', all.length),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
    paths: [
      ...(podIsBad ? [child(pod.specPath, 'securityContext', 'appArmorProfile', 'type')] : []),
      ...bad.map((c) => child(c.path, 'securityContext', 'appArmorProfile', 'type')),
      ...annotations.map(([name]) => key(child(pod.metadataPath, 'annotations'), name)),
    ],
  };
}

function isAllowedAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}
