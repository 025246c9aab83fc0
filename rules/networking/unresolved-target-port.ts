import { asKind } from '../../src/graph/typed.js';
import { listText, nameOf } from '../../src/graph/words.js';
import type { Workload } from '../../src/graph/workload.js';
import { child, index } from '../../src/kube/field-path.js';
import { nearName } from '../../src/kube/near-name.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'v1/Service')?.spec;
  const answer = graph.podsOf(resource);
  if (answer.kind !== 'found') return;
  for (const [at, { targetPort, protocol = 'TCP' }] of (spec?.ports ?? []).entries()) {
    if (typeof targetPort !== 'string') continue;
    const declared = answer.all.flatMap((workload) => portNames(workload, protocol));
    if (declared.includes(targetPort)) continue;
    const near = nearName(targetPort, declared);
    const [workload] = answer.all;
    yield {
      path: child(index(child(undefined, 'spec', 'ports'), at), 'targetPort'),
      message: `targetPort "${targetPort}" (${protocol}) is no port of the selected Pods; they have ${listText([...new Set(declared)])}`,
      ...(near !== undefined && { help: `did you mean "${near}"?` }),
      ...(workload !== undefined && {
        related: [
          {
            resource: workload.resource,
            path: child(workload.specPath, 'containers'),
            message: `the selector selects the Pods of ${nameOf(workload.resource)}`,
          },
        ],
      }),
    };
  }
}

// Ports of sidecars count: pkg/controller/endpointslice FindPort looks at init containers that keep running.
function portNames({ containers }: Workload, protocol: string): string[] {
  return containers
    .filter(({ role }) => role === 'container' || role === 'sidecar')
    .flatMap(({ container }) => container.ports ?? [])
    .flatMap(({ name, protocol: own = 'TCP' }) => (name !== undefined && own === protocol ? [name] : []));
}
