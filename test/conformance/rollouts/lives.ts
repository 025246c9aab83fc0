/**
 * How the recordings' fake pods behave, in the simulator's terms: the annotations `oracle/…` and image tags of the oracle's
 * config/pod-stages.yaml. Where the recording shows how long a pod really took, that is taken: pod life is input here,
 * decisions are what is compared.
 */

import { parseDuration } from '../../../src/kube/duration.js';
import type { PodSpec } from '../../../src/kube/types.generated.js';
import type { Behaviour } from '../../../src/simulate/kubelet/behaviour.js';
import { controllerOf, type Labels, type Metadata } from '../../../src/simulate/objects/metadata.js';
import type { Names } from './names.js';
import type { RecordedNodes } from './placement.js';
import { isObject, type Line, list, str } from './recording.js';

/** What the recording shows of one pod, in milliseconds; absent where it shows nothing. */
export interface RecordedLife {
  readonly createdAt?: number;
  /** Where it was bound first. */
  readonly node?: string;
  /** From its creation until it ran, where it found a node at once. */
  readonly startMs?: number;
  readonly readyMs?: number;
  /** It was deleted before it ran, or before it was ready: that took longer. */
  readonly startedAfterMs?: number;
  readonly readyAfterMs?: number;
  /** How long it ran, where it ended by itself, and with which code. */
  readonly ranMs?: number;
  readonly exitCode?: number;
  /** It was deleted while it ran: it did so for at least as long. */
  readonly ranAtLeastMs?: number;
  /** From its deletion until it was gone, or that of a Job had ended; of pods that others wait for only. */
  readonly terminateMs?: number;
}

/** Recorded lives by owner (`ReplicaSet/web-<rs1>`), in order of creation. */
export type RecordedLives = ReadonlyMap<string, readonly RecordedLife[]>;

/** Takes the lives of pods out of a recording. */
export function recordedLives(lines: readonly Line[]): RecordedLives {
  const lives = new Map<string, Mutable[]>();
  const byName = new Map<string, Mutable>();
  for (const line of lines) {
    if (line.kind !== 'Pod' || !isObject(line)) continue;
    const name = line.name ?? '';
    if (line.type === 'ADDED') {
      const life: Mutable = { created: line.t_ms };
      byName.set(name, life);
      const owner = ownerKey(str(line, 'owner'), name, str(line, INDEX));
      lives.set(owner, [...(lives.get(owner) ?? []), life]);
    }
    const life = byName.get(name);
    if (life === undefined) continue;
    if (str(line, 'node') !== '') life.node ??= str(line, 'node');
    if (line.deleting === true && line.type !== 'DELETED') life.deleting ??= line.t_ms;
    const owner = str(line, 'owner').split('/')[0];
    // With a finalizer of its own it has ended long before it is gone.
    const isHeld = line.deleting === true && line.phase === 'Succeeded' && list(line, 'finalizers').length > 0;
    if (owner === 'StatefulSet' && (isHeld || line.type === 'DELETED')) life.gone ??= line.t_ms;
    if (line.deleting === true && line.phase === 'Failed' && owner === 'Job') life.gone ??= line.t_ms;
    if (line.deleting === true || line.type === 'DELETED') continue;
    if (line.unschedulable !== undefined && !isClaimed(line)) life.waited = true;
    if (line.phase === 'Running') life.running ??= line.t_ms;
    if (line.ready === true) life.ready ??= line.t_ms;
    if (line.phase !== 'Succeeded' && line.phase !== 'Failed') continue;
    life.ended ??= line.t_ms;
    life.exitCode ??= Number(/\((\d+)\)$/.exec(str(line, 'terminated'))?.[1] ?? 0);
  }
  return new Map([...lives].map(([owner, own]) => [owner, own.map(lifeOf)]));
}

/** That the claim of a StatefulSet's pod is bound takes moments there and none here: they belong to the start. */
function isClaimed(line: Line): boolean {
  return str(line, 'owner').startsWith('StatefulSet/') && /PersistentVolumeClaim/i.test(str(line, 'unschedulable'));
}

/** Pods of a StatefulSet have names, those of an Indexed Job an index: each has its own order. */
function ownerKey(owner: string, pod: string, index = ''): string {
  if (owner.startsWith('StatefulSet/')) return `Pod/${pod}`;
  return index === '' ? owner : `${owner}/${index}`;
}

const INDEX = 'job-completion-index';

interface Mutable {
  readonly created: number;
  node?: string;
  waited?: boolean;
  running?: number;
  ready?: number;
  ended?: number;
  exitCode?: number;
  deleting?: number;
  gone?: number;
}

function lifeOf({ created, node, waited, running, ready, ended, exitCode, deleting, gone }: Mutable): RecordedLife {
  return {
    createdAt: created,
    ...(ended !== undefined && running !== undefined && { ranMs: ended - running }),
    ...(exitCode !== undefined && { exitCode }),
    ...(running !== undefined && ended === undefined && deleting !== undefined && { ranAtLeastMs: deleting - running }),
    ...(node !== undefined && { node }),
    ...(running === undefined && waited !== true && deleting !== undefined && { startedAfterMs: deleting - created }),
    ...(running !== undefined && ready === undefined && deleting !== undefined && { readyAfterMs: deleting - running }),
    ...(running !== undefined && waited !== true && { startMs: running - created }),
    ...(gone !== undefined && deleting !== undefined && { terminateMs: gone - deleting }),
    ...(ready !== undefined && running !== undefined && { readyMs: ready - running }),
  };
}

/** Gives each pod the behaviour that its annotations, images and recorded twin say, and notes the twin's node. */
export function behaviours(
  recorded: RecordedLives,
  names: Names,
  nodes: RecordedNodes,
): (spec: PodSpec, metadata: Metadata) => Behaviour {
  const created = new Map<string, number>();
  return (spec, metadata) => {
    const owner = controllerOf(metadata);
    const index = metadata.labels[`batch.kubernetes.io/${INDEX}`];
    const ownerName =
      owner === undefined ? '' : ownerKey(`${owner.kind}/${names.of(owner.name)}`, metadata.name, index);
    const place = created.get(ownerName) ?? 0;
    created.set(ownerName, place + 1);
    const twin = recorded.get(ownerName)?.[place] ?? {};
    nodes.set(metadata.name, twin.node ?? '');
    const life = annotated(spec, metadata.annotations, inTime(twin, metadata));
    // The oracle's pods of Jobs end after a second unless an annotation says otherwise.
    const isCrash = (spec.containers ?? []).some((container) => container.image?.endsWith(':crash') === true);
    const said = Number(metadata.annotations['oracle/exit-code'] ?? 0) || (isCrash ? 1 : 0);
    const { ranMs = Math.max(1000, later(twin.ranAtLeastMs ?? 0)), exitCode = said } = twin;
    return owner?.kind === 'Job' ? { runMs: ranMs, exitCode, ...life } : life;
  };
}

/** The recorded control plane was so much later or earlier in making a pod: moments of work, there only. */
const LATENCY_MS = 1000;

/** The life of a pod that is made a moment earlier or later here: it runs at the recorded time all the same. */
function inTime(life: RecordedLife, { creationTimestamp }: Metadata): RecordedLife {
  const { createdAt, startMs, startedAfterMs } = life;
  const shift = createdAt === undefined ? 0 : createdAt - creationTimestamp;
  if (Math.abs(shift) > LATENCY_MS) return life;
  return {
    ...life,
    ...(startMs !== undefined && { startMs: Math.max(0, startMs + shift) }),
    ...(startedAfterMs !== undefined && { startedAfterMs: Math.max(0, startedAfterMs + shift) }),
  };
}

/** The behaviour of a pod with these annotations. */
export function annotated(spec: PodSpec, annotations: Labels, recorded: RecordedLife): Behaviour {
  const images = (spec.containers ?? []).map((container) => container.image ?? '');
  const isTagged = (tag: string) => images.some((image) => image.endsWith(`:${tag}`));
  const delay = (knob: string, fallback: number) => durationMs(annotations[`oracle/${knob}`]) ?? fallback;
  const hasProbe = (spec.containers ?? []).some(
    (own) => own.readinessProbe !== undefined || own.startupProbe !== undefined,
  );
  // An image that never comes fails as soon as ever.
  const startedAfterMs = isTagged('nopull') ? 0 : (recorded.startedAfterMs ?? 0);
  const readyMs =
    recorded.readyMs ?? Math.max(hasProbe ? delay('ready-after', 500) : 0, later(recorded.readyAfterMs ?? 0));
  const pullMs = delay('create-after', 100);
  const exit = exitOf(spec, annotations, { isCrash: isTagged('crash'), recorded });
  return {
    pullMs: isTagged('nopull') ? 'never' : pullMs,
    // The fake kubelet says that init containers have ended when the others start.
    initMs: 0,
    startMs: Math.max(
      0,
      (recorded.startMs ?? Math.max(pullMs + delay('start-after', 400), later(startedAfterMs))) - pullMs,
    ),
    readyMs: isTagged('broken') || isTagged('crash') ? 'never' : readyMs,
    terminateMs: recorded.terminateMs ?? delay('terminate-after', 300),
    unready: annotations['oracle/unready'] === 'true',
    ...(exit !== undefined && { exit }),
  };
}

/** A little more than this, but not where there is none: the deletion may come some milliseconds later here. */
function later(ms: number): number {
  return ms === 0 ? 0 : ms + 100;
}

function exitOf(
  spec: PodSpec,
  annotations: Labels,
  { isCrash, recorded }: { readonly isCrash: boolean; readonly recorded: RecordedLife },
): Behaviour['exit'] {
  const said = Number(annotations['oracle/exit-code'] ?? 0) || (isCrash ? 1 : 0);
  const runFor = durationMs(annotations['oracle/run-for']);
  const policy = spec.restartPolicy ?? 'Always';
  // A pod that is not restarted ends as it has in the recording: it may have been told otherwise while it ran.
  const code = policy === 'Never' ? (recorded.exitCode ?? said) : said;
  if (code !== 0 && policy !== 'Never') return { afterMs: runFor ?? 500, code };
  if (runFor === undefined || policy === 'Always') return undefined;
  return { afterMs: recorded.ranMs ?? Math.max(runFor, later(recorded.ranAtLeastMs ?? 0)), code };
}

function durationMs(text: string | undefined): number | undefined {
  const nanoseconds = text === undefined ? undefined : parseDuration(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds / 1_000_000n);
}
