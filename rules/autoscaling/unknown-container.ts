import { scaleTarget } from '../../src/graph/scale-target.js';
import { asKind } from '../../src/graph/typed.js';
import { listText } from '../../src/graph/words.js';
import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const metrics = asKind(resource, 'autoscaling/v2/HorizontalPodAutoscaler')?.spec?.metrics ?? [];
  const target = scaleTarget(resource);
  if (target === undefined || !metrics.some(({ containerResource }) => containerResource !== undefined)) return;
  const answer = graph.named(resource, target);
  const containers =
    answer.kind === 'found' ? answer.all.flatMap((found) => graph.workloadOf(found)?.containers ?? []) : [];
  const names = containers.flatMap(({ container }) => container.name ?? []);
  for (const [at, { containerResource }] of metrics.entries()) {
    const name = containerResource?.container;
    if (names.length === 0 || name === undefined || names.includes(name)) continue;
    yield {
      path: child(index(child(undefined, 'spec', 'metrics'), at), 'containerResource', 'container'),
      message: `container "${name}" is not in the Pods of "${target.name}"; they have ${listText(names)}`,
    };
  }
}
