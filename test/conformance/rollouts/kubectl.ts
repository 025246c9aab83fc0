/** The kubectl commands of recorded scenarios, as what the simulator lets users do. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { Propagation, Steps } from '../../../src/simulate/action.js';
import {
  deleteObject,
  patch,
  pause,
  relabel,
  restart,
  scaleTo,
  setImage,
  undoDeployment,
  undoRevision,
} from '../../../src/simulate/scenario/kubectl.js';
import { cordon, nodeNamed, parseTaint, taint } from '../../../src/simulate/scenario/nodes.js';
import { find, parseTarget } from '../../../src/simulate/scenario/targets.js';
import type { World } from '../../../src/simulate/world.js';

const READ_ONLY = new Set(['get', 'describe', 'wait', 'version']);

/** Does one command. Throws for one that it does not know: a scenario is never half played. */
export function* kubectl(command: string, world: World): Steps {
  const words = command
    .split("'")
    .flatMap((part, place) => (place % 2 === 1 ? [part] : part.split(/\s+/).filter(Boolean)));
  const [verb = '', ...rest] = words;
  if (READ_ONLY.has(verb) || (verb === 'rollout' && (rest[0] === 'history' || rest[0] === 'status'))) return;
  const flags = new Map(rest.filter((word) => word.startsWith('--')).map((word) => splitOnce(word.slice(2), '=')));
  const plain = rest.filter((word) => !word.startsWith('-'));
  if (verb === 'cordon' || verb === 'uncordon' || verb === 'taint') return yield* onNode(verb, plain, world);
  const object = targetOf(verb === 'rollout' || verb === 'set' ? plain.slice(1) : plain, world);
  if (object === undefined) throw new Error(`kubectl ${command}: no such object`);
  switch (verb) {
    case 'scale':
      return yield* scaleTo(object, Number(flags.get('replicas')));
    case 'delete':
      return yield* deleteObject(object, propagation(flags.get('cascade')));
    case 'label':
    case 'annotate': {
      const [name, value] = splitOnce(plain.at(-1) ?? '', '=');
      return yield* relabel(object, { [verb === 'label' ? 'labels' : 'annotations']: { [name]: value } });
    }
    case 'patch':
      // A strategic merge patch, an object in every scenario.
      return yield* patch(object, JSON.parse(rest[rest.indexOf('-p') + 1] ?? '{}') as JsonObject, world);
    case 'set': {
      const [container, image] = splitOnce(plain.at(-1) ?? '', '=');
      return yield* setImage(object, { container, image }, world);
    }
    case 'rollout':
      return yield* rollout(plain[0] ?? '', object, { flags, world, command });
    default:
      throw new Error(`kubectl ${command}: not known`);
  }
}

function* onNode(verb: 'cordon' | 'uncordon' | 'taint', words: readonly string[], world: World): Steps {
  const name = words[verb === 'taint' ? 1 : 0] ?? '';
  const node = nodeNamed(name.replace(/^nodes?\//, ''), world);
  if (typeof node === 'string') throw new Error(node);
  if (verb !== 'taint') return yield* cordon(node, verb === 'cordon');
  yield* taint(
    node,
    words.slice(2).flatMap((text) => parseTaint(text) ?? []),
  );
}

function* rollout(
  verb: string,
  object: NonNullable<ReturnType<typeof find>>,
  {
    flags,
    world,
    command,
  }: { readonly flags: ReadonlyMap<string, string>; readonly world: World; readonly command: string },
): Steps {
  if (verb === 'pause' || verb === 'resume') return yield* pause(object, verb === 'pause');
  if (verb === 'restart') return yield* restart(object, world);
  const revision = Number(flags.get('to-revision') ?? 0);
  if (verb === 'undo' && (object.kind === 'StatefulSet' || object.kind === 'DaemonSet')) {
    yield* undoRevision(object, revision, world);
    return;
  }
  if (verb !== 'undo' || object.kind !== 'Deployment') throw new Error(`kubectl ${command}: not known`);
  yield* undoDeployment(object, revision, world);
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
