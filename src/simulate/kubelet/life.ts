/** A pod's life: what its manifest, the assumptions and a scenario's behaviours make of it. */

import { imageMistake, isImagePlaceholder } from '../../kube/image-reference.js';
import type { Container, PodSpec, Probe } from '../../kube/types.generated.js';
import type { ContainerLife, ContainerState, Course, StartHook } from '../objects/container.js';
import type { Pod, PodLife } from '../objects/pod.js';
import { isSame } from '../same.js';
import type { Behaviour, Exit, GivenBehaviour, LifeSource } from './behaviour.js';
import { configKeys, volumeKeys } from './config-keys.js';
import { courseOf, initCourse, type Program } from './course.js';
import { restartRules } from './restart.js';
import { jobExit } from './run-to-completion.js';
import { hookDelay, preStopDelay, type Stopping, stop } from './termination.js';
import { isWildcardMatch } from './wildcard.js';

/** A pull that fails does so after this long, whatever a good one takes. */
const FAILED_PULL_MS = 1000;
const DEFAULT_GRACE_SECONDS = 30;
/** What a program ends with that does nothing about SIGTERM. */
const SIGTERMED = 143;

/** The life of a pod that behaves so from its start. */
export function lifeFrom(spec: PodSpec, source: LifeSource): PodLife {
  const containers = [
    ...(spec.initContainers ?? []).map((container) => containerLife(container, { spec, source, isInit: true })),
    ...(spec.containers ?? []).map((container) => containerLife(container, { spec, source, isInit: false })),
  ];
  const inits = spec.initContainers?.length ?? 0;
  const keys = volumeKeys(spec);
  const whole = wholeOf(source);
  const { pullMs, startMs = 0, unready = false } = whole;
  const assumedMs = startMs === 0 && whole.startMs === undefined ? source.assumptions.podStartSeconds * 1000 : 0;
  const pull = isWithoutImage(containers[0]) ? FAILED_PULL_MS : pullMs === 'never' ? assumedMs : (pullMs ?? assumedMs);
  return {
    prepareMs: pull + (inits === 0 ? startMs : 0),
    startMs,
    containers,
    inits,
    needsConfig: keys.length > 0 || containers.some((own) => own.configKeys.length > 0),
    volumeKeys: keys,
    unmounted: undefined,
    fresh: containers.map(() => (inits > 0 ? INITIALIZING : CREATING)),
    deadlineMs: spec.activeDeadlineSeconds === undefined ? undefined : Number(spec.activeDeadlineSeconds) * 1000,
    since: 0,
    unready,
    gates: gatesOf(spec, source, whole),
    usage: whole.usage,
    source,
  };
}

/** The life of a pod whose behaviour changes now. Times count from now for containers that run. */
export function changedLife(pod: Pod, behaviour: Behaviour, now: number): PodLife {
  const { source, containers, gates } = pod.life;
  const next = { ...source, given: [...source.given, { behaviour, image: undefined }] };
  const fresh = lifeFrom(pod.spec, next);
  const specs = [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])];
  return {
    ...fresh,
    since: now,
    // What was set stays, unless it is said that it does not.
    gates: fresh.gates && { ...fresh.gates, areOpen: gates?.areOpen === true && fresh.gates.delayMs !== 'never' },
    containers: fresh.containers.map((life, place) => {
      const before = containers[place];
      const spec = specs[place];
      if (before === undefined || spec === undefined) return life;
      // What stays as it is keeps its course: nothing starts anew for it.
      if (isSame(before.course, life.course) && before.change === undefined)
        return { ...life, course: before.course, change: undefined };
      return { ...life, change: changeOf(spec, life, { spec: pod.spec, source: next, isInit: place < fresh.inits }) };
    }),
  };
}

function gatesOf(
  { readinessGates = [] }: PodSpec,
  { assumptions }: LifeSource,
  { gatesMs }: Behaviour,
): PodLife['gates'] {
  if (readinessGates.length === 0) return undefined;
  const { readinessGateSeconds: seconds } = assumptions;
  return { delayMs: gatesMs ?? (Number.isFinite(seconds) ? seconds * 1000 : 'never'), areOpen: false };
}

const NOT_STARTED: Omit<ContainerState, 'state' | 'reason'> = {
  since: 0,
  started: false,
  ready: false,
  restarts: 0,
  exitCode: undefined,
  endedAt: undefined,
  waitMs: 0,
  backOffMs: 0,
  course: undefined,
  from: 0,
  turn: 0,
};
const CREATING: ContainerState = { state: 'waiting', reason: 'ContainerCreating', ...NOT_STARTED };
const INITIALIZING: ContainerState = { state: 'waiting', reason: 'PodInitializing', ...NOT_STARTED };

interface Setting {
  readonly spec: PodSpec;
  readonly source: LifeSource;
  readonly isInit: boolean;
}

function containerLife(container: Container, setting: Setting): ContainerLife {
  const { spec, source, isInit } = setting;
  const isSidecar = isInit && container.restartPolicy === 'Always' && source.hasSidecars;
  const role = isSidecar ? 'sidecar' : isInit ? 'init' : 'app';
  const told = toldOf(container, setting);
  const podPolicy = policyOf(spec.restartPolicy) ?? 'Always';
  const own = source.hasContainerPolicies ? policyOf(container.restartPolicy) : undefined;
  const policy = own ?? podPolicy;
  const hasRules = source.hasContainerPolicies && container.restartPolicy !== undefined;
  return {
    name: container.name ?? '',
    image: container.image ?? '',
    role,
    obstacle: obstacleOf(container, told),
    why: '',
    configKeys: configKeys(container),
    course:
      role === 'init' ? initOf(container, told, setting) : courseOf(container, programOf(container, told, setting)),
    change: undefined,
    restartPolicy: role === 'init' && policy === 'Always' ? 'OnFailure' : policy,
    restartsAfter: hasRules ? restartRules(container, 'Restart') : undefined,
    restartsAll: hasRules && source.canRestartAll ? restartRules(container, 'RestartAllContainers') : undefined,
    hook: hookOf(container, told, setting),
    ...stoppingOf(container, told, setting),
  };
}

/** What keeps it from being created, whatever else is there. */
function obstacleOf({ image = '', imagePullPolicy }: Container, told: Behaviour): ContainerLife['obstacle'] {
  if (image !== '' && !isImagePlaceholder(image) && imageMistake(image) !== undefined) return 'name';
  if (told.pullMs === 'never') return imagePullPolicy === 'Never' ? 'absent' : 'image';
  return told.config === 'missing' ? 'config' : '';
}

function isWithoutImage(own: ContainerLife | undefined): boolean {
  return own !== undefined && own.obstacle !== '' && own.obstacle !== 'config';
}

/** Without native sidecars, one that was meant to be one never ends. */
function initOf({ restartPolicy }: Container, told: Behaviour, { source }: Setting): Course {
  const isEndless = restartPolicy === 'Always';
  const afterMs = told.initMs ?? source.assumptions.initContainerSeconds * 1000;
  return initCourse(exitsOf(told.exit, isEndless || afterMs === 'never' ? undefined : { afterMs, code: 0 }));
}

/** An end that a scenario gives replaces the usual one, or only comes before it if it happens so many times. */
function exitsOf(told: Exit | undefined, usual: Exit | undefined): Exit[] {
  if (told === undefined) return usual === undefined ? [] : [usual];
  if (told.times === undefined || usual === undefined) return [told];
  return [told, { ...usual, afterMs: Math.max(usual.afterMs, told.afterMs) }];
}

function policyOf(text: string | undefined): ContainerLife['restartPolicy'] | undefined {
  return text === 'Always' || text === 'OnFailure' || text === 'Never' ? text : undefined;
}

/** What is said of the pod as a whole. */
function wholeOf({ given }: LifeSource): Behaviour {
  return Object.assign({}, ...given.map(({ behaviour }) => behaviour));
}

/** What is said of one container: later behaviours win field by field. */
function toldOf(container: Container, { source, isInit }: Setting): Behaviour {
  return Object.assign({}, ...source.given.map((given) => partFor(given, container, isInit)));
}

/**
 * The part of a behaviour that concerns a container: all of it if it or its image is named. Otherwise hooks and signals
 * concern every container, the rest those that are no init containers, unless an image was named.
 */
function partFor({ behaviour, image }: GivenBehaviour, container: Container, isInit: boolean): Behaviour {
  const { container: named, exit, ...common } = behaviour;
  const isNamed = named !== undefined && named === container.name;
  const isMatch = image !== undefined && isWildcardMatch(image, container.image ?? '');
  const isMeant = named === undefined ? isMatch || (image === undefined && !isInit) : isNamed;
  const ends = exit !== undefined && (exit.container === undefined ? isMeant : exit.container === container.name);
  const end: Behaviour = ends ? { exit } : {};
  if (isMeant) return { ...common, ...end };
  if (named !== undefined) return end;
  const { initMs, preStopMs, postStartMs, postStartFails, terminateMs, pullMs, config } = common;
  const isWhole = image === undefined;
  return {
    ...end,
    ...(initMs !== undefined && { initMs }),
    ...(preStopMs !== undefined && { preStopMs }),
    ...(postStartMs !== undefined && { postStartMs }),
    ...(postStartFails !== undefined && { postStartFails }),
    ...(terminateMs !== undefined && { terminateMs }),
    ...(isWhole && pullMs !== undefined && { pullMs }),
    ...(isWhole && config !== undefined && { config }),
  };
}

function stoppingOf(container: Container, told: Behaviour, { source }: Setting): Stopping {
  const hasHook = container.lifecycle?.preStop !== undefined;
  return {
    preStopMs: hasHook ? (told.preStopMs ?? preStopDelay(container)) : 0,
    stopMs: told.terminateMs ?? source.assumptions.shutdownSeconds * 1000,
    stopCode: SIGTERMED,
  };
}

/** Its postStart hook: how long it takes is in the manifest if it sleeps; else it is taken as done at once. */
function hookOf(container: Container, told: Behaviour, setting: Setting): StartHook | undefined {
  const hook = container.lifecycle?.postStart;
  if (hook === undefined) return undefined;
  const ended = stop(stoppingOf(container, told, setting), graceOf(setting.spec));
  return { ms: told.postStartMs ?? hookDelay(hook), fails: told.postStartFails ?? false, stop: ended };
}

function graceOf({ terminationGracePeriodSeconds = DEFAULT_GRACE_SECONDS }: PodSpec): number {
  return Number(terminationGracePeriodSeconds) * 1000;
}

function programOf(container: Container, told: Behaviour, setting: Setting): Program {
  const { spec, source, isInit } = setting;
  const { startupMs, readyMs, readyUntilMs, liveFailsMs, unready = false, latencyMs = 0 } = told;
  const stopping = stoppingOf(container, told, setting);
  const hook = hookOf(container, told, setting);
  return {
    answersMs: startupMs ?? source.assumptions.appReadySeconds * 1000,
    isAssumed: startupMs === undefined,
    readyMs,
    readyUntilMs,
    liveFailsMs,
    unready,
    latencyMs,
    exits: exitsOf(told.exit, isInit ? undefined : endOf(told, source)),
    stop: (graceMs) => stop(stopping, graceMs),
    isRunning: false,
    graceMs: graceOf(spec),
    hookMs: hook === undefined ? 0 : hook.fails ? 'never' : hook.ms,
  };
}

/** A container that is to end by itself: of a Job, or where a scenario says how. */
function endOf({ runMs, exitCode }: Behaviour, { assumptions, isJob }: LifeSource): Exit | undefined {
  if (!isJob && runMs === undefined && exitCode === undefined) return undefined;
  return jobExit(runMs ?? assumptions.jobRunSeconds * 1000, exitCode);
}

/** From now on, of a container that runs: its first delay is over, and it answers already unless something else is said. */
function changeOf(container: Container, life: ContainerLife, setting: Setting): Course {
  const told = toldOf(container, setting);
  if (life.role === 'init') return initOf(container, told, setting);
  const program = { ...programOf(container, told, setting), isRunning: true, hookMs: 0 };
  const running: Container = {
    ...container,
    livenessProbe: undelayed(container.livenessProbe),
    readinessProbe: undelayed(container.readinessProbe),
    startupProbe: undelayed(container.startupProbe),
  };
  // The next look comes up to one period later.
  return courseOf(running, program.isAssumed ? { ...program, answersMs: 1 } : program);
}

function undelayed(probe: Probe | undefined): Probe | undefined {
  return probe === undefined ? undefined : { ...probe, initialDelaySeconds: 0 };
}
