import type { EventAction, Steps } from '../action.js';
import type { Manifest } from '../admission/manifest.js';
import type { TimelineEvent } from '../timeline.js';
import type { World } from '../world.js';
import type { Placed, Reader } from './reader.js';

/** When a step starts. */
export type Start =
  /** When the step before it has settled: nothing but retries and deadlines is left to happen. */
  | { readonly kind: 'settled' }
  /** Right after the step before it. */
  | { readonly kind: 'at-once' }
  /** At a virtual time, in milliseconds from the start. */
  | { readonly kind: 'at'; readonly atMs: number }
  /** So long after an event, or when everything has settled without it. */
  | {
      readonly kind: 'after';
      /** `BackOff of pod/web-1`, for people. */
      readonly event: string;
      readonly matches: (event: EventAction) => boolean;
      readonly delayMs: number;
    };

/**
 * What a command answers: nothing to remark (`undefined`), a refusal in the words of the API server or kubectl (a text), or
 * the lines that it prints, with the error that it ends with, if any.
 */
export type Reply = string | undefined | { readonly said: readonly string[]; readonly refused?: string };

/** A command that waits, such as `kubectl wait`: it ends when `look` replies, or when the time is over. */
export interface Waiting {
  /** Looks at the world after everything that happens; says `waiting` until the command ends. */
  readonly look: (world: World) => Reply | 'waiting';
  /** Virtual milliseconds; `undefined` is as long as anything can still happen. */
  readonly timeoutMs: number | undefined;
  /** The reply when the time is over (`time`), or when nothing more can happen (`never`). */
  readonly inVain: (why: 'time' | 'never') => Reply;
}

/** One step of a scenario, ready to be done. */
export interface Step {
  /** What it is, in the words of the scenario. */
  readonly text: string;
  readonly start: Start;
  /** Virtual milliseconds that pass before the next step is looked at. */
  readonly waitMs: number;
  /** What it does. */
  readonly perform: (world: World, seen: Seen) => Steps<Reply>;
  /** What it waits for after that; begun anew for each run. */
  readonly begin?: () => Waiting;
}

/** What was recorded until now, for commands that show it. */
export interface Seen {
  readonly events: readonly TimelineEvent[];
}

/** Nothing was recorded. */
export const NOTHING_SEEN: Seen = { events: [] };

/** The manifests of a file that a scenario names. */
export type ManifestsOf = (file: string) => readonly Manifest[];

/** A step as read: what it needs and what it does. */
export interface ReadStep {
  readonly text: string;
  /** Files to load before `perform`, as the scenario names them. */
  readonly files?: readonly string[];
  readonly waitMs?: number;
  /** It asks what pods use of their node: where no behaviour says that, it is assumed. */
  readonly isAboutUsage?: true;
  /** Starts right after the step before it, unless the scenario says when: a command that watches what goes on. */
  readonly atOnce?: true;
  readonly perform: (world: World, manifestsOf: ManifestsOf, seen: Seen) => Steps<Reply>;
  readonly begin?: () => Waiting;
}

/** One word of the scenario language: the field of a step, and how its value is read. */
export interface StepWord {
  readonly word: string;
  readonly read: (reader: Reader, placed: Placed) => ReadStep | undefined;
}
