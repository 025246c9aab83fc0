/**
 * Metrics that are not resources: what the pods themselves, an object, or something outside the cluster says. The values
 * are the scenario's. Follows kubernetes@v1.35.4 pkg/controller/podautoscaler/{horizontal,replica_calculator}.go
 * (computeStatusFor{Pods,Object,External}Metric).
 */

import { parseQuantity, quantityMilliValue } from '../../../kube/quantity.js';
import type { LabelSelector, MetricSpec, MetricTarget } from '../../../kube/types.generated.js';
import type { LoadAmount } from '../../objects/load.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { selects } from '../claim.js';
import type { Looked, MetricOutcome } from './metrics.js';
import { averageReplicas, isWithin, tolerancesOf } from './replicas.js';

/** Looks at one metric that is no resource. */
export function customOutcome({ type, pods, object, external }: MetricSpec, looked: Looked): MetricOutcome {
  if (type === 'Pods' && pods !== undefined) return podsOutcome(pods.metric?.name ?? '', pods.target ?? {}, looked);
  if (type === 'Object' && object !== undefined) {
    const { metric = {}, describedObject, target = {} } = object;
    const { name = '', selector } = metric;
    const { namespace } = looked.autoscaler.metadata;
    const { kind = '', name: described = '' } = describedObject ?? {};
    return valueOutcome(looked, {
      metric: name,
      target,
      reason: 'FailedGetObjectMetric',
      name: target.averageValue === undefined ? `${kind} metric ${name}` : externalName(name, selector),
      error: `unable to get metric ${name}: no metrics returned from custom metrics API on ${kind} ${namespace}/${described}`,
      summary: (error) =>
        `failed to get object metric value: ${target.averageValue === undefined ? '' : `failed to get ${name} object metric: `}${error}`,
    });
  }
  if (type !== 'External' || external === undefined) return { kind: 'unknown' };
  const { metric = {}, target = {} } = external;
  const { name = '', selector } = metric;
  const { namespace } = looked.autoscaler.metadata;
  return valueOutcome(looked, {
    metric: name,
    target,
    reason: 'FailedGetExternalMetric',
    name: externalName(name, selector),
    error: `unable to get external metric ${namespace}/${name}/${selectorText(selector)}: no metrics returned from external metrics API`,
    summary: (error) =>
      `failed to get ${name} external metric value: failed to get ${target.averageValue === undefined ? `external metric ${name}` : `${name} external metric`}: ${error}`,
  });
}

function podsOutcome(metric: string, { averageValue = 0 }: MetricTarget, looked: Looked): MetricOutcome {
  const { pods, target, autoscaler, world } = looked;
  const amounts = amountsOf(metric, looked);
  if (amounts.length === 0) return { kind: 'unknown' };
  const failure = (message: string): MetricOutcome => ({
    kind: 'failure',
    reason: 'FailedGetPodsMetric',
    message,
    summary: `failed to get pods metric value: ${message}`,
  });
  const bearers = pods.filter((pod) => isActive(pod) && pod.status.ready);
  const usage = new Map<string, number>();
  for (const amount of amounts) {
    const share = shareOf(amount, bearers.length);
    if (share === undefined) continue;
    for (const { metadata } of bearers) usage.set(metadata.name, (usage.get(metadata.name) ?? 0) + share);
  }
  if (usage.size === 0) return failure(`unable to get metric ${metric}: no metrics returned from custom metrics API`);
  const proposal = averageReplicas(
    {
      pods,
      usage,
      resource: '',
      currentReplicas: target.spec.replicas,
      tolerances: tolerancesOf(autoscaler, world.settings.version),
      now: world.now,
      measuredAt: world.now,
    },
    milli(averageValue),
  );
  if (typeof proposal === 'string') return failure(proposal);
  const { replicas, average } = proposal;
  return { kind: 'proposal', replicas, name: `pods metric ${metric}`, reading: { average, resource: metric } };
}

/** A value of the whole, and the words that go with it. */
interface Measured {
  readonly metric: string;
  readonly target: MetricTarget;
  readonly reason: string;
  readonly name: string;
  readonly error: string;
  readonly summary: (error: string) => string;
}

function valueOutcome(looked: Looked, measured: Measured): MetricOutcome {
  const { metric, target, reason, name, error, summary } = measured;
  const amounts = amountsOf(metric, looked);
  if (amounts.length === 0) return { kind: 'unknown' };
  const values = amounts.flatMap((amount) => shareOf(amount, 1) ?? []);
  if (values.length === 0) return { kind: 'failure', reason, message: error, summary: summary(error) };
  const value = values.reduce((sum, one) => sum + one, 0);
  const isPerPod = target.averageValue !== undefined;
  const replicas = isPerPod
    ? perPodReplicas(value, milli(target.averageValue ?? 0), looked)
    : ratioReplicas(value / milli(target.value ?? 0), looked);
  const average = isPerPod ? Math.ceil(value / looked.target.status.replicas) : value;
  return { kind: 'proposal', replicas, name, reading: { average, resource: metric } };
}

/** `status.replicas` counts the surge of a rollout: within the tolerance it becomes the size, and the next surge is on top. */
function perPodReplicas(value: number, goal: number, { target, autoscaler, world }: Looked): number {
  const { replicas } = target.status;
  const ratio = value / (goal * replicas);
  const tolerances = tolerancesOf(autoscaler, world.settings.version);
  return isWithin(ratio, tolerances) ? replicas : Math.ceil(value / goal);
}

function ratioReplicas(ratio: number, { target, autoscaler, pods, world }: Looked): number {
  if (isWithin(ratio, tolerancesOf(autoscaler, world.settings.version))) return target.spec.replicas;
  // Those that terminate and are still ready count as well.
  const ready = pods.filter((pod: Pod) => pod.status.phase === 'Running' && pod.status.ready).length;
  return Math.ceil(ratio * ready);
}

/** What the scenario's loads on the target say of a metric. */
function amountsOf(metric: string, { target, world }: Looked): LoadAmount[] {
  const labels = target.spec.template.metadata?.labels ?? {};
  return [...world.objects.Load.values()].flatMap(({ metadata, spec }) => {
    const isHere = metadata.namespace === target.metadata.namespace && selects(spec.selector, labels);
    const amount = isHere && Object.hasOwn(spec.metrics, metric) ? spec.metrics[metric] : undefined;
    return amount === undefined ? [] : [amount];
  });
}

function shareOf(amount: LoadAmount, bearers: number): number | undefined {
  if (amount.kind === 'shared') return Math.floor(amount.total / Math.max(1, bearers));
  return amount.kind === 'each' ? amount.amount : undefined;
}

function milli(quantity: string | number): number {
  const parsed = parseQuantity(quantity);
  return parsed === undefined ? 0 : Number(quantityMilliValue(parsed));
}

function externalName(metric: string, selector: LabelSelector | undefined): string {
  return `external metric ${metric}(${selectorText(selector)})`;
}

/** As Go prints a selector. */
function selectorText(selector: LabelSelector | undefined): string {
  if (selector === undefined) return 'nil';
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const labels = Object.entries(matchLabels)
    .map(([name, value]) => `${name}: ${value},`)
    .sort()
    .join('');
  const expressions = matchExpressions
    .map(
      ({ key = '', operator = '', values = [] }) =>
        `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
    )
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions}},}`;
}
