import { correlate, emptyEventLog, type Kept } from '../../kube/event-log.js';
import { formatMinor } from '../../kube/version.js';
import type { AlertVerdict } from '../../simulate/alerts/alert-verdict.js';
import type { Forecast } from '../../simulate/forecast.js';
import type { NotModelled } from '../../simulate/inputs.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { PodRecord, Sample, TimelineEvent } from '../../simulate/timeline.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { peakRequests, quantity } from './requests.js';
import { podsOf } from './workload-pods.js';

/** The forecast for programs. The shape is part of the contract: `schemaVersion` counts breaks. Times are in seconds. */
export function simulationJson(report: SimulationReport): string {
  return `${JSON.stringify(simulationDocument(report), null, 2)}\n`;
}

/** What `simulationJson` writes, as an object. */
export function simulationDocument(report: SimulationReport) {
  const { forecast } = report;
  return {
    schemaVersion: 1,
    kubernetesVersion: formatMinor(report.version),
    scenario: report.scenario,
    seed: report.seed,
    seeds: report.seeds,
    assumptions: report.assumptions,
    steps: forecast.steps.map(({ at, text, refused, said = [], settledAt }, step) => ({
      step,
      t: seconds(at),
      text,
      settled: settledAt === undefined ? null : seconds(settledAt),
      ...(refused !== '' && { refused }),
      ...(said.length > 0 && { said }),
    })),
    workloads: [
      ...report.rejected.map(rejected),
      ...report.verdicts.map((verdict) => workload(verdict, report.forecast, report.notModelled)),
    ],
    whatIfs: report.whatIfs.map((whatIf) => ({
      name: whatIf.name,
      subject: whatIf.subject,
      ...(whatIf.alike.length > 0 && { alike: whatIf.alike }),
      namespace: whatIf.namespace,
      question: whatIf.question,
      answer: whatIf.answer,
      isTrouble: whatIf.isTrouble,
      workloads: whatIf.verdicts.map((verdict) => workload(verdict, whatIf.forecast, report.notModelled)),
    })),
    ...(report.notReached.length > 0 && { notReached: report.notReached }),
    ...(report.whatIfsLeftOut.length > 0 && { whatIfsLeftOut: report.whatIfsLeftOut }),
    events: events(forecast.timeline.events),
    conditions: forecast.timeline.conditions.map(({ at, object, namespace, type, status, reason, message }) => ({
      t: seconds(at),
      object,
      namespace,
      type,
      status,
      reason,
      message,
    })),
    pods: forecast.timeline.pods.map(pod),
    samples: forecast.timeline.samples.map(sample),
    services: forecast.services.map(({ at, service, namespace, endpoints, shares }) => ({
      t: seconds(at),
      service,
      namespace,
      endpoints,
      shares: shares.map((share) => ({
        workload: share.workload,
        revision: share.revision ?? null,
        endpoints: share.endpoints,
        percent: share.percent,
      })),
    })),
    claims: forecast.timeline.claims.map(({ name, namespace, created, deleted, because }) => ({
      name,
      namespace,
      created: seconds(created),
      deleted: orNull(deleted),
      ...(because !== '' && { because }),
    })),
    ...(report.alerts !== undefined && { alerts: report.alerts.map(alert) }),
    assertions: report.assertions.map(({ expression, held, at, found, seed }) => ({
      expression,
      held,
      at: at === undefined ? null : seconds(at),
      found,
      ...(seed !== undefined && { seed }),
    })),
    notModelled: report.notModelled,
    end: { reason: forecast.end, t: seconds(forecast.endedAt) },
  };
}

function alert({ firing, watchedUntil, reason, severity, ...verdict }: AlertVerdict) {
  return {
    ...verdict,
    ...(severity !== '' && { severity }),
    ...(reason !== '' && { reason }),
    firing: firing.map(({ subject, namespace, labels, trueSince, firesAt, resolvedAt, why }) => ({
      subject,
      namespace,
      labels,
      // What stands before a change has stood since before the start.
      trueSince: Math.max(0, seconds(trueSince)),
      firesAt: Math.max(0, seconds(firesAt)),
      resolvedAt: orNull(resolvedAt),
      ...(why !== '' && { why }),
    })),
    watchedUntil: seconds(watchedUntil),
  };
}

function ranges({ minAvailable, maxPods, unavailableMs, durationMs }: NonNullable<WorkloadVerdict['ranges']>) {
  return {
    ...(minAvailable !== undefined && { minAvailable }),
    ...(maxPods !== undefined && { maxPods }),
    ...(unavailableMs !== undefined && { unavailableSeconds: unavailableMs.map(seconds) }),
    ...(durationMs !== undefined && { durationSeconds: durationMs.map(seconds) }),
  };
}

function seconds(ms: number): number {
  return ms / 1000;
}

function orNull(ms: number | undefined): number | null {
  return ms === undefined ? null : seconds(ms);
}

const API_VERSIONS: Readonly<Record<string, string>> = {
  CronJob: 'batch/v1',
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Job: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
};

function workload(verdict: WorkloadVerdict, forecast: Forecast, notModelled: readonly NotModelled[]) {
  const { kind, namespace, name, outcome, reason, next } = verdict;
  const unknown = notModelled.filter(
    (one) => one.resource === `${kind}/${name}` && (one.namespace ?? 'default') === namespace && one.field !== '',
  );
  const requests = [...peakRequests(podsOf(verdict, { forecast }))].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    resource: { apiVersion: API_VERSIONS[kind] ?? 'v1', kind, namespace, name },
    outcome,
    ...(reason !== '' && { reason }),
    ...(next !== '' && { next }),
    ...(verdict.note !== undefined && { note: verdict.note }),
    ...(verdict.ranges !== undefined && { ranges: ranges(verdict.ranges) }),
    durationSeconds: seconds(verdict.durationMs),
    desired: verdict.desired,
    minAvailable: verdict.minAvailable,
    maxPods: verdict.maxPods,
    maxPodsIncludingTerminating: verdict.maxPodsWithTerminating,
    maxUnavailable: verdict.maxUnavailable,
    unavailableSeconds: seconds(verdict.unavailableMs),
    restarts: verdict.restarts,
    ...(requests.length > 0 && {
      peakRequests: Object.fromEntries(requests.map(([resource, amount]) => [resource, quantity(resource, amount)])),
    }),
    ...(verdict.rolloutStatus !== undefined && {
      rolloutStatus: verdict.rolloutStatus.lines.map(({ at, line, exitCode }) => ({
        t: seconds(at),
        line,
        ...(exitCode !== undefined && { exitCode }),
      })),
    }),
    ...(unknown.length > 0 && { unknown: unknown.map((one) => one.field) }),
  };
}

function rejected({ manifest, reason }: SimulationReport['rejected'][number]) {
  const { apiVersion, kind, namespace = 'default', name = '' } = manifest;
  return { resource: { apiVersion, kind, namespace, name }, outcome: 'rejected', reason };
}

/** With what a cluster's own event log would make of each. */
function events(all: readonly TimelineEvent[]) {
  const log = emptyEventLog();
  return all.map((one) => event(one, correlate(log, { ...one, source: one.controller, type: one.severity })));
}

function event(
  { at, step, controller, reason, object, message, namespace, severity, because }: TimelineEvent,
  recorded: Kept,
) {
  return {
    t: seconds(at),
    step,
    controller: controller.replace(/-controller$/, ''),
    type: reason,
    object,
    message,
    namespace,
    severity,
    because,
    ...(recorded !== 'as-is' && { recorded }),
  };
}

function pod(record: PodRecord) {
  const { name, namespace, owner, revision, node, created, restarts } = record;
  return {
    name,
    namespace,
    owner,
    revision: revision ?? null,
    node: node ?? null,
    created: seconds(created),
    scheduled: orNull(record.scheduled),
    running: orNull(record.running),
    ready: orNull(record.ready),
    deleting: orNull(record.deleting),
    gone: orNull(record.gone),
    restarts,
  };
}

function sample({ at, workload, namespace, desired, total, updated, ready, available, terminating }: Sample) {
  return { t: seconds(at), workload, namespace, desired, total, updated, ready, available, terminating };
}
