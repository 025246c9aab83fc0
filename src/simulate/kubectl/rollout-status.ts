/**
 * What `kubectl rollout status` says of an object as it is at a moment. Follows k8s.io/kubectl@v0.35.4
 * pkg/polymorphichelpers/rollout_status.go; the command prints such a line for each change until it ends.
 */

import { conditionOf } from '../objects/condition.js';
import type { DaemonSet } from '../objects/daemon-set.js';
import type { Deployment } from '../objects/deployment.js';
import type { WorldObject } from '../objects/kinds.js';
import type { StatefulSet } from '../objects/stateful-set.js';

/** A line of `kubectl rollout status`, and what the command exits with after it; `undefined` if it goes on waiting. */
export interface RolloutStatus {
  readonly line: string;
  readonly exitCode: 0 | 1 | undefined;
}

/** Kinds that `kubectl rollout status` knows. */
export type RolledOut = Deployment | StatefulSet | DaemonSet;

/** Does `kubectl rollout status` know the kind of this object? */
export function isRolledOut(object: WorldObject): object is RolledOut {
  return object.kind === 'Deployment' || object.kind === 'StatefulSet' || object.kind === 'DaemonSet';
}

/** What the command says of the object now. */
export function rolloutStatus(object: RolledOut): RolloutStatus {
  switch (object.kind) {
    case 'Deployment':
      return ofDeployment(object);
    case 'StatefulSet':
      return ofStatefulSet(object);
    case 'DaemonSet':
      return ofDaemonSet(object);
    default: {
      const unknown: never = object;
      return unknown;
    }
  }
}

function waiting(line: string): RolloutStatus {
  return { line, exitCode: undefined };
}

function done(line: string): RolloutStatus {
  return { line, exitCode: 0 };
}

function failed(message: string): RolloutStatus {
  return { line: `error: ${message}`, exitCode: 1 };
}

const ROLLING_ONLY = failed('rollout status is only available for RollingUpdate strategy type');

function ofDeployment({ metadata, spec, status }: Deployment): RolloutStatus {
  if (metadata.generation > status.observedGeneration)
    return waiting('Waiting for deployment spec update to be observed...');
  const { name } = metadata;
  if (conditionOf(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    return failed(`deployment "${name}" exceeded its progress deadline`);
  const rollout = `Waiting for deployment "${name}" rollout to finish:`;
  const { replicas, updatedReplicas, availableReplicas } = status;
  if (updatedReplicas < spec.replicas)
    return waiting(`${rollout} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${rollout} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${rollout} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return done(`deployment "${name}" successfully rolled out`);
}

function ofStatefulSet({ metadata, spec, status }: StatefulSet): RolloutStatus {
  const { updateStrategy, replicas } = spec;
  if (updateStrategy.type !== 'RollingUpdate') return ROLLING_ONLY;
  if (status.observedGeneration === 0 || metadata.generation > status.observedGeneration)
    return waiting('Waiting for statefulset spec update to be observed...');
  if (status.readyReplicas < replicas)
    return waiting(`Waiting for ${replicas - status.readyReplicas} pods to be ready...`);
  const { updatedReplicas, updateRevision, currentRevision, currentReplicas } = status;
  if (updateStrategy.rollingUpdate !== undefined) {
    const toUpdate = replicas - updateStrategy.rollingUpdate.partition;
    return updatedReplicas < toUpdate
      ? waiting(
          `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${toUpdate} new pods have been updated...`,
        )
      : done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  return updateRevision === currentRevision
    ? done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`)
    : waiting(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
      );
}

function ofDaemonSet({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy.type !== 'RollingUpdate') return ROLLING_ONLY;
  if (metadata.generation > status.observedGeneration)
    return waiting('Waiting for daemon set spec update to be observed...');
  const { name } = metadata;
  const rollout = `Waiting for daemon set "${name}" rollout to finish:`;
  const { desiredNumberScheduled, updatedNumberScheduled, numberAvailable } = status;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return waiting(
      `${rollout} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`,
    );
  if (numberAvailable < desiredNumberScheduled)
    return waiting(`${rollout} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  return done(`daemon set "${name}" successfully rolled out`);
}
