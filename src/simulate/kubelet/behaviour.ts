/**
 * How pods behave where no manifest can say: the words of a scenario's `behaviour:` (`scenario/behaviour.ts` reads them)
 * and the assumptions where it says nothing.
 *
 * | word | what it says |
 * |---|---|
 * | `pull: 5s` or `never` | from being bound until the images are there; or they never are |
 * | `config: missing` | a ConfigMap, Secret or key that a container needs is not there |
 * | `init: 2s` or `never` | run time of each init container; or it never ends |
 * | `start: 1s` | after the pull, until the containers run |
 * | `startup: 90s` or `never` | the program answers its probes so long after its start |
 * | `ready: 5s`, `never`, `{ after, until }` | Ready so long after the start, whatever the probes say; until then it answers |
 * | `unready: true` | Ready turns False at once |
 * | `readinessGates: 10s` or `never` | the conditions of its readiness gates are set so long after its containers are ready |
 * | `live: { failAfter: 60s }` | the program hangs: its liveness probe fails from then on; `never` ends that |
 * | `latency: 3s` | so long the program takes over each answer: longer than `timeoutSeconds` is no answer |
 * | `exit: { after, code, times }` | it ends by itself; `times`: only so often |
 * | `crash: 20s` | the same with code 1; `true` is at once, `false` ends that |
 * | `oom: { after: 60s }` | the kernel kills it: 137, OOMKilled |
 * | `runFor: 90s`, `exitCode: 3` | a pod that is to end, as that of a Job |
 * | `preStop: 5s` | run time of a preStop hook |
 * | `postStart: 5s`, `never`, `{ after, fails: true }` | run time of a postStart hook; it hangs; it fails |
 * | `terminate: 12s` or `never` | from SIGTERM to the end; or it ignores the signal |
 * | `usage: { memory: 900Mi }` | what the pod uses, for evictions (also `disk`, `pid`); assumed is what it requests |
 * | `container: app` | what is said of containers holds for this one |
 *
 * Without `container`, what is said of containers holds for those whose image matched, or for all that are no init containers.
 */

import type { PressedResource } from '../objects/node.js';
import type { Delay } from '../objects/pod.js';

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
  /** From all containers being ready until the conditions of readiness gates are set; Infinity: nobody sets them. */
  readonly readinessGateSeconds: number;
}

/** The assumptions where nobody says otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  podStartSeconds: 5,
  initContainerSeconds: 2,
  appReadySeconds: 5,
  shutdownSeconds: 1,
  jobRunSeconds: 10,
  readinessGateSeconds: Number.POSITIVE_INFINITY,
};

/** How a container ends by itself. */
export interface Exit {
  readonly afterMs: number;
  readonly code: number;
  /** `OOMKilled`; by the code if absent. */
  readonly reason?: string;
  /** How many times it ends so; always if absent. */
  readonly times?: number;
  /** The one container that is meant. */
  readonly container?: string;
}

/** What a pod uses of its node, in bytes or pieces. */
export type Usage = Readonly<Partial<Record<PressedResource, number>>>;

/** How some pods behave, from a scenario. In milliseconds; what is absent comes from the manifest and the assumptions. */
export interface Behaviour {
  /** The one container that is meant, of those things that are said of containers. */
  readonly container?: string;
  readonly pullMs?: Delay;
  readonly config?: 'missing' | 'present';
  readonly initMs?: Delay;
  readonly startMs?: number;
  readonly startupMs?: Delay;
  readonly readyMs?: Delay;
  readonly readyUntilMs?: number;
  readonly gatesMs?: Delay;
  readonly liveFailsMs?: Delay;
  readonly latencyMs?: number;
  readonly exit?: Exit;
  /** How long a pod runs that ends by itself, and with which code. */
  readonly runMs?: number;
  readonly exitCode?: number;
  readonly preStopMs?: number;
  readonly postStartMs?: Delay;
  readonly postStartFails?: boolean;
  readonly terminateMs?: Delay;
  readonly unready?: boolean;
  readonly usage?: Usage;
}

/** A behaviour with the image pattern by which it came to a pod: it then means the containers of that image. */
export interface GivenBehaviour {
  readonly behaviour: Behaviour;
  readonly image: string | undefined;
}

/** What a pod's life is derived from, to derive it anew when its behaviour changes. */
export interface LifeSource {
  readonly given: readonly GivenBehaviour[];
  readonly assumptions: Assumptions;
  readonly isJob: boolean;
  /** Native sidecars exist in this version (gate SidecarContainers). */
  readonly hasSidecars: boolean;
  /** Containers have restart policies of their own (gate ContainerRestartRules). */
  readonly hasContainerPolicies: boolean;
  /** The end of one container may restart all of them (gate RestartAllContainersOnContainerExits). */
  readonly canRestartAll: boolean;
}
