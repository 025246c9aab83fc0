// Makes broken and odd documents that nobody chose, for an API server to judge: `npm run conformance -- generate
// DEFINITIONS.json[.gz] DIR [--seed N] [--each N]`, then the oracle's `verdict DIR`, then `conformance -- files DIR …`.
// Each document is one of bases.json with one to four fields set to a value that their type suggests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Definitions, readDefinitions, resolved, type Schema } from './mutants/definitions.js';
import { type Dice, diceOf } from './mutants/dice.js';
import { type Path, withValue } from './mutants/tree.js';

type Edit = readonly [path: Path, value: unknown];

interface Base {
  readonly definition: string;
  readonly object: Readonly<Record<string, unknown>>;
}

const TEXTS = [
  ...['', 'x', 'Bad_Name', '-bad', 'a/b', 'a.b', '..', '../x', '/abs', 'a'.repeat(64), 'a'.repeat(254), 'é', 'a b'],
  ...['10.0.0.1', '010.0.0.1', '10.0.0.0/8', '::1', 'a=b', 'v1', 'metadata.name', "metadata.labels['a']"],
  ...['None', 'Always', 'Never', 'Default', 'In', 'Exists', 'Localhost', 'RuntimeDefault', 'TCP', 'HTTP', 'http'],
];
const NUMBERS = [-1, 0, 1, 2, 101, 511, 512, 600, 65_535, 65_536, 2_147_483_647];
const QUANTITIES = ['0', '1', '-1', '100m', '1.5', '1Gi', '-1Gi', '1m', '0.1m', '2Mi', '3'];
const COUNTS = [0, 1, -1, 65_536, 'http', '8080', '', '25%', 'Bad_', 'a-very-long-port-name', '--a', '150%'];
const KEYS = [
  'a',
  'Bad Key',
  'a/b',
  'a/b/c',
  '-x',
  'k'.repeat(64),
  'kubernetes.io/x',
  '.hidden',
  '..x',
  'example.com/',
];
const RESOURCES = [
  'cpu',
  'memory',
  'storage',
  'pods',
  'foo',
  'nvidia.com/gpu',
  'hugepages-2Mi',
  'requests.cpu',
  'a/b/c',
];

/** Writes the documents, 400 to a file. */
export function main(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, each: { type: 'string', default: '500' } },
  });
  const [definitionsFile, directory] = positionals;
  if (definitionsFile === undefined || directory === undefined) {
    process.stderr.write('usage: generate DEFINITIONS.json[.gz] DIR [--seed N] [--each N]\n');
    return 2;
  }
  const documents = generate(readDefinitions(definitionsFile), Number(values.seed), Number(values.each));
  mkdirSync(directory, { recursive: true });
  for (let at = 0; at < documents.length; at += 400) {
    const text = documents.slice(at, at + 400).map((document) => `---\n${JSON.stringify(document)}\n`);
    writeFileSync(join(directory, `${String(at / 400).padStart(3, '0')}.yaml`), text.join(''));
  }
  process.stdout.write(`${JSON.stringify({ documents: documents.length })}\n`);
  return 0;
}

function readBases(): readonly Base[] {
  // Bundled beside the command; ours.
  return JSON.parse(readFileSync('test/conformance/bases.json', 'utf8')) as readonly Base[];
}

/** The documents: for each base `each` edits alone, and a third as many with two to four together. Same seed, same text. */
export function generate(definitions: Definitions, seed: number, each: number): unknown[] {
  const dice = diceOf(seed);
  return readBases().flatMap(({ definition, object }) => {
    const edits = shuffled([...editsOf(definitions, { $ref: `#/definitions/${definition}` }, [], new Set())], dice);
    const sets = edits.slice(0, each).map((edit) => [edit]);
    for (let at = 0; at < each / 3; at++) {
      sets.push(Array.from({ length: 2 + dice.below(3) }, () => dice.pick(edits)));
    }
    return sets.map((set) => set.reduce<unknown>((made, [path, value]) => withValue(made, path, value), object));
  });
}

// Fields that the server or the recording decides, not the manifest.
const LEFT_OUT = /^(apiVersion|kind|status|metadata\.(managedFields|resourceVersion|namespace))(\.|$)/;

function* editsOf(definitions: Definitions, written: Schema, path: Path, seen: ReadonlySet<string>): Generator<Edit> {
  const { name, schema } = resolved(definitions, written);
  if (LEFT_OUT.test(path.join('.')) || seen.has(name)) return;
  const values = valuesOf(name, schema);
  for (const value of values ?? []) yield [path, value];
  if (values !== undefined) return;
  const below = name === '' ? seen : new Set([...seen, name]);
  if (schema.properties !== undefined) {
    if (path.length > 0) yield [path, {}];
    for (const [field, part] of Object.entries(schema.properties)) {
      yield* editsOf(definitions, part, [...path, field], below);
    }
  } else if (schema.items !== undefined) {
    for (const value of [[], [{}], ['a', 'a'], ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']]) yield [path, value];
    yield* editsOf(definitions, schema.items, [...path, 0], below);
  } else {
    yield [path, {}];
    yield* mapEdits(schema.additionalProperties, path);
  }
}

function* mapEdits(part: Schema | undefined, path: Path): Generator<Edit> {
  const isAmounts = part?.$ref?.endsWith('Quantity') === true;
  const keys = isAmounts ? RESOURCES : KEYS;
  for (const key of part === undefined ? [] : keys) {
    for (const value of isAmounts ? QUANTITIES : ['v']) yield [path, { [key]: value }];
  }
  if (part?.type === 'string') for (const value of ['-bad', 'v'.repeat(64), '', 'a b']) yield [path, { k: value }];
}

function valuesOf(name: string, schema: Schema): readonly unknown[] | undefined {
  if (name.endsWith('Quantity')) return QUANTITIES;
  if (name.endsWith('IntOrString')) return COUNTS;
  if (name.endsWith('Time')) return ['2020-01-01T00:00:00Z'];
  switch (schema.type) {
    case 'string':
      if (schema.format === 'byte') return ['', 'YQ==', 'e30='];
      return [...TEXTS, ...(schema.enum ?? []), ...(schema.enum ?? []).map((value) => value.toLowerCase())];
    case 'integer':
      return schema.format === 'int64' ? [...NUMBERS, 4_294_967_297] : NUMBERS;
    case 'number':
      return [0, 1.5];
    case 'boolean':
      return [true, false];
    default:
      return undefined;
  }
}

function shuffled<T>(items: readonly T[], dice: Dice): T[] {
  return items
    .map((item) => ({ item, order: dice.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
