/** The kubectl commands of recorded scenarios, as what the simulator lets users do. */

import type { Json, JsonObject } from '../../../src/kube/json.js';
import { parseSelectorText } from '../../../src/kube/selector.js';
import type { Propagation, Steps } from '../../../src/simulate/action.js';
import { threeWayMerge } from '../../../src/simulate/admission/merge.js';
import { pause, restart, undo } from '../../../src/simulate/kubectl/rollout.js';
import type { WorldObject } from '../../../src/simulate/objects/kinds.js';
import { deleteObject, patch, relabel, scaleTo, setImage } from '../../../src/simulate/scenario/kubectl.js';
import { cordon, nodeNamed, parseTaint, taint } from '../../../src/simulate/scenario/nodes.js';
import type { Reply } from '../../../src/simulate/scenario/step.js';
import { createJob } from '../../../src/simulate/scenario/steps/create-job.js';
import { find, kindNamed, parseTarget, selected } from '../../../src/simulate/scenario/targets.js';
import { current, type World } from '../../../src/simulate/world.js';

const READ_ONLY = new Set([
  'get',
  'describe',
  'wait',
  'version',
  'logs',
  'top',
  'events',
  'explain',
  'auth',
  'api-resources',
]);
/** Flags whose value may be the next word. */
const WITH_VALUE = new Set([
  '-l',
  '--selector',
  '-p',
  '--patch',
  '--type',
  '--replicas',
  '--current-replicas',
  '-n',
  '-c',
  '--from',
]);

/** One request of a command: it does something to one object, and gives the reply. */
export type Request = () => Steps<Reply>;

/**
 * The requests of one command, one for each object; controllers act between them. Several objects come in the order of
 * `placeOf`: kubectl sorts them by name, and generated names are others here. Throws for a command that it does not know: a
 * scenario is never half played.
 */
export function kubectl(
  command: string,
  world: World,
  placeOf: (object: WorldObject) => number = () => 0,
): readonly Request[] {
  const words = command
    .split("'")
    .flatMap((part, place) => (place % 2 === 1 ? [part] : part.split(/\s+/).filter(Boolean)));
  const [verb = '', ...rest] = words;
  if (READ_ONLY.has(verb) || (verb === 'rollout' && (rest[0] === 'history' || rest[0] === 'status'))) return [];
  const { flags, plain } = parsed(rest);
  if (verb === 'cordon' || verb === 'uncordon' || verb === 'taint') return [() => onNode(verb, plain, world)];
  if (verb === 'create' && plain[0] === 'job' && flags.has('--from')) {
    const target = parseTarget(flags.get('--from') ?? '');
    const from = target && find(target, world);
    return from?.kind === 'CronJob' ? [() => createJob(from, plain[1] ?? '')] : [notFound];
  }
  const sub = verb === 'rollout' || verb === 'set' ? plain[0] : undefined;
  const [objects, others] = targetsOf(sub === undefined ? plain : plain.slice(1), flags, world);
  if (objects.length === 0) return flags.has('-l') || flags.has('--all') ? [] : [notFound];
  const given = { flags, others, world, command };
  const ordered = [...objects].sort((one, other) => placeOf(one) - placeOf(other));
  return ordered.map((object) => () => {
    const now = current(world, object);
    if (now === undefined) return notFound();
    return verb === 'rollout' ? rollout(sub ?? '', now, given) : change(sub ?? verb, now, given);
  });
}

// biome-ignore lint/correctness/useYield: nothing is done
function* notFound(): Steps<Reply> {
  return 'not found';
}

interface Words {
  readonly flags: ReadonlyMap<string, string>;
  /** What is neither a flag nor names an object. */
  readonly others: readonly string[];
  readonly world: World;
  readonly command: string;
}

/** Flags with their values, under one name each, and all other words. */
function parsed(words: readonly string[]): { flags: Map<string, string>; plain: string[] } {
  const flags = new Map<string, string>();
  const plain: string[] = [];
  const short = new Map([
    ['--selector', '-l'],
    ['--patch', '-p'],
  ]);
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? '';
    if (!word.startsWith('-')) plain.push(word);
    else {
      const [name, value] = splitOnce(word, '=');
      const hasValue = word.includes('=') || !WITH_VALUE.has(name);
      flags.set(short.get(name) ?? name, hasValue ? value : (words[++place] ?? ''));
    }
  }
  return { flags, plain };
}

function* change(verb: string, object: WorldObject, { others, flags, world, command }: Words): Steps<Reply> {
  switch (verb) {
    case 'scale': {
      const current = flags.get('--current-replicas');
      const currentReplicas = current === undefined ? undefined : Number(current);
      const replicas = Number(flags.get('--replicas'));
      if (replicas < 0) return 'error: COUNT must be greater than or equal to 0';
      return yield* scaleTo(object, replicas, { currentReplicas });
    }
    case 'delete': {
      const grace = flags.get('--grace-period');
      const graceMs = grace === undefined ? undefined : Number(grace) * 1000;
      yield* deleteObject(object, propagation(flags.get('--cascade')), graceMs);
      return undefined;
    }
    case 'label':
    case 'annotate':
      return yield* relabel(object, {
        [verb === 'label' ? 'labels' : 'annotations']: Object.fromEntries(others.map(markOf)),
        overwrite: flags.has('--overwrite'),
      });
    case 'patch':
      // An object in every scenario; of a JSON patch only members of maps.
      return yield* patch(object, patchOf(flags), world);
    case 'image': {
      for (const word of others) {
        const [container, image] = splitOnce(word, '=');
        const reply = yield* setImage(object, { container, image }, world);
        if (typeof reply === 'string') return reply;
      }
      return undefined;
    }
    case 'env': {
      const env = others
        .map(markOf)
        .map(([name, value]) => (value === null ? { name, $patch: 'delete' } : { name, value }));
      return yield* inContainers(object, { env }, world);
    }
    case 'resources': {
      const amounts = (flag: string) => {
        const given = flags.get(flag);
        return given && Object.fromEntries(given.split(',').map((text) => splitOnce(text, '=')));
      };
      const [limits, requests] = [amounts('--limits'), amounts('--requests')];
      return yield* inContainers(
        object,
        { resources: { ...(limits && { limits }), ...(requests && { requests }) } },
        world,
      );
    }
    default:
      throw new Error(`kubectl ${command}: not known`);
  }
}

/** Changes each container of a workload's template. */
function* inContainers(object: WorldObject, change: JsonObject, world: World): Steps<Reply> {
  const containers = 'spec' in object && 'template' in object.spec ? (object.spec.template.spec?.containers ?? []) : [];
  const changed = containers.map(({ name = '' }) => ({ name, ...change }));
  return yield* patch(object, { spec: { template: { spec: { containers: changed } } } }, world);
}

/** `a=b`, or `a-` to take it away. */
function markOf(word: string): [string, string | null] {
  return word.includes('=') ? splitOnce(word, '=') : [word.replace(/-$/, ''), null];
}

/** A strategic merge patch that does the same. */
function patchOf(flags: ReadonlyMap<string, string>): JsonObject {
  // Written by whoever wrote the scenario, and taken by the real kubectl.
  const change = JSON.parse(flags.get('-p') ?? '{}') as JsonObject | JsonPatch;
  if (!isJsonPatch(change)) return change;
  const patches = change.map(({ op, path, value = null }) => {
    const names = path
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (names.some((name) => /^(\d+|-)$/.test(name))) throw new Error(`JSON patch of ${path}: not known`);
    return names.reduceRight<Json>((inner, name) => ({ [name]: inner }), op === 'remove' ? null : value);
  });
  // Each is an object: a path has a name.
  return patches.reduce((all, one) => threeWayMerge(undefined, all, one)) as JsonObject;
}

type JsonPatch = readonly { readonly op: string; readonly path: string; readonly value?: Json }[];

function isJsonPatch(change: JsonObject | JsonPatch): change is JsonPatch {
  return Array.isArray(change);
}

function* onNode(verb: 'cordon' | 'uncordon' | 'taint', words: readonly string[], world: World): Steps<Reply> {
  const name = words[verb === 'taint' ? 1 : 0] ?? '';
  const node = nodeNamed(name.replace(/^nodes?\//, ''), world);
  if (typeof node === 'string') throw new Error(node);
  if (verb !== 'taint') {
    yield* cordon(node, verb === 'cordon');
    return undefined;
  }
  const changes = words.slice(2).flatMap((text) => parseTaint(text) ?? []);
  for (const change of changes) {
    const isThere = change.kind === 'add' || node.spec.taints.some(({ key }) => key === change.key);
    if (!isThere) return `error: taint "${change.key}" not found`;
  }
  yield* taint(node, changes);
  return undefined;
}

function* rollout(verb: string, object: WorldObject, { flags, world, command }: Words): Steps<Reply> {
  if (verb === 'pause' || verb === 'resume') return yield* pause(object, verb === 'pause');
  if (verb === 'restart') return yield* restart(object, world);
  if (verb !== 'undo') throw new Error(`kubectl ${command}: not known`);
  return yield* undo(object, Number(flags.get('--to-revision') ?? 0), world);
}

/** The objects that the words name, `kind/name …` or `kind name …`, with a selector all that it selects; and the words left. */
function targetsOf(
  words: readonly string[],
  flags: ReadonlyMap<string, string>,
  world: World,
): [WorldObject[], readonly string[]] {
  const isMark = (word: string) => word.includes('=') || word.endsWith('-');
  const others = words.filter(isMark);
  const names = words.filter((word) => !isMark(word));
  const [first = '', ...more] = names;
  const selector = parseSelectorText(flags.get('-l') ?? '');
  const kind = kindNamed(first);
  if ((flags.has('-l') || flags.has('--all')) && kind !== undefined && selector.kind === 'selector')
    return [selected({ kind, namespace: 'default', requirements: selector.requirements }, world), others];
  const texts = first.includes('/') ? names : more.map((name) => `${first}/${name}`);
  const found = texts.map((text) => {
    const target = parseTarget(text);
    return target && find(target, world);
  });
  return [found.filter((object) => object !== undefined), others];
}

function propagation(cascade: string | undefined): Propagation {
  return cascade === 'orphan' ? 'Orphan' : cascade === 'foreground' ? 'Foreground' : 'Background';
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
