/** Conditions of workloads that take another status. */

import { type Condition, conditionOf } from '../objects/condition.js';
import type { WorldObject } from '../objects/kinds.js';
import type { ConditionChange } from '../timeline.js';
import type { Change } from '../world.js';

interface ConditionRecording {
  readonly at: number;
  readonly conditions: ConditionChange[];
  /** Numbers everything recorded. */
  readonly next: () => number;
}

/** Records the conditions that a change gave another status. */
export function recordConditions({ before, after }: Change, { at, conditions, next }: ConditionRecording): void {
  const now = conditionsOf(after);
  const earlier = conditionsOf(before);
  if (after === undefined || now === earlier) return;
  for (const { type, status, reason, message } of now) {
    if (conditionOf(earlier, type)?.status === status) continue;
    const { kind, metadata } = after;
    const object = `${kind}/${metadata.name}`;
    conditions.push({
      at,
      order: next(),
      object,
      namespace: metadata.namespace,
      type,
      status,
      reason,
      message,
    });
  }
}

const NO_CONDITIONS: readonly Condition[] = [];

function conditionsOf(object: WorldObject | undefined): readonly Condition[] {
  return object !== undefined && 'conditions' in object.status ? object.status.conditions : NO_CONDITIONS;
}
