import { child, key } from '../../src/kube/field-path.js';
import { parseQuantity, quantityValue } from '../../src/kube/quantity.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Cores of the largest machines that the big clouds rent out for general use, and twice the memory of most.
const MAX_CORES = 200n;
const MAX_MEMORY = 16n * 1024n ** 4n;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    for (const list of ['requests', 'limits'] as const) {
      const { cpu, memory } = container.resources?.[list] ?? {};
      const cores = cpu === undefined ? undefined : parseQuantity(cpu);
      if (cpu !== undefined && cores !== undefined && quantityValue(cores) >= MAX_CORES) {
        const meant = /^[0-9]+$/.test(String(cpu)) ? `; ${cpu}m is probably meant` : '';
        yield {
          path: key(child(path, 'resources', list), 'cpu'),
          message: `cpu ${cpu} is ${quantityValue(cores)} cores, more than a node has${meant}`,
        };
      }
      const bytes = memory === undefined ? undefined : parseQuantity(memory);
      if (bytes !== undefined && quantityValue(bytes) >= MAX_MEMORY) {
        yield {
          path: key(child(path, 'resources', list), 'memory'),
          message: `memory ${memory} is more than a node has`,
        };
      }
    }
  }
}
