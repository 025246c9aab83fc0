/** How far the quotas of a namespace are used, as `status` of a ResourceQuota says. */

import { formatQuantity, parseQuantity, quantityValue } from '../../kube/quantity.js';
import { KINDS, type Kind } from '../objects/kinds.js';
import type { ResourceQuota } from '../objects/resource-quota.js';
import type { World } from '../world.js';
import { type Amount, written } from './quota-amounts.js';
import { usageOf } from './quota-usage.js';

/** One name of a quota. */
export interface QuotaLine {
  /** `requests.cpu` */
  readonly name: string;
  /** What is used, as the API server writes it. */
  readonly used: string;
  /** The same in the format of `hard`: `kubectl describe` rewrites it so. */
  readonly usedAsHard: string;
  readonly hard: string;
}

/** The names of a quota with what is used of them, in kubectl's order. */
export function quotaLines({ metadata, spec }: ResourceQuota, world: World): QuotaLine[] {
  // Only pods are in scopes.
  const kinds: readonly Kind[] = spec.scopes.length > 0 ? ['Pod'] : KINDS;
  const sums = kinds.map((kind) => usageOf(world, { kind, namespace: metadata.namespace }, spec.scopes));
  return Object.keys(spec.written)
    .sort()
    .map((name) => {
      const sum = sums.map((amounts) => amounts.get(name)).find((amount) => amount !== undefined && amount.value !== 0);
      const hard = spec.written[name] ?? '';
      const used = written(name, sum ?? NOTHING);
      return { name, used, usedAsHard: inFormatOf(hard, used), hard };
    });
}

const NOTHING: Amount = { value: 0, format: 'DecimalSI' };

/** Quantities of another format are rounded up to whole numbers. */
function inFormatOf(hard: string, used: string): string {
  const [wanted, own] = [parseQuantity(hard), parseQuantity(used)];
  if (wanted === undefined || own === undefined || wanted.format === own.format) return used;
  return formatQuantity({ ...own, unscaled: quantityValue(own), scale: 0, format: wanted.format, text: undefined });
}
