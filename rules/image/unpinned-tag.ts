import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, role, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { image } = container;
    if (image === undefined || image === '' || role === 'ephemeral' || image.includes('@')) continue;
    const name = image.slice(image.lastIndexOf('/') + 1);
    const tag = name.includes(':') ? name.slice(name.indexOf(':') + 1) : undefined;
    if (tag !== undefined && tag !== 'latest') continue;
    const what =
      tag === undefined ? `image ${image} has no tag, which is latest` : `image ${image} is whatever was pushed last`;
    yield {
      path: child(path, 'image'),
      message: `${what}: Pods of one revision may run different code`,
    };
  }
}
