import { parseQuantity, quantityValue } from '../../../kube/quantity.js';
import type { PressedResource } from '../../objects/node.js';
import { nodeNamed } from '../nodes.js';
import { fail, field, hasUnknown, type Placed, type Reader, readDuration, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';

const RESOURCES: readonly PressedResource[] = ['memory', 'disk', 'pid'];

/**
 * `pressure: { node: node-1, memory: 2Gi }` — the node is short of memory (or `disk`, `pid`) until pods that use so much
 * have been evicted; `true`: until one has; `for: 1m`: for so long, whatever is evicted.
 */
export const pressureStep: StepWord = {
  word: 'pressure',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['node', ...RESOURCES, 'for']);
    if (object === undefined) return undefined;
    const name = readText(reader, field(object, 'node', placed.path));
    const forMs = Object.hasOwn(object, 'for') ? readDuration(reader, field(object, 'for', placed.path)) : undefined;
    const [resource, second] = RESOURCES.filter((own) => Object.hasOwn(object, own));
    if (resource === undefined && hasUnknown(reader, placed.path)) return undefined;
    if (resource === undefined || second !== undefined)
      return fail(reader, placed.path, `expected exactly one of ${RESOURCES.join(', ')}`);
    const reclaim = readAmount(reader, field(object, resource, placed.path));
    if (name === undefined || reclaim === undefined) return undefined;
    return {
      text: `${resource} pressure on ${name}`,
      isAboutUsage: true,
      perform: function* (world) {
        const node = nodeNamed(name, world);
        if (typeof node === 'string') return node;
        const until = forMs === undefined ? undefined : world.now + forMs;
        const amount = reclaim === true ? undefined : reclaim;
        const pressure = {
          resource,
          since: world.now,
          until,
          reclaim: amount,
          reclaimed: 0,
          lastSeen: undefined,
          isOver: false,
        };
        yield {
          do: 'status',
          object: { ...node, status: { ...node.status, pressure } },
          because: 'the scenario says so',
        };
        return undefined;
      },
    };
  },
};

function readAmount(reader: Reader, { value, path }: Placed): number | true | undefined {
  if (value === true) return true;
  const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
  if (quantity !== undefined) return Number(quantityValue(quantity));
  return fail(reader, path, `expected true or a quantity such as 2Gi, found ${JSON.stringify(value)}`);
}
