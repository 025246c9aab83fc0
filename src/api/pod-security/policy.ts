// The Pod Security Standards: which checks a level has at which version. Twin of k8s.io/pod-security-admission v0.35.4
// policy/registry.go, admission/admission.go and api/helpers.go. https://kubernetes.io/docs/concepts/security/pod-security-standards/
// Not modelled: exemptions by user, namespace or runtime class (they are flags of the API server).
import type { FieldPath } from '../../kube/field-path.js';
import type { ObjectMeta, PodSpec } from '../../kube/types.generated.js';
import type { KubernetesVersion } from '../../kube/version.js';
import { allowPrivilegeEscalation } from './allow-privilege-escalation.js';
import { appArmorProfile } from './app-armor-profile.js';
import { capabilitiesBaseline, capabilitiesRestricted } from './capabilities.js';
import type { Check, Refusal } from './check.js';
import { hostNamespaces } from './host-namespaces.js';
import { hostPathVolumes } from './host-path-volumes.js';
import { hostPorts } from './host-ports.js';
import { hostProbesAndHostLifecycle } from './host-probes.js';
import { privileged } from './privileged.js';
import { procMountBaseline, procMountRestricted } from './proc-mount.js';
import { restrictedVolumes } from './restricted-volumes.js';
import { runAsNonRoot } from './run-as-non-root.js';
import { runAsUser } from './run-as-user.js';
import { seccompProfileBaseline, seccompProfileRestricted } from './seccomp-profile.js';
import { seLinuxOptions } from './selinux-options.js';
import { sysctls } from './sysctls.js';
import { windowsHostProcess } from './windows-host-process.js';

/** How strict: privileged allows everything. */
export type Level = 'privileged' | 'baseline' | 'restricted';

/** A level at a version of the standards: a minor of 1.x, or the cluster's own. */
export interface Policy {
  readonly level: Level;
  readonly version: number | 'latest';
}

/** The name of the policy as the server prints it: `restricted:latest`, `baseline:v1.30`. */
function policyName(policy: Policy): string {
  return `${policy.level}:${policy.version === 'latest' ? 'latest' : `v1.${policy.version}`}`;
}

/** One broken check. */
export interface Violation extends Refusal {
  /** Upstream's id of the check: `allowPrivilegeEscalation`, `capabilities_baseline`, … */
  readonly check: string;
}

/** A pod, or the pod template of a workload, and where it is written. */
export interface PodPlace {
  readonly metadata: ObjectMeta;
  readonly metadataPath?: FieldPath | undefined;
  readonly spec: PodSpec;
  readonly specPath: FieldPath | undefined;
}

// Upstream sorts by id within a level, baseline first; the order is the order of the server's message.
const CHECKS: readonly Check[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMountBaseline,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

/** The checks of the policy that the pod breaks, in the server's order; none means the pod is allowed. */
export function podSecurityViolations(policy: Policy, cluster: KubernetesVersion, place: PodPlace): Violation[] {
  if (policy.level === 'privileged') return [];
  const minor = policy.version === 'latest' ? cluster.minor : Math.min(policy.version, cluster.minor);
  const pod = { ...place, metadataPath: place.metadataPath };
  return checksOf(policy.level, minor).flatMap(({ id, check }) => {
    const refusal = check(pod);
    return refusal === undefined ? [] : [{ check: id, ...refusal }];
  });
}

/** The server's answer to a pod that breaks the policy: `violates PodSecurity "restricted:latest": reason (detail), …`. */
export function podSecurityMessage(policy: Policy, violations: readonly Violation[]): string {
  const reasons = violations.map(({ reason, detail }) => `${reason} (${detail})`);
  return `violates PodSecurity "${policyName(policy)}": ${reasons.join(', ')}`;
}

function checksOf(level: 'baseline' | 'restricted', minor: number) {
  const inForce = CHECKS.flatMap((check) => {
    if (level === 'baseline' && check.level === 'restricted') return [];
    const version = check.versions.findLast(({ since }) => since <= minor);
    return version === undefined ? [] : [{ id: check.id, check: version.check, overrides: check.overrides ?? [] }];
  });
  const overridden = new Set(inForce.flatMap((check) => check.overrides));
  return inForce.filter((check) => !overridden.has(check.id));
}
