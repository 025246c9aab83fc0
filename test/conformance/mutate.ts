// Breaks and changes objects that nobody chose, for an API server to judge. The objects are those of bases.json and of the
// manifests below --objects; mutations are in mutants/mutate.ts.
//   mutate DEFINITIONS.json[.gz] OUT [--objects DIR]… [--seed 1] [--count 2000]
//     writes OUT/NNN.yaml for the oracle's `verdict OUT`, then `conformance -- files OUT …`.
//   mutate DEFINITIONS.json[.gz] OUT.jsonl --updates …
//     writes pairs for `verdict -updates OUT.jsonl`, then `conformance -- updates …`.
// Same seed and objects, same text.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Base, basesByKind, pickBase, poolOf, readBases } from './mutants/bases.js';
import { kindSchemas, readDefinitions } from './mutants/definitions.js';
import { type Dice, diceOf } from './mutants/dice.js';
import { CHANGES, GRAFTS, MUTATIONS, type Mutation, type Workshop } from './mutants/mutate.js';
import { statusOf } from './mutants/statuses.js';
import { isTree, type Tree, textOf } from './mutants/tree.js';
import { wrapped } from './mutants/wrap.js';

interface Factory extends Workshop {
  readonly bases: readonly Base[];
  readonly byKind: ReadonlyMap<string, readonly Base[]>;
}

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      objects: { type: 'string', multiple: true, default: [] },
      kind: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '2000' },
      updates: { type: 'boolean', default: false },
    },
  });
  const [definitionsFile, out] = positionals;
  if (definitionsFile === undefined || out === undefined) {
    process.stderr.write(
      'usage: mutate DEFINITIONS.json[.gz] OUT [--updates] [--objects DIR]… [--kind K]… [--seed N] [--count N]\n',
    );
    return 2;
  }
  const definitions = readDefinitions(definitionsFile);
  const all = await readBases(values.objects, kindSchemas(definitions));
  const isWanted = (kind: string) =>
    values.kind.length > 0 ? values.kind.includes(kind) : !values.updates || !isInTheWay(kind);
  const bases = all.filter(({ object }) => isWanted(String(object.kind)));
  const fieldNames = [
    ...new Set(Object.values(definitions).flatMap(({ properties }) => Object.keys(properties ?? {}))),
  ];
  const factory: Factory = {
    definitions,
    fieldNames,
    dice: diceOf(Number(values.seed)),
    pool: poolOf(all, definitions),
    bases,
    byKind: basesByKind(bases),
  };
  const count = Number(values.count);
  if (values.updates) writeFileSync(out, [...pairs(factory, count, values.seed)].join(''));
  else writeDocuments(out, [...documents(factory, count)]);
  process.stdout.write(`${JSON.stringify({ made: count, bases: bases.length, kinds: factory.byKind.size })}\n`);
  return 0;
}

// Pairs are created for real: these would judge the others that are created at the same time. With --kind they are made.
function isInTheWay(kind: string): boolean {
  return /^(Validating|Mutating)(WebhookConfiguration|AdmissionPolicy(Binding)?)$/.test(kind) || kind === 'APIService';
}

function writeDocuments(out: string, texts: readonly string[]): void {
  mkdirSync(out, { recursive: true });
  for (let at = 0; at < texts.length; at += 400) {
    const some = texts.slice(at, at + 400).map((text) => `---\n${text}\n`);
    writeFileSync(join(out, `${String(at / 400).padStart(3, '0')}.yaml`), some.join(''));
  }
}

function* documents(factory: Factory, count: number): Generator<string> {
  for (let at = 0; at < count; at++) {
    const base = pickBase(factory.bases, factory.byKind, factory.dice);
    const made = mutated(base, MUTATIONS, timesOf(factory.dice), factory).object;
    yield textOf(wrapped(made, factory.dice));
  }
}

// Mostly one mistake, so that it is not hidden by another; two or three to see in which order they count.
function timesOf(dice: Dice): number {
  const chance = dice.next();
  return chance < 0.6 ? 1 : chance < 0.85 ? 2 : 3;
}

function* pairs(factory: Factory, count: number, seed: string): Generator<string> {
  const { dice } = factory;
  for (let at = 0; at < count; at++) {
    const base = pickBase(factory.bases, factory.byKind, dice);
    const named = {
      ...base,
      object: { ...base.object, metadata: withoutVersion(base.object.metadata, `u${seed}-${at}`) },
    };
    const from = dice.next() < 0.5 ? named.object : mutated(named, GRAFTS, 1, factory).object;
    const start: Base = { ...named, object: withIdentityOf(from, named.object) };
    const { object, names } = mutated(start, CHANGES, timesOf(dice), factory);
    const to = withIdentityOf(object, start.object);
    const status = dice.next() < 0.5 ? statusOf(String(base.object.kind), dice) : undefined;
    const line = {
      id: `${seed}-${at}`,
      op: names.join('+'),
      from: start.object,
      ...(status === undefined ? {} : { status }),
      to,
    };
    yield `${textOf(line)}\n`;
  }
}

// An object that is changed is the same one: the server takes these from the URL or the recording gives them.
const IDENTITY = /^(name|namespace|uid|resourceVersion|generateName|selfLink)$/;

function withIdentityOf(object: unknown, from: Tree): Tree {
  if (!isTree(object) || !isTree(object.metadata) || !isTree(from.metadata)) return from;
  const given = Object.entries(from.metadata).filter(([key]) => IDENTITY.test(key));
  const others = Object.entries(object.metadata).filter(([key]) => !IDENTITY.test(key));
  return { ...object, metadata: Object.fromEntries([...given, ...others]) };
}

function withoutVersion(metadata: unknown, name: string): Tree {
  const fields = Object.entries(isTree(metadata) ? metadata : {});
  const kept = fields.filter(([key]) => !/^(resourceVersion|uid|namespace|generateName|selfLink)$/.test(key));
  return { name, ...Object.fromEntries(kept) };
}

function mutated(
  { object, schema }: Base,
  mutations: readonly (readonly [string, Mutation])[],
  times: number,
  shop: Workshop,
): { readonly object: unknown; readonly names: readonly string[] } {
  let made: Tree = object;
  const names: string[] = [];
  for (let left = times * 3; left > 0 && names.length < times; left--) {
    const [name, mutation] = shop.dice.pick(mutations);
    const next = mutation(made, schema, shop);
    if (!isTree(next)) continue;
    made = next;
    names.push(name);
  }
  return { object: made, names };
}
