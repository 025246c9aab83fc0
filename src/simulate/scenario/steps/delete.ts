import type { JsonObject } from '../../../kube/json.js';
import type { WorldObject } from '../../objects/kinds.js';
import type { World } from '../../world.js';
import { deleteObject } from '../kubectl.js';
import { fail, field, hasUnknown, type Placed, type Reader, readDuration, readObject, readText } from '../reader.js';
import type { ManifestsOf, ReadStep, StepWord } from '../step.js';
import { notFound, storedOf } from '../stored.js';
import {
  choosePods,
  describeChoice,
  findOrSay,
  kindNamed,
  noSuchPod,
  readPodChoice,
  readSelector,
  readTarget,
  selected,
} from '../targets.js';

const CASCADES = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;
const CHOICES = ['pod', 'target', 'kind', 'file'] as const;

/**
 * `delete: { pod: web-0 }`, `{ pod: { selector: app=web, take: 2 } }`, `{ target: deployment/web, cascade: orphan }`,
 * `{ kind: pvc, selector: app=db }` or `{ file: v1.yaml }`; `gracePeriod: 5s` and `force: true` (no grace at all) for pods.
 */
export const deleteStep: StepWord = {
  word: 'delete',
  read: (reader, placed) => {
    const object = readObject(reader, placed, [...CHOICES, 'selector', 'cascade', 'gracePeriod', 'force']);
    if (object === undefined) return undefined;
    const word = object.cascade ?? 'background';
    const propagation =
      word === 'background' || word === 'foreground' || word === 'orphan' ? CASCADES[word] : undefined;
    if (propagation === undefined)
      return fail(reader, field(object, 'cascade', placed.path).path, 'expected background, foreground or orphan');
    if (Object.hasOwn(object, 'force') && typeof object.force !== 'boolean')
      return fail(reader, field(object, 'force', placed.path).path, 'expected true or false');
    const given = Object.hasOwn(object, 'gracePeriod')
      ? readDuration(reader, field(object, 'gracePeriod', placed.path))
      : undefined;
    const graceMs = object.force === true ? 0 : given;
    const chosen = readChosen(reader, placed, object);
    return chosen && { ...chosen.step, perform: (world, manifestsOf) => remove(chosen.find(world, manifestsOf)) };

    function* remove(found: readonly WorldObject[] | string): ReturnType<ReadStep['perform']> {
      if (typeof found === 'string') return found;
      for (const one of found) yield* deleteObject(one, propagation, graceMs);
      return undefined;
    }
  },
};

/** What a step deletes: how the report says it, and how it is found. */
interface Chosen {
  readonly step: Pick<ReadStep, 'text' | 'files'>;
  readonly find: (world: World, manifestsOf: ManifestsOf) => readonly WorldObject[] | string;
}

function readChosen(reader: Reader, placed: Placed, object: JsonObject): Chosen | undefined {
  const word = CHOICES.find((name) => Object.hasOwn(object, name));
  if (word === undefined && hasUnknown(reader, placed.path)) return undefined;
  if (word === undefined) return fail(reader, placed.path, `expected one of ${CHOICES.join(', ')}`);
  const at = field(object, word, placed.path);
  switch (word) {
    case 'pod':
      return chosenPods(reader, at);
    case 'target':
      return chosenTarget(reader, at);
    case 'kind':
      return chosenKind(reader, at, field(object, 'selector', placed.path));
    case 'file':
      return chosenFile(reader, at);
    default: {
      const unknown: never = word;
      return unknown;
    }
  }
}

function chosenPods(reader: Reader, at: Placed): Chosen | undefined {
  const choice = readPodChoice(reader, at);
  if (choice === undefined) return undefined;
  const find: Chosen['find'] = (world) => {
    const pods = choosePods(choice, world);
    return pods.length === 0 ? noSuchPod(choice) : pods;
  };
  return { step: { text: `delete ${describeChoice(choice)}` }, find };
}

function chosenTarget(reader: Reader, at: Placed): Chosen | undefined {
  const target = readTarget(reader, at);
  if (target === undefined) return undefined;
  const find: Chosen['find'] = (world) => {
    const found = findOrSay(target, world);
    return typeof found === 'string' ? found : [found];
  };
  return { step: { text: `delete ${target.text}` }, find };
}

function chosenKind(reader: Reader, at: Placed, selector: Placed): Chosen | undefined {
  const word = readText(reader, at);
  const requirements = readSelector(reader, selector);
  if (word === undefined || requirements === undefined) return undefined;
  const kind = kindNamed(word);
  if (kind === undefined) return fail(reader, at.path, `expected a kind such as deployment or pvc, found ${word}`);
  const { namespace } = reader;
  return {
    step: { text: `delete ${word} ${String(selector.value)}` },
    find: (world) => selected({ kind, namespace, requirements }, world),
  };
}

function chosenFile(reader: Reader, at: Placed): Chosen | undefined {
  const file = readText(reader, at);
  if (file === undefined) return undefined;
  const find: Chosen['find'] = (world, manifestsOf) => {
    const found = manifestsOf(file).map((manifest) => storedOf(manifest, world) ?? notFound(manifest));
    const missing = found.filter((one) => typeof one === 'string');
    return missing.length > 0 ? missing.join('; ') : found.filter((one) => typeof one !== 'string');
  };
  return { step: { text: `delete ${file}`, files: [file] }, find };
}
