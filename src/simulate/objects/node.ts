import type { Taint } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** What pods on a node may ask for in sum: `cpu` in millicores, `memory` and others in bytes or pieces, by resource name. */
export type Resources = ReadonlyMap<string, number>;

/** A `kubectl drain` that goes on while the cluster runs. Times are virtual milliseconds. */
export interface Drain {
  readonly since: number;
  /** `--timeout`: gives up then. */
  readonly until: number | undefined;
  /** `--grace-period` */
  readonly graceMs: number | undefined;
  /** `--disable-eviction`: pods are deleted, whatever budgets say. */
  readonly isDeleting: boolean;
  /** The pods to evict that are still there, by uid. */
  readonly left: readonly { readonly key: string; readonly uid: string; readonly refusal: string }[];
  /** How it ended; `undefined` while it goes on. */
  readonly end: 'drained' | 'timeout' | undefined;
}

/** What a machine may run short of. */
export type PressedResource = 'memory' | 'disk' | 'pid';

/** A machine that runs short. Times are virtual milliseconds, amounts in bytes or pieces. */
export interface Pressure {
  readonly resource: PressedResource;
  readonly since: number;
  /** It is short until then, whatever is evicted. */
  readonly until: number | undefined;
  /** It is short until so much has been freed; without that and `until`, until one pod has gone. */
  readonly reclaim: number | undefined;
  readonly reclaimed: number;
  /** When the kubelet last looked at it. */
  readonly lastSeen: number | undefined;
  /** Nothing more has to go; the condition stays for a while. */
  readonly isOver: boolean;
}

/** A machine of the cluster. */
export interface Node {
  readonly kind: 'Node';
  readonly metadata: Metadata;
  readonly spec: { readonly unschedulable: boolean; readonly taints: readonly Taint[] };
  readonly status: {
    readonly allocatable: Resources;
    /** Is the Ready condition True, as far as the API server knows? */
    readonly ready: boolean;
    /** The machine is dead: nothing on it moves. Virtual milliseconds. */
    readonly failure?: { readonly since: number; readonly until: number | undefined } | undefined;
    readonly drain?: Drain;
    readonly pressure?: Pressure;
  };
}
