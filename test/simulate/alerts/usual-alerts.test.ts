import { describe, expect, test } from 'vitest';
import { type Alerted, alerted, outcomes, ruleObject } from './alerts-of.js';

// The alerts that nearly every cluster has, as kube-prometheus and its like write them.
const RULES = ruleObject({
  DeploymentReplicasMismatch: [
    '15m',
    `(kube_deployment_spec_replicas{job="kube-state-metrics"} > kube_deployment_status_replicas_available{job="kube-state-metrics"})
      and (changes(kube_deployment_status_replicas_updated{job="kube-state-metrics"}[10m]) == 0)`,
  ],
  DeploymentRolloutStuck: [
    '15m',
    'kube_deployment_status_condition{condition="Progressing", status="false", job="kube-state-metrics"} != 0',
  ],
  DeploymentNoAvailableReplicas: [
    '5m',
    'kube_deployment_status_replicas_available == 0 and on (namespace, deployment) kube_deployment_spec_replicas > 0',
  ],
  PodFrequentlyRestarting: ['5m', 'increase(kube_pod_container_status_restarts_total[1h]) > 5'],
  PodOOMKilled: [
    '0m',
    `(kube_pod_container_status_restarts_total - kube_pod_container_status_restarts_total offset 10m >= 1)
      and ignoring (reason) min_over_time(kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}[10m]) == 1`,
  ],
  PodPendingTooLong: ['15m', 'sum by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) > 0'],
  PodNotReady: [
    '15m',
    `sum by (namespace, pod, cluster) (
      max by (namespace, pod, cluster) (kube_pod_status_phase{job="kube-state-metrics", phase=~"Pending|Unknown|Failed"})
        * on (namespace, pod, cluster) group_left (owner_kind) topk by (namespace, pod, cluster) (
          1, max by (namespace, pod, owner_kind, cluster) (kube_pod_owner{owner_kind!="Job"}))
    ) > 0`,
  ],
  PodUnready: [
    '10m',
    'kube_pod_status_ready{condition="false"} == 1 unless on (namespace, pod) kube_pod_status_phase{phase="Succeeded"} == 1',
  ],
  ContainerHighCPU: [
    '5m',
    'sum(rate(container_cpu_usage_seconds_total{container!=""}[5m])) by (namespace, pod, container) > 0.9',
  ],
  ContainerHighMemory: [
    '5m',
    'container_memory_working_set_bytes / on (namespace, pod, container) kube_pod_container_resource_limits{resource="memory"} > 0.9',
  ],
  StatefulSetReplicasMismatch: [
    '15m',
    `(kube_statefulset_status_replicas_ready{job="kube-state-metrics"} != kube_statefulset_status_replicas{job="kube-state-metrics"})
      and (changes(kube_statefulset_status_replicas_updated{job="kube-state-metrics"}[10m]) == 0)`,
  ],
  StatefulSetUpdateNotRolledOut: [
    '15m',
    `(max by (namespace, statefulset) (
        kube_statefulset_status_current_revision{job="kube-state-metrics"}
          unless kube_statefulset_status_update_revision{job="kube-state-metrics"}
      ) * on (namespace, statefulset) (kube_statefulset_replicas != kube_statefulset_status_replicas_updated)
    ) and on (namespace, statefulset) (changes(kube_statefulset_status_replicas_updated[5m]) == 0)`,
  ],
  JobFailed: ['15m', 'kube_job_failed{job="kube-state-metrics"} > 0'],
  JobRunningTooLong: [
    '0m',
    `time() - max by (namespace, job_name) (kube_job_status_start_time{job="kube-state-metrics"}
      and kube_job_status_active{job="kube-state-metrics"} > 0) > 3600`,
  ],
});

const CPU = 'unknown: container_cpu_usage_seconds_total: the simulation does not know this metric';
const MEMORY = 'unknown: container_memory_working_set_bytes: the simulation does not know this metric';
const CALM = Object.fromEntries([...RULES.matchAll(/alert: (\w+)/g)].map(([, alert = '']) => [alert, 'silent']));
const HEALTHY = { ...CALM, ContainerHighCPU: CPU, ContainerHighMemory: MEMORY };

const POD = `metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "web:1", readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 5 } }] }`;
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    ${POD}
`;
const DB = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 2
  serviceName: db
  selector: { matchLabels: { app: web } }
  template:
    ${POD}
`;
const BIG = WEB.replace('name: app,', 'name: app, resources: { requests: { cpu: "99" } },');
const job = (command: string) => `apiVersion: batch/v1
kind: Job
metadata: { name: ${command} }
spec:
  backoffLimit: 1
  template: { spec: { restartPolicy: Never, containers: [{ name: app, image: "job:${command}" }] } }
`;

interface Case extends Pick<Alerted, 'files' | 'scenario'> {
  readonly title: string;
  readonly fires: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    title: 'a rollout that goes well',
    files: { 'web.yaml': WEB, 'db.yaml': DB, 'job.yaml': job('well') },
    scenario:
      '{ steps: [{ apply: web.yaml }, { apply: db.yaml }, { apply: job.yaml }, { set-image: { target: deployment/web, container: app, image: "web:2" } }] }',
    fires: {},
  },
  {
    title: 'an image that never gets ready',
    files: { 'web.yaml': WEB },
    scenario: `{ pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }],
      steps: [{ apply: web.yaml }, { set-image: { target: deployment/web, container: app, image: "web:2" } }] }`,
    fires: {
      DeploymentRolloutStuck: 'Deployment/web at 1530',
      PodUnready: 'Pod/web-666476bc59-* at 630',
    },
  },
  {
    title: 'a first image that never gets ready',
    files: { 'web.yaml': WEB },
    scenario: '{ pods: [{ match: { image: "*" }, behaviour: { ready: never } }], steps: [{ apply: web.yaml }] }',
    fires: {
      DeploymentNoAvailableReplicas: 'Deployment/web at 300',
      DeploymentReplicasMismatch: 'Deployment/web at 900',
      DeploymentRolloutStuck: 'Deployment/web at 1530',
      PodUnready: 'Pod/web-64b9fcfb6b-* at 600',
    },
  },
  {
    title: 'a crash loop',
    files: { 'web.yaml': WEB },
    scenario:
      '{ pods: [{ match: { image: "*" }, behaviour: { crash: { after: 20s } } }], steps: [{ apply: web.yaml }] }',
    fires: {
      DeploymentNoAvailableReplicas: 'Deployment/web at 780',
      DeploymentReplicasMismatch: 'Deployment/web at 1380',
      PodFrequentlyRestarting: 'Pod/web-64b9fcfb6b-* (app) at 750',
      PodUnready: 'Pod/web-64b9fcfb6b-* at 1080',
    },
  },
  {
    title: 'out of memory again and again',
    files: { 'web.yaml': WEB },
    scenario: '{ pods: [{ match: { image: "*" }, behaviour: { oom: { after: 20s } } }], steps: [{ apply: web.yaml }] }',
    fires: {
      DeploymentNoAvailableReplicas: 'Deployment/web at 780',
      DeploymentReplicasMismatch: 'Deployment/web at 1380',
      PodFrequentlyRestarting: 'Pod/web-64b9fcfb6b-* (app) at 750',
      PodUnready: 'Pod/web-64b9fcfb6b-* at 1080',
      PodOOMKilled: 'Pod/web-64b9fcfb6b-* (app) at 600',
    },
  },
  {
    title: 'pods that fit nowhere',
    files: { 'web.yaml': BIG },
    scenario: '{ cluster: { nodes: [{ count: 1, cpu: "4", memory: 8Gi }] }, steps: [{ apply: web.yaml }] }',
    fires: {
      DeploymentNoAvailableReplicas: 'Deployment/web at 300',
      DeploymentReplicasMismatch: 'Deployment/web at 900',
      DeploymentRolloutStuck: 'Deployment/web at 1530',
      PodNotReady: 'Pod/web-68978b9ff5-* at 900',
      PodPendingTooLong: 'Pod/web-68978b9ff5-* at 900',
    },
  },
  {
    title: 'a StatefulSet whose update never gets ready',
    files: { 'db.yaml': DB },
    scenario: `{ pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }],
      steps: [{ apply: db.yaml }, { set-image: { target: statefulset/db, container: app, image: "web:2" } }] }`,
    fires: {
      PodUnready: 'Pod/db-1 at 630',
      StatefulSetReplicasMismatch: 'StatefulSet/db at 900',
      StatefulSetUpdateNotRolledOut: 'StatefulSet/db at 930',
    },
  },
  {
    title: 'a Job that fails, and one that takes hours',
    files: { 'fails.yaml': job('fails'), 'hours.yaml': job('hours') },
    scenario: `{ pods: [{ match: { image: "*:fails" }, behaviour: { runFor: 10s, exitCode: 1 } }, { match: { image: "*:hours" }, behaviour: { runFor: 5h } }],
      steps: [{ apply: fails.yaml }, { apply: hours.yaml }] }`,
    fires: {
      JobFailed: 'Job/fails at 960',
      JobRunningTooLong: 'Job/hours at 3660',
      PodUnready: 'Pod/fails-* at 600',
    },
  },
];

describe('the usual alerts', () => {
  test.each(CASES)('$title', ({ files, scenario, fires }) => {
    expect(outcomes(alerted({ files, scenario, rules: RULES }))).toEqual({ ...HEALTHY, ...fires });
  });
});
