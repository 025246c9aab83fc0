/**
 * A pod template as `kubectl describe` and `kubectl rollout history --revision` print it; tabs are where kubectl has them.
 * Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go `DescribePodTemplate`.
 *
 * Not modelled: what volumes are made of, variables that come from elsewhere, topology spread constraints, probe hosts.
 */

import type { Container, PodTemplateSpec, Probe, Toleration } from '../../kube/types.generated.js';

/** The lines of a template. */
export function templateLines({ metadata = {}, spec = {} }: PodTemplateSpec): string[] {
  const { initContainers = [], containers = [], volumes = [], nodeSelector = {}, tolerations = [] } = spec;
  const annotations = pairs(metadata.annotations, ': ');
  const account = spec.serviceAccountName ?? '';
  const priority = spec.priorityClassName ?? '';
  return [
    'Pod Template:',
    ...headed('  Labels:', pairs(metadata.labels, '=')),
    ...(annotations.length > 0 ? headed('  Annotations:', annotations) : []),
    ...(account === '' ? [] : [`  Service Account:\t${account}`]),
    ...(initContainers.length === 0 ? [] : ['  Init Containers:', ...initContainers.flatMap(containerLines)]),
    '  Containers:',
    ...containers.flatMap(containerLines),
    ...(volumes.length === 0 ? ['  Volumes:\t<none>'] : ['  Volumes:', ...volumes.map(({ name }) => `   ${name}:`)]),
    ...(priority === '' ? [] : [`  Priority Class Name:\t${priority}`]),
    ...headed('  Node-Selectors:', pairs(nodeSelector, '=')),
    ...headed('  Tolerations:', tolerations.map(tolerationText).sort()),
  ];
}

function pairs(map: Readonly<Record<string, string>> = {}, separator: string): string[] {
  return Object.keys(map)
    .sort()
    .map((name) => `${name}${separator}${map[name]}`);
}

/** The first value beside the heading, the others below it. */
function headed(heading: string, values: readonly string[]): string[] {
  return (values.length === 0 ? ['<none>'] : values).map((value, place) => `${place === 0 ? heading : ''}\t${value}`);
}

function containerLines({ name, image, ports = [], command, args, ...rest }: Container): string[] {
  const of = (port: (one: (typeof ports)[number]) => number) =>
    ports.map((one) => `${port(one)}/${one.protocol ?? 'TCP'}${one.name === undefined ? '' : ` (${one.name})`}`);
  const plural = ports.length > 1 ? 's' : '';
  const { limits = {}, requests = {} } = rest.resources ?? {};
  return [
    `   ${name}:`,
    `    Image:\t${image ?? ''}`,
    `    Port${plural}:\t${of((one) => one.containerPort ?? 0).join(', ') || '<none>'}`,
    `    Host Port${plural}:\t${of((one) => one.hostPort ?? 0).join(', ') || '<none>'}`,
    ...listed('Command', command),
    ...listed('Args', args),
    ...listed('Limits', pairs(texts(limits), ':\t')),
    ...listed('Requests', pairs(texts(requests), ':\t')),
    ...probeLine('Liveness', rest.livenessProbe),
    ...probeLine('Readiness', rest.readinessProbe),
    ...probeLine('Startup', rest.startupProbe),
    ...orNone(
      'Environment',
      (rest.env ?? []).map((one) => `${one.name}:\t${one.value ?? '<set elsewhere>'}`),
    ),
    ...orNone(
      'Mounts',
      (rest.volumeMounts ?? [])
        .map((one) => `${one.mountPath} from ${one.name} (${one.readOnly ? 'ro' : 'rw'})`)
        .sort(),
    ),
  ];
}

function texts(quantities: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, String(quantity)]));
}

function listed(heading: string, lines: readonly string[] = []): string[] {
  return lines.length === 0 ? [] : [`    ${heading}:`, ...lines.map((line) => `      ${line}`)];
}

function orNone(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`    ${heading}:\t<none>`] : listed(heading, lines);
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
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port ?? ''}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
}

function tolerationText({ key = '', operator = '', value = '', effect = '', tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const how = operator === 'Exists' ? (what === '' ? 'op=Exists' : ' op=Exists') : '';
  return `${what}${how}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
}
