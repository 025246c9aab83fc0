// Fields of a Pod's spec that are dropped before validation where their feature is off: dropDisabledFields in
// pkg/api/pod/util.go, Kubernetes v1.35.4. A minor that does not know a field at all refuses it while decoding.
import { type Gate, isGateOn } from '../../kube/gates.js';
import type {
  Container,
  Lifecycle,
  LifecycleHandler,
  PodAffinity,
  PodAffinityTerm,
  PodSecurityContext,
  PodSpec,
  Volume,
  VolumeMount,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

const SPEC_FIELDS = [
  ['hostUsers', 'UserNamespacesSupport'],
  ['resources', 'PodLevelResources'],
  ['resourceClaims', 'DynamicResourceAllocation'],
  ['hostnameOverride', 'HostnameOverride'],
  ['workloadRef', 'GenericWorkload'],
  ['schedulingGroup', 'GenericWorkload'],
  ['schedulingGates', 'PodSchedulingReadiness'],
] as const satisfies readonly (readonly [keyof PodSpec, Gate])[];

const SECURITY_FIELDS = [
  ['supplementalGroupsPolicy', 'SupplementalGroupsPolicy'],
  ['seLinuxChangePolicy', 'SELinuxChangePolicy'],
] as const satisfies readonly (readonly [keyof PodSecurityContext, Gate])[];

/** The spec without the fields that the version's gates switch off; the same object if there are none. */
export function withoutGatedFields(written: PodSpec, context: ApiContext): PodSpec {
  if (!usesGatedFields(written)) return written;
  const isOff = (gate: Gate): boolean => !isGateOn(gate, context.version);
  const spec: Mutable<PodSpec> = { ...written };
  for (const [field, gate] of SPEC_FIELDS) if (spec[field] !== undefined && isOff(gate)) spec[field] = undefined;
  for (const [field, gate] of SECURITY_FIELDS) {
    if (spec.securityContext?.[field] === undefined || !isOff(gate)) continue;
    spec.securityContext = { ...spec.securityContext, [field]: undefined };
  }
  const images = isOff('ImageVolume') ? imageVolumes(spec.volumes ?? []) : new Set<string>();
  const change = (container: Container): Container =>
    withoutMounts(withoutGatedContainerFields(container, isOff), images);
  if (spec.containers !== undefined) spec.containers = mapOrSame(spec.containers, change);
  if (spec.initContainers !== undefined) {
    spec.initContainers = mapOrSame(spec.initContainers, change).map((container) =>
      container.restartPolicy !== undefined && isOff('SidecarContainers')
        ? { ...container, restartPolicy: undefined }
        : container,
    );
  }
  if (spec.ephemeralContainers !== undefined) spec.ephemeralContainers = mapOrSame(spec.ephemeralContainers, change);
  if (images.size > 0) spec.volumes = spec.volumes?.filter(({ image }) => image === undefined);
  if (spec.volumes !== undefined) spec.volumes = mapOrSame(spec.volumes, (volume) => withoutGatedSource(volume, isOff));
  dropGatedScheduling(spec, isOff);
  return spec;
}

// Nearly no Pod uses a field that any version switches off: then there is nothing to copy.
function usesGatedFields(spec: PodSpec): boolean {
  return (
    SPEC_FIELDS.some(([field]) => spec[field] !== undefined) ||
    SECURITY_FIELDS.some(([field]) => spec.securityContext?.[field] !== undefined) ||
    spec.topologySpreadConstraints !== undefined ||
    spec.affinity !== undefined ||
    [spec.containers, spec.initContainers, spec.ephemeralContainers].some(
      (containers) => containers?.some(usesGatedContainerFields) === true,
    ) ||
    spec.volumes?.some((volume) => volume.image !== undefined || volume.projected !== undefined) === true
  );
}

function usesGatedContainerFields(container: Container): boolean {
  return (
    container.resizePolicy !== undefined ||
    container.restartPolicy !== undefined ||
    container.lifecycle !== undefined ||
    container.securityContext?.procMount !== undefined ||
    container.resources?.claims !== undefined ||
    container.volumeMounts?.some((mount) => mount.recursiveReadOnly !== undefined) === true ||
    container.env?.some((variable) => variable.valueFrom?.fileKeyRef !== undefined) === true
  );
}

function mapOrSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (const [at, item] of items.entries()) {
    const next = change(item);
    if (next === item) continue;
    changed ??= [...items];
    changed[at] = next;
  }
  return changed ?? items;
}

type IsOff = (gate: Gate) => boolean;

function withoutGatedContainerFields(written: Container, isOff: IsOff): Container {
  let container = written;
  const drop = (change: Partial<Container>): void => {
    container = { ...container, ...change };
  };
  if (container.resizePolicy !== undefined && isOff('InPlacePodVerticalScaling')) drop({ resizePolicy: undefined });
  const procMount = container.securityContext?.procMount;
  if (procMount !== undefined && isOff('ProcMountType')) {
    drop({ securityContext: { ...container.securityContext, procMount: undefined } });
  }
  if (container.resources?.claims !== undefined && isOff('DynamicResourceAllocation')) {
    drop({ resources: { ...container.resources, claims: undefined } });
  }
  const mounts = container.volumeMounts;
  if (mounts?.some((mount) => mount.recursiveReadOnly !== undefined) === true && isOff('RecursiveReadOnlyMounts')) {
    drop({ volumeMounts: mounts.map((mount) => ({ ...mount, recursiveReadOnly: undefined })) });
  }
  const usesFiles = container.env?.some((variable) => variable.valueFrom?.fileKeyRef !== undefined) === true;
  if (usesFiles && isOff('EnvFiles')) {
    const env = container.env?.map((variable) =>
      variable.valueFrom?.fileKeyRef === undefined
        ? variable
        : { ...variable, valueFrom: { ...variable.valueFrom, fileKeyRef: undefined } },
    );
    drop({ env });
  }
  if (container.lifecycle !== undefined) drop({ lifecycle: withoutGatedHandlers(container.lifecycle, isOff) });
  return container;
}

function withoutGatedHandlers(written: Lifecycle, isOff: IsOff): Lifecycle | undefined {
  const lifecycle: Mutable<Lifecycle> = { ...written };
  if (lifecycle.stopSignal !== undefined && isOff('ContainerStopSignals')) {
    lifecycle.stopSignal = undefined;
    if (lifecycle.postStart === undefined && lifecycle.preStop === undefined) return undefined;
  }
  if (!isOff('PodLifecycleSleepAction')) return lifecycle;
  for (const field of ['postStart', 'preStop'] as const) {
    const handler = lifecycle[field];
    if (handler?.sleep === undefined) continue;
    const rest: LifecycleHandler = { ...handler, sleep: undefined };
    lifecycle[field] = (rest.exec ?? rest.httpGet ?? rest.tcpSocket) ? rest : undefined;
  }
  const isEmpty =
    lifecycle.postStart === undefined && lifecycle.preStop === undefined && lifecycle.stopSignal === undefined;
  return isEmpty ? undefined : lifecycle;
}

// dropImageVolumes: these volumes go altogether, and so do their mounts.
function imageVolumes(volumes: readonly Volume[]): ReadonlySet<string> {
  return new Set(volumes.flatMap(({ name = '', image }) => (image === undefined ? [] : [name])));
}

function withoutMounts(container: Container, volumes: ReadonlySet<string>): Container {
  const isGone = ({ name = '' }: VolumeMount): boolean => volumes.has(name);
  if (container.volumeMounts?.some(isGone) !== true) return container;
  return { ...container, volumeMounts: container.volumeMounts.filter((mount) => !isGone(mount)) };
}

function withoutGatedSource(volume: Volume, isOff: IsOff): Volume {
  const sources = volume.projected?.sources;
  if (sources === undefined) return volume;
  const isGated = sources.some(
    (source) => source.clusterTrustBundle !== undefined || source.podCertificate !== undefined,
  );
  if (!isGated) return volume;
  const kept = sources.map((source) => ({
    ...source,
    clusterTrustBundle: isOff('ClusterTrustBundleProjection') ? undefined : source.clusterTrustBundle,
    podCertificate: isOff('PodCertificateRequest') ? undefined : source.podCertificate,
  }));
  return { ...volume, projected: { ...volume.projected, sources: kept } };
}

function dropGatedScheduling(spec: Mutable<PodSpec>, isOff: IsOff): void {
  if (spec.topologySpreadConstraints !== undefined) {
    const dropsPolicies = isOff('NodeInclusionPolicyInPodTopologySpread');
    const dropsKeys = isOff('MatchLabelKeysInPodTopologySpread');
    const dropsDomains = isOff('MinDomainsInPodTopologySpread');
    if (dropsPolicies || dropsKeys || dropsDomains) {
      spec.topologySpreadConstraints = spec.topologySpreadConstraints.map((constraint) => ({
        ...constraint,
        ...(dropsPolicies ? { nodeAffinityPolicy: undefined, nodeTaintsPolicy: undefined } : {}),
        ...(dropsKeys ? { matchLabelKeys: undefined } : {}),
        ...(dropsDomains ? { minDomains: undefined } : {}),
      }));
    }
  }
  if (spec.affinity === undefined || !isOff('MatchLabelKeysInPodAffinity')) return;
  const { podAffinity, podAntiAffinity } = spec.affinity;
  spec.affinity = {
    ...spec.affinity,
    ...(podAffinity === undefined ? {} : { podAffinity: withoutLabelKeys(podAffinity) }),
    ...(podAntiAffinity === undefined ? {} : { podAntiAffinity: withoutLabelKeys(podAntiAffinity) }),
  };
}

function withoutLabelKeys(affinity: PodAffinity): PodAffinity {
  const withoutKeys = (term: PodAffinityTerm): PodAffinityTerm => ({
    ...term,
    matchLabelKeys: undefined,
    mismatchLabelKeys: undefined,
  });
  return {
    requiredDuringSchedulingIgnoredDuringExecution:
      affinity.requiredDuringSchedulingIgnoredDuringExecution?.map(withoutKeys),
    preferredDuringSchedulingIgnoredDuringExecution: affinity.preferredDuringSchedulingIgnoredDuringExecution?.map(
      (weighted) => ({ ...weighted, podAffinityTerm: withoutKeys(weighted.podAffinityTerm ?? {}) }),
    ),
  };
}
