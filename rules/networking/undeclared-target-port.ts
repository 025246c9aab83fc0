import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'v1/Service')?.spec;
  const answer = graph.podsOf(resource);
  if (answer.kind !== 'found') return;
  const workloads = answer.all;
  const declared = workloads.map(({ containers }) => containers.flatMap(({ container }) => container.ports ?? []));
  // Declaring ports is optional: only Pods that declare some say something about the others.
  if (declared.some((ports) => ports.length === 0)) return;
  const numbers = [
    ...new Set(declared.flat().map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`)),
  ];
  for (const [at, { port, targetPort = port, protocol = 'TCP' }] of (spec?.ports ?? []).entries()) {
    if (typeof targetPort !== 'number' || numbers.includes(`${targetPort}/${protocol}`)) continue;
    const path = index(child(undefined, 'spec', 'ports'), at);
    const isDefault = spec?.ports?.[at]?.targetPort === undefined;
    const [workload] = workloads;
    yield {
      path: child(path, isDefault ? 'port' : 'targetPort'),
      message: `${isDefault ? 'without targetPort, traffic goes to port' : 'targetPort'} ${targetPort}/${protocol}; the selected Pods declare ${numbers.slice(0, 6).join(', ')}`,
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
