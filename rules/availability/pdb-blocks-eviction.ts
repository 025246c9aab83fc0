import type { Graph } from '../../src/graph/graph.js';
import { mostReplicas } from '../../src/graph/scale-target.js';
import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import type { Workload } from '../../src/graph/workload.js';
import { child } from '../../src/kube/field-path.js';
import { scaledValue } from '../../src/kube/int-or-percent.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'policy/v1/PodDisruptionBudget')?.spec;
  const selector = spec?.selector;
  if (spec === undefined || selector === undefined) return;
  const { minAvailable, maxUnavailable } = spec;
  const at = child(undefined, 'spec', maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable');
  const answer = graph.selected(resource, selector);
  const workloads = answer.kind === 'found' ? answer.all : [];
  const related = workloads.map((workload) => ({
    resource: workload.resource,
    path: child(undefined, 'spec', 'replicas'),
    message: `${nameOf(workload.resource)} has ${replicasText(workload)}`,
  }));
  if (maxUnavailable !== undefined) {
    if (maxUnavailable === 0 || maxUnavailable === '0%')
      yield {
        path: at,
        message: `maxUnavailable ${maxUnavailable} allows no eviction: a drain waits for these Pods forever`,
        related,
      };
    return;
  }
  if (minAvailable === undefined) return;
  if (minAvailable === '100%') {
    yield { path: at, message: 'minAvailable 100% allows no eviction: a drain waits for these Pods forever', related };
    return;
  }
  const replicas = most(workloads, graph);
  if (replicas === undefined || replicas === 0) return;
  // Percentages round up: pkg/controller/disruption/disruption.go getExpectedPodCount.
  const wanted = scaledValue(minAvailable, replicas, 'up');
  if (wanted === undefined || wanted < replicas) return;
  const percent = typeof minAvailable === 'string' ? ` of ${replicas} rounds up to ${wanted}` : '';
  yield {
    path: at,
    message: `minAvailable ${minAvailable}${percent} and there ${replicas === 1 ? 'is 1 replica' : `are ${replicas} replicas`}: no eviction is allowed, a drain waits forever`,
    related,
  };
}

function replicasText({ replicas }: Workload): string {
  return replicas === 1 ? '1 replica' : `${replicas ?? 'no fixed number of'} replicas`;
}

/** How many Pods there can be; `undefined` if the files do not say. */
function most(workloads: readonly Workload[], graph: Graph): number | undefined {
  let sum = 0;
  for (const workload of workloads) {
    const highest = graph.autoscalersOf(workload.resource).map((autoscaler) => mostReplicas(autoscaler) ?? 0);
    if (workload.replicas === undefined) return undefined;
    sum += Math.max(workload.replicas, ...highest);
  }
  return workloads.length === 0 ? undefined : sum;
}
