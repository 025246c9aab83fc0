import { objectOf } from '../../../kube/json.js';
import { parseQuantity } from '../../../kube/quantity.js';
import type { Steps } from '../../action.js';
import { usageOf } from '../../controllers/hpa/replicas.js';
import { isScalable, type Target } from '../../controllers/hpa/target.js';
import type { Load, LoadAmount, MeteredResource } from '../../objects/load.js';
import { podRequests } from '../../scheduler/resources.js';
import type { World } from '../../world.js';
import { fail, field, hasUnknown, type Placed, type Reader, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** What a step says of one resource. */
type Said =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'amount'; readonly quantity: string }
  | { readonly kind: 'no-metrics' };

/**
 * `load: { target: deployment/web, cpu: "180%" }`: from now on the ready pods share a load that makes the replicas of this
 * moment use 180 % of their requests. `cpu: 900m` is the load itself; `each: true` makes it that of every pod, however many
 * there are; `cpu: none` is a metrics server that knows no pod. `memory` likewise. `metrics: { queue_length: 90 }` are the
 * values of Pods, Object and External metrics: the pods share one of theirs, too.
 */
export const loadStep: StepWord = {
  word: 'load',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'cpu', 'memory', 'metrics', 'each']);
    if (object === undefined) return undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const cpu = readSaid(reader, field(object, 'cpu', placed.path));
    const memory = readSaid(reader, field(object, 'memory', placed.path));
    const { each = false } = object;
    if (typeof each !== 'boolean')
      return fail(reader, field(object, 'each', placed.path).path, 'expected true or false');
    if (object.cpu === undefined && object.memory === undefined && object.metrics === undefined)
      return hasUnknown(reader, placed.path) ? undefined : fail(reader, placed.path, 'expected cpu, memory or metrics');
    const metrics = readMetrics(reader, field(object, 'metrics', placed.path), each);
    if (target === undefined || metrics === undefined) return undefined;
    const said = { ...(cpu && { cpu }), ...(memory && { memory }) };
    const words = [...Object.entries(said), ...Object.entries(metrics)].map(
      ([name]) => `${name} ${String(object[name] ?? objectOf(object.metrics)?.[name])}`,
    );
    return {
      text: `load on ${target.text}: ${words.join(', ')}${each ? ' each' : ''}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        if (typeof found === 'string') return found;
        if (!isScalable(found))
          return `${target.text}: an autoscaler scales Deployments, ReplicaSets, ReplicationControllers and StatefulSets`;
        yield* setLoad(found, { said, each, metrics }, world);
        return undefined;
      },
    };
  },
};

function readSaid(reader: Reader, { value, path }: Placed): Said | undefined {
  if (value === undefined) return undefined;
  if (value === 'none') return { kind: 'no-metrics' };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percent !== undefined) return { kind: 'percent', percent: Number(percent) };
  if (text !== '' && parseQuantity(text) !== undefined) return { kind: 'amount', quantity: text };
  return fail(
    reader,
    path,
    `expected a percentage such as 180%, an amount such as 900m, or none, found ${JSON.stringify(value)}`,
  );
}

/** `{ queue_length: 90, requests_per_second: none }`, in thousandths. */
function readMetrics(reader: Reader, placed: Placed, each: boolean): Record<string, LoadAmount> | undefined {
  if (placed.value === undefined) return {};
  const object = objectOf(placed.value);
  if (object === undefined) return fail(reader, placed.path, 'expected a map of metrics by name');
  const metrics: Record<string, LoadAmount> = {};
  for (const name of Object.keys(object)) {
    const at = field(object, name, placed.path);
    const said = readSaid(reader, at);
    if (said === undefined) return undefined;
    if (said.kind === 'percent') return fail(reader, at.path, 'expected an amount such as 90, or none');
    const amount = said.kind === 'amount' ? usageOf('cpu', said.quantity) : 0;
    const given: LoadAmount = each ? { kind: 'each', amount } : { kind: 'shared', total: amount };
    metrics[name] = said.kind === 'no-metrics' ? said : given;
  }
  return metrics;
}

/** What a step says of a target. */
interface Spoken {
  readonly said: { readonly [R in MeteredResource]?: Said };
  readonly metrics: Readonly<Record<string, LoadAmount>>;
  readonly each: boolean;
}

function* setLoad(target: Target, { said, each, metrics }: Spoken, world: World): Steps {
  const amount = (resource: MeteredResource) => {
    const one = said[resource];
    return one === undefined ? {} : { [resource]: amountOf(one, { target, resource, each }) };
  };
  const { namespace } = target.metadata;
  const name = `${target.kind.toLowerCase()}-${target.metadata.name}`;
  const amounts = { ...amount('cpu'), ...amount('memory') };
  const spec: Load['spec'] = { selector: target.spec.selector, amounts, metrics };
  const stored = world.objects.Load.get(`${namespace}/${name}`);
  const because = 'the scenario says so';
  if (stored !== undefined) {
    yield {
      do: 'update',
      object: {
        ...stored,
        spec: {
          ...spec,
          amounts: { ...stored.spec.amounts, ...amounts },
          metrics: { ...stored.spec.metrics, ...metrics },
        },
      },
      because,
    };
    return;
  }
  const metadata = { name, namespace, labels: {}, annotations: {}, ownerReferences: [] };
  yield { do: 'create', object: { kind: 'Load', metadata, spec }, because };
}

interface Place {
  readonly target: Target;
  readonly resource: MeteredResource;
  readonly each: boolean;
}

function amountOf(said: Said, { target, resource, each }: Place): LoadAmount {
  if (said.kind === 'no-metrics') return said;
  if (said.kind === 'amount') {
    const amount = usageOf(resource, said.quantity);
    return each ? { kind: 'each', amount } : { kind: 'shared', total: amount };
  }
  if (each) return said;
  const request = podRequests(target.spec.template.spec ?? {}).get(resource) ?? 0;
  return { kind: 'shared', total: Math.ceil((request * target.spec.replicas * said.percent) / 100) };
}
