import { probePort, probesOf } from '../../src/graph/probe.js';
import { listText } from '../../src/graph/words.js';
import { nearName } from '../../src/kube/near-name.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const names = (container.ports ?? []).flatMap(({ name }) => name ?? []);
    for (const { name, probe, path: at } of probesOf(container, path)) {
      const asked = probePort(probe, at);
      // The kubelet looks names up in the probe's own container only: pkg/probe/util.go ResolveContainerPort.
      if (typeof asked?.port !== 'string' || names.includes(asked.port)) continue;
      const near = nearName(asked.port, names);
      yield {
        path: asked.path,
        message: `${name}: port name "${asked.port}" is not in the container; it has ${listText(names)}`,
        ...(near !== undefined && { help: `did you mean "${near}"?` }),
      };
    }
  }
}
