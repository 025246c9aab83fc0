/**
 * A pod as `kubectl describe` prints it. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go `describePod`.
 *
 * Not modelled: addresses (`<unknown>`), ids, the volume with the service account's token, whose name is made up.
 */

import type { Container } from '../../../kube/types.generated.js';
import { qosClass } from '../../kubelet/qos.js';
import type { ContainerState } from '../../objects/container.js';
import { isTerminal, type Pod } from '../../objects/pod.js';
import type { World } from '../../world.js';
import { UNKNOWN } from '../api-values.js';
import { isContainerReady, lastEnd } from '../container-ends.js';
import { humanDuration } from '../human-duration.js';
import { withDefaultTolerations } from '../pod-admission.js';
import { podConditions } from '../pod-conditions.js';
import { containersLines, spreadLines, volumesLines } from './containers.js';
import { labelLines, tolerationLines } from './lists.js';
import { dateText } from './time.js';
import { marks, named, ownerLine } from './workloads.js';

/** A pod, without its events. */
export function podLines(pod: Pod, world: World): string[] {
  const { spec, status, node } = pod;
  const { initContainers = [], containers = [], volumes = [], nodeSelector = {}, readinessGates = [] } = spec;
  const { priorityClassName = '', runtimeClassName = '' } = spec;
  const conditions = podConditions(pod);
  const hasAddress = status.containers.length > 0;
  const context = { indent: '  ', stateOf: stateOf(pod, world), fieldOf: fieldOf(pod) };
  return [
    ...named(pod),
    `Priority:\t${spec.priority ?? 0}`,
    ...(priorityClassName === '' ? [] : [`Priority Class Name:\t${priorityClassName}`]),
    ...(runtimeClassName === '' ? [] : [`Runtime Class Name:\t${runtimeClassName}`]),
    `Service Account:\t${spec.serviceAccountName ?? 'default'}`,
    `Node:\t${node === undefined ? '<none>' : `${node}/${hasAddress ? UNKNOWN : ''}`}`,
    ...(status.scheduledAt === undefined ? [] : [`Start Time:\t${dateText(status.scheduledAt, world)}`]),
    ...marks(pod),
    ...statusLines(pod, world),
    ...(status.reason === '' ? [] : [`Reason:\t${status.reason}`]),
    ...(status.message === '' ? [] : [`Message:\t${status.message}`]),
    `IP:\t${hasAddress ? UNKNOWN : ''}`,
    ...(hasAddress ? ['IPs:', `  IP:\t${UNKNOWN}`] : ['IPs:\t<none>']),
    ...ownerLine(pod),
    ...(status.nominatedNode === undefined ? [] : [`NominatedNodeName:\t${status.nominatedNode}`]),
    ...(initContainers.length === 0 ? [] : containersLines('Init Containers', initContainers, context)),
    ...containersLines('Containers', containers, context),
    ...table(
      'Readiness Gates:',
      readinessGates.map(({ conditionType = '' }) => [
        conditionType,
        pod.life.gates?.areOpen === true ? 'True' : '<none>',
      ]),
    ),
    ...table(
      'Conditions:',
      conditions.map(({ type, status: holds }) => [type, holds]),
    ),
    ...volumesLines(volumes, ''),
    `QoS Class:\t${qosClass(spec)}`,
    ...labelLines('Node-Selectors', nodeSelector),
    ...tolerationLines('Tolerations', withDefaultTolerations(spec.tolerations)),
    ...spreadLines(spec.topologySpreadConstraints, ''),
  ];
}

function statusLines(pod: Pod, world: World): string[] {
  const { deletionTimestamp, deletionGraceMs = 0 } = pod.metadata;
  if (deletionTimestamp === undefined || isTerminal(pod)) return [`Status:\t${pod.status.phase}`];
  // The API's deletionTimestamp is the end of the grace period.
  const lasts = world.now - deletionTimestamp - deletionGraceMs;
  const text = lasts < 0 ? '<invalid>' : humanDuration(lasts);
  return [`Status:\tTerminating (lasts ${text})`, `Termination Grace Period:\t${Math.round(deletionGraceMs / 1000)}s`];
}

function table(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [title, '  Type\tStatus', ...rows.map(([type, status]) => `  ${type} \t${status} `)];
}

function stateOf(pod: Pod, world: World): (container: Container) => string[] {
  const { containers: lives, fresh } = pod.life;
  const states = pod.status.containers.length > 0 ? pod.status.containers : fresh;
  return ({ name }) => {
    const place = lives.findIndex((life) => life.name === name);
    const life = lives[place];
    const state = states[place];
    // Before it has a node nobody has written of its containers.
    if (life === undefined || state === undefined || pod.node === undefined) return [];
    const ended = lastEnd(life, state);
    const end =
      ended === undefined
        ? []
        : [
            `      Reason:\t${ended.reason}`,
            `      Exit Code:\t${ended.exitCode}`,
            `      Started:\t${ended.startedAt === undefined ? UNKNOWN : dateText(ended.startedAt, world)}`,
            `      Finished:\t${dateText(ended.at, world)}`,
          ];
    return [
      ...(state.state === 'terminated' ? ['    State:\tTerminated', ...end] : liveLines(state, world)),
      ...(ended === undefined || state.state === 'terminated' ? [] : ['    Last State:\tTerminated', ...end]),
      `    Ready:\t${isContainerReady(life, state) ? 'True' : 'False'}`,
      `    Restart Count:\t${state.restarts}`,
    ];
  };
}

function liveLines(state: ContainerState, world: World): string[] {
  if (state.state === 'running') return ['    State:\tRunning', `      Started:\t${dateText(state.since, world)}`];
  return ['    State:\tWaiting', ...(state.reason === '' ? [] : [`      Reason:\t${state.reason}`])];
}

/** Fields of a pod that its containers may ask for. */
function fieldOf({ metadata, node, spec }: Pod): (path: string) => string {
  const known: Readonly<Record<string, string>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': node ?? '',
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.podIP': UNKNOWN,
    'status.podIPs': UNKNOWN,
    'status.hostIP': UNKNOWN,
    'status.hostIPs': UNKNOWN,
  };
  return (path) => {
    if (Object.hasOwn(known, path)) return known[path] ?? '';
    const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
    const marked = map === 'labels' ? metadata.labels : metadata.annotations;
    return Object.hasOwn(marked, key) ? (marked[key] ?? '') : '';
  };
}
