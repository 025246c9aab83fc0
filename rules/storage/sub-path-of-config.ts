import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const volumes = new Map((workload?.spec.volumes ?? []).map((volume) => [volume.name, volume]));
  for (const { container, role, path } of workload?.containers ?? []) {
    // An init container reads its files once anyway.
    if (role === 'init') continue;
    for (const [at, { name, subPath, subPathExpr }] of (container.volumeMounts ?? []).entries()) {
      const field = subPath !== undefined && subPath !== '' ? 'subPath' : 'subPathExpr';
      if ((subPath ?? '') === '' && (subPathExpr ?? '') === '') continue;
      const volume = volumes.get(name);
      const kind = volume?.configMap !== undefined ? 'ConfigMap' : volume?.secret !== undefined ? 'Secret' : undefined;
      if (kind === undefined) continue;
      yield {
        path: child(index(child(path, 'volumeMounts'), at), field),
        message: `a file mounted by ${field} keeps its first content: changes of the ${kind} reach it only with a new Pod`,
      };
    }
  }
}
