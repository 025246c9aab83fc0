// What the API server fills in: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type {
  Container,
  ContainerPort,
  EnvVar,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  PersistentVolumeClaim,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSince } from '../since.js';
import { defaultPullPolicy } from './image-name.js';
import { withPodResourceDefaults } from './pod-resource-defaults.js';
import { withVolumeDefaults } from './volume-defaults.js';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** A template with the defaults of its Pods' spec. */
export function withPodTemplateDefaults(template: PodTemplateSpec, context: ApiContext): PodTemplateSpec {
  return { ...template, spec: withPodSpecDefaults(template.spec ?? {}, context) };
}

/** A bare Pod with its defaults, some of which templates do not get. */
export function withPodDefaults(pod: Pod, context: ApiContext): Pod {
  const spec: Mutable<PodSpec> = { ...withPodSpecDefaults(pod.spec ?? {}, context) };
  spec.enableServiceLinks ??= true;
  if (spec.containers !== undefined) spec.containers = spec.containers.map(withRequests);
  if (spec.initContainers !== undefined) spec.initContainers = spec.initContainers.map(withRequests);
  if (spec.hostNetwork === true) withHostPorts(spec);
  const defaulted = isGateOn('PodLevelResources', context.version) ? withPodResourceDefaults(spec) : spec;
  return { ...pod, spec: defaulted };
}

// Where only a limit is set, it is the request.
function withRequests(container: Container): Container {
  const limits = container.resources?.limits;
  if (limits === undefined) return container;
  return {
    ...container,
    resources: { ...container.resources, requests: { ...limits, ...container.resources?.requests } },
  };
}

function withHostPorts(spec: Mutable<PodSpec>): void {
  const withHostPort = (port: ContainerPort): ContainerPort =>
    port.hostPort || !port.containerPort ? port : { ...port, hostPort: port.containerPort };
  for (const field of ['containers', 'initContainers'] as const) {
    spec[field] = spec[field]?.map((container) =>
      container.ports === undefined ? container : { ...container, ports: container.ports.map(withHostPort) },
    );
  }
}

/** The spec of a Pod with the defaults that Pods and templates get. */
function withPodSpecDefaults(written: PodSpec, context: ApiContext): PodSpec {
  const spec: Mutable<PodSpec> = { ...written };
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName ||= 'default-scheduler';
  if (spec.containers !== undefined) spec.containers = spec.containers.map(withContainerDefaults);
  if (spec.initContainers !== undefined) spec.initContainers = spec.initContainers.map(withContainerDefaults);
  if (spec.ephemeralContainers !== undefined) {
    spec.ephemeralContainers = spec.ephemeralContainers.map(withContainerDefaults);
  }
  if (spec.volumes !== undefined) spec.volumes = spec.volumes.map((volume) => withVolumeDefaults(volume, context));
  if (spec.hostNetwork === true && !isSince('hostPortsOfPodsOnly', context.version)) withHostPorts(spec);
  return spec;
}

function withContainerDefaults(written: Container): Container {
  const container: Mutable<Container> = { ...written };
  container.imagePullPolicy ||= defaultPullPolicy(container.image ?? '');
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  if (container.ports !== undefined) container.ports = container.ports.map(withProtocol);
  if (container.env !== undefined) container.env = container.env.map(withEnvDefaults);
  if (container.livenessProbe !== undefined) container.livenessProbe = withProbeDefaults(container.livenessProbe);
  if (container.readinessProbe !== undefined) container.readinessProbe = withProbeDefaults(container.readinessProbe);
  if (container.startupProbe !== undefined) container.startupProbe = withProbeDefaults(container.startupProbe);
  if (container.lifecycle !== undefined) container.lifecycle = withLifecycleDefaults(container.lifecycle);
  return container;
}

function withProtocol(port: ContainerPort): ContainerPort {
  return port.protocol ? port : { ...port, protocol: 'TCP' };
}

function withEnvDefaults(variable: EnvVar): EnvVar {
  const { fieldRef, fileKeyRef } = variable.valueFrom ?? {};
  if (fieldRef !== undefined && !fieldRef.apiVersion) {
    return { ...variable, valueFrom: { ...variable.valueFrom, fieldRef: { ...fieldRef, apiVersion: 'v1' } } };
  }
  if (fileKeyRef !== undefined && fileKeyRef.optional === undefined) {
    return { ...variable, valueFrom: { ...variable.valueFrom, fileKeyRef: { ...fileKeyRef, optional: false } } };
  }
  return variable;
}

function withProbeDefaults(written: Probe): Probe {
  const probe: Mutable<Probe> = { ...written };
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.httpGet !== undefined) probe.httpGet = withHttpGetDefaults(probe.httpGet);
  if (probe.grpc !== undefined && probe.grpc.service === undefined) probe.grpc = { ...probe.grpc, service: '' };
  return probe;
}

function withHttpGetDefaults(httpGet: HTTPGetAction): HTTPGetAction {
  return { ...httpGet, path: httpGet.path || '/', scheme: httpGet.scheme || 'HTTP' };
}

function withLifecycleDefaults(written: Lifecycle): Lifecycle {
  const lifecycle: Mutable<Lifecycle> = { ...written };
  const withDefaults = (handler: LifecycleHandler): LifecycleHandler =>
    handler.httpGet === undefined ? handler : { ...handler, httpGet: withHttpGetDefaults(handler.httpGet) };
  if (lifecycle.postStart !== undefined) lifecycle.postStart = withDefaults(lifecycle.postStart);
  if (lifecycle.preStop !== undefined) lifecycle.preStop = withDefaults(lifecycle.preStop);
  return lifecycle;
}

/** A claim, or a claim template of a StatefulSet, with its defaults. */
export function withClaimDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const { spec = {}, status = {} } = claim;
  return {
    ...claim,
    spec: { ...spec, volumeMode: spec.volumeMode ?? 'Filesystem' },
    status: { ...status, phase: status.phase || 'Pending' },
  };
}
