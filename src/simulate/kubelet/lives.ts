import { matchesRequirement, parseSelectorText, type Requirement } from '../../kube/selector.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { Labels, Metadata } from '../objects/metadata.js';
import type { Delay, PodLife } from '../objects/pod.js';
import { readyDelay } from './probes.js';
import { isJobPod, jobExit } from './run-to-completion.js';
import { terminationDelay } from './termination.js';
import { isWildcardMatch } from './wildcard.js';

/** What nobody knows from a manifest: assumed, printed, and overridable. In seconds. */
export interface Assumptions {
  /** From being bound to a node until the containers run: image pull, volumes, sandbox. */
  readonly podStartSeconds: number;
  /** Run time of one init container. */
  readonly initContainerSeconds: number;
  /** From running until the program answers its probes. */
  readonly appReadySeconds: number;
  /** From SIGTERM until the program has ended. */
  readonly shutdownSeconds: number;
  /** From running until a pod of a Job has ended, with exit code 0. */
  readonly jobRunSeconds: number;
}

/** The assumptions where nobody says otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  podStartSeconds: 5,
  initContainerSeconds: 2,
  appReadySeconds: 5,
  shutdownSeconds: 1,
  jobRunSeconds: 10,
};

/** How some pods behave, from a scenario. In milliseconds; what is absent comes from the manifest and the assumptions. */
export interface Behaviour {
  readonly pullMs?: Delay;
  readonly initMs?: number;
  readonly startMs?: number;
  readonly readyMs?: Delay;
  readonly exit?: { readonly afterMs: number; readonly code: number };
  /** How long a pod runs that ends by itself, and with which code. */
  readonly runMs?: number;
  readonly exitCode?: number;
  readonly terminateMs?: number;
  readonly unready?: boolean;
}

/** Which pods behave so: by an image with wildcards, by labels, by annotations; all that is given has to match. */
export interface PodMatch {
  readonly image?: string;
  readonly selector?: string;
  readonly namespace?: string;
}

/** One entry of a scenario's `pods:`. */
export interface BehaviourRule {
  readonly match: PodMatch;
  readonly behaviour: Behaviour;
}

/** Gives each pod its life when it is created. */
export interface PodLives {
  readonly lifeOf: (spec: PodSpec, metadata: Metadata) => PodLife;
}

/** Lives from assumptions and a scenario's rules; later rules win field by field. `more` may add for single pods. */
export function podLives(
  assumptions: Assumptions,
  rules: readonly BehaviourRule[],
  more?: (spec: PodSpec, metadata: Metadata) => Behaviour,
): PodLives {
  const compiled = rules.map(({ match, behaviour }) => ({ ...compile(match), behaviour }));
  const cache = new WeakMap<PodSpec, WeakMap<Labels, PodLife>>();
  return {
    lifeOf: (spec, metadata) => {
      const known = more === undefined ? cache.get(spec)?.get(metadata.labels) : undefined;
      if (known !== undefined) return known;
      const matching = compiled.filter((rule) => applies(rule, spec, metadata)).map((rule) => rule.behaviour);
      const extra = more?.(spec, metadata);
      const life = lifeFrom(spec, Object.assign({}, ...matching, extra), { assumptions, isJob: isJobPod(metadata) });
      const bySpec = cache.get(spec) ?? new WeakMap<Labels, PodLife>();
      cache.set(spec, bySpec.set(metadata.labels, life));
      return life;
    },
  };
}

interface CompiledMatch {
  readonly image: string | undefined;
  readonly namespace: string | undefined;
  readonly requirements: readonly Requirement[] | undefined;
}

function compile(match: PodMatch): CompiledMatch {
  const selector = match.selector === undefined ? undefined : parseSelectorText(match.selector);
  const requirements = selector?.kind === 'selector' ? selector.requirements : undefined;
  return { image: match.image, namespace: match.namespace, requirements };
}

function applies(match: CompiledMatch, spec: PodSpec, metadata: Metadata): boolean {
  const { image, namespace, requirements } = match;
  if (namespace !== undefined && namespace !== metadata.namespace) return false;
  if (requirements?.some((requirement) => !matchesRequirement(requirement, metadata.labels))) return false;
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return image === undefined || containers.some((container) => isWildcardMatch(image, container.image ?? ''));
}

/** The life of a pod that behaves so. */
export function lifeFrom(
  spec: PodSpec,
  behaviour: Behaviour,
  { assumptions, isJob }: { readonly assumptions: Assumptions; readonly isJob: boolean },
): PodLife {
  const { runMs = assumptions.jobRunSeconds * 1000, exitCode } = behaviour;
  const ends = isJob || behaviour.runMs !== undefined || exitCode !== undefined;
  const inits = (spec.initContainers ?? []).filter((container) => container.restartPolicy !== 'Always');
  const initMs = behaviour.initMs ?? assumptions.initContainerSeconds * 1000;
  return {
    pullMs: behaviour.pullMs ?? (behaviour.startMs === undefined ? assumptions.podStartSeconds * 1000 : 0),
    initMs: inits.map(() => initMs),
    startMs: behaviour.startMs ?? 0,
    readyMs: behaviour.readyMs ?? readyDelay(spec, assumptions.appReadySeconds * 1000),
    exit: behaviour.exit ?? (ends ? jobExit(runMs, exitCode) : undefined),
    terminateMs: terminationDelay(spec, behaviour.terminateMs ?? assumptions.shutdownSeconds * 1000),
    unready: behaviour.unready ?? false,
  };
}
