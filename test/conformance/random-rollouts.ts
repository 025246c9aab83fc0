// Makes rollouts that nobody chose: `npm run conformance -- generate-rollouts SEED COUNT DIR` writes DIR/scenarios/random-SEED-NNN
// in the form of the oracle's `trace`. Record them with it (`trace -out DIR/traces DIR/scenarios/…`), then replay them with
// `npm run conformance -- rollouts DIR`. Same seed, same scenarios; each depends on its own number only. A fourth word asks for
// another group: `autoscalers` (minutes each), or `nodes`, which change nodes, are named zz-… and have to be recorded alone.
// A folder of scenarios in its place asks for their neighbours; further words name some of them; `nodes` among them: on nodes
// that change.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { randomAutoscaler } from './random-rollouts/autoscaler.js';
import { randomBudget } from './random-rollouts/budget.js';
import { randomDaemonSet, randomNodes } from './random-rollouts/daemon-set.js';
import { randomDeployment } from './random-rollouts/deployment.js';
import { type Dice, diceOf } from './random-rollouts/dice.js';
import { randomJob } from './random-rollouts/job.js';
import { neighbour, type Written } from './random-rollouts/neighbour.js';
import { randomReplicaSet } from './random-rollouts/replica-set.js';
import type { RandomScenario } from './random-rollouts/scenario.js';
import { randomStatefulSet } from './random-rollouts/stateful-set.js';
import { manifestsIn, readScenario } from './rollouts/play.js';

/** Makes one scenario. */
export type Family = (dice: Dice) => RandomScenario;

const times = (count: number, family: Family) => Array.from<Family>({ length: count }).fill(family);

// By the word that asks for them; how many of each family among so many.
const GROUPS: ReadonlyMap<string, readonly Family[]> = new Map([
  [
    'rollouts',
    [
      ...times(8, randomDeployment),
      ...times(6, randomStatefulSet),
      ...times(3, randomDaemonSet),
      ...times(3, randomJob),
      ...times(2, randomBudget),
      randomReplicaSet,
    ],
  ],
  ['autoscalers', [randomAutoscaler]],
  ['nodes', [randomNodes]],
]);

/** The families of a group of that name; none of one that is not known. */
export function randomFamilies(group: string): readonly Family[] {
  return GROUPS.get(group) ?? [];
}

/** The scenario of that number. */
export function randomScenario(seed: number, number: number, families: readonly Family[]): RandomScenario {
  const dice = diceOf(seed * 100_003 + number);
  return dice.of(families)(dice);
}

/** Writes the scenarios. */
export function main(args: readonly string[]): number {
  const [seed, count] = [Number(args[0]), Number(args[1])];
  const [folder, group = 'rollouts', ...names] = args.slice(2);
  const families = GROUPS.get(group);
  const isKnown = families !== undefined || existsSync(join(group, 'scenarios'));
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || folder === undefined || !isKnown) {
    process.stderr.write(`usage: generate-rollouts SEED COUNT DIR [${[...GROUPS.keys()].join('|')}|FROM [NAME…]]\n`);
    return 2;
  }
  const prefix = group === 'nodes' ? 'zz-random' : group === 'autoscalers' ? 'random-load' : 'random';
  for (let number = 0; number < count; number++) {
    const place = String(number).padStart(3, '0');
    if (families !== undefined)
      write(join(folder, 'scenarios', `${prefix}-${seed}-${place}`), randomScenario(seed, number, families));
    else writeNeighbour(join(folder, 'scenarios'), { from: group, names, seed, number });
  }
  process.stdout.write(`${JSON.stringify({ scenarios: count })}\n`);
  return 0;
}

interface Asked {
  readonly from: string;
  readonly names: readonly string[];
  readonly seed: number;
  readonly number: number;
}

function writeNeighbour(folder: string, { from, names, seed, number }: Asked): void {
  const dice = diceOf(seed * 100_003 + number);
  const withNodes = names.includes('nodes');
  const named = names.filter((name) => name !== 'nodes');
  const chosen = dice.of(named.length > 0 ? named : recordedScenarios(from));
  const made = neighbour(writtenScenario(from, chosen), dice, withNodes);
  const prefix = withNodes || chosen.startsWith('zz-') ? 'zz-near' : 'near';
  const name = `${prefix}-${seed}-${String(number).padStart(3, '0')}-${chosen.replace(/^zz-/, '')}`;
  if (made !== undefined) write(join(folder, name), made);
}

/** The scenarios of a folder; those of CronJobs take minutes, those that change nodes have to be recorded alone: left out. */
export function recordedScenarios(from: string): readonly string[] {
  return readdirSync(join(from, 'scenarios'))
    .filter((name) => !/^(zz|cron|hpa)-/.test(name))
    .sort();
}

/** A scenario of a folder, with the objects of its files. */
export function writtenScenario(from: string, name: string): Written {
  const folder = join(from, 'scenarios', name);
  const files = readdirSync(folder).filter((file) => file !== 'steps.yaml' && file.endsWith('.yaml'));
  const objects = files.map((file) => [file, manifestsIn(join(folder, file)).map(({ object }) => object)] as const);
  return { name, steps: readScenario(folder).steps, files: new Map(objects) };
}

function write(folder: string, { description, steps, files }: RandomScenario): void {
  mkdirSync(folder, { recursive: true });
  // kubectl reads YAML 1.1, where a bare `no` is no text.
  const text = (value: unknown) => stringify(value, { aliasDuplicateObjects: false, lineWidth: 120, version: '1.1' });
  for (const [name, object] of files) {
    const objects = Array.isArray(object) ? object : [object];
    writeFileSync(join(folder, name), objects.map(text).join('---\n'));
  }
  writeFileSync(join(folder, 'steps.yaml'), text({ description, steps }));
}
