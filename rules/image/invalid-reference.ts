import { child } from '../../src/kube/field-path.js';
import { imageMistake, isImagePlaceholder } from '../../src/kube/image-reference.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  if (graph.replacesImages(resource)) return;
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { image } = container;
    if (image === undefined || image === '' || isImagePlaceholder(image)) continue;
    const wrong = imageMistake(image);
    if (wrong !== undefined)
      yield { path: child(path, 'image'), message: `image "${image}": ${wrong}: the Pods stay in InvalidImageName` };
  }
}
