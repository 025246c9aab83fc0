/** The probes of a container, as events name them. */
export type ProbeKind = 'Startup' | 'Liveness' | 'Readiness';

/** What happens to a container that runs, so many milliseconds after its start (or after its behaviour changed). */
export interface Turn {
  readonly atMs: number;
  readonly what: Happening;
}

/** What may happen to a container that runs. */
export type Happening =
  /** The startup probe has succeeded, or there is none. */
  | { readonly kind: 'started' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'unready' }
  /** A probe fails for the first time. */
  | { readonly kind: 'unhealthy'; readonly probe: ProbeKind }
  /** A liveness or startup probe has failed often enough: preStop and SIGTERM begin. */
  | { readonly kind: 'kill'; readonly probe: ProbeKind }
  | {
      readonly kind: 'exit';
      readonly code: number;
      /** `Completed`, `Error`, `OOMKilled` */
      readonly reason: string;
      /** The kubelet has stopped it: the back-off counts otherwise. */
      readonly isKilled: boolean;
      /** Only this many times; the next start goes well. */
      readonly times: number;
    };

/** Everything that happens to a container after its start, in order. */
export type Course = readonly Turn[];

/** A key of a ConfigMap or Secret of the pod's namespace. */
export interface ConfigKey {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** `undefined`: the object as a whole. */
  readonly key: string | undefined;
}

/** A key that a volume of the pod names. */
export interface VolumeKey extends ConfigKey {
  readonly volume: string;
}

/** A postStart hook. */
export interface StartHook {
  /** From the start of the container; `never`: it hangs. */
  readonly ms: number | 'never';
  /** It fails: the container is stopped. */
  readonly fails: boolean;
  /** How long stopping takes then, and how the container ends. */
  readonly stop: { readonly ms: number; readonly code: number };
}

/** How one container behaves. Shared by all pods of a template. */
export interface ContainerLife {
  readonly name: string;
  readonly image: string;
  /** `sidecar`: an init container that goes on running beside the others (restartPolicy: Always). */
  readonly role: 'init' | 'sidecar' | 'app';
  /**
   * Why it cannot be created: its image cannot be pulled, is not there and must not be pulled (`absent`), has a name that
   * nobody can read (`name`); or a key of a ConfigMap or Secret is missing.
   */
  readonly obstacle: '' | 'image' | 'absent' | 'name' | 'config';
  /** What is missing, in the kubelet's words; '' where a scenario only says that something is. */
  readonly why: string;
  /** Keys without which it is not created. */
  readonly configKeys: readonly ConfigKey[];
  readonly course: Course;
  /** What happens from the moment of the change to a container that was running then. */
  readonly change: Course | undefined;
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  /** Exit codes after which it restarts whatever the policy says (`restartPolicyRules`). */
  readonly restartsAfter: ((code: number) => boolean) | undefined;
  /** Exit codes after which all containers of the pod start anew, from the first init container on. */
  readonly restartsAll: ((code: number) => boolean) | undefined;
  /** Its postStart hook: it runs, for others to see, only when that is done. */
  readonly hook: StartHook | undefined;
  /** How long its preStop hook takes. */
  readonly preStopMs: number;
  /** From SIGTERM until it has ended; `never`: it ignores the signal. */
  readonly stopMs: number | 'never';
  /** Exit code after SIGTERM. */
  readonly stopCode: number;
}

/** `status.containerStatuses[]`, as far as the kubelet needs it to go on. Times are virtual milliseconds. */
export interface ContainerState {
  readonly state: 'waiting' | 'running' | 'terminated';
  /** Why it waits or has ended: `ContainerCreating`, `CrashLoopBackOff`, `Completed`, `OOMKilled`…; '' when it runs. */
  readonly reason: string;
  /** Since when it is in this state. */
  readonly since: number;
  readonly started: boolean;
  readonly ready: boolean;
  readonly restarts: number;
  /** How it ended last. */
  readonly exitCode: number | undefined;
  /** When it ended last. */
  readonly endedAt: number | undefined;
  /** Waiting in back-off: for how long from `since`. */
  readonly waitMs: number;
  /** The back-off of the next start that fails. */
  readonly backOffMs: number;
  /** Which course it follows, from when, and how many turns of it are done; below 0 while its postStart hook runs. */
  readonly course: Course | undefined;
  readonly from: number;
  readonly turn: number;
}
