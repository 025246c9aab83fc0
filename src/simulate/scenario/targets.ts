import { nearName } from '../../kube/near-name.js';
import { matchesRequirement, parseSelectorText, type Requirement } from '../../kube/selector.js';
import { KINDS, type Kind, type WorldObject } from '../objects/kinds.js';
import type { Pod } from '../objects/pod.js';
import { pluralOf, resourceName } from '../objects/resource-name.js';
import type { World } from '../world.js';
import { fail, field, type Placed, type Reader, readCount, readObject, readText } from './reader.js';

/** An object named as on kubectl's command line: `deployment/web`. */
export interface Target {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace: string;
  /** As it was written. */
  readonly text: string;
}

// kubectl's short names of the kinds that the world holds.
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['deploy', 'deployment'],
  ['rs', 'replicaset'],
  ['rc', 'replicationcontroller'],
  ['sts', 'statefulset'],
  ['ds', 'daemonset'],
  ['cj', 'cronjob'],
  ['po', 'pod'],
  ['no', 'node'],
  ['hpa', 'horizontalpodautoscaler'],
  ['pdb', 'poddisruptionbudget'],
  ['pvc', 'persistentvolumeclaim'],
  ['pv', 'persistentvolume'],
  ['sc', 'storageclass'],
  ['pc', 'priorityclass'],
  ['quota', 'resourcequota'],
  ['limits', 'limitrange'],
  ['cm', 'configmap'],
  ['svc', 'service'],
  ['netpol', 'networkpolicy'],
]);

/** The kind that kubectl means by a word: `deploy`, `Deployments`, `deployment.apps`. */
export function kindNamed(word: string): Kind | undefined {
  const [plain = ''] = word.toLowerCase().split('.');
  const long = SHORT_NAMES.get(plain) ?? plain;
  return KINDS.find((kind) => kind.toLowerCase() === long || pluralOf(kind) === long);
}

/** `deployment/web` or `shop/deployment/web` (namespace first); `undefined` if it is neither. */
export function parseTarget(text: string, namespace = 'default'): Target | undefined {
  const parts = text.split('/');
  const [kindWord, name] = parts.slice(-2);
  const kind = kindWord === undefined ? undefined : kindNamed(kindWord);
  if (parts.length < 2 || parts.length > 3 || kind === undefined || !name) return undefined;
  return { kind, name, namespace: parts.length === 3 ? (parts[0] ?? namespace) : namespace, text };
}

/** The object that a target names: in its namespace, cluster-wide, or the only one of that name elsewhere. */
export function find(target: Target, world: World): WorldObject | undefined {
  const objects: ReadonlyMap<string, WorldObject> = world.objects[target.kind];
  const here = objects.get(`${target.namespace}/${target.name}`) ?? objects.get(`/${target.name}`);
  if (here !== undefined) return here;
  const elsewhere = [...objects.values()].filter((object) => object.metadata.name === target.name);
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

/** The object that a target names, or kubectl's words when there is none. */
export function findOrSay(target: Target, world: World): WorldObject | string {
  return find(target, world) ?? `Error from server (NotFound): ${resourceName(target.kind)} "${target.name}" not found`;
}

/** Reads `deployment/web`. */
export function readTarget(reader: Reader, placed: Placed): Target | undefined {
  const text = readText(reader, placed);
  if (text === undefined) return undefined;
  const target = parseTarget(text, reader.namespace);
  if (target === undefined) return fail(reader, placed.path, noTarget(text));
  reader.named?.push({ kind: target.kind, name: target.name, path: placed.path });
  return target;
}

/** Why a text names no object. */
export function noTarget(text: string): string {
  const kind = text.split('/').at(-2);
  if (kind && kindNamed(kind) === undefined) {
    const near = nearName(
      kind,
      KINDS.map((one) => one.toLowerCase()),
    );
    return `${text}: objects of kind ${kind} are not simulated${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  return `expected KIND/NAME such as deployment/web, found ${text}`;
}

/** Reads a label selector such as `app=web`. */
export function readSelector(reader: Reader, placed: Placed): readonly Requirement[] | undefined {
  const text = readText(reader, placed);
  if (text === undefined) return undefined;
  const parsed = parseSelectorText(text);
  return parsed.kind === 'error' ? fail(reader, placed.path, parsed.message) : parsed.requirements;
}

/** The objects of a kind in a namespace with these labels, by name. */
export function selected(
  {
    kind,
    namespace,
    requirements,
  }: { readonly kind: Kind; readonly namespace: string; readonly requirements: readonly Requirement[] },
  world: World,
): WorldObject[] {
  const objects: ReadonlyMap<string, WorldObject> = world.objects[kind];
  return [...objects.values()]
    .filter(
      ({ metadata }) =>
        (metadata.namespace === namespace || metadata.namespace === '') &&
        requirements.every((requirement) => matchesRequirement(requirement, metadata.labels)),
    )
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
}

/** What kubectl says when there is no such pod; of a selector, that it chooses none. */
export function noSuchPod(choice: PodChoice): string {
  return choice.name === undefined
    ? `${describeChoice(choice)}: no such pod`
    : `Error from server (NotFound): pods "${choice.name}" not found`;
}

/** Reads a pod's name, or `{ selector: app=web, index: 0 }`. */
export function readPodChoice(reader: Reader, placed: Placed): PodChoice | undefined {
  const { namespace } = reader;
  if (typeof placed.value === 'string') return { namespace, name: placed.value };
  const object = readObject(reader, placed, ['selector', 'node', 'index', 'take', 'order', 'namespace']);
  if (object === undefined) return undefined;
  const selector = readText(reader, field(object, 'selector', placed.path));
  const index = Object.hasOwn(object, 'index') ? readCount(reader, field(object, 'index', placed.path)) : undefined;
  const take = Object.hasOwn(object, 'take') ? readCount(reader, field(object, 'take', placed.path)) : undefined;
  const order = object.order ?? 'name';
  if (order !== 'name' && order !== 'oldest' && order !== 'newest') {
    return fail(reader, field(object, 'order', placed.path).path, 'expected name, oldest or newest');
  }
  if (selector === undefined) return undefined;
  const parsed = parseSelectorText(selector);
  if (parsed.kind === 'error') return fail(reader, field(object, 'selector', placed.path).path, parsed.message);
  const node = Object.hasOwn(object, 'node') ? readText(reader, field(object, 'node', placed.path)) : undefined;
  const given = typeof object.namespace === 'string' ? object.namespace : namespace;
  return {
    namespace: given,
    selector,
    order,
    ...(node !== undefined && { node }),
    ...(index !== undefined && { index }),
    ...(take !== undefined && { take }),
  };
}

/** A choice in words. */
export function describeChoice({ name, selector = '', node, index, take }: PodChoice): string {
  if (name !== undefined) return `pod ${name}`;
  const where = node === undefined ? '' : ` on ${node}`;
  if (index !== undefined) return `pod ${index} of ${selector}${where}`;
  const from = take === undefined ? `pods ${selector}` : `${take} ${take === 1 ? 'pod' : 'pods'} of ${selector}`;
  return `${from}${where}`;
}

/** Some pods: one by name, or by selector in an order. */
export interface PodChoice {
  readonly name?: string;
  readonly selector?: string;
  /** The node that they are on. */
  readonly node?: string;
  readonly namespace: string;
  readonly order?: 'name' | 'oldest' | 'newest';
  /** The pod at this place, from 0. */
  readonly index?: number;
  /** So many of them, from the first; all if absent. */
  readonly take?: number;
}

/** The pods of a choice, as they are now. */
export function choosePods(choice: PodChoice, world: World): Pod[] {
  if (choice.name !== undefined) {
    const pod = world.objects.Pod.get(`${choice.namespace}/${choice.name}`);
    return pod === undefined ? [] : [pod];
  }
  const parsed = parseSelectorText(choice.selector ?? '');
  const requirements = parsed.kind === 'selector' ? parsed.requirements : [];
  const pods = [...world.objects.Pod.values()].filter(
    (pod) =>
      pod.metadata.namespace === choice.namespace &&
      (choice.node === undefined || pod.node === choice.node) &&
      requirements.every((requirement) => matchesRequirement(requirement, pod.metadata.labels)),
  );
  pods.sort((one, other) => compare(one, other, choice.order ?? 'name'));
  if (choice.index !== undefined) return pods.slice(choice.index, choice.index + 1);
  return choice.take === undefined ? pods : pods.slice(0, choice.take);
}

function compare(one: Pod, other: Pod, order: 'name' | 'oldest' | 'newest'): number {
  const names = one.metadata.name < other.metadata.name ? -1 : 1;
  if (order === 'name') return names;
  // Creation times are whole seconds in the API.
  const ages = Math.floor(one.metadata.creationTimestamp / 1000) - Math.floor(other.metadata.creationTimestamp / 1000);
  return (order === 'oldest' ? ages : -ages) || names;
}
