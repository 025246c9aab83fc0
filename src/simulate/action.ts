import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import type { Labels, OwnerReference } from './objects/metadata.js';
import type { Pod, PodStatus } from './objects/pod.js';
import type { Patience } from './queue.js';

/** What a controller says of an object's metadata when it creates it; the API server fills in the rest. */
export interface NewMetadata {
  /** Either a name, or a prefix that the API server completes. */
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly ownerReferences: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** An object to create: kind, metadata, spec; without a status it gets the kind's initial one. */
export type NewObject = {
  [K in Kind]: Omit<Kinds[K], 'metadata' | 'status' | 'life'> & {
    readonly metadata: NewMetadata;
    readonly status?: Kinds[K]['status'];
  };
}[Kind];

/** A Pod to create. */
export type NewPod = Extract<NewObject, { readonly kind: 'Pod' }>;

/** What happens to the dependents of a deleted object. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/**
 * Everything that can be done to a world. Controllers yield actions, the loop applies them and hands back the outcome.
 * `because` names the field that caused it, in the words of the manifest.
 */
export type Action =
  | { readonly do: 'create'; readonly object: NewObject; readonly because: string }
  /** Replaces labels, annotations, owners, finalizers and spec of a stored object. A changed spec is a new generation. */
  | { readonly do: 'update'; readonly object: WorldObject; readonly because: string }
  /** Replaces the status (and, as the status strategy allows, the annotations). Never a new generation. */
  | { readonly do: 'status'; readonly object: WorldObject; readonly because: string }
  | {
      readonly do: 'delete';
      readonly object: WorldObject;
      readonly propagation?: Propagation;
      /** Names of the pods among which chance chose this one, itself included. */
      readonly alike?: readonly string[];
      /** For Pods: overrides terminationGracePeriodSeconds. */
      readonly graceMs?: number;
      readonly because: string;
    }
  /** The end of a deleted object: by its kubelet, or the garbage collector. */
  | { readonly do: 'remove'; readonly object: WorldObject; readonly because: string }
  | { readonly do: 'bind'; readonly pod: Kinds['Pod']; readonly node: string; readonly because: string }
  | AlikeAction
  | EventAction
  | AnswerAction
  | WakeAction;

/**
 * Something that is done to several pods that are alike, one after the other: the same as many actions on one pod each. Pods
 * are given as they are stored at that moment.
 */
export type AlikeAction =
  /** Creates `count` pods, with generated names, until one is refused. */
  | { readonly do: 'creations'; readonly object: NewPod; readonly count: number; readonly because: string }
  | {
      readonly do: 'deletions';
      readonly pods: readonly Pod[];
      readonly alike: readonly string[];
      readonly because: string;
    }
  | { readonly do: 'statuses'; readonly pods: readonly Pod[]; readonly status: PodStatus; readonly because: string }
  | { readonly do: 'removals'; readonly pods: readonly Pod[]; readonly because: string }
  /** Binds pods to the nodes that `nodeFor` chooses, each once those before it are bound, until it knows none. It looks at nothing but what is on the nodes. */
  | {
      readonly do: 'bindings';
      readonly pods: readonly Pod[];
      readonly nodeFor: (pod: Pod) => string | undefined;
      readonly because: string;
    }
  | EventsAction;

/** An event as `kubectl describe` shows it, said by `source` about an object. */
export interface EventAction {
  readonly do: 'event';
  readonly object: WorldObject;
  readonly source: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly because: string;
}

/** The event that `of` gives for each of several pods. It is asked when somebody wants to know, and looks at the pod alone. */
export interface EventsAction {
  readonly do: 'events';
  readonly pods: readonly Pod[];
  readonly of: (pod: Pod) => EventAction;
}

/** The events that an action says, in order. */
export function eventsIn(said: EventAction | EventsAction): readonly EventAction[] {
  return said.do === 'event' ? [said] : said.pods.map(said.of);
}

/** What the API server said to a manifest that a user applied: `''` if it took it. Only told to who listens. */
export interface AnswerAction {
  readonly do: 'answer';
  readonly kind: Kind;
  /** `namespace/name` */
  readonly key: string;
  readonly refused: string;
}

/** Look at the object of this key, or the objects of these different keys, again at a later time. */
export interface WakeAction {
  readonly do: 'wake';
  readonly controller: string;
  readonly key: string | readonly string[];
  readonly at: number;
  readonly patience: Patience;
}

/** What came of an action: done (with the object as stored), or refused by the API server with its words. `pods`: of several, those that it was done to. */
export type Outcome =
  | { readonly kind: 'done'; readonly object: WorldObject | undefined; readonly pods?: readonly Pod[] }
  | {
      readonly kind: 'refused';
      readonly reason: 'Forbidden' | 'AlreadyExists' | 'NotFound' | 'Invalid';
      readonly message: string;
      readonly pods?: readonly Pod[];
    };

/** One call of a controller: yields actions, gets outcomes, ends with `retry` when it is to be called again with back-off. */
export type Sync = Generator<Action, 'retry' | undefined, Outcome>;

/** Part of a sync that ends with a result of its own; called with `yield*`. */
export type Steps<T = void> = Generator<Action, T, Outcome>;
