/** Behaviours as people describe them, each with what really happens: asked as users ask, compared fact by fact. */

import { describe, expect, test } from 'vitest';
import type { PodRecord } from '../../../src/simulate/timeline.js';
import { type Answer, ask, type Question, verdictOn } from '../questions/ask.js';

/** One behaviour. */
export interface Behaviour {
  readonly id: string;
  /** What really happens, in a sentence. */
  readonly says: string;
  readonly question: Question;
  /** What of the answer is the behaviour. */
  readonly facts: (answer: Answer) => unknown;
  readonly are: unknown;
}

/** Tests each behaviour of a subject. */
export function testBehaviours(subject: string, behaviours: readonly Behaviour[]): void {
  describe(subject, () => {
    for (const { id, says, question, facts, are } of behaviours) {
      test(`${id}: ${says}`, () => {
        expect(facts(ask(question))).toEqual(are);
      });
    }
  });
}

/** Names without what is random in them: `web-HASH-xxxxx`. */
export function plain(text: string): string {
  return text
    .replace(/-[0-9a-f]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-HASH-xxxxx')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-HASH-xxxxx')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/g, '-HASH')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-xxxxx');
}

/** `12.5 ReplicaSet/web SuccessfulCreate Created pod: web-xxxxx`, of these reasons, from a step on. */
export function events({ forecast: { timeline } }: Answer, reasons: readonly string[], step = 0): string[] {
  return timeline.events
    .filter((event) => reasons.includes(event.reason) && event.step >= step)
    .map(({ at, object, reason, message }) => plain(`${at / 1000} ${object} ${reason} ${message}`));
}

/** What kubectl printed, line by line. */
export function said({ forecast: { steps } }: Answer): string[] {
  return steps.flatMap((step) => step.said ?? []).map(plain);
}

/** What `kubectl rollout status` printed since the last step that changed the workload, and its exit code. */
export function rolloutStatus(answer: Answer, workload: string): (string | number | undefined)[] {
  const { rolloutStatus: transcript } = verdictOn(answer, workload);
  return [...(transcript?.lines ?? []).map(({ line }) => plain(line)), transcript?.lines.at(-1)?.exitCode];
}

/** The lives of a workload's pods: when they came, were ready, were told to go and were gone, in seconds; sorted. */
export function lives({ forecast: { timeline } }: Answer, workload: string): string[] {
  return timeline.pods
    .filter((pod) => pod.workload === workload)
    .map(life)
    .sort();
}

function life({ name, created, ready, deleting, gone, restarts }: PodRecord): string {
  const at = (time: number | undefined, word: string) => (time === undefined ? '' : ` ${word} ${time / 1000}`);
  const times = `${at(created, 'created')}${at(ready, 'ready')}${at(deleting, 'deleting')}${at(gone, 'gone')}`;
  return `${plain(name)}${times}${restarts === 0 ? '' : ` restarts ${restarts}`}`;
}

/** Counts of a workload at each change since a step: `desired/total/updated/ready/available`. */
export function counts({ forecast: { timeline, steps } }: Answer, workload: string, step = 0): string[] {
  const from = steps[step]?.order ?? 0;
  return timeline.samples
    .filter((sample) => sample.workload === workload && sample.order > from)
    .map(({ at, desired, total, updated, ready, available, terminating }) => {
      const dying = terminating === 0 ? '' : ` +${terminating} terminating`;
      return `${at / 1000}: ${desired} desired, ${total} pods, ${updated} new, ${ready} ready, ${available} available${dying}`;
    });
}

/** Where the pods of a workload are or were, sorted. */
export function places({ forecast: { timeline } }: Answer, workload: string): string[] {
  return timeline.pods
    .filter((pod) => pod.workload === workload)
    .map(({ node, deleting }) => `${node ?? 'nowhere'}${deleting === undefined ? '' : ', deleted'}`)
    .sort();
}

/** The images of the pods that are left, by name. */
export function images({ forecast: { world } }: Answer): string[] {
  return [...world.objects.Pod.values()]
    .map(({ metadata, spec }) => `${plain(metadata.name)} ${spec.containers?.[0]?.image?.replace(/^.*\//, '') ?? ''}`)
    .sort();
}

/** How a workload fared, and why. */
export function verdict(answer: Answer, workload: string): string {
  const { outcome, reason } = verdictOn(answer, workload);
  return reason === '' ? outcome : plain(`${outcome}: ${reason}`);
}
