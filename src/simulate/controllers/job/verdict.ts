/** What a Job amounts to for its users: counts at a moment, and how it stands when nothing more happens. */

import { admitted, refusal } from '../../admission/admit.js';
import type { Standing, WorkloadCounts } from '../../controller.js';
import { conditionOf } from '../../objects/condition.js';
import { finishedCondition, type Job } from '../../objects/job.js';
import { isActive, isTerminating, type Pod } from '../../objects/pod.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, managed, managerOf, type World } from '../../world.js';
import { podFromTemplate } from '../pod-from-template.js';
import { mostOf, nextFor, type Trouble } from '../trouble.js';

/** Nothing of a Job has to be available: it only has to end. */
export function counts({ metadata, spec, status }: Job, world: World): WorkloadCounts {
  const { active, ready, terminating } = world.indexes.podCounts.get(metadata.uid) ?? NO_PODS;
  const left = spec.completions === undefined ? spec.parallelism : Math.max(0, spec.completions - status.succeeded);
  const isIdle = spec.suspend || finishedCondition({ kind: 'Job', metadata, spec, status }) !== undefined;
  const desired = isIdle ? 0 : Math.min(spec.parallelism, left);
  return { desired, total: active, updated: active, ready, available: ready, terminating, maxUnavailable: desired };
}

/** How a Job stood that is gone: its TTL deletes it only after its end. */
export function gone(job: Job): Standing | undefined {
  return finishedCondition(job) === undefined ? undefined : ended(job);
}

/** How the Job stands. */
export function standing(job: Job, world: World): Standing {
  const { name } = job.metadata;
  const { active } = job.status;
  const flag = flagOf(job);
  const counted = countsText(job);
  if (finishedCondition(job) !== undefined) return ended(job, world);
  if (job.spec.suspend) {
    const next = `kubectl patch job/${name}${flag} -p '{"spec":{"suspend":false}}'`;
    return { outcome: 'suspended', reason: `spec.suspend: the Job is suspended (${counted})`, next };
  }
  const last = active === 0 ? managed(world, job.metadata.uid, 'Pod').find(isTerminating) : undefined;
  if (last !== undefined) return lingering(last, { counted, flag, world });
  const why = refused(job, world);
  if (why !== undefined) {
    const next = why === '' ? 'the events say what refuses it' : nextFor(why);
    return { outcome: 'stuck', reason: `no pod can be created (${counted})${why === '' ? '' : `: ${why}`}`, next };
  }
  const trouble = delay(job, world);
  const reason = `${counted}, ${active === 1 ? '1 pod has' : `${active} pods have`} not ended`;
  const describe = `kubectl describe job/${name}${flag}`;
  if (trouble === undefined) return { outcome: 'stuck', reason, next: describe };
  return { outcome: 'stuck', reason: `${reason}: ${trouble.reason}`, next: trouble.next || describe };
}

/** Why the API server does not take its next pod, asked again; '' if it does by now, `undefined` if it has pods. */
function refused(job: Job, world: World): string | undefined {
  if ((world.indexes.podCounts.get(job.metadata.uid) ?? NO_PODS).active > 0) return undefined;
  const object = admitted(world, podFromTemplate(job.spec.template, job));
  return refusal(world, object, `${job.metadata.name}-xxxxx`) ?? (job.status.memory.isRetry ? '' : undefined);
}

/** All is decided, but the Job ends only when its last pod is gone. */
function lingering(
  { metadata, node }: Pod,
  { counted, flag, world }: { readonly counted: string; readonly flag: string; readonly world: World },
): Standing {
  const isSilent = world.objects.Node.get(`/${node ?? ''}`)?.status.ready === false;
  const where = isSilent ? ` on ${node}, which does not answer` : '';
  const force = `kubectl delete pod ${metadata.name}${flag} --grace-period=0 --force`;
  return {
    outcome: 'stuck',
    reason: `${counted}, but ${metadata.name} is still terminating${where}: the Job ends when it is gone`,
    next: isSilent ? `kubectl delete node ${node} if the machine is off for good, or ${force}` : force,
  };
}

/** Why pods do not end: they do not run in the first place, or one of their containers goes on. */
function delay(job: Job, world: World): Trouble | undefined {
  const unready = managed(world, job.metadata.uid, 'Pod').filter((pod) => isActive(pod) && !pod.status.ready);
  const half = unready.find((pod) => goingOn(pod).length > 0);
  if (half === undefined) return mostOf(unready, world);
  const names = goingOn(half).join(', ');
  return { reason: `${half.metadata.name} ends when container ${names} has ended, too`, next: SIDECAR };
}

const SIDECAR =
  'a container that only helps belongs among initContainers with restartPolicy Always: it is stopped after the others';

/** The containers that run on where others have ended for good. */
function goingOn({ life, status: { containers } }: Pod): string[] {
  if (!containers.some(({ state }) => state === 'terminated')) return [];
  return life.containers.flatMap(({ name }, place) => (containers[place]?.state === 'running' ? [name] : []));
}

const RETRY = 'a failed Job is not retried: delete and apply it again';

/** How a Job stands that has ended; `world` where its pods are still there to be looked at. */
function ended(job: Job, world?: World): Standing {
  const end = finishedCondition(job);
  if (end?.type !== 'Failed') return { outcome: 'complete' };
  const { name } = job.metadata;
  if (end.reason === 'DeadlineExceeded' && conditionOf(job.status.conditions, 'Suspended')?.status === 'True') {
    const reason = `${end.reason}: ${end.message}, which includes the time for which it was suspended (${countsText(job)})`;
    return { outcome: 'failed', reason, next: `${RETRY}, or suspend Jobs without activeDeadlineSeconds` };
  }
  const ending = endingOf(job, world);
  if (ending !== undefined) {
    const reason = `${end.reason}: ${end.message} (${countsText(job)}; ${ending.reason})`;
    return { outcome: 'failed', reason, next: `${ending.next}; ${RETRY}` };
  }
  const logs = arePodsGone(job)
    ? 'its pods are deleted and their logs with them (restartPolicy Never keeps failed pods)'
    : `kubectl logs job/${name}${flagOf(job)} shows why pods end`;
  const next = `${logs}; ${RETRY}`;
  return { outcome: 'failed', reason: `${end.reason}: ${end.message} (${countsText(job)})`, next };
}

/** Pods that did not end by themselves: no log says why. */
function endingOf(job: Job, world: World | undefined): Trouble | undefined {
  const { restartPolicy, activeDeadlineSeconds } = job.spec.template.spec ?? {};
  if (world === undefined || restartPolicy !== 'Never' || job.status.failed === 0) return undefined;
  const failed = managed(world, job.metadata.uid, 'Pod').filter(({ status }) => status.phase === 'Failed');
  const left = job.status.failed - failed.length;
  const isByLimit = finishedCondition(job)?.reason === 'BackoffLimitExceeded';
  // Beyond the limit the Job itself deletes the others.
  if (isByLimit && left > 0 && failed.length <= job.spec.backoffLimit)
    return {
      reason: `${left === 1 ? 'one was' : `${left} were`} evicted or deleted`,
      next: 'podFailurePolicy with action Ignore for the condition DisruptionTarget does not count pods that a drain, preemption or a lost node takes away',
    };
  const isLate = failed.length > 0 && failed.every(({ status }) => status.reason === 'DeadlineExceeded');
  if (!isLate) return undefined;
  return {
    reason: `each pod is stopped after ${activeDeadlineSeconds} s`,
    next: 'activeDeadlineSeconds stands in spec.template.spec, for each pod; that of the whole Job is spec.activeDeadlineSeconds',
  };
}

/** At the back-off limit, and at the deadline, pods that still run are deleted: with OnFailure that is the failing one. */
function arePodsGone(job: Job): boolean {
  return job.spec.template.spec?.restartPolicy === 'OnFailure';
}

function flagOf({ metadata }: Job): string {
  return metadata.namespace === 'default' ? '' : ` -n ${metadata.namespace}`;
}

function countsText({ spec, status }: Job): string {
  const wanted = spec.completions === undefined ? '' : ` of ${spec.completions}`;
  return `${status.succeeded}${wanted} completions, ${status.failed} failed pods`;
}

/** The Job to which a changed object counts. */
export function workloadOf({ object }: Change, world: World): Job | undefined {
  if (object.kind === 'Job') return object;
  return object.kind === 'Pod' ? managerOf(world, 'Job', object) : undefined;
}
