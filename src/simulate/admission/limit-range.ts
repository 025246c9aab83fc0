/**
 * LimitRange: gives containers the requests and limits that they leave out, then refuses pods beyond its bounds. Follows
 * kubernetes@v1.35.4 plugin/pkg/admission/limitranger/admission.go.
 *
 * Not modelled: the annotation that says what was set.
 */

import { compareQuantities, formatQuantity, parseQuantity, quantityMilliValue } from '../../kube/quantity.js';
import type { Container, LimitRangeItem, PersistentVolumeClaimSpec, PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import type { LimitRange } from '../objects/limit-range.js';
import { resourceName } from '../objects/resource-name.js';
import { podRequests } from '../scheduler/resources.js';
import type { World } from '../world.js';

type Quantities = { readonly [name: string]: string | number };

function rangesIn(world: World, namespace: string): LimitRange[] {
  return [...world.objects.LimitRange.values()].filter(({ metadata }) => metadata.namespace === namespace);
}

// Pods of one template share their spec, and stay sharing it.
const limitedSpecs = new WeakMap<PodSpec, { readonly by: readonly LimitRange[]; readonly spec: PodSpec }>();

/** The spec of a new pod with the defaults of the LimitRanges of its namespace. */
export function withLimitDefaults(world: World, spec: PodSpec, namespace: string): PodSpec {
  const ranges = rangesIn(world, namespace);
  const items = containerItems(ranges);
  if (items.every((item) => item.default === undefined && item.defaultRequest === undefined)) return spec;
  const known = limitedSpecs.get(spec);
  if (
    known !== undefined &&
    known.by.length === ranges.length &&
    known.by.every((range, place) => range === ranges[place])
  )
    return known.spec;
  const { containers = [], initContainers } = spec;
  const limited = {
    ...spec,
    containers: containers.map((container) => withDefaults(container, items)),
    ...(initContainers !== undefined && {
      initContainers: initContainers.map((container) => withDefaults(container, items)),
    }),
  };
  limitedSpecs.set(spec, { by: ranges, spec: limited });
  return limited;
}

function containerItems(ranges: readonly LimitRange[]): LimitRangeItem[] {
  return ranges.flatMap(({ spec }) => spec.limits).filter(({ type }) => type === 'Container');
}

/** Later items of one range win over earlier ones; what the container says wins over all. */
function withDefaults(container: Container, items: readonly LimitRangeItem[]): Container {
  const { requests, limits } = container.resources ?? {};
  const defaultLimits: Quantities = Object.assign({}, ...items.map((item) => item.default));
  const defaultRequests: Quantities = Object.assign({}, ...items.map((item) => item.defaultRequest));
  return {
    ...container,
    resources: {
      ...container.resources,
      limits: { ...defaultLimits, ...limits },
      // A request left out is the limit as written, before any default (SetDefaults_Pod).
      requests: { ...defaultRequests, ...limits, ...requests },
    },
  };
}

/** The refusal of a pod that its defaults make invalid: a container requests more than the limit that it was given. */
export function defaultsRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod' || rangesIn(world, object.metadata.namespace).length === 0) return undefined;
  const { containers = [], initContainers = [] } = object.spec;
  // Validation looks at init containers first.
  const errors = [
    ...initContainers.flatMap((container, place) => excesses(container, `spec.initContainers[${place}]`)),
    ...containers.flatMap((container, place) => excesses(container, `spec.containers[${place}]`)),
  ];
  if (errors.length === 0) return undefined;
  return `Pod "${name}" is invalid: ${errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`}`;
}

function excesses(container: Container, path: string): string[] {
  const { requests, limits } = askedBy(container);
  return [...entries(requests)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, request]) => {
      const limit = own(limits, name);
      if (limit === undefined || compared(request, limit) <= 0) return [];
      const why = `must be less than or equal to ${name} limit of ${text(limit)}`;
      return [`${path}.resources.requests: Invalid value: "${text(request)}": ${why}`];
    });
}

/** The refusal of a pod or a claim by the LimitRanges of its namespace. */
export function limitRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod' && object.kind !== 'PersistentVolumeClaim') return undefined;
  for (const range of rangesIn(world, object.metadata.namespace)) {
    const errors = range.spec.limits.flatMap((item) =>
      object.kind === 'Pod' ? violations(item, object.spec) : claimViolations(item, object.spec),
    );
    const [first] = errors;
    if (first === undefined) continue;
    // An aggregate says each text once.
    const distinct = [...new Set(errors)];
    return `${resourceName(object.kind)} "${name}" is forbidden: ${distinct.length === 1 ? first : `[${distinct.join(', ')}]`}`;
  }
  return undefined;
}

interface Asked {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

function violations(item: LimitRangeItem, spec: PodSpec): string[] {
  const all = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  if (item.type === 'Container') return all.flatMap((container) => beyond(item, askedBy(container)));
  return item.type === 'Pod' ? beyond(item, askedTogether(spec)) : [];
}

/** Claims have no limits: a maximum is one of requests. */
function claimViolations({ type, min, max }: LimitRangeItem, { resources }: PersistentVolumeClaimSpec): string[] {
  if (type !== 'PersistentVolumeClaim') return [];
  const requests = resources?.requests ?? {};
  const found = [...entries(max)].map(([name, bound]) => {
    const rule = `maximum ${name} usage per ${type} is ${text(bound)}`;
    const request = own(requests, name);
    if (request === undefined) return `${rule}.  No request is specified`;
    return compared(request, bound) > 0 ? `${rule}, but request is ${text(request)}` : undefined;
  });
  const below = min === undefined ? [] : beyond({ type, min }, { requests, limits: {} });
  return [...below, ...found.filter((violation) => violation !== undefined)];
}

function askedBy({ resources }: Container): Asked {
  const { requests = {}, limits = {} } = resources ?? {};
  return { requests: { ...limits, ...requests }, limits };
}

function askedTogether(spec: PodSpec): Asked {
  const onlyLimits = (container: Container): Container => ({
    ...container,
    resources: { requests: container.resources?.limits ?? {} },
  });
  const { overhead: _overhead, containers = [], initContainers = [], resources, ...rest } = spec;
  const limited = {
    ...rest,
    containers: containers.map(onlyLimits),
    initContainers: initContainers.map(onlyLimits),
    ...(resources?.limits !== undefined && { resources: { requests: resources.limits } }),
  };
  const asked = { ...rest, containers, initContainers, ...(resources !== undefined && { resources }) };
  return { requests: written(podRequests(asked)), limits: written(podRequests(limited)) };
}

function written(sums: ReadonlyMap<string, number>): Quantities {
  return Object.fromEntries([...sums].map(([name, amount]) => [name, name === 'cpu' ? `${amount}m` : binary(amount)]));
}

function binary(amount: number): string {
  const units = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];
  for (const [place, unit] of units.entries()) {
    const size = 1024 ** (units.length - place);
    if (amount > 0 && amount % size === 0) return `${amount / size}${unit}`;
  }
  return String(amount);
}

function* entries(quantities: Quantities | undefined): Iterable<readonly [string, string | number]> {
  yield* Object.entries(quantities ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
}

function beyond({ type = '', min, max, maxLimitRequestRatio }: LimitRangeItem, asked: Asked): string[] {
  const found: (string | undefined)[] = [];
  for (const [name, bound] of entries(min))
    found.push(belowMinimum(`minimum ${name} usage per ${type} is ${text(bound)}`, { name, bound, asked }));
  for (const [name, bound] of entries(max))
    found.push(aboveMaximum(`maximum ${name} usage per ${type} is ${text(bound)}`, { name, bound, asked }));
  for (const [name, bound] of entries(maxLimitRequestRatio))
    found.push(aboveRatio(`${name} max limit to request ratio per ${type} is ${text(bound)}`, { name, bound, asked }));
  return found.filter((violation) => violation !== undefined);
}

interface Bound {
  readonly name: string;
  readonly bound: string | number;
  readonly asked: Asked;
}

function belowMinimum(rule: string, { name, bound, asked }: Bound): string | undefined {
  const [request, limit] = [own(asked.requests, name), own(asked.limits, name)];
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compared(request, bound) < 0) return `${rule}, but request is ${text(request)}`;
  if (limit !== undefined && compared(limit, bound) < 0) return `${rule}, but limit is ${text(limit)}`;
  return undefined;
}

function aboveMaximum(rule: string, { name, bound, asked }: Bound): string | undefined {
  const [request, limit] = [own(asked.requests, name), own(asked.limits, name)];
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (compared(limit, bound) > 0) return `${rule}, but limit is ${text(limit)}`;
  if (request !== undefined && compared(request, bound) > 0) return `${rule}, but request is ${text(request)}`;
  return undefined;
}

function aboveRatio(rule: string, { name, bound, asked }: Bound): string | undefined {
  const milli = (quantity: string | number | undefined) => {
    const parsed = quantity === undefined ? undefined : parseQuantity(quantity);
    return parsed === undefined ? 0 : Number(quantityMilliValue(parsed));
  };
  const [request, limit] = [milli(own(asked.requests, name)), milli(own(asked.limits, name))];
  if (request === 0) return `${rule}, but no request is specified or request is 0`;
  if (limit === 0) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = limit / request;
  return ratio * 1000 > milli(bound) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

function own(quantities: Quantities, name: string): string | number | undefined {
  return Object.hasOwn(quantities, name) ? quantities[name] : undefined;
}

function compared(one: string | number, other: string | number): number {
  const [left, right] = [parseQuantity(one), parseQuantity(other)];
  return left === undefined || right === undefined ? 0 : compareQuantities(left, right);
}

function text(quantity: string | number): string {
  const parsed = parseQuantity(quantity);
  return parsed === undefined ? String(quantity) : formatQuantity(parsed);
}
