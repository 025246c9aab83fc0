import { scaleTarget } from '../../src/graph/scale-target.js';
import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import { objectOf } from '../../src/kube/json.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const all = graph.autoscalersOf(resource);
  const autoscalers = all.filter((autoscaler) => !all.some((other) => owns(other, autoscaler)));
  const names = [...new Set(autoscalers.map(nameOf))].sort();
  if (names.length < 2) return;
  const isOneKind = autoscalers.every(({ kind }) => kind === autoscalers[0]?.kind);
  const what = isOneKind ? `${autoscalers[0]?.kind ?? ''}s` : 'autoscalers';
  const which = isOneKind ? [...new Set(autoscalers.map(({ name }) => name ?? ''))].sort() : names;
  yield {
    path: child(undefined, 'metadata', 'name'),
    message: `${names.length} ${what} scale this ${resource.kind} (${which.join(', ')}): each undoes what the other does`,
    related: autoscalers.map((autoscaler) => ({
      resource: autoscaler,
      path: child(undefined, 'spec', 'scaleTargetRef'),
      message: `${nameOf(autoscaler)} scales ${scaleTarget(autoscaler)?.name ?? ''}`,
    })),
  };
}

/** KEDA writes its own HorizontalPodAutoscaler, or takes over one that is named to it. */
function owns(owner: Resource, { kind, name }: Resource): boolean {
  if (owner.kind !== 'ScaledObject' || kind !== 'HorizontalPodAutoscaler') return false;
  const config = objectOf(objectOf(objectOf(owner.object.spec)?.advanced)?.horizontalPodAutoscalerConfig);
  return name === (config?.name ?? `keda-hpa-${owner.name ?? ''}`);
}
