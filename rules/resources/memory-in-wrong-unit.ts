import { child, key } from '../../src/kube/field-path.js';
import { parseQuantity, quantityMilliValue } from '../../src/kube/quantity.js';
import type { Quantity } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

const MEBIBYTE = 1024n * 1024n;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    for (const list of ['requests', 'limits'] as const) {
      const quantity = container.resources?.[list]?.memory;
      const message = quantity === undefined ? undefined : mistake(quantity);
      if (message !== undefined) yield { path: key(child(path, 'resources', list), 'memory'), message };
    }
  }
}

function mistake(written: Quantity): string | undefined {
  const quantity = parseQuantity(written);
  const milli = quantity === undefined ? 0n : quantityMilliValue(quantity);
  if (milli <= 0n || milli >= MEBIBYTE * 1000n) return undefined;
  const bytes = milli % 1000n === 0n ? `${milli / 1000n} bytes` : `${Number(milli) / 1000} bytes`;
  const meant =
    /^[0-9.]+m?$/.exec(String(written)) === null ? '' : `; ${String(written).replace('m', '')}Mi is probably meant`;
  return `memory ${written} is ${bytes}, less than any process needs${meant}`;
}
