/** The kubectl commands of recorded scenarios, as what the simulator lets users do. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { Propagation, Steps } from '../../../src/simulate/action.js';
import { pause, restart, undo } from '../../../src/simulate/kubectl/rollout.js';
import type { WorldObject } from '../../../src/simulate/objects/kinds.js';
import { deleteObject, patch, relabel, scaleTo, setImage } from '../../../src/simulate/scenario/kubectl.js';
import { cordon, nodeNamed, parseTaint, taint } from '../../../src/simulate/scenario/nodes.js';
import type { Reply } from '../../../src/simulate/scenario/step.js';
import { find, parseTarget } from '../../../src/simulate/scenario/targets.js';
import type { World } from '../../../src/simulate/world.js';

const READ_ONLY = new Set(['get', 'describe', 'wait', 'version']);

/** Does one command and gives its reply. Throws for one that it does not know: a scenario is never half played. */
export function* kubectl(command: string, world: World): Steps<Reply> {
  const words = command
    .split("'")
    .flatMap((part, place) => (place % 2 === 1 ? [part] : part.split(/\s+/).filter(Boolean)));
  const [verb = '', ...rest] = words;
  if (READ_ONLY.has(verb) || (verb === 'rollout' && (rest[0] === 'history' || rest[0] === 'status'))) return undefined;
  const flags = new Map(rest.filter((word) => word.startsWith('--')).map((word) => splitOnce(word.slice(2), '=')));
  const plain = rest.filter((word) => !word.startsWith('-'));
  if (verb === 'cordon' || verb === 'uncordon' || verb === 'taint') {
    return yield* onNode(verb, plain, world);
  }
  const object = targetOf(verb === 'rollout' || verb === 'set' ? plain.slice(1) : plain, world);
  if (object === undefined) return 'not found';
  if (verb === 'rollout') return yield* rollout(plain[0] ?? '', object, { flags, world, command });
  return yield* change(verb, object, { rest, plain, flags, world, command });
}

interface Words {
  readonly rest: readonly string[];
  readonly plain: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  readonly world: World;
  readonly command: string;
}

function* change(verb: string, object: WorldObject, { rest, plain, flags, world, command }: Words): Steps<Reply> {
  switch (verb) {
    case 'scale':
      return yield* scaleTo(object, Number(flags.get('replicas')));
    case 'delete':
      yield* deleteObject(object, propagation(flags.get('cascade')));
      return undefined;
    case 'label':
    case 'annotate': {
      const [name, value] = splitOnce(plain.at(-1) ?? '', '=');
      yield* relabel(object, { [verb === 'label' ? 'labels' : 'annotations']: { [name]: value } });
      return undefined;
    }
    case 'patch':
      // A strategic merge patch, an object in every scenario.
      return yield* patch(object, JSON.parse(rest[rest.indexOf('-p') + 1] ?? '{}') as JsonObject, world);
    case 'set': {
      const [container, image] = splitOnce(plain.at(-1) ?? '', '=');
      return yield* setImage(object, { container, image }, world);
    }
    default:
      throw new Error(`kubectl ${command}: not known`);
  }
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

function* rollout(
  verb: string,
  object: WorldObject,
  { flags, world, command }: Pick<Words, 'flags' | 'world' | 'command'>,
): Steps<Reply> {
  if (verb === 'pause' || verb === 'resume') return yield* pause(object, verb === 'pause');
  if (verb === 'restart') return yield* restart(object, world);
  if (verb !== 'undo') throw new Error(`kubectl ${command}: not known`);
  return yield* undo(object, Number(flags.get('to-revision') ?? 0), world);
}

function targetOf(words: readonly string[], world: World): ReturnType<typeof find> {
  const [first = '', second = ''] = words;
  const target = parseTarget(first.includes('/') ? first : `${first}/${second}`);
  return target === undefined ? undefined : find(target, world);
}

function propagation(cascade: string | undefined): Propagation {
  return cascade === 'orphan' ? 'Orphan' : cascade === 'foreground' ? 'Foreground' : 'Background';
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
