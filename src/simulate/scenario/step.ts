import type { Steps } from '../action.js';
import type { Manifest } from '../admission/manifest.js';
import type { RecordedEvent } from '../event-log.js';
import type { World } from '../world.js';
import type { Placed, Reader } from './reader.js';

/** When a step starts. */
export type Start =
  /** When the step before it has settled: nothing but retries and deadlines is left to happen. */
  | { readonly kind: 'settled' }
  /** At a virtual time, in milliseconds from the start. */
  | { readonly kind: 'at'; readonly atMs: number }
  /** So long after an event, or when everything has settled without it. */
  | { readonly kind: 'after'; readonly matches: (event: RecordedEvent) => boolean; readonly delayMs: number };

/** One step of a scenario, ready to be done. */
export interface Step {
  /** What it is, in the words of the scenario. */
  readonly text: string;
  readonly start: Start;
  /** Virtual milliseconds that pass before the next step is looked at. */
  readonly waitMs: number;
  /** What it does. Gives what went wrong, in the words of the API server or kubectl. */
  readonly perform: (world: World) => Steps<string | undefined>;
}

/** The manifests of a file that a scenario names. */
export type ManifestsOf = (file: string) => readonly Manifest[];

/** A step as read: what it needs and what it does. */
export interface ReadStep {
  readonly text: string;
  /** Files to load before `perform`, as the scenario names them. */
  readonly files?: readonly string[];
  readonly waitMs?: number;
  readonly perform: (world: World, manifestsOf: ManifestsOf) => Steps<string | undefined>;
}

/** One word of the scenario language: the field of a step, and how its value is read. */
export interface StepWord {
  readonly word: string;
  readonly read: (reader: Reader, placed: Placed) => ReadStep | undefined;
}
