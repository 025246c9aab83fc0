/**
 * Containers and volumes as `kubectl describe` and `kubectl rollout history --revision` print them; tabs are where kubectl
 * has them. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go (`describeContainers`, `describeVolumes`).
 *
 * Not modelled: container and image ids, seccomp profiles, what rare volumes are made of.
 */

import type { Container, EnvVar, Probe, TopologySpreadConstraint, Volume } from '../../../kube/types.generated.js';
import { selectorText } from '../selector-text.js';

/** What a container's part is besides its spec. */
export interface ContainerContext {
  /** Before the name: three spaces in a template, two in a pod. */
  readonly indent: string;
  /** How it stands, in lines of a level further in; absent in a template. */
  readonly stateOf?: (container: Container) => readonly string[];
  /** The value of a field of the pod, where that is known. */
  readonly fieldOf?: (path: string) => string;
}

/** `Containers:` and below. */
export function containersLines(title: string, containers: readonly Container[], context: ContainerContext): string[] {
  const heading = context.indent.slice(2);
  const outer = heading === '' ? '' : '  ';
  return [
    `${outer}${title}:${containers.length === 0 ? ' <none>' : ''}`,
    ...containers.flatMap((container) => containerLines(container, context)),
  ];
}

function containerLines(container: Container, { indent, stateOf, fieldOf }: ContainerContext): string[] {
  const {
    name,
    image,
    ports = [],
    command,
    args,
    env = [],
    envFrom = [],
    volumeMounts = [],
    volumeDevices = [],
  } = container;
  const portTexts = (portOf: (one: (typeof ports)[number]) => unknown) =>
    ports.map((one) => `${portOf(one) ?? 0}/${one.protocol ?? 'TCP'}${one.name === undefined ? '' : ` (${one.name})`}`);
  const plural = ports.length > 1 ? 's' : '';
  const mounts = [...volumeMounts]
    .sort((one, other) => ((one.mountPath ?? '') < (other.mountPath ?? '') ? -1 : 1))
    .map(({ mountPath, name: volume, readOnly, subPath = '' }) => {
      const flags = [readOnly === true ? 'ro' : 'rw', ...(subPath === '' ? [] : [`path=${JSON.stringify(subPath)}`])];
      return `${mountPath} from ${volume} (${flags.join(',')})`;
    });
  return [
    `${indent}${name}:`,
    `    Image:\t${image ?? ''}`,
    `    Port${plural}:\t${portTexts((one) => one.containerPort).join(', ') || '<none>'}`,
    `    Host Port${plural}:\t${portTexts((one) => one.hostPort).join(', ') || '<none>'}`,
    ...below(
      'Command',
      command?.flatMap((word) => word.split('\n')),
    ),
    ...below(
      'Args',
      args?.flatMap((word) => word.split('\n')),
    ),
    ...(stateOf?.(container) ?? []),
    ...below('Limits', amountLines(container.resources?.limits)),
    ...below('Requests', amountLines(container.resources?.requests)),
    ...probeLine('Liveness', container.livenessProbe),
    ...probeLine('Readiness', container.readinessProbe),
    ...probeLine('Startup', container.startupProbe),
    ...below('Environment Variables from', envFrom.map(sourceLine)),
    ...orNone(
      'Environment',
      env.flatMap((one) => variableLines(one, container, fieldOf)),
    ),
    ...orNone('Mounts', mounts),
    ...below(
      'Devices',
      volumeDevices.map((one) => `${one.devicePath} from ${one.name}`),
    ),
  ];
}

function amountLines(amounts: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.keys(amounts)
    .sort()
    .map((name) => `${name}:\t${String(amounts[name])}`);
}

function below(heading: string, lines: readonly string[] = []): string[] {
  return lines.length === 0 ? [] : [`    ${heading}:`, ...lines.map((line) => `      ${line}`)];
}

function orNone(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`    ${heading}:\t<none>`] : below(heading, lines);
}

function sourceLine({ configMapRef, secretRef, prefix = '' }: NonNullable<Container['envFrom']>[number]): string {
  const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
  const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
  return `${name}\t${from}${prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${optional}`;
}

function variableLines(
  { name, value = '', valueFrom }: EnvVar,
  { resources }: Container,
  fieldOf?: ContainerContext['fieldOf'],
): string[] {
  if (valueFrom === undefined || valueFrom === null)
    return value.split('\n').map((line, place) => (place === 0 ? `${name}:\t${line}` : `\t${line}`));
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    const path = fieldRef.fieldPath ?? '';
    return [`${name}:\t${fieldOf?.(path) ?? ''} (${fieldRef.apiVersion ?? 'v1'}:${path})`];
  }
  if (resourceFieldRef !== undefined) {
    const { resource = '' } = resourceFieldRef;
    const [list = '', amount = ''] = resource.split('.');
    const amounts: Readonly<Record<string, unknown>> =
      (list === 'limits' ? resources?.limits : resources?.requests) ?? {};
    const known = Object.hasOwn(amounts, amount)
      ? String(amounts[amount])
      : list === 'limits'
        ? 'node allocatable'
        : '0';
    return [`${name}:\t${known} (${resource})`];
  }
  if (secretKeyRef !== undefined)
    return [
      `${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`,
    ];
  if (configMapKeyRef !== undefined)
    return [
      `${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}`,
    ];
  return [];
}

function probeLine(heading: string, probe: Probe | undefined): string[] {
  if (probe === undefined) return [];
  const {
    initialDelaySeconds = 0,
    timeoutSeconds = 1,
    periodSeconds = 10,
    successThreshold = 1,
    failureThreshold = 3,
  } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`;
  return [`    ${heading}:\t${handlerText(probe)} ${times}`];
}

function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port = '', path = '' } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port ?? ''}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
}

/** `Volumes:` and below; `indent` is two spaces in a template, none in a pod. */
export function volumesLines(volumes: readonly Volume[], indent: '' | '  '): string[] {
  if (volumes.length === 0) return [`${indent}Volumes:\t<none>`];
  const names = indent === '' ? '  ' : '   ';
  return [`${indent}Volumes:`, ...volumes.flatMap((volume) => [`${names}${volume.name}:`, ...volumeLines(volume)])];
}

function volumeLines(volume: Volume): string[] {
  const of = (type: string, ...rows: readonly (readonly [string, unknown])[]) => [
    `    Type:\t${type}`,
    ...rows.map(([name, value]) => `    ${name}:\t${String(value)}`),
  ];
  const { configMap, secret, emptyDir, hostPath, persistentVolumeClaim, projected, ephemeral, csi, nfs } = volume;
  if (hostPath !== undefined)
    return of('HostPath (bare host directory volume)', ['Path', hostPath.path], ['HostPathType', hostPath.type ?? '']);
  if (emptyDir !== undefined)
    return of(
      "EmptyDir (a temporary directory that shares a pod's lifetime)",
      ['Medium', emptyDir.medium ?? ''],
      ['SizeLimit', emptyDir.sizeLimit ?? '<unset>'],
    );
  if (secret !== undefined)
    return of(
      'Secret (a volume populated by a Secret)',
      ['SecretName', secret.secretName],
      ['Optional', secret.optional ?? false],
    );
  if (configMap !== undefined)
    return of(
      'ConfigMap (a volume populated by a ConfigMap)',
      ['Name', configMap.name],
      ['Optional', configMap.optional ?? false],
    );
  if (persistentVolumeClaim !== undefined)
    return of(
      'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      ['ClaimName', persistentVolumeClaim.claimName],
      ['ReadOnly', persistentVolumeClaim.readOnly ?? false],
    );
  if (projected !== undefined)
    return of(
      'Projected (a volume that contains injected data from multiple sources)',
      ...(projected.sources ?? []).flatMap((source): (readonly [string, unknown])[] => {
        if (source.secret !== undefined)
          return [
            ['SecretName', source.secret.name],
            ['Optional', source.secret.optional ?? false],
          ];
        if (source.downwardAPI !== undefined) return [['DownwardAPI', true]];
        if (source.configMap !== undefined)
          return [
            ['ConfigMapName', source.configMap.name],
            ['Optional', source.configMap.optional ?? false],
          ];
        const { serviceAccountToken } = source;
        return serviceAccountToken === undefined
          ? []
          : [['TokenExpirationSeconds', serviceAccountToken.expirationSeconds ?? 3600]];
      }),
    );
  if (ephemeral !== undefined)
    return of('EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)');
  if (nfs !== undefined)
    return of(
      'NFS (an NFS mount that lasts the lifetime of a pod)',
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', nfs.readOnly ?? false],
    );
  if (csi !== undefined)
    return of(
      'CSI (a Container Storage Interface (CSI) volume source)',
      ['Driver', csi.driver],
      ['FSType', csi.fsType ?? ''],
      ['ReadOnly', csi.readOnly ?? false],
    );
  const other = Object.keys(volume).find((name) => name !== 'name') ?? '';
  return other === ''
    ? of("EmptyDir (a temporary directory that shares a pod's lifetime)", ['Medium', ''], ['SizeLimit', '<unset>'])
    : of(other);
}

/** `Topology Spread Constraints:`, where there are any. */
export function spreadLines(constraints: readonly TopologySpreadConstraint[] = [], indent: '' | '  '): string[] {
  const sorted = [...constraints].sort((one, other) => ((one.topologyKey ?? '') < (other.topologyKey ?? '') ? -1 : 1));
  return sorted.map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }, place) => {
    const selector = labelSelector === undefined ? '' : ` for selector ${selectorText(labelSelector)}`;
    const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
    return place === 0 ? `${indent}Topology Spread Constraints:\t${text}` : `${indent}\t${text}`;
  });
}
